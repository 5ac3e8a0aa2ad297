/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what one person is to be asked into one mail. Decides neither what is asked nor when. */
#include "pass/decide/ask.h"
#include "pass/calendar/invitations.h"
#include "pass/decide/chase.h"
#include "pass/documents/enclose.h"
#include "pass/intake/away.h"
#include "pass/people/about.h"
#include "pass/post.h"
#include "pass/publish/forms.h"
#include <string.h>

#define TITLES 3 /* named in the subject */

/* One thing to ask, with what it is about. */
typedef struct {
  const Asking *asking; /* borrowed */
  Obligation *obligation;
  const Scheme *scheme;
  const Requirement *requirement;
} Line;

static void
line_free(gpointer data)
{
  Line *line = data;
  obligation_free(line->obligation);
  g_free(line);
}

/* What goes into one mail. */
typedef struct {
  Engine *engine;
  Person *reader;
  const GPtrArray *lines; /* of Line */
  GPtrArray *parts;       /* of LetterPart */
  GPtrArray *cc, *refs;   /* of char* */
  GPtrArray *attachments; /* of Attachment */
} Bundle;

static void
bundle_clear(Bundle *bundle)
{
  person_free(bundle->reader);
  g_ptr_array_unref(bundle->parts);
  g_ptr_array_unref(bundle->cc);
  g_ptr_array_unref(bundle->refs);
  g_ptr_array_unref(bundle->attachments);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bundle, bundle_clear)

static gboolean
is_reminder(const Line *line)
{
  return line->asking->what == ASKING_RUNG;
}

/* Two documents of one name would be saved one over the other. */
static void
enclose(Bundle *bundle, Attachment *document)
{
  g_autofree char *name = g_strdup(document->name);
  const char *dot = strrchr(name, '.');
  int stem = dot ? (int) (dot - name) : (int) strlen(name);
  for (guint n = 2, i = 0; i < bundle->attachments->len; i++)
    if (!strcmp(((Attachment *) bundle->attachments->pdata[i])->name, document->name)) {
      g_free(document->name);
      document->name = g_strdup_printf("%.*s-%u%s", stem, name, n++, dot ? dot : "");
      i = G_MAXUINT; /* the new name may stand there too */
    }
  g_ptr_array_add(bundle->attachments, document);
}

/* The page on which it can be answered, if nobody else reads the mail: its link is one person's alone. */
static void
add_page(const Bundle *bundle, const Line *line, json_t *context)
{
  gboolean alone = line->obligation->person == bundle->reader->id;
  for (guint i = 0; i < bundle->lines->len; i++)
    alone = alone && !((const Line *) bundle->lines->pdata[i])->asking->cc;
  g_autofree char *url = alone ? form_url(bundle->engine, line->obligation) : NULL;
  context_text(context, "online", url);
}

static json_t *
line_context(const Bundle *bundle, const Line *line)
{
  Engine *engine = bundle->engine;
  json_t *context = context_new(engine, line->scheme, bundle->reader, line->obligation->school);
  context_obligation(engine, context, line->scheme, line->requirement, line->obligation);
  add_page(bundle, line, context);
  if (line->asking->what == ASKING_MAKE_UP)
    json_object_set_new(context, "declined",
                        json_boolean(invitations_declined(engine->store, line->obligation->id)));
  if (line->obligation->person == bundle->reader->id)
    return context;
  g_autoptr(Person) owner = person_get(engine->store, line->obligation->person);
  json_object_set_new(
      context, "mentor",
      json_pack("{s:s, s:s}", "name", owner->name, "address", owner->address ? owner->address : ""));
  return context;
}

static gboolean
bundle_add(Bundle *bundle, const Line *line, GError **error)
{
  Engine *engine = bundle->engine;
  const Asking *asking = line->asking;
  GError *fault = NULL;
  engine_addresses(engine, line->scheme, asking->cc, line->obligation->person, line->obligation->school,
                   bundle->cc);
  Attachment *document =
      asking->what == ASKING_REQUEST || asking->what == ASKING_RUNG
          ? enclose_form(engine, line->scheme, requirement_form(line->scheme, line->requirement),
                         line->requirement, line->obligation, &fault)
          : NULL;
  if (fault) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  if (document)
    enclose(bundle, document);
  if (!g_ptr_array_find_with_equal_func(bundle->refs, line->obligation->ref, g_str_equal, NULL))
    g_ptr_array_add(bundle->refs, g_strdup(line->obligation->ref));
  g_ptr_array_add(bundle->parts, letter_part_new(asking->template_name, line_context(bundle, line)));
  return TRUE;
}

