/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws lots for each request, and writes the mails that follow from it. Reads nothing itself: what a mail
 * and its documents say is told by the real reader. */
#include "rehearse/rehearse_answers.h"
#include "mail/compose.h"
#include "rehearse/rehearse_fill.h"
#include "store/obligations.h"
#include <string.h>

#define AWAY 25         /* of so many mails that begin something, one meets an absence */
#define RARELY_ASKED 50 /* in a hundred: what is optional is left alone by so many */

/* Of a hundred requests for a document, of a hundred for a workbook. */
static const struct {
  const char *id, *words;
  int documents, workbooks;
} ways[N_WAYS] = {
  [WAY_PROMPT] = { "prompt", "within days, by reply", 52, 76 },
  [WAY_LATE] = { "late", "only after a reminder", 12, 14 },
  [WAY_OTHER_ADDRESS] = { "other-address", "from an address nobody knows", 6, 0 },
  [WAY_FORWARDED] = { "forwarded", "forwarded by the lead of the school", 5, 0 },
  [WAY_BOX_FORGOTTEN] = { "box-forgotten", "with a box left empty", 7, 0 },
  [WAY_WRONG_NAME] = { "wrong-name", "with another person's name in it", 3, 0 },
  [WAY_LOCKED] = { "locked", "locked by a password", 2, 4 },
  [WAY_PHOTOGRAPH] = { "photograph", "as a photograph", 2, 0 },
  [WAY_DONE] = { "done", "first in words: \"done\"", 5, 0 },
  [WAY_AWAY] = { "away", "out-of-office", 0, 0 },
  [WAY_NEVER] = { "never", "never", 6, 6 },
};

const char *
way_id(Way way)
{
  return ways[way].id;
}

const char *
way_words(Way way)
{
  return ways[way].words;
}

struct Answers {
  Engine *engine;
  const Cast *cast;
  GRand *chance;
  GSequence *coming;   /* of Answer, by time; owned by @all */
  GPtrArray *given;    /* of Answer, borrowed from @all */
  GPtrArray *all;      /* of Answer */
  GHashTable *intents; /* ref -> Way */
  guint intended[N_WAYS];
};

