/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a yes, a no, or the work given back, from the reply to a request for approval. What is in doubt is
 * asked again, at most once a day; what is not verified is a case. Reads no words itself: consent.c does. */
#include "pass/approve/approval_reply.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/approve/approval_answer.h"
#include "pass/approve/approvals.h"
#include "pass/approve/deputy.h"
#include "pass/approve/work.h"
#include "pass/commands/answer.h"
#include "pass/intake/recognise.h"
#include "pass/intake/thread.h"
#include "pass/intake/verified.h"
#include "store/cases.h"
#include <stdlib.h>
#include <string.h>

static void
subject_free(gpointer data)
{
  Subject *subject = data;
  obligation_free(subject->obligation);
  person_free(subject->mentor);
  g_free(subject);
}

/* -- what it answers ----------------------------------------------------------------------------------- */

/* Who answers without the thread must say which: the last mail about the one ref that stands in theirs. */
static GPtrArray *
asked_by_ref(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const char *const *refs = (const char *const *) inbound->reading->refs;
  g_autoptr(Obligation) obligation = refs && refs[0] && !refs[1] ? obligation_by_ref(store, refs[0]) : NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) signing_free);
  g_autoptr(GPtrArray) all = obligation ? signings_of_obligation(store, obligation->id) : NULL;
  const Person *sender = inbound_sender(inbound);
  for (guint i = all ? all->len : 0; i-- > 0 && !found->len;) {
    const Signing *one = all->pdata[i];
    if (one->outbox && ((sender && one->person == sender->id) || i == 0))
      g_ptr_array_add(found, g_ptr_array_steal_index(all, i));
  }
  return found;
}

static GPtrArray *
what_was_asked(const Inbound *inbound)
{
  gint64 outbox = thread_mail(inbound);
  GPtrArray *found = outbox ? signings_in_mail(inbound->engine->store, outbox) : NULL;
  if (found && found->len)
    return found;
  g_clear_pointer(&found, g_ptr_array_unref);
  return asked_by_ref(inbound);
}

static Subject *
subject_new(Engine *engine, Signing *asked)
{
  Obligation *obligation = obligation_get(engine->store, asked->obligation);
  Subject *subject = g_new0(Subject, 1);
  subject->asked = asked;
  subject->obligation = obligation;
  subject->mentor = person_get(engine->store, obligation->person);
  subject->scheme = schemes_find(engine->site->schemes, obligation->scheme);
  subject->requirement =
      subject->scheme ? scheme_requirement(subject->scheme, obligation->requirement) : NULL;
  if (subject->requirement) {
    WorkVersion now = work_version_for(engine, subject->scheme, subject->requirement, obligation);
    subject->superseded = !work_version_same(now, asked->seen);
  }
  return subject;
}

static Answer
answer_new(Inbound *inbound)
{
  Answer answer = { inbound, what_was_asked(inbound), g_ptr_array_new_with_free_func(subject_free), NULL };
  answer.items = g_new0(ConsentItem, answer.asked->len + 1);
  for (guint i = 0; i < answer.asked->len; i++) {
    Subject *subject = subject_new(inbound->engine, answer.asked->pdata[i]);
    const Evidence *evidence =
        subject->requirement ? approvals_sign_off(subject->requirement->evidence) : NULL;
    g_ptr_array_add(answer.subjects, subject);
    answer.items[i] = (ConsentItem){ subject->obligation->ref, subject->mentor->name,
                                     evidence && evidence->returns, CONSENT_UNSURE, NULL };
  }
  return answer;
}

