/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bank holidays from the published calendars, one file a region, and beyond their years by rule. Does not
 * count working days and fetches nothing: a new year comes with a new file. */
#include "base/fault.h"
#include "calendar/holiday_rules.h"
#include "calendar/workdays.h"
#include <libical/ical.h>
#include <string.h>

#define LONGEST 31 /* days of one entry: more is a mistake in the file */

typedef struct {
  GHashTable *names; /* Day -> name */
  GHashTable *years; /* the years that the files speak of; of all others the rules do */
  int last_year;
} Region;

struct BankHolidays {
  GHashTable *regions; /* name -> Region */
};

static void
region_free(gpointer data)
{
  Region *region = data;
  g_hash_table_unref(region->names);
  g_hash_table_unref(region->years);
  g_free(region);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Region, region_free)

static Region *
region_new(void)
{
  Region *region = g_new0(Region, 1);
  region->names = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  region->years = g_hash_table_new(NULL, NULL);
  return region;
}

static int
year_of(Day day)
{
  int year, month, dom;
  day_to_ymd(day, &year, &month, &dom);
  return year;
}

static void
region_add(Region *region, Day day, const char *name)
{
  int year = year_of(day);
  g_hash_table_insert(region->names, GINT_TO_POINTER(day), g_strdup(name));
  g_hash_table_add(region->years, GINT_TO_POINTER(year));
  region->last_year = MAX(region->last_year, year);
}

/* The date alone: holidays have no hour, and whatever zone a file gives is that of its region. */
static Day
date_of(struct icaltimetype time)
{
  return icaltime_is_null_time(time) ? DAY_NONE : day_from_ymd(time.year, time.month, time.day);
}

static gboolean
read_event(Region *region, icalcomponent *event, const char *path, GError **error)
{
  const char *name = icalcomponent_get_summary(event);
  if (!name || !*name)
    name = "bank holiday";
  if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
    return TRUE;
  Day first = date_of(icalcomponent_get_dtstart(event));
  if (first == DAY_NONE) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s: \"%s\" has no date: give it a DTSTART", path, name);
    return FALSE;
  }
  if (icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s: \"%s\" repeats: list each date as an event of its own", path,
                name);
    return FALSE;
  }
  Day end = date_of(icalcomponent_get_dtend(event)); /* exclusive */
  if (end == DAY_NONE || end <= first)
    end = first + 1;
  if (end - first > LONGEST) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s: \"%s\" lasts %d days: a bank holiday lasts at most %d", path,
                name, end - first, LONGEST);
    return FALSE;
  }
  for (Day day = first; day < end; day++)
    region_add(region, day, name);
  return TRUE;
}

/* libical gives a calendar without its VCALENDAR line back as something else, or as nothing. */
static icalcomponent *
parse_file(const char *path, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, &cause)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "bank holidays cannot be read: %s", cause->message);
    return NULL;
  }
  icalcomponent *calendar = icalparser_parse_string(text);
  if (calendar && icalcomponent_isa(calendar) == ICAL_VCALENDAR_COMPONENT)
    return calendar;
  if (calendar)
    icalcomponent_free(calendar);
  g_set_error(error, FAULT, FAULT_CONFIG, "%s is not an iCalendar file: put the published .ics file there",
              path);
  return NULL;
}

static Region *
read_file(const char *path, GError **error)
{
  icalcomponent *calendar = parse_file(path, error);
  if (!calendar)
    return NULL;
  g_autoptr(Region) region = region_new();
  gboolean good = TRUE;
  for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       event && good; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    good = read_event(region, event, path, error);
  icalcomponent_free(calendar);
  if (good && !region->last_year) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s lists no holiday: put the published .ics file there", path);
    good = FALSE;
  }
  return good ? g_steal_pointer(&region) : NULL;
}

static gboolean
load_directory(BankHolidays *holidays, const char *directory, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GDir) dir = g_dir_open(directory, 0, &cause);
  if (!dir) {
    g_set_error(error, FAULT, FAULT_CONFIG, "bank holidays cannot be read: %s", cause->message);
    return FALSE;
  }
  const char *file;
  while ((file = g_dir_read_name(dir))) {
    if (*file == '.' || !g_str_has_suffix(file, ".ics"))
      continue;
    g_autofree char *path = g_build_filename(directory, file, NULL);
    Region *region = read_file(path, error);
    if (!region)
      return FALSE;
    g_hash_table_insert(holidays->regions, g_strndup(file, strlen(file) - strlen(".ics")), region);
  }
  if (!g_hash_table_size(holidays->regions)) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s holds no bank holidays: it should have a REGION.ics for each region", directory);
    return FALSE;
  }
  return TRUE;
}

BankHolidays *
bank_holidays_load(const char *directory, GError **error)
{
  g_autoptr(BankHolidays) holidays = g_new0(BankHolidays, 1);
  holidays->regions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, region_free);
  return load_directory(holidays, directory, error) ? g_steal_pointer(&holidays) : NULL;
}

void
bank_holidays_free(BankHolidays *holidays)
{
  if (!holidays)
    return;
  g_hash_table_unref(holidays->regions);
  g_free(holidays);
}

/* Whether @day lies in a year that @data, a newer file, speaks of. */
static gboolean
year_is_replaced(gpointer day, gpointer name G_GNUC_UNUSED, gpointer data)
{
  const Region *newer = data;
  return g_hash_table_contains(newer->years, GINT_TO_POINTER(year_of(GPOINTER_TO_INT(day))));
}

gboolean
bank_holidays_override(BankHolidays *holidays, const char *name, const char *path, GError **error)
{
  g_autoptr(Region) newer = read_file(path, error);
  if (!newer)
    return FALSE;
  Region *region = g_hash_table_lookup(holidays->regions, name);
  if (!region) {
    g_hash_table_insert(holidays->regions, g_strdup(name), g_steal_pointer(&newer));
    return TRUE;
  }
  g_hash_table_foreach_remove(region->names, year_is_replaced, newer);
  GHashTableIter iter;
  gpointer day, text;
  g_hash_table_iter_init(&iter, newer->names);
  while (g_hash_table_iter_next(&iter, &day, &text))
    region_add(region, GPOINTER_TO_INT(day), text);
  return TRUE;
}

const char *
bank_holidays_on(const BankHolidays *holidays, const char *name, Day day, gboolean *provisional)
{
  const Region *region = g_hash_table_lookup(holidays->regions, name);
  gboolean computed = region && !g_hash_table_contains(region->years, GINT_TO_POINTER(year_of(day)));
  const char *holiday = NULL;
  if (computed)
    holiday = holiday_rules_on(name, day);
  else if (region)
    holiday = g_hash_table_lookup(region->names, GINT_TO_POINTER(day));
  if (provisional)
    *provisional = computed && holiday;
  return holiday;
}

gboolean
bank_holidays_region(const BankHolidays *holidays, const char *region)
{
  return g_hash_table_contains(holidays->regions, region);
}

Day
bank_holidays_known_until(const BankHolidays *holidays, const char *name)
{
  const Region *region = g_hash_table_lookup(holidays->regions, name);
  return region ? day_from_ymd(region->last_year, 12, 31) : DAY_NONE;
}
