/* SPDX-License-Identifier: GPL-3.0-or-later */
/* review: the cases that wait for a human, and what the human says. */
#include "base/fault.h"
#include "base/text.h"
#include "cli/cli.h"
#include "office/acts.h"
#include "office/look.h"
#include "pass/decide/decide.h"
#include "pass/tell/explain.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static json_t *
instant_json(const Cli *cli, Instant at)
{
  g_autofree char *text = at == INSTANT_NONE ? NULL : clock_format(cli->clock, at);
  return text ? json_string(text) : json_null();
}

static json_t *
message_json(const Cli *cli, gint64 id)
{
  g_autoptr(Message) message = id ? message_get(cli->store, id) : NULL;
  if (!message)
    return json_null();
  return json_pack("{s:I, s:s?, s:s?, s:o}", "id", (json_int_t) message->id, "from", message->from_address,
                   "subject", message->subject, "arrival", instant_json(cli, message->arrival));
}

static json_t *
person_json(const Cli *cli, gint64 id)
{
  g_autoptr(Person) person = id ? person_get(cli->store, id) : NULL;
  return person ? json_pack("{s:s, s:s?}", "name", person->name, "address", person->address) : json_null();
}

static json_t *
obligation_json(const Cli *cli, gint64 id)
{
  g_autoptr(Obligation) one = id ? obligation_get(cli->store, id) : NULL;
  if (!one)
    return json_null();
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "ref", one->ref, "scheme", one->scheme,
                   "requirement", one->requirement, "instance", one->instance, "year", one->year, "state",
                   state_word(one->state), "person", person_json(cli, one->person));
}

/* As read again; @document NULL: where it stands alone. */
static json_t *
document_json(const Case *c, const ReadingDocument *document)
{
  if (c->document < 0)
    return json_null();
  if (!document)
    return json_pack("{s:i}", "position", c->document);
  json_t *fields = json_array();
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *field = document->fields->pdata[i];
    json_array_append_new(
        fields, json_pack("{s:s, s:s, s:s}", "label", field->label, "value", field->value, "as", field->as));
  }
  return json_pack("{s:i, s:s, s:s, s:s?, s:s, s:o}", "position", c->document, "name", document->name,
                   "format", document->format, "problem", document->problem, "sha256", document->sha256,
                   "fields", fields);
}

static json_t *
case_json(const Cli *cli, const Case *c, const ReadingDocument *document)
{
  json_t *detail = json_loads(c->detail, 0, NULL);
  return json_pack("{s:I, s:s, s:s, s:o, s:o, s:s?, s:o, s:o, s:o, s:o, s:s?, s:o}", "id", (json_int_t) c->id,
                   "kind", c->kind, "question", c->question, "opened", instant_json(cli, c->opened),
                   "settled", instant_json(cli, c->settled), "outcome", c->outcome, "message",
                   message_json(cli, c->message), "person", person_json(cli, c->person), "obligation",
                   obligation_json(cli, c->obligation), "document", document_json(c, document), "form",
                   c->form, "detail", detail ? detail : json_object());
}

static gboolean
list(Cli *cli, GError **error)
{
  if (!cli->json) {
    cli_print_lines(look_cases(cli->engine));
    return store_healthy(cli->store, error);
  }
  g_autoptr(GPtrArray) cases = cases_list(cli->store, TRUE);
  json_t *all = json_array();
  for (guint i = 0; i < cases->len; i++)
    json_array_append_new(all, case_json(cli, cases->pdata[i], NULL));
  cli_print_json(all);
  return store_healthy(cli->store, error);
}

static gboolean
write_file(const char *directory, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename(directory, name, NULL);
  g_autoptr(GError) fault = NULL;
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  if (g_file_set_contents(path, data ? data : "", (gssize) length, &fault)) {
    fprintf(stderr, "%s\n", path);
    return TRUE;
  }
  g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
  return FALSE;
}