/* "Mentor tracker, Attendance and 2 more" */
static char *
titles_of(const GPtrArray *lines)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new();
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = lines->pdata[i];
    if (!g_ptr_array_find_with_equal_func(titles, line->requirement->title, g_str_equal, NULL))
      g_ptr_array_add(titles, line->requirement->title);
  }
  GString *words = g_string_new(NULL);
  guint named = titles->len > TITLES + 1 ? TITLES : titles->len;
  for (guint i = 0; i < named; i++)
    g_string_append_printf(words, "%s%s",
                           !i                     ? ""
                           : i + 1 == titles->len ? " and "
                                                  : ", ",
                           (char *) titles->pdata[i]);
  if (named < titles->len)
    g_string_append_printf(words, " and %u more", titles->len - named);
  return g_string_free(words, FALSE);
}

/* "request SCHEME/tracker of REF" */
static char *
line_why(const Line *line)
{
  const Asking *asking = line->asking;
  gboolean rung = asking->what == ASKING_RUNG || asking->what == ASKING_ESCALATE;
  g_autofree char *what =
      rung ? g_strdup_printf("rung %d of", asking->rung) : g_strdup(asking_word(asking->what));
  return g_strdup_printf("%s %s/%s%s %s", what, line->scheme->id, line->requirement->id, rung ? "," : " of",
                         line->obligation->ref);
}

static char *
why(const GPtrArray *lines)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *one = line_why(lines->pdata[i]);
    g_string_append_printf(all, "%s%s", i ? "; " : "", one);
  }
  return g_string_free(all, FALSE);
}

