/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which obligations have a page, and what is known for it. The same rows and dates as in the workbook. */
#include "pass/publish/forms.h"
#include "paper/form_page.h"
#include "pass/documents/listed.h"
#include "pass/posted.h"
#include "pass/publish/private.h"
#include "store/facts.h"
#include "store/messages.h"
#include <string.h>

#define EMPTY_ROWS 5

/* What a page is about; the strings are the scheme's. */
typedef struct {
  Engine *engine;
  const Obligation *obligation;
  const Scheme *scheme;
  const Requirement *requirement;
  const SchemeForm *form;
  GStringChunk *words; /* all that is made up for the page */
  GPtrArray *sessions; /* of Session */
  GPtrArray *people;   /* of Person */
} About;

static void
about_clear(About *about)
{
  g_clear_pointer(&about->words, g_string_chunk_free);
  g_clear_pointer(&about->sessions, g_ptr_array_unref);
  g_clear_pointer(&about->people, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(About, about_clear)

/* Whether @obligation is answered by a list of who attended. */
static gboolean
about_find(Engine *engine, const Obligation *obligation, About *about)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  const SchemeForm *form = requirement ? requirement_form(scheme, requirement) : NULL;
  if (!engine->site->listen || !form || form->records != RECORDS_ATTENDANCE || !obligation->school ||
      !form_field(form, "attended"))
    return FALSE;
  *about = (About){ engine, obligation, scheme, requirement, form, NULL, NULL, NULL };
  return TRUE;
}

static void
about_fill(About *about)
{
  about->words = g_string_chunk_new(1024);
  about->sessions = listed_sessions(about->engine, about->scheme, about->requirement, about->obligation);
  about->people =
      listed_people(about->engine, about->scheme, about->form, about->requirement, about->obligation);
}

static gboolean
is_asked(const Obligation *obligation)
{
  return obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE;
}

static char *
purpose_of(const Obligation *obligation)
{
  return g_strconcat(FORM_PURPOSE, obligation->ref, NULL);
}

char *
form_url(Engine *engine, const Obligation *obligation)
{
  About about;
  g_autofree char *purpose = purpose_of(obligation);
  return about_find(engine, obligation, &about) ? private_url(engine, obligation->person, purpose) : NULL;
}

void
forms_want(Engine *engine, gint64 person)
{
  About about;
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    g_autofree char *purpose = purpose_of(one);
    if (is_asked(one) && about_find(engine, one, &about))
      g_free(token_ensure(engine->store, person, purpose));
  }
}

char *
forms_title(Engine *engine, const Token *token)
{
  About about;
  g_autoptr(Obligation) obligation = obligation_by_ref(engine->store, token->purpose + strlen(FORM_PURPOSE));
  gboolean waits = obligation && obligation->person == token->person && is_asked(obligation) &&
                   message_posted(engine->store, token->token) == INSTANT_NONE;
  return waits && about_find(engine, obligation, &about)
             ? g_strdup_printf("Fill in and send: %s", about.form->title)
             : NULL;
}

/* -- what may be chosen, and what is known -- */

static const char *
keep(const About *about, char *words /* taken over */)
{
  const char *kept = g_string_chunk_insert(about->words, words ? words : "");
  g_free(words);
  return kept;
}

static const char *
label_of(const About *about, const char *field, const char *otherwise)
{
  const FormField *found = form_field(about->form, field);
  return found ? found->label : otherwise;
}

static void
add_choice(GArray *choices, const char *answer, const char *label)
{
  FormPageChoice choice = { answer, label };
  g_array_append_val(choices, choice);
}

static GArray *
choices_of(const About *about)
{
  GArray *choices = g_array_new(FALSE, FALSE, sizeof(FormPageChoice));
  const Clock *clock = about->engine->clock;
  for (guint i = 0; i < about->sessions->len; i++) {
    const Session *session = about->sessions->pdata[i];
    Day day = clock_day(clock, session->start);
    g_autofree char *iso = day_format(day), *words = day_words(day),
                    *from = clock_format_minute(clock, session->start),
                    *to = clock_format_minute(clock, session->start + session->minutes * 60);
    add_choice(choices, keep(about, g_strconcat("attended=", iso, NULL)),
               keep(about, g_strdup_printf("%s, %s to %s", words, from, to)));
  }
  gboolean reviewed = form_field(about->form, "made_up") != NULL;
  if (reviewed)
    add_choice(choices, "made_up=true", label_of(about, "made_up", NULL));
  add_choice(choices, "", reviewed ? "Neither of these" : "Did not come");
  return choices;
}

/* What is on record of @person at these dates, or in the place of them; NULL: nothing. */
static const Attendance *
latest(const About *about, const GPtrArray *all)
{
  const char *term = listed_term(about->obligation);
  for (guint i = all->len; i-- > 0;) {
    const Attendance *one = all->pdata[i];
    if (!strcmp(one->how, "reviewed") && (!term || !g_strcmp0(one->term, term)))
      return one;
    for (guint s = 0; s < about->sessions->len; s++)
      if (clock_day(about->engine->clock, ((const Session *) about->sessions->pdata[s])->start) == one->day)
        return one;
  }
  return NULL;
}

