/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out what a human decided about a case. Guesses nothing itself. */
#include "office/review.h"
#include "base/fault.h"
#include "base/ref.h"
#include "base/text.h"
#include "pass/attendance.h"
#include "pass/enclose.h"
#include "pass/meeting.h"
#include "pass/returns.h"
#include "pass/roster.h"
#include "pass/settle.h"
#include "pass/values.h"
#include "store/facts.h"
#include <string.h>

/* Who says that it was sent, and is believed, has so many working days to send it again. */
#define GRACE_DAYS 5

/* The document at @position, counted as intake counts: those of the message, then those of the forward inside
 * it. */
static const ReadingDocument *
document_at(const Reading *reading, int position)
{
  for (; reading && position >= 0; reading = reading->forwarded) {
    if (position < (int) reading->documents->len)
      return reading->documents->pdata[position];
    position -= (int) reading->documents->len;
  }
  return NULL;
}

/* FALSE when the reader cannot be used at all; a message that cannot be read is a @problem. */
static gboolean
read_again(CaseFile *file, GError **error)
{
  g_autoptr(GBytes) bytes = message_bytes(file->engine->store, file->message->id);
  if (!bytes) {
    file->problem = g_strdup("its bytes are kept no longer");
    return TRUE;
  }
  Reader *reader = engine_reader(file->engine, error);
  gboolean by_hand = !strcmp(file->message->folder, "hand");
  const char *name = by_hand && file->message->subject ? file->message->subject : "";
  if (!reader)
    return FALSE;
  file->reading =
      reader_read(reader, bytes, by_hand ? READ_FILE : READ_MESSAGE, name, TRUE, &file->problem, error);
  return file->reading || file->problem;
}

CaseFile *
case_file_new(Engine *engine, const Case *c, GError **error)
{
  g_autoptr(CaseFile) file = g_new0(CaseFile, 1);
  file->engine = engine;
  file->c = c;
  file->message = c->message ? message_get(engine->store, c->message) : NULL;
  if (file->message && !read_again(file, error))
    return NULL;
  if (!file->reading) {
    file->reading = reading_new("unread");
    file->reading->from.address = file->message ? g_strdup(file->message->from_address) : NULL;
  }
  file->document = document_at(file->reading, c->document);
  return g_steal_pointer(&file);
}

void
case_file_free(CaseFile *file)
{
  if (!file)
    return;
  message_free(file->message);
  reading_free(file->reading);
  g_free(file->problem);
  g_free(file);
}

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
fail(GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *words = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, FAULT, FAULT_DATA, words);
  return FALSE;
}

/* Settles the case; then nothing holds back the ladder of its obligation but another case. */
static gboolean
settle_case(CaseFile *file, const char *outcome)
{
  Store *store = file->engine->store;
  const Case *c = file->c;
  case_settle(store, c->id, outcome);
  journal_add(store, c->person, c->obligation, "office", "case %" G_GINT64_FORMAT " settled: %s", c->id,
              outcome);
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(store, c->obligation) : NULL;
  if (obligation && !case_waits(store, obligation->id)) {
    obligation->answered = INSTANT_NONE;
    obligation_save(store, obligation);
  }
  if (obligation)
    dirty_add(store, obligation->person);
  if (c->person)
    dirty_add(store, c->person);
  return TRUE;
}

/* The values that were typed: "LABEL=VALUE" taken apart, the label as its words. Of GStrv {key, value,
 * label}. */
static GPtrArray *
take_apart(char *const *values, GError **error)
{
  g_autoptr(GPtrArray) typed = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (guint i = 0; values[i]; i++) {
    char *sign = strchr(values[i], '=');
    if (!sign) {
      fail(error, "\"%s\" is no LABEL=VALUE", values[i]);
      return NULL;
    }
    g_autofree char *label = g_strndup(values[i], (gsize) (sign - values[i]));
    GStrv one = g_new0(char *, 4);
    one[0] = text_key(label);
    one[1] = text_clean(sign + 1, -1, 16384, TRUE);
    one[2] = g_steal_pointer(&label);
    g_ptr_array_add(typed, one);
  }
  return g_steal_pointer(&typed);
}

