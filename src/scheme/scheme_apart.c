/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what mentor and trainee may not be to each other. Looks at no people. C4.10, C4.11 */
#include "scheme/scheme_load.h"

void
apart_free(Apart *apart)
{
  g_free(apart->role);
  g_free(apart->attribute);
  g_free(apart->why);
  g_free(apart);
}

void
read_apart(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "role", .type = CONF_TEXT, .offset = offsetof(Apart, role), .refers = REFERS_ROLE },
    { .name = "attribute",
      .type = CONF_TEXT,
      .offset = offsetof(Apart, attribute),
      .refers = REFERS_ATTRIBUTE },
    { .name = "why", .type = CONF_TEXT, .offset = offsetof(Apart, why), .required = TRUE },
  };
  static const ConfTable table = { CONF_TABLE("a member of \"apart\"", keys) };
  GPtrArray **all = into;
  if (!*all)
    *all = g_ptr_array_new_with_free_func((GDestroyNotify) apart_free);
  Apart *apart = scheme_new_item(all, sizeof(Apart));
  conf_group_read(reader, setting, &table, apart);
  if (!apart->role == !apart->attribute)
    conf_fault(reader, setting, "a member of \"apart\" wants \"role\" or \"attribute\", one of them");
}
