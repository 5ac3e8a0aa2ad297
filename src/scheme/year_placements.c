/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the placements of a year file: who is with whom, from when to when. Knows nobody on the roster. */
#include "base/text.h"
#include "scheme/scheme_load.h"

static const ConfKey placement_keys[] = {
  { .name = "scheme", .type = CONF_TEXT, .offset = offsetof(YearPlacement, scheme), .required = TRUE },
  { .name = "event", .type = CONF_TEXT, .offset = offsetof(YearPlacement, event), .refers = REFERS_EVENT },
  { .name = "school", .type = CONF_TEXT, .offset = offsetof(YearPlacement, school) },
  { .name = "trainee", .type = CONF_TEXT, .offset = offsetof(YearPlacement, trainee), .required = TRUE },
  { .name = "mentor", .type = CONF_TEXT, .offset = offsetof(YearPlacement, mentor) },
  { .name = "tutor", .type = CONF_TEXT, .offset = offsetof(YearPlacement, tutor) },
  { .name = "from", .type = CONF_DAY, .offset = offsetof(YearPlacement, from), .required = TRUE },
  { .name = "to", .type = CONF_DAY, .offset = offsetof(YearPlacement, to), .required = TRUE },
  { .name = "id", .type = CONF_ID, .offset = offsetof(YearPlacement, id) },
};
static const ConfTable placement_table = { CONF_TABLE("a placement", placement_keys) };

/* @text must be an address; it is replaced by its canonical form. */
static void
take_address(ConfReader *reader, const config_setting_t *setting, const char *key, char **text)
{
  char *address = *text ? text_address(*text) : NULL;
  if (*text && !address) {
    conf_fault(reader, conf_member(setting, key), "\"%s\" is \"%s\", which is no address", key, *text);
    return;
  }
  g_free(*text);
  *text = address;
}

/* Of the event that was said, else of the scheme's only one that spans. */
static void
take_span(ConfReader *reader, const config_setting_t *setting, const Scheme *scheme, YearPlacement *placement)
{
  const SchemeEvent *said = scheme && placement->event ? scheme_event(scheme, placement->event) : NULL;
  const SchemeEvent *only = scheme && !placement->event ? scheme_span(scheme) : NULL;
  if (said && !said->spans)
    conf_fault(reader, conf_member(setting, "event"), "\"%s\" is no event with spans = true", said->id);
  if (only)
    placement->event = g_strdup(only->id);
  else if (scheme && !placement->event)
    conf_fault(reader, setting,
               "a placement wants \"event\": the scheme \"%s\" has none, or several, with spans = true",
               scheme->id);
}

/* A pair may have begun in an earlier year and go on into the next, but some of its days are in this one. */
static void
check_overlap(ConfReader *reader, const config_setting_t *group, const Year *year,
              const YearPlacement *placement)
{
  if (placement->from == DAY_NONE || placement->to == DAY_NONE)
    return;
  if (placement->from > placement->to)
    conf_fault(reader, conf_member(group, "to"), "\"to\" lies before \"from\"");
  else if (year->starts != DAY_NONE && year->ends != DAY_NONE &&
           (placement->to < year->starts || placement->from > year->ends))
    conf_fault(reader, group, "no day of this placement lies within the year");
}

static gboolean
same_id(const YearPlacement *a, const YearPlacement *b)
{
  return a->id && !g_strcmp0(a->id, b->id) && !g_strcmp0(a->scheme, b->scheme) &&
         !g_strcmp0(a->event, b->event);
}

void
read_year_placement(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeLoad *load = reader->data;
  YearPlacement *placement = scheme_new_item(into, sizeof(YearPlacement));
  placement->from = placement->to = DAY_NONE;
  placement->at = scheme_place(reader, setting);
  load->scheme = (Scheme *) year_scheme(reader, setting);
  conf_group_read(reader, setting, &placement_table, placement);
  take_span(reader, setting, load->scheme, placement);
  check_overlap(reader, setting, load->year, placement);
  take_address(reader, setting, "trainee", &placement->trainee);
  take_address(reader, setting, "mentor", &placement->mentor);
  take_address(reader, setting, "tutor", &placement->tutor);
  const GPtrArray *all = load->year->placements;
  for (guint i = 0; i + 1 < all->len; i++)
    if (same_id(all->pdata[i], placement))
      conf_fault(reader, conf_member(setting, "id"), "there is already a placement with the id \"%s\"",
                 placement->id);
  load->scheme = NULL;
}
