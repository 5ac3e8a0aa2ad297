/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of which something was not filed, taken in anew. What was carried out is not carried out again:
 * its words are obeyed only where nobody understood them before. */
#include "office/case_file.h"
#include "office/replay_one.h"
#include "pass/intake/filing.h"
#include "pass/intake/intake.h"
#include "store/facts.h"
#include <string.h>

/* A message on its way in once more. */
typedef struct {
  Replayed *replayed;
  GPtrArray *cases;       /* of Case: all about it, before */
  GPtrArray *waiting;     /* of Case, borrowed: those that intake asks again if it still has to */
  GHashTable *passed;     /* positions of documents that were filed, or settled by a human */
  guint attendance;       /* how many lines of it the message told */
  gboolean words;         /* they are taken too */
  gboolean words_settled; /* a human did that */
} Again;

static void
again_clear(Again *again)
{
  g_ptr_array_unref(again->cases);
  g_ptr_array_unref(again->waiting);
  g_hash_table_unref(again->passed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Again, again_clear)

/* Cases that say: nobody knew what to make of it. */
static gboolean
is_about_words(const Case *c)
{
  static const char *const kinds[] = { "unread", "question", "unknown-sender", "automatic", NULL };
  return g_strv_contains(kinds, c->kind);
}

static gboolean
is_about_document(const Case *c)
{
  static const char *const kinds[] = { "unreadable", "unmatched", "link",    "printed", "about",
                                       "incomplete", "unasked",   "meeting", NULL };
  return g_strv_contains(kinds, c->kind);
}

static void
pass_over(Again *again, int position)
{
  g_hash_table_add(again->passed, GINT_TO_POINTER(position));
}

/* The documents of @c: one, or those that its detail lists. */
static void
pass_over_case(Again *again, const Case *c)
{
  json_t *detail = json_loads(c->detail, 0, NULL), *one;
  size_t i;
  pass_over(again, c->document);
  json_array_foreach(json_object_get(detail, "documents"), i, one)
      pass_over(again, (int) json_integer_value(json_object_get(one, "position")));
  json_decref(detail);
}

/* Whether a box of an incomplete form was answered by a reply since, which its document does not know. */
static gboolean
was_answered(const Again *again, const Case *c)
{
  const Engine *engine = again->replayed->engine;
  const ReadingDocument *document = case_document_at(again->replayed->reading, c->document);
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(engine->store, c->obligation) : NULL;
  const Scheme *scheme = obligation ? schemes_find(engine->site->schemes, obligation->scheme) : NULL;
  const SchemeForm *form = scheme && c->form ? scheme_form(scheme, c->form) : NULL;
  if (strcmp(c->kind, "incomplete") != 0 || !document || !form)
    return FALSE;
  g_auto(Values) values = values_of_document(form, document);
  json_t *detail = json_loads(c->detail, 0, NULL), *today = values_to_json(&values), *value;
  const char *id;
  gboolean answered = FALSE;
  json_object_foreach(json_object_get(detail, "values"), id, value) answered =
      answered || !json_equal(value, json_object_get(json_object_get(today, "values"), id));
  json_decref(detail);
  json_decref(today);
  return answered;
}

static void
sort_cases(Again *again)
{
  for (guint i = 0; i < again->cases->len; i++) {
    Case *c = again->cases->pdata[i];
    if (c->settled != INSTANT_NONE && !g_strcmp0(c->outcome, REPLAY_CAUSE))
      continue;
    if (c->settled != INSTANT_NONE || was_answered(again, c)) {
      pass_over_case(again, c);
      again->words_settled = again->words_settled || is_about_words(c);
    } else if (is_about_words(c) || is_about_document(c)) {
      again->words = again->words || is_about_words(c);
      g_ptr_array_add(again->waiting, c);
    }
  }
}

static void
pass_over_filed(Again *again)
{
  const Replayed *replayed = again->replayed;
  g_autoptr(GPtrArray) filed = filed_of_message(replayed->engine->store, replayed->message->id);
  int position = 0;
  for (const Reading *reading = replayed->reading; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++, position++)
      for (guint f = 0; f < filed->len; f++)
        if (!g_strcmp0(((const ReadingDocument *) reading->documents->pdata[i])->sha256,
                       ((const Filed *) filed->pdata[f])->sha256))
          pass_over(again, position);
}

static guint
attendance_told(const Replayed *replayed)
{
  g_autoptr(GPtrArray) all = attendance_by_message(replayed->engine->store, replayed->message->id);
  return all->len;
}

static Again
again_new(Replayed *replayed)
{
  Again again = { .replayed = replayed,
                  .cases = cases_of_message(replayed->engine->store, replayed->message->id),
                  .waiting = g_ptr_array_new(),
                  .passed = g_hash_table_new(NULL, NULL),
                  .attendance = attendance_told(replayed) };
  sort_cases(&again);
  pass_over_filed(&again);
  return again;
}

/* Whether there is anything to take in: documents of a human's, or words that nobody carried out. */
static gboolean
is_taken(Again *again, const Inbound *inbound)
{
  const Message *message = again->replayed->message;
  gboolean human = intake_is_human(inbound->kind);
  if (again->words_settled)
    return FALSE;
  if (!strcmp(message->kind, "unread") || (human && !intake_is_human(message->kind)))
    again->words = TRUE;
  return again->words || again->waiting->len || (human && inbound->reading->documents->len);
}

/* A return that is older than what is filed for the same would take its place. */
static gboolean
is_overtaken(const Again *again, const Outcome *outcome)
{
  Store *store = again->replayed->engine->store;
  g_autoptr(Filed) filed = outcome->filed ? filed_get(store, outcome->filed) : NULL;
  if (!filed || outcome->state != OUTCOME_FILED || outcome->form->records != RECORDS_NONE)
    return FALSE;
  g_autoptr(GPtrArray) versions = filed_versions(store, filed->obligation);
  for (guint i = 0; i < versions->len; i++)
    if (((const Filed *) versions->pdata[i])->arrival > filed->arrival)
      return TRUE;
  return FALSE;
}

static char *
ref_of(Store *store, gint64 obligation)
{
  g_autoptr(Obligation) one = obligation ? obligation_get(store, obligation) : NULL;
  return g_strdup(one ? one->ref : "");
}

/* What was filed, in words. FALSE: it must not be. */
static gboolean
say_filed(Again *again, const Inbound *inbound, gboolean *changed)
{
  Store *store = again->replayed->engine->store;
  gboolean told_more =
      attendance_told(again->replayed) > again->attendance; /* a meeting's report files nothing */
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    g_autofree char *ref = ref_of(store, outcome->obligation);
    if (is_overtaken(again, outcome)) {
      replay_say(again->replayed, "left", ref,
                 "%s would be filed today, but a later one is; it stays as it is", outcome->title);
      return FALSE;
    }
    if ((outcome->state != OUTCOME_FILED && outcome->state != OUTCOME_CHANGED) ||
        (!outcome->filed && !told_more))
      continue;
    *changed = TRUE;
    replay_say(again->replayed, "filed", ref, "%s was filed", outcome->title);
  }
  return TRUE;
}