static void
answer_free(Answer *answer)
{
  g_free(answer->message_id);
  g_bytes_unref(answer->bytes);
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

/* What an answer is made of. */
typedef struct {
  const Player *player;  /* whose answer it is */
  const Player *sender;  /* who sends it: mostly the same */
  const char *from;      /* the address it is sent from */
  const OutboxMail *row; /* what it answers */
  const Reading *reading;
  Way way;
  Instant at;
} Draft;

static char *
first_name(const char *name)
{
  return g_strndup(name, strcspn(name, " "));
}

/* Our own mail under theirs, as mail programs put it. */
static char *
with_quote(const Draft *draft, const char *words)
{
  g_autofree char *given = first_name(draft->sender->name);
  g_auto(GStrv) lines = g_strsplit(draft->reading->text, "\n", 6);
  g_autoptr(GString) text = g_string_new(words);
  g_string_append_printf(text, "\n\nBest wishes\n%s\n\nOn %s, %s wrote:\n", given, draft->reading->date,
                         draft->reading->from.name);
  for (guint i = 0; i < 5 && lines[i]; i++)
    g_string_append_printf(text, "> %s\n", lines[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The form goes to the lead of the school first, who passes it on. */
static char *
as_forward(const Draft *draft)
{
  g_autofree char *given = first_name(draft->player->name), *lead = first_name(draft->sender->name);
  return g_strdup_printf(
      "%s asked me to pass this on.\n\n%s\n\n---------- Forwarded message ---------\nFrom: %s <%s>\n"
      "Subject: %s\nTo: %s <%s>\n\nHere is my form.\n\n%s\n",
      given, lead, draft->player->name, draft->player->address, draft->row->subject, draft->sender->name,
      draft->sender->address, given);
}

static char *
as_html(const char *text)
{
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_auto(GStrv) lines = g_strsplit(escaped, "\n", -1);
  g_autofree char *joined = g_strjoinv("<br>\n", lines);
  return g_strdup_printf("<html><body>%s</body></html>", joined);
}

/* compose() marks what it writes as automatic; a person's mail is not. */
static void
drop_header(GString *message, const char *name)
{
  g_autofree char *start = g_strdup_printf("\r\n%s: ", name);
  const char *found = strstr(message->str, start), *body = strstr(message->str, "\r\n\r\n");
  if (!found || found > body)
    return;
  gsize at = (gsize) (found - message->str), end = (gsize) (strstr(found + 2, "\r\n") - message->str);
  g_string_erase(message, (gssize) at, (gssize) (end - at));
}

/* The message as the partnership's server put it into the mailbox: a Received line above it. */
static GBytes *
as_received(const Answers *answers, const Draft *draft, GBytes *composed)
{
  gsize n;
  const char *data = g_bytes_get_data(composed, &n);
  GString *message = g_string_new_len(data, (gssize) n);
  if (draft->way != WAY_AWAY) {
    drop_header(message, "Auto-Submitted");
    drop_header(message, "X-Auto-Response-Suppress");
  }
  g_autofree char *when = clock_format(answers->engine->clock, draft->at);
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(when, NULL);
  g_autofree char *date = g_date_time_format(at, "%a, %d %b %Y %H:%M:%S %z");
  g_autofree char *received =
      g_strdup_printf("Received: from mail.example.org by mx.example.ac.uk; %s\r\n", date);
  g_string_prepend(message, received);
  return g_string_free_to_bytes(message);
}

static gint
by_time(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Answer *one = a, *other = b;
  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

/* Writes the mail that @draft describes with @words and, unless it is NULL, @attachment. */
static gboolean
write_answer(Answers *answers, const Draft *draft, const char *words, Attachment *attachment, GError **error)
{
  g_autoptr(GPtrArray) attachments = g_ptr_array_new();
  if (attachment)
    g_ptr_array_add(attachments, attachment);
  Answer *answer = g_new0(Answer, 1);
  answer->at = draft->at;
  answer->number = answers->all->len + 1;
  answer->way = draft->way;
  answer->message_id = g_strdup_printf("answer-%u@%s", answer->number, strchr(draft->from, '@') + 1);
  gboolean forward = draft->sender != draft->player;
  g_autofree char *from = g_strdup_printf("%s <%s>", draft->sender->name, draft->from);
  g_autofree char *subject = g_strdup_printf("%s %s",
                                             draft->way == WAY_AWAY ? "Automatic reply:"
                                             : forward              ? "FW:"
                                                                    : "RE:",
                                             draft->row->subject);
  g_autofree char *text = forward                  ? as_forward(draft)
                          : draft->way == WAY_AWAY ? g_strdup(words)
                                                   : with_quote(draft, words);
  g_autofree char *html = as_html(text);
  const char *const to[] = { answers->engine->site->from_address, NULL };
  const char *const references[] = { draft->row->message_id, NULL };
  Mail mail = { .from = from,
                .to = to,
                .subject = subject,
                .message_id = answer->message_id,
                .date = draft->at,
                .in_reply_to = forward ? NULL : draft->row->message_id,
                .references = forward ? NULL : references,
                .text = text,
                .html = html,
                .attachments = attachments,
                .replied = TRUE };
  g_autoptr(GBytes) composed = compose(&mail, answers->engine->clock, error);
  answer->bytes = composed ? as_received(answers, draft, composed) : g_bytes_new_static("", 0);
  g_ptr_array_add(answers->all, answer);
  g_sequence_insert_sorted(answers->coming, answer, by_time, NULL);
  return composed != NULL;
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
  Draft draft = {
    player, player, player->address, row, reading, WAY_AWAY, clock_now(answers->engine->clock) + 120
  };
  answers->intended[WAY_AWAY]++;
  return write_answer(answers, &draft, "I am out of the office and will answer when I am back.", NULL, error);
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
  gboolean good = write_answer(answers, draft, "Please find it attached.", attachment, error);
  attachment_free(attachment);
  return good;
}

/* Does as was meant with one request. */
static gboolean
answer_request(Answers *answers, Draft *draft, const Obligation *obligation, const ReadingDocument *document,
               GError **error)
{
  const Player *lead = cast_lead(answers->cast, draft->player->school);
  if (draft->way == WAY_OTHER_ADDRESS)
    draft->from = draft->player->private_address;
  if (draft->way == WAY_FORWARDED && lead) {
    draft->sender = lead;
    draft->from = lead->address;
  }
  if (draft->way == WAY_DONE) {
    if (!write_answer(answers, draft, "Done", NULL, error))
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
asks_name(const Answers *answers, const ReadingDocument *document)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  const SchemeForm *form = named ? scheme_form(answers->cast->scheme, named) : NULL;
  return form && form_field(form, "name");
}

static Way
draw_way(Answers *answers, const Requirement *requirement, const ReadingDocument *document)
{
  gboolean workbook = !strcmp(document->format, "xlsx");
  if (requirement && requirement->optional && g_rand_int_range(answers->chance, 0, 100) < RARELY_ASKED)
    return WAY_NEVER;
  int drawn = g_rand_int_range(answers->chance, 0, 100);
  for (int way = 0; way < N_WAYS; way++) {
    drawn -= workbook ? ways[way].workbooks : ways[way].documents;
    if (drawn < 0)
      return way == WAY_WRONG_NAME && !asks_name(answers, document) ? WAY_PROMPT : (Way) way;
  }
  return WAY_NEVER;
}

/* A document asks for something: the first time the player makes up their mind; the late wait for what is
 * overdue. */
static gboolean
consider(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
         const Obligation *obligation, const ReadingDocument *document, GError **error)
{
  const Clock *clock = answers->engine->clock;
  gpointer meant;
  gboolean first = !g_hash_table_lookup_extended(answers->intents, obligation->ref, NULL, &meant);
  Way way;
  if (first) {
    const Requirement *requirement = scheme_requirement(answers->cast->scheme, obligation->requirement);
    way = draw_way(answers, requirement, document);
    answers->intended[way]++;
    g_hash_table_insert(answers->intents, g_strdup(obligation->ref), GINT_TO_POINTER(way));
  } else {
    way = (Way) GPOINTER_TO_INT(meant);
  }
  gboolean overdue = obligation->due != DAY_NONE && obligation->due < clock_today(clock);
  if (way == WAY_NEVER || (way == WAY_LATE ? !overdue : !first))
    return TRUE;
  if (way == WAY_LATE) /* once is enough */
    g_hash_table_insert(answers->intents, g_strdup(obligation->ref), GINT_TO_POINTER(WAY_NEVER));
  int days =
      way == WAY_LATE ? g_rand_int_range(answers->chance, 0, 4) : g_rand_int_range(answers->chance, 0, 9);
  Draft draft = { player, player, player->address, row, reading, way, some_time(answers, days) };
  return answer_request(answers, &draft, obligation, document, error);
}

gboolean
answers_read(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
             GError **error)
{
  Store *store = answers->engine->store;
  if (row->kind != MAIL_OPENING && row->kind != MAIL_CHASER)
    return TRUE;
  if (g_rand_int_range(answers->chance, 0, AWAY) == 0 && !answer_away(answers, player, row, reading, error))
    return FALSE;
  for (guint i = 0; i < reading->documents->len; i++) {
    const ReadingDocument *document = reading->documents->pdata[i];
    const char *ref = g_hash_table_lookup(document->properties, "mentord-ref");
    g_autoptr(Obligation) obligation = ref ? obligation_by_ref(store, ref) : NULL;
    g_autoptr(Person) person = obligation ? person_get(store, obligation->person) : NULL;
    if (person && !g_strcmp0(person->address, player->address) &&
        !consider(answers, player, row, reading, obligation, document, error))
      return FALSE;
  }
  return TRUE;
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
