/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws lots for each request, and writes the mails that follow from it. Reads nothing itself: what a mail
 * and its documents say is told by the real reader. */
#include "rehearse/rehearse_answers_inside.h"
#include "rehearse/rehearse_fill.h"
#include "rehearse/rehearse_letter.h"
#include "store/obligations.h"
#include <string.h>

#define AWAY 25 /* of so many mails that begin something, one meets an absence */

static void
answer_free(Answer *answer)
{
  g_free(answer->message_id);
  g_clear_pointer(&answer->bytes, g_bytes_unref);
  g_free(answer);
}

Answers *
answers_new(Engine *engine, const Cast *cast, GRand *chance)
{
  Answers *answers = g_new0(Answers, 1);
  answers->engine = engine;
  answers->cast = cast;
  answers->chance = chance;
  answers->coming = g_sequence_new(NULL);
  answers->given = g_ptr_array_new();
  answers->all = g_ptr_array_new_with_free_func((GDestroyNotify) answer_free);
  answers->intents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return answers;
}

void
answers_free(Answers *answers)
{
  if (!answers)
    return;
  g_sequence_free(answers->coming);
  g_ptr_array_unref(answers->given);
  g_ptr_array_unref(answers->all);
  g_hash_table_unref(answers->intents);
  g_free(answers);
}

static const Scheme *
scheme_of(const Answers *answers, const Obligation *obligation)
{
  return schemes_find(answers->engine->site->schemes, obligation->scheme);
}

Draft
answers_draft(const Player *player, const OutboxMail *row, const Reading *reading, Way way, Instant at)
{
  return (Draft){ player, player, player->address, row, reading, way, at, NULL, NULL };
}

static gint
by_time(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Answer *one = a, *other = b;
  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

gboolean
answers_write(Answers *answers, const Draft *draft, const char *words, Attachment *attachment, GError **error)
{
  Answer *answer = g_new0(Answer, 1);
  answer->at = draft->at;
  answer->number = answers->all->len + 1;
  answer->way = draft->way;
  answer->message_id = g_strdup_printf("answer-%u@%s", answer->number, strchr(draft->from, '@') + 1);
  answer->bytes = letter_bytes(answers->engine, draft, answer->message_id, words, attachment, error);
  if (!answer->bytes) {
    answer_free(answer);
    return FALSE;
  }
  g_ptr_array_add(answers->all, answer);
  g_sequence_insert_sorted(answers->coming, answer, by_time, NULL);
  return TRUE;
}

/* Some minute of the day @days after now when people see to their mail, evenings included. */
static Instant
some_time(const Answers *answers, int days)
{
  const Clock *clock = answers->engine->clock;
  Instant at = clock_instant(clock, clock_today(clock) + days,
                             g_rand_int_range(answers->chance, 7 * 60 + 30, 22 * 60));
  return MAX(at, clock_now(clock) + 60);
}

static gboolean
answer_away(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
            GError **error)
{
  Draft draft = answers_draft(player, row, reading, WAY_AWAY, clock_now(answers->engine->clock) + 120);
  answers->intended[WAY_AWAY]++;
  return answers_write(answers, &draft, "I am out of the office and will answer when I am back.", NULL,
                       error);
}

static FillHow
fill_how(Way way)
{
  return way == WAY_BOX_FORGOTTEN ? FILL_BOX_FORGOTTEN : way == WAY_WRONG_NAME ? FILL_WRONG_NAME : FILL_WHOLE;
}

/* Sends the document back, as the way has it. */
static gboolean
send_document(Answers *answers, Draft *draft, const Obligation *obligation, const ReadingDocument *document,
              GError **error)
{
  GError *fault = NULL;
  g_autoptr(GBytes) filled = draft->way == WAY_LOCKED ? fill_locked()
                             : draft->way == WAY_PHOTOGRAPH
                                 ? fill_photograph()
                                 : fill_document(answers->engine, answers->cast, answers->chance, obligation,
                                                 document, draft->player, fill_how(draft->way), &fault);
  if (!filled) {
    if (fault)
      g_propagate_error(error, fault);
    return !fault;
  }
  gboolean picture = draft->way == WAY_PHOTOGRAPH;
  Attachment *attachment = attachment_new(picture ? "photo.bmp" : document->name,
                                          picture ? "image/bmp" : "application/octet-stream", filled);
  gboolean good = answers_write(answers, draft, "Please find it attached.", attachment, error);
  attachment_free(attachment);
  return good;
}

/* Does as was meant with one request. */
static gboolean
answer_request(Answers *answers, Draft *draft, const Obligation *obligation, const ReadingDocument *document,
               GError **error)
{
  const Player *lead = cast_lead(answers->cast, scheme_of(answers, obligation), draft->player->school);
  if (draft->way == WAY_OTHER_ADDRESS)
    draft->from = draft->player->private_address;
  if (draft->way == WAY_FORWARDED && lead) {
    draft->sender = lead;
    draft->from = lead->address;
  }
  if (draft->way == WAY_DONE) {
    if (!answers_write(answers, draft, "Done", NULL, error))
      return FALSE;
    draft->at += 86400;
  }
  if (!send_document(answers, draft, obligation, document, error))
    return FALSE;
  if (draft->way != WAY_LOCKED)
    return TRUE;
  draft->way = WAY_PROMPT; /* told of it, they send it again without the password */
  draft->at += 2 * 86400;
  return send_document(answers, draft, obligation, document, error);
}

/* Whether the form asks for a name, which can then be a wrong one. */
static gboolean
asks_name(const Answers *answers, const Obligation *obligation, const ReadingDocument *document)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  const SchemeForm *form = named ? scheme_form(scheme_of(answers, obligation), named) : NULL;
  return form && form_field(form, "name");
}