static Case *
asked_again(const Again *again, const GPtrArray *now, const Case *before)
{
  for (guint i = again->cases->len; i < now->len; i++) {
    Case *c = now->pdata[i];
    if (c->settled == INSTANT_NONE && !strcmp(c->kind, before->kind) && c->document == before->document)
      return c;
  }
  return NULL;
}

/* Intake may ask once more what it asks of a row, whose case was not settled: one is enough. */
static void
drop_doubles(const Again *again)
{
  Store *store = again->replayed->engine->store;
  g_autoptr(GPtrArray) now = cases_of_message(store, again->replayed->message->id);
  for (guint i = 0; i < again->cases->len; i++) {
    const Case *before = now->pdata[i];
    for (guint n = again->cases->len; before->settled == INSTANT_NONE && n < now->len; n++) {
      Case *after = now->pdata[n];
      if (after->settled == INSTANT_NONE && after->document == before->document &&
          !strcmp(after->kind, before->kind) && !strcmp(after->question, before->question)) {
        case_stands(store, before->id, after->id);
        after->settled = before->opened;
      }
    }
  }
}

/* A case that is asked as before stays the one that it was; whether any other was settled, or opened. */
static gboolean
compare_cases(Again *again)
{
  Store *store = again->replayed->engine->store;
  drop_doubles(again);
  g_autoptr(GPtrArray) now = cases_of_message(store, again->replayed->message->id);
  guint same = 0;
  for (guint i = 0; i < again->waiting->len; i++) {
    const Case *before = again->waiting->pdata[i];
    Case *after = asked_again(again, now, before);
    g_autofree char *ref = ref_of(store, before->obligation);
    if (after) {
      case_stands(store, before->id, after->id);
      after->settled = before->opened;
      same++;
    } else {
      replay_say(again->replayed, "settled", ref, "case %" G_GINT64_FORMAT " (%s) is settled: %s", before->id,
                 before->kind, before->question);
    }
  }
  gboolean differs = same < again->waiting->len;
  for (guint i = again->cases->len; i < now->len; i++) {
    const Case *c = now->pdata[i];
    g_autofree char *ref = ref_of(store, c->obligation);
    if (c->settled != INSTANT_NONE)
      continue;
    differs = differs || again->waiting->len;
    replay_say(again->replayed, "case", ref, "case %" G_GINT64_FORMAT " (%s): %s", c->id, c->kind,
               c->question);
  }
  return differs;
}

static gboolean
has_open_case(Store *store, gint64 message)
{
  g_autoptr(GPtrArray) cases = cases_of_message(store, message);
  for (guint i = 0; i < cases->len; i++)
    if (((const Case *) cases->pdata[i])->settled == INSTANT_NONE)
      return TRUE;
  return FALSE;
}

static void
end_message(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const Reading *reading = inbound->reading;
  const Person *sender = inbound_sender(inbound);
  gint64 id = inbound->message->id;
  message_done(store, id, inbound->kind, reading->message_id, reading->from.address, reading->subject,
               sender ? sender->id : 0, inbound->arrival, has_open_case(store, id));
  g_autofree char *verdict = inbound_verdict(inbound);
  message_set_verdict(store, id, verdict);
}

/* What it waits for is settled first, so that nothing else of intake settles it by another name. */
static gboolean
take(Again *again, Inbound *inbound, GError **error)
{
  Engine *engine = again->replayed->engine;
  for (guint i = 0; i < again->waiting->len; i++)
    case_close(engine->store, again->waiting->pdata[i], REPLAY_CAUSE, REPLAY_CAUSE);
  inbound->passed_over = again->passed;
  engine->answers_none = TRUE;
  gboolean good = intake_again(inbound, again->words, error);
  engine->answers_none = FALSE;
  return good;
}

gboolean
replay_cases(Replayed *replayed, gboolean *changed, GError **error)
{
  g_auto(Again) again = again_new(replayed);
  g_autoptr(Inbound) inbound = inbound_new(replayed->engine, replayed->message, replayed->reading);
  gboolean filed = FALSE;
  intake_prepare(inbound);
  if (!is_taken(&again, inbound))
    return TRUE;
  if (!take(&again, inbound, error))
    return FALSE;
  if (!say_filed(&again, inbound, &filed))
    return TRUE;
  *changed = compare_cases(&again) || filed;
  if (*changed)
    end_message(inbound);
  return TRUE;
}