/* The value typed under the plain word @key; NULL: none. Borrowed. */
static const char *
typed_word(const GPtrArray *typed, const char *key)
{
  for (guint i = 0; i < typed->len; i++)
    if (!strcmp(((GStrv) typed->pdata[i])[0], key))
      return ((GStrv) typed->pdata[i])[1];
  return NULL;
}

static const FormField *
field_called(const SchemeForm *form, const char *key)
{
  for (guint i = 0; form->fields && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *id = text_key(field->id), *label = text_key(field->label);
    if (!strcmp(id, key) || !strcmp(label, key))
      return field;
  }
  return NULL;
}

/* What was typed as fields of @form: id to value, in normal form when @normal. `ref` names no box. NULL: a
 * label or value is wrong. */
static GHashTable *
typed_fields(const SchemeForm *form, const GPtrArray *typed, gboolean normal, GError **error)
{
  g_autoptr(GHashTable) fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < typed->len; i++) {
    GStrv one = typed->pdata[i];
    const FormField *field = field_called(form, one[0]);
    g_autofree char *value = NULL;
    if (!field && !strcmp(one[0], "ref"))
      continue;
    if (!field) {
      fail(error, "%s has no box \"%s\"", form->title, one[2]);
      return NULL;
    }
    if (normal && value_read(field, one[1], &value) != VALUE_GOOD) {
      fail(error, "%s: \"%s\" cannot be what this box holds", field->label, one[1]);
      return NULL;
    }
    g_hash_table_insert(fields, g_strdup(field->id), g_strdup(normal ? value : one[1]));
  }
  return g_steal_pointer(&fields);
}

static Inbound *
inbound_of(const CaseFile *file, const char *why)
{
  Inbound *inbound = inbound_new(file->engine, file->message, file->reading);
  inbound->office = why;
  return inbound;
}

/* Files the document as it was read. *filed: the row, 0 when it has nothing in it. */
static void
file_document(CaseFile *file, const Recognised *form, Obligation *obligation, const char *why, gint64 *filed)
{
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = inbound_of(file, cause);
  returns_file(inbound, file->document, form, obligation, why);
  const Outcome *outcome = inbound->outcomes->pdata[0];
  g_autoptr(Filed) latest = filed_latest(file->engine->store, obligation->id);
  *filed = outcome->filed ? outcome->filed : !strcmp(outcome->state, "known") ? latest->id : 0;
}

/* A return of which nothing was read: @fields will be all of it. */
static gint64
file_typed(CaseFile *file, const Recognised *form, Obligation *obligation)
{
  Store *store = file->engine->store;
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = inbound_of(file, cause);
  g_autofree char *by = returned_by(inbound);
  gint64 filed = filed_add(store, obligation->id, form->scheme->id, form->form->id, obligation->person,
                           file->message->id, file->document ? file->document->name : NULL,
                           file->document ? file->document->sha256 : NULL,
                           MAX(inbound->arrival, obligation->sent), by, "typed in by the office", NULL);
  journal_add(store, obligation->person, obligation->id, "office", "%s typed in, case %" G_GINT64_FORMAT,
              form->form->title, file->c->id);
  returns_tell(inbound, form, obligation, filed);
  return filed;
}

static void
set_answers(Store *store, gint64 filed, GHashTable *fields)
{
  GHashTableIter iter;
  gpointer id, value;
  g_hash_table_iter_init(&iter, fields);
  while (g_hash_table_iter_next(&iter, &id, &value))
    answer_set(store, filed, id, value);
}

/* The obligation that a ref names among what was typed, else the best guess. */
static Obligation *
meant(CaseFile *file, const GPtrArray *typed, GError **error)
{
  Store *store = file->engine->store;
  const char *ref = typed_word(typed, "ref");
  Obligation *obligation = ref                   ? obligation_by_ref(store, ref)
                           : file->c->obligation ? obligation_get(store, file->c->obligation)
                                                 : NULL;
  if (!obligation && ref)
    fail(error, "%s is no ref of ours", ref);
  else if (!obligation)
    fail(error, "there is no guess whose this is: review assign %" G_GINT64_FORMAT " ADDRESS, or add ref=REF",
         file->c->id);
  return obligation;
}