Way
answers_intent(Answers *answers, const char *key, const Requirement *requirement, Wants wanted,
               gboolean *first)
{
  gpointer meant;
  *first = !g_hash_table_lookup_extended(answers->intents, key, NULL, &meant);
  if (!*first)
    return (Way) GPOINTER_TO_INT(meant);
  Way way = way_draw(answers->chance, requirement, wanted);
  if (way == WAY_LATE && wanted != WANTS_APPROVAL && !(requirement->remind && requirement->remind->len))
    way = WAY_PROMPT; /* no reminder will come for which they could wait */
  answers->intended[way]++;
  g_hash_table_insert(answers->intents, g_strdup(key), GINT_TO_POINTER(way));
  return way;
}

void
answers_end(Answers *answers, const char *key)
{
  g_hash_table_insert(answers->intents, g_strdup(key), GINT_TO_POINTER(WAY_NEVER));
}

/* Whether now is the time: at once, or for the late when it is overdue, and then once. */
static gboolean
acts_now(Answers *answers, const Obligation *obligation, const char *key, Way way, gboolean first)
{
  gboolean overdue = obligation->due != DAY_NONE && obligation->due < clock_today(answers->engine->clock);
  if (way == WAY_NEVER || (way == WAY_LATE ? !overdue : !first))
    return FALSE;
  if (way == WAY_LATE)
    answers_end(answers, key);
  return TRUE;
}

Instant
answers_when(Answers *answers, Way way)
{
  return some_time(answers, g_rand_int_range(answers->chance, 0, way == WAY_LATE ? 4 : 9));
}

/* A document asks for something: the first time the player makes up their mind; the late wait for what is
 * overdue. */
static gboolean
consider_document(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
                  const Obligation *obligation, const ReadingDocument *document, GError **error)
{
  gboolean first;
  const Scheme *scheme = scheme_of(answers, obligation);
  const Requirement *requirement = scheme_requirement(scheme, obligation->requirement);
  Way way = answers_intent(answers, obligation->ref, requirement,
                           way_wants(scheme, requirement->evidence, document), &first);
  if (!acts_now(answers, obligation, obligation->ref, way, first))
    return TRUE;
  if (way == WAY_WRONG_NAME && !asks_name(answers, obligation, document))
    way = WAY_PROMPT;
  Draft draft = answers_draft(player, row, reading, way, answers_when(answers, way));
  return answer_request(answers, &draft, obligation, document, error);
}

/* Something is to be done, and said to be done; or written, and sent as a file of one's own. */
static gboolean
consider_own(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
             const Obligation *obligation, Wants wanted, GError **error)
{
  gboolean first;
  const Scheme *scheme = scheme_of(answers, obligation);
  const Requirement *requirement = scheme_requirement(scheme, obligation->requirement);
  Way way = answers_intent(answers, obligation->ref, requirement, wanted, &first);
  if (!acts_now(answers, obligation, obligation->ref, way, first))
    return TRUE;
  Draft draft = answers_draft(player, row, reading, way, answers_when(answers, way));
  if (wanted == WANTS_WORD)
    return answers_write(answers, &draft, "Done", NULL, error);
  const SchemeForm *form = scheme_form(scheme, requirement->evidence->ids[0]);
  g_autoptr(GBytes) bytes = fill_kept(form, answers->chance, error);
  if (!bytes)
    return FALSE;
  g_autofree char *name = g_strdup_printf("%s.docx", form->title);
  Attachment *file = attachment_new(g_strdelimit(name, ":/", '-'), "application/octet-stream", bytes);
  gboolean good = answers_write(answers, &draft, "Please find it attached.", file, error);
  attachment_free(file);
  return good;
}

/* "1 yes, 2 yes", or the one word where one thing is asked; @way: of the first of them. g_free. */
static char *
verdict(Answers *answers, guint things, Way way)
{
  static const char *const yes[] = { "Yes", "Approved", "Agreed, thank you.", "Yes, happy to approve." };
  if (things == 1)
    return g_strdup(way == WAY_NO ? "No" : yes[g_rand_int_range(answers->chance, 0, G_N_ELEMENTS(yes))]);
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < things; i++)
    g_string_append_printf(words, "%s%u %s", i ? ", " : "", i + 1, way == WAY_NO && !i ? "no" : "yes");
  return g_string_free(words, FALSE);
}

