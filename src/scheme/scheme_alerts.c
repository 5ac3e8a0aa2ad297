/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads who is told of what a box says. Tells nobody. */
#include "scheme/scheme_load.h"
#include <string.h>

static void
alert_free(gpointer data)
{
  FormAlert *alert = data;
  g_free(alert->when);
  g_free(alert->to);
  g_free(alert);
}

static void
read_alert(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "when", .type = CONF_TEXT, .offset = offsetof(FormAlert, when), .required = TRUE },
    { .name = "to",
      .type = CONF_TEXT,
      .offset = offsetof(FormAlert, to),
      .required = TRUE,
      .refers = REFERS_ROLE },
  };
  static const ConfTable table = { CONF_TABLE("an alert", keys) };
  GPtrArray **alerts = into;
  if (!*alerts)
    *alerts = g_ptr_array_new_with_free_func(alert_free);
  FormAlert *alert = g_new0(FormAlert, 1);
  g_ptr_array_add(*alerts, alert);
  conf_group_read(reader, setting, &table, alert);
}

void
read_alerts(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  if (config_setting_is_list(setting))
    conf_list_read(reader, setting, read_alert, into);
  else
    read_alert(reader, setting, into);
}

/* "below 2", "above 3" of a rating or a number. */
static gboolean
is_bound(const FormField *field, const char *when)
{
  if (field->type != FIELD_RATING && field->type != FIELD_NUMBER)
    return FALSE;
  const char *number = when + strlen("below ");
  if (!g_str_has_prefix(when, "below ") && !g_str_has_prefix(when, "above "))
    return FALSE;
  return *number && strspn(number, "0123456789.") == strlen(number);
}

void
check_alerts(ConfReader *reader, const config_setting_t *setting, const FormField *field)
{
  for (guint i = 0; field->alerts && i < field->alerts->len; i++) {
    const char *when = ((const FormAlert *) field->alerts->pdata[i])->when;
    if (!when || !strcmp(when, "filled") || is_bound(field, when) || field_may_be(field, when))
      continue;
    conf_fault(reader, conf_member(setting, "alert"),
               "the alert's \"when\" is \"%s\": it may be \"filled\", an answer (yes-no, choice), or \"below "
               "2\" or \"above 2\" "
               "(rating, number)",
               when);
  }
}