/* A form that came: filed as it was read, what was typed over it; or what was typed alone. */
static gboolean
accept_form(CaseFile *file, const GPtrArray *typed, GError **error)
{
  g_autoptr(Obligation) obligation = meant(file, typed, error);
  if (!obligation)
    return FALSE;
  const Scheme *scheme = schemes_find(file->engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  Recognised form = { scheme, requirement ? requirement_form(scheme, requirement) : NULL, 1 };
  if (!form.form)
    return fail(error, "%s asks for no form", obligation->ref);
  g_autoptr(GHashTable) fields = typed_fields(form.form, typed, TRUE, error);
  if (!fields)
    return FALSE;
  Recognised seen = { NULL, NULL, 0 };
  gint64 filed = 0;
  if (file->document)
    seen = form_recognise(file->engine->site->schemes, file->document);
  if (seen.form && match_asks(file->engine, obligation, seen.form))
    file_document(file, &seen, obligation, "accepted by the office", &filed);
  if (!filed && g_hash_table_size(fields) && form.form->records == RECORDS_NONE)
    filed = file_typed(file, &form, obligation);
  if (!filed)
    return fail(
        error,
        "nothing in it could be read as \"%s\"%s%s: type it in as LABEL=VALUE, or record return %s FILE",
        form.form->title, file->problem ? ", " : "", file->problem ? file->problem : "", obligation->ref);
  set_answers(file->engine->store, filed, fields);
  dirty_add(file->engine->store, obligation->person);
  g_autofree char *outcome = g_strdup_printf("filed for %s", obligation->ref);
  return settle_case(file, outcome);
}

/* "It was sent": either it is typed in, or there are days to send it again. */
static gboolean
accept_sent(CaseFile *file, const GPtrArray *typed, GError **error)
{
  if (typed->len)
    return accept_form(file, typed, error);
  Engine *engine = file->engine;
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(engine->store, file->c->obligation) : NULL;
  if (!obligation)
    return settle_case(file, "taken at their word");
  const WorkCalendar *calendar = engine_calendar(engine, obligation->school);
  Day until = work_calendar_add(calendar, clock_today(engine->clock), GRACE_DAYS),
      due = obligation_due(obligation);
  if (due != DAY_NONE && due < until)
    obligation_extend(engine, obligation, until, "office: says that it was sent");
  return settle_case(file, "taken at their word: some more days for sending it again");
}

static gboolean
accept_not_me(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  Engine *engine = file->engine;
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(engine->store, file->c->obligation) : NULL;
  settle_case(file, "it is not theirs");
  if (obligation && obligation->state != STATE_MET) {
    obligation->answered = INSTANT_NONE;
    obligation_waive(engine, obligation, "office: it is not theirs");
  }
  return TRUE;
}

/* A row of a workbook that was in doubt. */
static gboolean
accept_row(CaseFile *file, const GPtrArray *typed, GError **error)
{
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  gint64 about = json_integer_value(json_object_get(detail, "obligation"));
  g_autoptr(Obligation) obligation = about ? obligation_get(file->engine->store, about) : NULL;
  const Scheme *scheme = obligation ? schemes_find(file->engine->site->schemes, obligation->scheme) : NULL;
  Recognised form = { scheme, scheme && file->c->form ? scheme_form(scheme, file->c->form) : NULL, 1 };
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  gboolean good = FALSE;
  if (!form.form || !file->message) {
    fail(error, "nothing is left of what this case is about: reject it");
  } else {
    g_autoptr(GHashTable) fields = typed_fields(form.form, typed, FALSE, error);
    g_autoptr(Inbound) inbound = inbound_of(file, cause);
    if (fields && !strcmp(file->c->kind, "roster"))
      good = roster_settle(inbound, &form, detail, fields, error);
    else if (fields)
      good = attendance_settle(inbound, &form, detail, fields, error);
  }
  json_decref(detail);
  return good && settle_case(file, "done");
}

/* Mail that came back: the right address takes the place of the dead one. */
static gboolean
accept_address(CaseFile *file, const GPtrArray *typed, GError **error)
{
  Store *store = file->engine->store;
  const char *text = typed_word(typed, "address");
  g_autofree char *address = text_address(text);
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  gint64 id = json_integer_value(json_object_get(detail, "person"));
  json_decref(detail);
  g_autoptr(Person) person = id ? person_get(store, id) : NULL;
  if (!address)
    return fail(error, "say the right address: review accept %" G_GINT64_FORMAT " address=NAME@HOST",
                file->c->id);
  if (!person)
    return fail(error,
                "nobody alone has the address that came back: import the right one, then reject this case");
  g_autoptr(GPtrArray) owners = people_by_address(store, address);
  for (guint i = 0; i < owners->len; i++)
    if (((Person *) owners->pdata[i])->id != person->id)
      return fail(error, "%s is the address of %s", address, ((Person *) owners->pdata[i])->name);
  address_add(store, person->id, address, TRUE);
  dirty_add(store, person->id);
  journal_add(store, person->id, 0, "office", "address changed to %s", address);
  g_autofree char *outcome = g_strdup_printf("the address is %s", address);
  return settle_case(file, outcome);
}

/* A meeting's report: what was not sure in it is typed as date= and event=. */
static gboolean
accept_meeting(CaseFile *file, const GPtrArray *typed, GError **error)
{
  if (!file->document || !meeting_table(file->document))
    return fail(error, "nothing is left of the report that this case is about: reject it");
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = inbound_of(file, cause);
  g_autofree char *outcome = meeting_settle(inbound, file->document, typed_word(typed, "date"),
                                            typed_word(typed, "event"), error);
  return outcome && settle_case(file, outcome);
}

static gboolean
accept_seen(CaseFile *file, const GPtrArray *typed, GError **error)
{
  return typed->len ? accept_form(file, typed, error) : settle_case(file, "seen");
}

static const struct {
  const char *kind;
  gboolean (*accept)(CaseFile *file, const GPtrArray *typed, GError **error);
} ACCEPTS[] = {
  { "unreadable", accept_form }, { "unmatched", accept_form },  { "link", accept_form },
  { "sent", accept_sent },       { "not-me", accept_not_me },   { "roster", accept_row },
  { "attendance", accept_row },  { "address", accept_address },
  { "meeting", accept_meeting },
};

gboolean
review_accept(CaseFile *file, char *const *values, GError **error)
{
  g_autoptr(GPtrArray) typed = take_apart(values, error);
  if (!typed)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(ACCEPTS); i++)
    if (!strcmp(ACCEPTS[i].kind, file->c->kind))
      return ACCEPTS[i].accept(file, typed, error);
  return accept_seen(file, typed, error);
}