static gboolean
has_reminder(const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (is_reminder(lines->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Once only: reminders one a day, anything else for what it asks. */
static char *
purpose_of(const Bundle *bundle)
{
  const Line *first = bundle->lines->pdata[0];
  const Asking *asking = first->asking;
  const char *ref = first->obligation->ref;
  if (has_reminder(bundle->lines))
    return chase_purpose(bundle->engine, asking->person);
  if (bundle->lines->len == 1 && asking->what == ASKING_ESCALATE)
    return g_strdup_printf("escalate:%s:%d:%" G_GINT64_FORMAT, ref, asking->rung, asking->person);
  if (bundle->lines->len == 1 && asking->person == first->obligation->person)
    return g_strdup_printf("%s:%s", asking_word(asking->what), ref);
  GString *purpose = g_string_new("ask");
  for (guint i = 0; i < bundle->lines->len; i++)
    g_string_append_printf(purpose, ":%" G_GINT64_FORMAT, ((Line *) bundle->lines->pdata[i])->asking->id);
  return g_string_free(purpose, FALSE);
}

static MailKind
kind_of(const GPtrArray *lines)
{
  if (has_reminder(lines))
    return MAIL_CHASER;
  for (guint i = 0; i < lines->len; i++)
    if (((Line *) lines->pdata[i])->asking->what != ASKING_ESCALATE)
      return MAIL_OPENING;
  return MAIL_DIGEST;
}

static json_t *
frame_context(const Bundle *bundle)
{
  json_t *context = context_new(bundle->engine, NULL, bundle->reader, 0);
  g_autofree char *titles = titles_of(bundle->lines);
  context_text(context, "titles", titles);
  json_object_set_new(context, "several", json_integer(bundle->lines->len));
  return context;
}

/* Whom a confidential form is about gets no copy of a mail that asks for it, though another line of the same
 * mail would copy them in. */
static void
withhold(const Bundle *bundle)
{
  for (guint i = 0; i < bundle->lines->len; i++) {
    const Line *line = bundle->lines->pdata[i];
    about_withhold(bundle->engine, line->scheme, requirement_form(line->scheme, line->requirement),
                   line->obligation, bundle->cc);
  }
}

static gint64
bundle_post(Bundle *bundle, gboolean held, GError **error)
{
  const Line *first = bundle->lines->pdata[0];
  const LetterPart *part = bundle->parts->pdata[0];
  gboolean single = bundle->lines->len == 1;
  withhold(bundle);
  json_t *context = single ? json_incref(part->context) : frame_context(bundle);
  g_ptr_array_add(bundle->cc, NULL);
  g_ptr_array_add(bundle->refs, NULL);
  g_autofree char *purpose = purpose_of(bundle), *words = why(bundle->lines);
  g_autofree char *label =
      single ? g_strdup_printf("%s/%s", first->scheme->id, first->requirement->id) : NULL;
  Post mail = { .kind = kind_of(bundle->lines),
                .template_name = single ? part->name : "asks",
                .parts = single ? NULL : bundle->parts,
                .purpose = purpose,
                .requirement = label,
                .person = bundle->reader->id,
                .cc = (const char *const *) bundle->cc->pdata,
                .refs = (const char *const *) bundle->refs->pdata,
                .context = context,
                .attachments = bundle->attachments->len ? bundle->attachments : NULL,
                .why = words,
                .not_before = INSTANT_NONE,
                .held = held };
  gint64 id = post(bundle->engine, &mail, error);
  json_decref(context);
  return id;
}

static void
mark_asked(Engine *engine, const Line *line, gint64 outbox)
{
  const Asking *asking = line->asking;
  gboolean rung = asking->what == ASKING_RUNG || asking->what == ASKING_ESCALATE;
  outbox_cover(engine->store, outbox, asking->obligation, rung ? asking->rung : G_MAXINT);
  asking_told(engine->store, asking->id, outbox);
  if (is_reminder(line))
    chase_climbed(engine, line->obligation, asking->rung, asking->template_name, "mail");
}

/* One mail of @lines. */
static gboolean
write_mail(Engine *engine, gint64 person, const GPtrArray *lines, gboolean held, GError **error)
{
  g_auto(Bundle) bundle = { engine,
                            person_get(engine->store, person),
                            lines,
                            g_ptr_array_new_with_free_func((GDestroyNotify) letter_part_free),
                            g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free) };
  for (guint i = 0; i < lines->len; i++)
    if (!bundle_add(&bundle, lines->pdata[i], error))
      return FALSE;
  gint64 id = bundle_post(&bundle, held, error);
  for (guint i = 0; id > 0 && i < lines->len; i++)
    mark_asked(engine, lines->pdata[i], id);
  return id >= 0;
}

/* What came, or is not asked any more, is no question now. */
static gboolean
is_settled(const Line *line)
{
  State state = line->obligation->state;
  if (!line->requirement)
    return TRUE;
  if (line->asking->what == ASKING_INVITE)
    return state == STATE_MET || state == STATE_WAIVED || state == STATE_ENDED;
  return state != STATE_OPEN && state != STATE_OVERDUE;
}

static gboolean
may_go(Engine *engine, const Line *line)
{
  Instant now = clock_now(engine->clock);
  if (engine_sending_time(engine, line->obligation->school, now) > now)
    return FALSE;
  const Asking *asking = line->asking;
  return !is_reminder(line) || (engine->may_chase && chase_allowed(engine, asking->person) &&
                                !away_puts_off(engine, asking->person));
}

/* Of Line: what of @waiting may go now. */
static GPtrArray *
lines_of(Engine *engine, const GPtrArray *waiting)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  for (guint i = 0; i < waiting->len; i++) {
    Line *line = g_new0(Line, 1);
    line->asking = waiting->pdata[i];
    line->obligation = obligation_get(engine->store, line->asking->obligation);
    line->scheme = schemes_find(engine->site->schemes, line->obligation->scheme);
    line->requirement = line->scheme ? scheme_requirement(line->scheme, line->obligation->requirement) : NULL;
    gboolean dropped = is_settled(line) || asking_is_overtaken(engine->store, line->asking);
    if (dropped)
      asking_drop(engine->store, line->asking->id);
    if (!dropped && may_go(engine, line))
      g_ptr_array_add(lines, line);
    else
      line_free(line);
  }
  return lines;
}

void
ask(Engine *engine, const Asking *asking)
{
  g_autoptr(Person) person = person_get(engine->store, asking->person);
  if (asking_add(engine->store, asking) && !person->address)
    journal_add(engine->store, asking->person, asking->obligation, asking_word(asking->what),
                "mail %s not written: no address on the roster", asking->template_name);
}

/* Takes out of @lines those that go in one mail with the first of them. Where there is but one scheme each
 * opening keeps a mail of its own, with its one form and a subject that names it; reminders go together. */
static GPtrArray *
take_together(Engine *engine, GPtrArray *lines, gboolean reminders_apart)
{
  GPtrArray *together = g_ptr_array_new_with_free_func(line_free);
  gboolean reminder = is_reminder(lines->pdata[0]);
  gboolean one_scheme = engine->site->schemes->schemes->len == 1;
  g_ptr_array_add(together, g_ptr_array_steal_index(lines, 0));
  for (guint i = 0; i < lines->len;) {
    gboolean same = is_reminder(lines->pdata[i]) == reminder;
    if (one_scheme ? reminder && same : same || !reminders_apart)
      g_ptr_array_add(together, g_ptr_array_steal_index(lines, i));
    else
      i++;
  }
  return together;
}

gboolean
asks_write(Engine *engine, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) waiting = askings_waiting(engine->store, person);
  g_autoptr(GPtrArray) lines = lines_of(engine, waiting);
  gboolean held = has_reminder(lines) && chase_brake_holds(engine);
  while (lines->len) {
    g_autoptr(GPtrArray) together = take_together(engine, lines, held);
    if (!write_mail(engine, person, together, held && has_reminder(together), error))
      return FALSE;
  }
  return TRUE;
}
