/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads whom a register is exchanged with. Opens the key only to see that it is one. */
#include "pass/site/site_register.h"
#include "base/seal.h"
#include "pass/site/site.h"
#include "pass/site/site_check.h"
#include <glib/gstdio.h>

void
partner_free(Partner *partner)
{
  g_free(partner->name);
  g_free(partner->key);
  g_free(partner);
}

static void
read_partner(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "name", .type = CONF_TEXT, .offset = offsetof(Partner, name), .required = TRUE },
    { .name = "key", .type = CONF_TEXT, .offset = offsetof(Partner, key), .required = TRUE },
  };
  static const ConfTable table = { CONF_TABLE("a partner of \"register\"", keys) };
  GPtrArray *partners = *(GPtrArray **) into;
  Partner *partner = g_new0(Partner, 1);
  g_ptr_array_add(partners, partner);
  conf_group_read(reader, setting, &table, partner);
  if (partner->key && !seal_is_public(partner->key))
    conf_fault(
        reader, conf_member(setting, "key"),
        "\"key\" is no public key: ask them for what \"mentord register key\" prints, 43 letters and digits");
  for (guint i = 0; partner->name && i + 1 < partners->len; i++)
    if (!g_strcmp0(((Partner *) partners->pdata[i])->name, partner->name))
      conf_fault(reader, conf_member(setting, "name"), "there is already a partner called \"%s\"",
                 partner->name);
}

void
site_read_register(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "key_file", .type = CONF_TEXT, .offset = offsetof(Site, register_key) },
    { .name = "partners",
      .type = CONF_LIST,
      .offset = offsetof(Site, register_partners),
      .read = read_partner },
  };
  static const ConfTable table = { CONF_TABLE("\"register\"", keys) };
  Site *site = *(Site **) into;
  conf_group_read(reader, setting, &table, site);
  site_path(reader, &site->register_key);
  g_autoptr(GError) fault = NULL;
  if (!site->register_key || !g_file_test(site->register_key, G_FILE_TEST_EXISTS))
    return; /* not made yet: who uses it says so */
  g_autoptr(SealKey) key = seal_key_load(site->register_key, &fault);
  if (!key)
    conf_fault(reader, conf_member(setting, "key_file"), "%s", fault->message);
}
