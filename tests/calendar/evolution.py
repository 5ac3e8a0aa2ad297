# SPDX-License-Identifier: GPL-3.0-or-later
"""evolution.py URL: subscribes Evolution's calendar service to the address. For each line on stdin it refreshes, and prints
what it shows between September 2026 and August 2027 as a JSON list of rows, on one line. Run it on a bus of its own."""
import json
import sys
import time

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402

FROM, TO = 1788220800, 1819756800  # 1 September 2026 and 1 September 2027
SETTLES = 0.5  # seconds without a change after which a refresh is over


def subscribe(url):
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("mentord-feed", None)
    source.set_display_name("feed")
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    source.get_extension("WebDAV Backend").set_uri(GLib.Uri.parse(url, GLib.UriFlags.NONE))
    source.get_extension("Security").set_secure(False)
    registry.commit_source_sync(source, None)
    return registry, ECal.Client.connect_sync(registry.ref_source("mentord-feed"), ECal.ClientSourceType.EVENTS, 1, None)


def show(value):
    if value.is_date():
        return "%04d-%02d-%02d" % (value.get_year(), value.get_month(), value.get_day())
    stamp = value.as_timet_with_zone(value.get_timezone() or ICalGLib.Timezone.get_utc_timezone())
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp))


def rows(client):
    """By the instances that a day or week view is drawn from."""
    found = []

    def add(component, start, end, *_):
        status = component.get_status()
        found.append([show(start), show(end),
                      ICalGLib.Property.new_status(status).get_value_as_string(), component.get_summary(),
                      component.get_description() or ""])
        return True

    client.generate_instances_sync(FROM, TO, None, add)
    return sorted(found)


def refreshed(client, first):
    """The rows once they no longer change; at the first time, once there are any."""
    client.refresh_sync(None)
    before, since, end = None, time.monotonic(), time.monotonic() + 30
    while time.monotonic() < end:
        now = rows(client)
        if now != before or (first and not now):
            before, since = now, time.monotonic()
        elif time.monotonic() - since > SETTLES:
            return now
        time.sleep(0.1)
    return before


def main():
    registry, client = subscribe(sys.argv[1])
    first = True
    for _ in sys.stdin:
        print(json.dumps(refreshed(client, first)), flush=True)
        first = False
    del client, registry


main()