/* The automatic reply of somebody who is away, with whom to ask instead. */
static gboolean
name_deputy(Answers *answers, Draft *draft, GError **error)
{
  const Player *deputy = cast_stranger(answers->cast, draft->player);
  g_autofree char *words =
      g_strdup_printf("I am away until the end of the month. In my absence please write to %s (%s).",
                      deputy->name, deputy->address);
  Draft away = *draft;
  away.way = WAY_AWAY;
  away.at = clock_now(answers->engine->clock) + 120;
  return answers_write(answers, &away, words, NULL, error);
}

/* A mail asks for a yes to @things of others. */
static gboolean
consider_approval(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
                  const Obligation *first_of, guint things, GError **error)
{
  gboolean first;
  const Requirement *requirement = scheme_requirement(scheme_of(answers, first_of), first_of->requirement);
  Way way = answers_intent(answers, row->message_id, requirement, WANTS_APPROVAL, &first);
  if (way == WAY_NEVER)
    return TRUE;
  Draft draft = answers_draft(player, row, reading, way, answers_when(answers, way));
  if (way == WAY_DEPUTY)
    return name_deputy(answers, &draft, error);
  if (way == WAY_UNSURE && !answers_write(answers, &draft, "Let me look at it again first.", NULL, error))
    return FALSE;
  draft.at += way == WAY_UNSURE ? 2 * 86400 : 0;
  g_autofree char *words = verdict(answers, things, way);
  return answers_write(answers, &draft, words, NULL, error);
}

/* The document of @reading that was sent for @obligation; NULL: none. */
static const ReadingDocument *
document_of(const Reading *reading, const Obligation *obligation)
{
  for (guint i = 0; i < reading->documents->len; i++) {
    const ReadingDocument *document = reading->documents->pdata[i];
    if (!g_strcmp0(g_hash_table_lookup(document->properties, "mentord-ref"), obligation->ref))
      return document;
  }
  return NULL;
}

static gboolean
is_of(const Answers *answers, const Obligation *obligation, const Player *player)
{
  g_autoptr(Person) person = person_get(answers->engine->store, obligation->person);
  return person && !g_strcmp0(person->address, player->address);
}

/* Of Obligation: what @row asks. */
static GPtrArray *
asked_in(const Answers *answers, const OutboxMail *row)
{
  GPtrArray *asked = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GArray) covered = outbox_obligations(answers->engine->store, row->id);
  for (guint i = 0; i < covered->len; i++)
    g_ptr_array_add(asked, obligation_get(answers->engine->store, g_array_index(covered, gint64, i)));
  return asked;
}

static gboolean
consider(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
         GError **error)
{
  g_autoptr(GPtrArray) asked = asked_in(answers, row);
  const Obligation *approval = NULL;
  guint approvals = 0;
  for (guint i = 0; i < asked->len; i++) {
    const Obligation *one = asked->pdata[i];
    const ReadingDocument *document = document_of(reading, one);
    const Requirement *requirement = scheme_requirement(scheme_of(answers, one), one->requirement);
    Wants wanted = way_wants(scheme_of(answers, one), requirement->evidence, document);
    gboolean own = is_of(answers, one, player), good = TRUE;
    if (reading->calendar->len && own)
      good = invited_consider(answers, player, row, reading, one, error);
    else if (wanted == WANTS_APPROVAL && !own && !approvals++)
      approval = one;
    else if ((wanted == WANTS_WORD || wanted == WANTS_FILE) && own)
      good = consider_own(answers, player, row, reading, one, wanted, error);
    else if (document && own)
      good = consider_document(answers, player, row, reading, one, document, error);
    if (!good)
      return FALSE;
  }
  return !approval || consider_approval(answers, player, row, reading, approval, approvals, error);
}

gboolean
answers_read(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
             GError **error)
{
  if (row->kind != MAIL_OPENING && row->kind != MAIL_CHASER)
    return TRUE;
  if (g_rand_int_range(answers->chance, 0, AWAY) == 0 && !answer_away(answers, player, row, reading, error))
    return FALSE;
  return consider(answers, player, row, reading, error);
}

Instant
answers_next(const Answers *answers)
{
  GSequenceIter *first = g_sequence_get_begin_iter(answers->coming);
  return g_sequence_iter_is_end(first) ? INSTANT_NONE : ((Answer *) g_sequence_get(first))->at;
}

const Answer *
answers_take(Answers *answers, Instant now)
{
  GSequenceIter *first = g_sequence_get_begin_iter(answers->coming);
  Answer *answer = g_sequence_iter_is_end(first) ? NULL : g_sequence_get(first);
  if (!answer || answer->at > now)
    return NULL;
  g_sequence_remove(first);
  g_ptr_array_add(answers->given, answer);
  return answer;
}

const GPtrArray *
answers_given(const Answers *answers)
{
  return answers->given;
}

const guint *
answers_intended(const Answers *answers)
{
  return answers->intended;
}
