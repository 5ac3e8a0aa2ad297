/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way out: what an SMTP server offers to who is logged in. */
#include "mail/probe.h"
#include "base/fault.h"
#include "mail/probe_wire.h"
#include <curl/curl.h>
#include <string.h>

Wire *
probe_connect(const WireEnd *end, const Login *login, GError **error)
{
  Secret secret = { NULL, FALSE };
  g_autoptr(GError) refusal = NULL;
  if (login->user && !login_fetch(login, end->setting, &secret, error))
    return NULL;
  Wire *wire = wire_connect(end, &secret, &refusal);
  if (!wire && login_renew(login, end->setting, &secret, refusal)) {
    g_clear_error(&refusal);
    wire = wire_connect(end, &secret, &refusal);
  }
  login_wipe(&secret);
  if (!wire)
    g_propagate_error(error, g_steal_pointer(&refusal));
  return wire;
}

void
submission_look_clear(SubmissionLook *look)
{
  g_clear_pointer(&look->server, g_free);
}

static void
read_extensions(SubmissionLook *look, const char *said)
{
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strchomp(lines[i]);
    if (g_str_has_prefix(line, "220")) {
      look->pipelining = FALSE;
      look->size_max = 0;
    } else if (strlen(line) > 4 && !g_ascii_strcasecmp(line + 4, "PIPELINING"))
      look->pipelining = TRUE;
    else if (strlen(line) > 9 && !g_ascii_strncasecmp(line + 4, "SIZE ", 5))
      look->size_max = g_ascii_strtoull(line + 9, NULL, 10);
  }
}

gboolean
submission_look(const SubmissionSettings *settings, SubmissionLook *look, GError **error)
{
  WireEnd end = { .url = settings->url,
                  .setting = "submission",
                  .helo = settings->helo,
                  .tls = settings->tls,
                  .ca_file = settings->ca_file,
                  .user = settings->login.user };
  curl_global_init(CURL_GLOBAL_DEFAULT);
  g_autoptr(Wire) wire = probe_connect(&end, &settings->login, error);
  if (wire) {
    look->server = g_strdup(wire_server(wire));
    look->certificate_end = wire_certificate_end(wire);
    read_extensions(look, wire_said(wire));
    wire_put(wire, "QUIT\r\n", 6);
    wire_flush(wire, NULL);
  }
  g_clear_pointer(&wire, wire_free);
  curl_global_cleanup();
  return look->server != NULL;
}
