/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a person counts without naming them is known from the schemes; where words stand is the store's to
 * know; what mails hold is the reader's to see. */
#include "pass/keeping/erase.h"
#include "pass/publish/publish.h"
#include "store/forget.h"
#include "store/messages.h"
#include <string.h>

/* Attributes with a list of values put people in groups: reports count by them. */
static GStrv
counted_attributes(const Engine *engine)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->attributes->len; j++) {
      const SchemeAttribute *attribute = scheme->attributes->pdata[j];
      g_autofree char *name = g_strdup_printf("%s %s", scheme->id, attribute->id);
      if (attribute->values)
        g_strv_builder_add(names, name);
    }
  }
  return g_strv_builder_end(names);
}

/* A box that was ticked, a number, a day: nobody is known by it. */
static gboolean
is_counted(const FormField *field)
{
  return field->type == FIELD_DATE || field->type == FIELD_NUMBER || field->type == FIELD_YES_NO ||
         field->type == FIELD_CHOICE || field->type == FIELD_RATING;
}

static void
add_counted(GStrvBuilder *names, const Scheme *scheme, const SchemeForm *form)
{
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *name = g_strdup_printf("%s %s %s", scheme->id, form->id, field->id);
    if (is_counted(field))
      g_strv_builder_add(names, name);
  }
}

static GStrv
counted_answers(const Engine *engine)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->forms->len; j++)
      add_counted(names, scheme, scheme->forms->pdata[j]);
  }
  return g_strv_builder_end(names);
}

/* Whether the person is named anywhere in @bytes. What no program reads to its end may name anybody. */
static gboolean
names_them(Engine *engine, const Forget *forget, GBytes *bytes, gboolean *found, GError **error)
{
  Reader *reader = engine_reader(engine, error);
  const char *pattern = forget_pattern(forget);
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  GByteArray *whole = g_byte_array_sized_new((guint) (n + strlen(pattern) + 1));
  g_byte_array_append(whole, (const guint8 *) pattern, (guint) strlen(pattern) + 1);
  g_byte_array_append(whole, data, (guint) n);
  g_autoptr(GBytes) question = g_byte_array_free_to_bytes(whole);
  g_autofree char *died = NULL;
  g_autoptr(GError) fault = NULL;
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, question, READ_SEARCH, "", FALSE, &died, &fault) : NULL;
  if (fault)
    g_propagate_error(error, g_steal_pointer(&fault));
  *found = !reading || *reading->text;
  return reader && (reading || died);
}

typedef struct {
  Engine *engine;
  Forget *forget;
  GBytes *(*bytes)(Store *store, gint64 id);
  void (*forget_one)(Store *store, gint64 id);
} Search;

/* How many name the person; -1: it could not be told. */
static int
search(const Search *search, const GArray *ids, GError **error)
{
  int n = 0;
  Store *store = search->engine->store;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index(ids, gint64, i);
    g_autoptr(GBytes) bytes = search->bytes(store, id);
    gboolean found = FALSE;
    if (bytes && !names_them(search->engine, search->forget, bytes, &found, error))
      return -1;
    if (found)
      search->forget_one(store, id);
    n += found;
  }
  return n;
}

static gboolean
search_others(Engine *engine, Forget *forget, GPtrArray *lines, GError **error)
{
  const Search messages = { engine, forget, message_bytes, forget_message };
  const Search mails = { engine, forget, forget_mail_bytes, forget_mail };
  g_autoptr(GArray) came = forget_messages_left(engine->store), went = forget_mails_left(engine->store);
  int n = search(&messages, came, error), m = n < 0 ? -1 : search(&mails, went, error);
  if (n > 0)
    g_ptr_array_add(lines, g_strdup_printf("files and texts of mails from others that name them: %d", n));
  if (m > 0)
    g_ptr_array_add(lines, g_strdup_printf("files and texts of mails to others that name them: %d", m));
  return m >= 0;
}

static void
say_cases(Store *store, GPtrArray *lines)
{
  g_autoptr(GArray) cases = forget_cases(store);
  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add(lines, g_strdup_printf("the mail that case %" G_GINT64_FORMAT
                                           " is about: settle it before, if it matters",
                                           g_array_index(cases, gint64, i)));
}

static void
say_lines(Forget *forget, GPtrArray *lines)
{
  g_autoptr(GArray) found = forget_lines(forget);
  for (guint i = 0; i < found->len; i++) {
    const ForgetLine *line = &g_array_index(found, ForgetLine, i);
    g_autoptr(GString) words = g_string_new(line->label);
    if (line->own)
      g_string_append_printf(words, ": %" G_GINT64_FORMAT, line->own);
    if (line->naming)
      g_string_append_printf(words, "%s the name taken out of %" G_GINT64_FORMAT " others",
                             line->own ? ";" : ":", line->naming);
    g_ptr_array_add(lines, g_string_free(g_steal_pointer(&words), FALSE));
  }
  if (forget_is_namesake(forget))
    g_ptr_array_add(lines,
                    g_strdup("somebody else has the same name: what is not theirs is looked through for "
                             "the addresses alone"));
}

gboolean
erase(Engine *engine, gint64 person, gboolean dry, GPtrArray *lines, GError **error)
{
  Store *store = engine->store;
  g_auto(GStrv) attributes = counted_attributes(engine), answers = counted_answers(engine);
  g_autoptr(Forget) forget =
      forget_new(store, person, (const char *const *) attributes, (const char *const *) answers);
  say_lines(forget, lines);
  store_begin(store);
  forget_run(forget);
  gboolean good = search_others(engine, forget, lines, error);
  say_cases(store, lines);
  if (dry || !good) {
    store_rollback(store);
    return good && store_healthy(store, error);
  }
  return store_commit(store, error) && forget_for_good(store, error) && publish(engine, error);
}