gboolean
review_assign(CaseFile *file, const GPtrArray *people, GError **error)
{
  if (!strcmp(file->c->kind, "attendance") && people->len == 1) {
    g_autofree char *email = g_strconcat("email=", ((Person *) people->pdata[0])->address, NULL);
    g_autofree char *name = g_strconcat("name=", ((Person *) people->pdata[0])->name, NULL);
    char *values[] = { name, email, NULL };
    return review_accept(file, values, error);
  }
  if (!file->document)
    return fail(error, "case %" G_GINT64_FORMAT " is about no document that could be assigned%s%s",
                file->c->id, file->problem ? ": " : "", file->problem ? file->problem : "");
  Recognised form = form_recognise(file->engine->site->schemes, file->document);
  if (!form.form)
    return fail(error,
                "%s is none of our forms: review accept %" G_GINT64_FORMAT
                " ref=REF LABEL=VALUE... types it in",
                file->document->name, file->c->id);
  g_autoptr(Obligation) obligation = NULL;
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Obligation) own = match_own(file->engine, ((Person *) people->pdata[i])->id, &form);
    if (own && obligation)
      return fail(
          error,
          "%u people share this address, and more than one is asked for \"%s\": use accept with ref=REF",
          people->len, form.form->title);
    if (own)
      obligation = g_steal_pointer(&own);
  }
  gint64 filed = 0;
  if (!obligation)
    return fail(error, "nobody with this address is asked for \"%s\"", form.form->title);
  file_document(file, &form, obligation, "assigned by the office", &filed);
  if (!filed)
    return fail(error, "none of the boxes of %s is filled in", file->document->name);
  dirty_add(file->engine->store, obligation->person);
  g_autofree char *outcome = g_strdup_printf("filed for %s", obligation->ref);
  return settle_case(file, outcome);
}

gboolean
review_reject(CaseFile *file, GError **error G_GNUC_UNUSED)
{
  return settle_case(file, "rejected");
}