/* A document as it came; a sender's file name is only a hint, and several may have the same. */
static gboolean
save_document(const CaseFile *file, const ReadingDocument *document, guint n, const char *directory,
              GError **error)
{
  if (!document->content)
    return TRUE;
  g_autofree char *safe = g_strdup(document->name);
  g_strcanon(safe, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", '_');
  g_autofree char *nth = n ? g_strdup_printf("%u-", n + 1) : g_strdup("");
  g_autofree char *name =
      g_strdup_printf("case-%" G_GINT64_FORMAT "-%s%s", file->c->id, nth, *safe ? safe : "document");
  return write_file(directory, name, document->content, error);
}

/* The message and what it is about as they came, into @directory. */
static gboolean
save(const Cli *cli, const CaseFile *file, const char *directory, GError **error)
{
  g_autoptr(GBytes) bytes = file->message ? message_bytes(cli->store, file->message->id) : NULL;
  g_autofree char *mail = g_strdup_printf("case-%" G_GINT64_FORMAT ".eml", file->c->id);
  if (g_mkdir_with_parents(directory, 0700) != 0) {
    g_set_error(error, FAULT, FAULT_IO, "the directory %s cannot be made: %s", directory, g_strerror(errno));
    return FALSE;
  }
  if (bytes && !write_file(directory, mail, bytes, error))
    return FALSE;
  for (guint i = 0; i < file->documents->len; i++)
    if (!save_document(file, file->documents->pdata[i], i, directory, error))
      return FALSE;
  return TRUE;
}

/* Whether the case itself says what stands in each box. */
static gboolean
lists_boxes(const Case *c)
{
  json_t *detail = json_loads(c->detail, 0, NULL);
  gboolean lists = json_array_size(json_object_get(detail, "boxes")) > 0;
  json_decref(detail);
  return lists;
}

/* A document, and with @boxes what was read in it. */
static void
print_document(const ReadingDocument *document, gboolean boxes)
{
  g_autofree char *name = text_quote(document->name);
  printf("%s (%s, %" G_GUINT64_FORMAT " bytes)%s%s\n", name, document->format, document->size,
         document->problem ? ": " : "", document->problem ? document->problem : "");
  for (guint i = 0; boxes && i < document->fields->len; i++) {
    const ReadingField *field = document->fields->pdata[i];
    g_autofree char *label = text_quote(field->label), *value = text_quote(field->value);
    printf("  %s: %s\n", label, value);
  }
}

static void
print_case(const Cli *cli, const CaseFile *file)
{
  g_autoptr(GPtrArray) lines = explain_case(cli->engine, file->c);
  for (guint i = 0; i < lines->len; i++)
    puts(lines->pdata[i]);
  if (file->problem)
    printf("The message could not be read again: %s\n", file->problem);
  if (*file->reading->text)
    printf("It says:\n%s\n", file->reading->text);
  gboolean boxes = !lists_boxes(file->c);
  for (guint i = 0; i < file->documents->len; i++)
    print_document(file->documents->pdata[i], boxes);
  if (file->message)
    printf("review show %" G_GINT64_FORMAT " --output DIR saves the message%s\n", file->c->id,
           file->documents->len ? " and what came with it" : "");
}

static gboolean
show_file(Cli *cli, CaseFile *file, const char *directory, GError **error)
{
  if (cli->json)
    cli_print_json(case_json(cli, file->c, file->document));
  else
    print_case(cli, file);
  return (!directory || save(cli, file, directory, error)) && store_healthy(cli->store, error);
}

/* What ends the case, in one transaction; then what follows from it. */
static gboolean
end(Cli *cli, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Case) c = act_case(cli->engine, g_ascii_strtoll(cli->argv[2], NULL, 10), error);
  if (!c)
    return FALSE;
  store_begin(cli->store);
  if (!act_review(cli->engine, c, cli->argv[1], cli->argc > 3 ? cli->argv[3] : NULL, cli->argv + 3, "office",
                  lines, error)) {
    store_rollback(cli->store);
    return FALSE;
  }
  if (!store_commit(cli->store, error) || !decide_changed(cli->engine, error))
    return FALSE;
  g_autoptr(Case) now = case_get(cli->store, c->id);
  if (cli->json)
    cli_print_json(case_json(cli, now, NULL));
  else
    puts(lines->pdata[0]);
  return TRUE;
}

static gboolean
show(Cli *cli, const char *directory, GError **error)
{
  g_autoptr(Case) c = case_get(cli->store, g_ascii_strtoll(cli->argv[2], NULL, 10));
  if (!c)
    return fault_data(error, "there is no case %s", cli->argv[2]);
  g_autoptr(CaseFile) file = case_file_new(cli->engine, c, error);
  return file && show_file(cli, file, directory, error);
}

static gboolean
about_case(Cli *cli, const char *directory, GError **error)
{
  return !strcmp(cli->argv[1], "show") ? show(cli, directory, error) : end(cli, error);
}

gboolean
command_review(Cli *cli, GError **error)
{
  static const struct {
    const char *what;
    int least, most;
  } kinds[] = {
    { "list", 1, 1 }, { "show", 2, 2 }, { "assign", 3, 3 }, { "accept", 2, G_MAXINT }, { "reject", 2, 2 }
  };
  g_autofree char *directory = NULL;
  GOptionEntry entries[] = { { "output", 0, 0, G_OPTION_ARG_FILENAME, &directory, "a directory for what came",
                               NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error))
    return FALSE;
  if (cli->argc < 2)
    return list(cli, error);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (!strcmp(cli->argv[1], kinds[i].what))
      return cli_arguments(cli, kinds[i].least, kinds[i].most, error) &&
             (i ? about_case(cli, directory, error) : list(cli, error));
  g_set_error(error, FAULT, FAULT_USAGE, "review %s: say list, show, assign, accept or reject", cli->argv[1]);
  return FALSE;
}
