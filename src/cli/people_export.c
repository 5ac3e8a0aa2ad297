/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people export: everything held about one person, as a folder that they can open. */
#include "base/fault.h"
#include "cli/people.h"
#include "store/awards.h"
#include "store/export.h"
#include "store/forget.h"
#include "store/messages.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static gboolean
put(const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return !bytes || cli_write(bytes, path, error);
}

static gboolean
put_mails(Cli *cli, const char *folder, const char *what, const GArray *ids,
          GBytes *(*bytes_of)(Store *store, gint64 id), GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index(ids, gint64, i);
    g_autofree char *name = g_strdup_printf("%s-%" G_GINT64_FORMAT ".eml", what, id);
    g_autoptr(GBytes) bytes = bytes_of(cli->store, id);
    if (!put(folder, name, bytes, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
put_certificates(Cli *cli, const char *folder, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) awards = awards_of(cli->store, person);
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    g_autofree char *name = g_strdup_printf("certificate-%s.pdf", award->code);
    g_autoptr(GBytes) pdf = award_pdf(cli->store, award->id);
    if (!put(folder, name, pdf, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
people_export(Cli *cli, GError **error)
{
  g_autoptr(Person) person = cli_person(cli, cli->argv[2], error);
  g_autofree char *json = person ? export_person(cli->store, person->id) : NULL;
  if (!json)
    return person ? store_healthy(cli->store, error) : FALSE;
  if (cli->json) {
    fputs(json, stdout);
    return TRUE;
  }
  const char *folder = cli->output ? cli->output : person->address;
  g_autoptr(GArray) came = export_messages(cli->store, person->id),
                    went = export_mails(cli->store, person->id);
  g_autoptr(GBytes) data = g_bytes_new(json, strlen(json));
  if (g_mkdir_with_parents(folder, 0700) != 0) {
    g_set_error(error, FAULT, FAULT_IO, "the folder %s cannot be made: %s", folder, g_strerror(errno));
    return FALSE;
  }
  if (!put(folder, "data.json", data, error) || !put_mails(cli, folder, "from", came, message_bytes, error) ||
      !put_mails(cli, folder, "to", went, forget_mail_bytes, error) ||
      !put_certificates(cli, folder, person->id, error))
    return FALSE;
  printf("%s: all that is held about %s: data.json, %u mails from them, %u to them, their certificates\n",
         folder, person->name, came->len, went->len);
  return store_healthy(cli->store, error);
}