static void
answer_clear(Answer *answer)
{
  for (guint i = 0; i < answer->subjects->len; i++)
    g_free(answer->items[i].reason);
  g_free(answer->items);
  g_ptr_array_unref(answer->subjects);
  g_ptr_array_unref(answer->asked);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

/* -- who says it --------------------------------------------------------------------------------------- */

/* Whether the sender, who is whom they say, may answer for @subject: they were asked, and hold the role still
 * or stand in for who does. */
static gboolean
may_answer(const Inbound *inbound, const Subject *subject)
{
  const Person *sender = inbound_sender(inbound);
  const Signing *asked = subject->asked;
  if (!subject->requirement)
    return FALSE;
  if (!asked->person)
    return verified_office(inbound) || (verified_person(inbound) && sender_is_of_office(inbound));
  if (!sender || sender->id != asked->person || !verified_person(inbound))
    return FALSE;
  if (asked->deputy)
    return deputy_stands(inbound->engine, subject->scheme, sender->id);
  g_autoptr(GPtrArray) holders = engine_holders(inbound->engine, subject->scheme, asked->role,
                                                subject->obligation->person, subject->obligation->school);
  for (guint i = 0; i < holders->len; i++)
    if (((Person *) holders->pdata[i])->id == sender->id)
      return TRUE;
  return FALSE;
}

/* What the office's yes to a case is about: the role that was asked, and the version that was shown. g_free.
 */
static char *
case_detail(const Signing *asked)
{
  json_t *detail = json_pack("{s:s, s:I, s:I}", "role", asked->role, "filed", (json_int_t) asked->seen.filed,
                             "correction", (json_int_t) asked->seen.correction);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(detail);
  return text;
}

/* What cannot be believed as it stands is for the office to weigh. The clock runs on meanwhile: anybody could
 * stop it otherwise. */
static void
doubt_one(Inbound *inbound, const Subject *subject)
{
  Store *store = inbound->engine->store;
  const char *from = inbound->reading->from.address ? inbound->reading->from.address : "somebody";
  g_autofree char *verdict = inbound_verdict(inbound), *cause = inbound_cause(inbound);
  g_autofree char *begins = text_clean(inbound->reading->text, -1, 60, FALSE);
  g_autofree char *question = g_strdup_printf("%s wrote \"%s\" about %s for %s (%s), and it is not sure that "
                                              "this is who was asked (%s): accept it as a "
                                              "yes?",
                                              from, begins, subject->obligation->requirement,
                                              subject->mentor->name, subject->obligation->ref, verdict);
  char *detail = case_detail(subject->asked);
  Case c = { .message = inbound->message->id,
             .document = -1,
             .kind = (char *) "approval",
             .obligation = subject->obligation->id,
             .person = subject->mentor->id,
             .question = question,
             .detail = detail };
  case_open(store, &c);
  free(detail);
  inbound->became_case = TRUE;
  journal_add(store, c.person, c.obligation, cause, "case: %s", question);
}

static void
doubt_sender(const Answer *answer)
{
  for (guint i = 0; i < answer->subjects->len; i++)
    if (answer->items[i].said != CONSENT_UNSAID)
      doubt_one(answer->inbound, answer->subjects->pdata[i]);
}

/* -- what follows ------------------------------------------------------------------------------------- */

/* A no is for people to talk about: the office knows, and nobody is chased meanwhile. */
static void
tell_office(const Answer *answer, const Subject *subject, const char *reason)
{
  const Person *sender = inbound_sender(answer->inbound);
  inbound_case(answer->inbound, "refused", -1, subject->obligation, NULL, NULL,
               "%s did not approve %s for %s (%s): %s", sender ? sender->name : "The office",
               subject->requirement->title, subject->mentor->name, subject->obligation->ref,
               reason && *reason ? reason : "no reason was given");
}

static gboolean
is_repeated(const Answer *answer, const Subject *subject, Consent said)
{
  g_autoptr(Approval) last = approvals_last(answer->inbound->engine, subject->obligation,
                                            subject->asked->role, subject->asked->seen);
  return last && last->approved == (said == CONSENT_YES) && last->returned == (said == CONSENT_RETURNED);
}

static gboolean
take(const Answer *answer, guint i, GError **error)
{
  Inbound *inbound = answer->inbound;
  const Subject *subject = answer->subjects->pdata[i];
  const ConsentItem *item = &answer->items[i];
  const Person *sender = inbound_sender(inbound);
  if (item->said == CONSENT_UNSAID || is_repeated(answer, subject, item->said))
    return TRUE;
  Approval approval = { .obligation = subject->obligation->id,
                        .message = inbound->message->id,
                        .by = sender ? sender->id : 0,
                        .approved = item->said == CONSENT_YES,
                        .returned = item->said == CONSENT_RETURNED,
                        .role = subject->asked->role,
                        .words = item->reason,
                        .source = (char *) "by reply",
                        .seen = subject->asked->seen };
  approval_add(inbound->engine->store, &approval);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, subject->mentor->id, subject->obligation->id, cause, "%s: %s",
              subject->requirement->id,
              approval.approved   ? "approved"
              : approval.returned ? "given back"
                                  : "not approved");
  if (approval.approved)
    return TRUE;
  if (approval.returned)
    return approval_tell_mentor(answer, subject, "approval-given-back", item->reason, error);
  tell_office(answer, subject, item->reason);
  return approval_tell_mentor(answer, subject, "approval-refused", item->reason, error);
}