/* @shown: in words for people, else as it is sent. */
static const char *
answer_of(const About *about, gint64 person, gboolean shown)
{
  const Year *year = schemes_year_id(about->engine->site->schemes, about->obligation->year);
  if (!year)
    return NULL;
  g_autoptr(GPtrArray) all = attendance_of(about->engine->store, person, about->scheme->id,
                                           about->requirement->opens.event, year->starts, year->ends);
  const Attendance *one = latest(about, all);
  if (!one)
    return NULL;
  if (!strcmp(one->how, "reviewed"))
    return shown ? label_of(about, "made_up", "Materials reviewed instead") : "made_up=true";
  if (shown)
    return keep(about, day_words(one->day));
  g_autofree char *iso = day_format(one->day);
  return keep(about, g_strconcat("attended=", iso, NULL));
}

static GArray *
rows_of(const About *about, gboolean shown)
{
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(FormPageRow));
  for (guint i = 0; i < about->people->len; i++) {
    const Person *person = about->people->pdata[i];
    FormPageRow row = { person->name, person->address ? person->address : "",
                        answer_of(about, person->id, shown) };
    g_array_append_val(rows, row);
  }
  return rows;
}

/* -- the page -- */

static const char *
subtitle_of(const About *about)
{
  g_autoptr(School) school = school_get(about->engine->store, about->obligation->school);
  return keep(about, g_strdup(school ? school->name : about->engine->site->partnership));
}

static const char *
due_of(const About *about)
{
  const Obligation *obligation = about->obligation;
  Day due = obligation->extended != DAY_NONE ? obligation->extended : obligation->due;
  if (due == DAY_NONE || due < clock_today(about->engine->clock))
    return due == DAY_NONE ? NULL : "as soon as you can";
  g_autofree char *words = day_words(due);
  return keep(about, g_strconcat("by ", words, NULL));
}

static char *
open_page(const About *about)
{
  g_autoptr(GArray) choices = choices_of(about), rows = rows_of(about, FALSE);
  gboolean reviewed = form_field(about->form, "made_up") != NULL;
  FormPage page = { .title = about->form->title,
                    .subtitle = subtitle_of(about),
                    .question = reviewed
                                    ? "Please choose for each name the date on which they came, or that they "
                                      "worked through the materials instead."
                                    : "Please choose for each name the date on which they came.",
                    .help = about->form->help,
                    .due = due_of(about),
                    .name_label = label_of(about, "name", "Name"),
                    .email_label = label_of(about, "email", "Email address"),
                    .choice_label = label_of(about, "attended", "Date attended"),
                    .choices = (const FormPageChoice *) (gpointer) choices->data,
                    .n_choices = choices->len,
                    .rows = (const FormPageRow *) (gpointer) rows->data,
                    .n_rows = rows->len,
                    .empty_rows = EMPTY_ROWS };
  return form_page(&page);
}

static const char *
closed_words(const About *about, Instant posted)
{
  const Obligation *obligation = about->obligation;
  const Clock *clock = about->engine->clock;
  if (posted == INSTANT_NONE && (obligation->state == STATE_WAIVED || obligation->state == STATE_ENDED))
    return "Nothing is asked of you here any more.";
  Instant came = posted != INSTANT_NONE ? posted : obligation->answered;
  g_autofree char *day = came == INSTANT_NONE ? NULL : day_words(clock_day(clock, came));
  return keep(about, g_strdup_printf("We received your answer%s%s. Thank you: there is nothing more to do "
                                     "here.\n\nIf something is not right, please reply to the receipt that "
                                     "we sent you.",
                                     day ? " on " : "", day ? day : ""));
}

static char *
closed_page(const About *about, Instant posted)
{
  g_autoptr(GArray) rows = rows_of(about, TRUE);
  const char *words = closed_words(about, posted);
  return form_page_closed(about->form->title, subtitle_of(about), words,
                          label_of(about, "attended", "Date attended"),
                          (const FormPageRow *) (gpointer) rows->data, rows->len);
}

gboolean
forms_write(Engine *engine, const Token *token, const char *before G_GNUC_UNUSED, char **bytes,
            GError **error)
{
  g_auto(About) about = { .words = NULL };
  g_autoptr(Obligation) obligation = obligation_by_ref(engine->store, token->purpose + strlen(FORM_PURPOSE));
  if (!obligation || obligation->person != token->person || !about_find(engine, obligation, &about))
    return store_healthy(engine->store, error);
  about_fill(&about);
  Instant posted = message_posted(engine->store, token->token);
  *bytes = posted == INSTANT_NONE && is_asked(obligation) ? open_page(&about) : closed_page(&about, posted);
  return store_healthy(engine->store, error);
}