/* Unsure: asked again, once a day; and somebody reads what was written. */
static gboolean
ask_again(const Answer *answer, GError **error)
{
  Inbound *inbound = answer->inbound;
  const Person *sender = inbound_sender(inbound);
  const Subject *first = answer->subjects->pdata[0];
  g_autofree char *day = day_format(clock_day(inbound->engine->clock, inbound->arrival));
  g_autofree char *purpose = g_strdup_printf("unsure:%" G_GINT64_FORMAT ":%s", sender ? sender->id : 0, day);
  if (*inbound->reading->text)
    inbound_case(inbound, "question", -1, NULL, NULL, NULL,
                 "%s was asked to approve %s, and the answer is no plain yes or no",
                 inbound->reading->from.address, first->obligation->ref);
  return approval_write_back(answer, "approval-unsure", purpose, TRUE, error);
}

static gboolean
take_all(const Answer *answer, GError **error)
{
  for (guint i = 0; i < answer->subjects->len; i++)
    if (!take(answer, i, error))
      return FALSE;
  g_autofree char *purpose = g_strdup_printf("approved:%" G_GINT64_FORMAT, answer->inbound->message->id);
  return approval_write_back(answer, "approval-noted", purpose, FALSE, error);
}

/* A scan or photograph instead of words: whose signature it bears a human sees. C3.32 */
static gboolean
brought_scan(const Answer *answer)
{
  const GPtrArray *documents = answer->inbound->reading->documents;
  for (guint i = 0; i < documents->len; i++)
    if (form_recognise(answer->inbound->engine->site->schemes, documents->pdata[i], NULL, NULL).form)
      return FALSE;
  return documents->len > 0;
}

static gboolean
hold_scan(const Answer *answer, GError **error)
{
  for (guint i = 0; i < answer->subjects->len; i++) {
    const Subject *subject = answer->subjects->pdata[i];
    const ReadingDocument *document = answer->inbound->reading->documents->pdata[0];
    char *detail = case_detail(subject->asked);
    inbound_case(answer->inbound, "signature", 0, subject->obligation, NULL, detail,
                 "%s sent %s in answer to %s for %s (%s): is it signed? Accept it as an approval",
                 answer->inbound->reading->from.address, *document->name ? document->name : "a file",
                 subject->requirement->title, subject->mentor->name, subject->obligation->ref);
    free(detail);
  }
  g_autofree char *purpose = g_strdup_printf("scan:%" G_GINT64_FORMAT, answer->inbound->message->id);
  return approval_write_back(answer, "approval-scan", purpose, FALSE, error);
}

gboolean
approval_reply(Inbound *inbound, gboolean *taken, GError **error)
{
  g_auto(Answer) answer = answer_new(inbound);
  *taken = answer.asked->len > 0;
  if (!*taken)
    return TRUE;
  consent_read(inbound->reading->text, answer.items, answer.subjects->len);
  gboolean sure = TRUE, allowed = TRUE;
  for (guint i = 0; i < answer.subjects->len; i++) {
    sure = sure && answer.items[i].said != CONSENT_UNSURE;
    allowed = allowed && may_answer(inbound, answer.subjects->pdata[i]);
  }
  gboolean form = inbound->reading->documents->len && !brought_scan(&answer);
  if (!sure && (form || answer_is_request(inbound))) {
    *taken = FALSE; /* a form is filed and a question answered like any other */
    return TRUE;
  }
  if (!allowed) {
    doubt_sender(&answer);
    return TRUE;
  }
  if (sure)
    return take_all(&answer, error);
  return brought_scan(&answer) ? hold_scan(&answer, error) : ask_again(&answer, error);
}

/* What a case was about; cases from before this was kept: all that is asked, as it stands. */
static WorkVersion
version_accepted(const json_t *detail, WorkVersion now, const char **role)
{
  const json_t *filed = json_object_get(detail, "filed");
  *role = json_string_value(json_object_get(detail, "role"));
  return filed ? (WorkVersion){ json_integer_value(filed),
                                json_integer_value(json_object_get(detail, "correction")) }
               : now;
}

gboolean
approval_accept(Engine *engine, const Obligation *obligation, const Case *c, const char *source,
                GError **error)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement || !approvals_sign_off(requirement->evidence))
    return fault_data(error, "%s is nothing that is signed off", obligation->ref);
  json_t *detail = json_loads(c->detail, 0, NULL);
  const char *role;
  WorkVersion now = work_version_for(engine, scheme, requirement, obligation),
              seen = version_accepted(detail, now, &role);
  Approval approval = { .obligation = obligation->id,
                        .message = c->message,
                        .approved = TRUE,
                        .role = (char *) role,
                        .source = (char *) source,
                        .seen = seen };
  gboolean good = work_version_same(seen, now);
  if (good) {
    approval_add(engine->store, &approval);
    journal_add(engine->store, obligation->person, obligation->id, source, "%s: approved", requirement->id);
  } else
    fault_data(error,
               "%s: the work was changed after it was shown for this answer: reject it, and the new "
               "version is asked about",
               obligation->ref);
  json_decref(detail);
  return good;
}
