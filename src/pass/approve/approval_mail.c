/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes to those who approve: one mail a day of all that waits for them, each thing with its number, what
 * was returned, and who approved it before. Does not decide what waits. */
#include "mail/compose.h"
#include "pass/approve/approvals.h"
#include "pass/approve/work.h"
#include "pass/decide/chase.h"
#include "pass/intake/filing.h"
#include "pass/intake/values.h"
#include "pass/post.h"
#include <string.h>

#define MERGED "approvals" /* the template for things that have different ones */

/* One thing that is to be approved. */
typedef struct {
  const Signing *asked; /* borrowed: the line to be mailed, or the last one that was */
  Obligation *obligation;
  const Scheme *scheme;
  const Requirement *requirement;
  WorkVersion version;
} Item;

static void
item_free(gpointer data)
{
  Item *item = data;
  obligation_free(item->obligation);
  g_free(item);
}

/* What goes to one approver. */
typedef struct {
  Engine *engine;
  gint64 person;    /* 0: the office */
  GPtrArray *asked; /* of Signing: all that they were ever asked */
  GPtrArray *items; /* of Item */
} Round;

static char *
purpose_of(Engine *engine, gint64 person)
{
  g_autofree char *day = day_format(clock_today(engine->clock));
  return g_strdup_printf("approve:%" G_GINT64_FORMAT ":%s", person, day);
}

/* The item of @asked; NULL when it waits no longer: somebody answered, or a newer version is being asked for.
 */
static Item *
item_new(Engine *engine, const Signing *asked)
{
  g_autoptr(Obligation) obligation = obligation_get(engine->store, asked->obligation);
  const Scheme *scheme = obligation ? schemes_find(engine->site->schemes, obligation->scheme) : NULL;
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement)
    return NULL;
  WorkVersion version = work_version_for(engine, scheme, requirement, obligation);
  if (!work_version_same(version, asked->seen) || !approvals_waits(engine, obligation, asked->role, version))
    return NULL;
  Item *item = g_new0(Item, 1);
  item->asked = asked;
  item->obligation = g_steal_pointer(&obligation);
  item->scheme = scheme;
  item->requirement = requirement;
  item->version = version;
  return item;
}

static gboolean
has_later(const Round *round, guint at)
{
  const Signing *one = round->asked->pdata[at];
  for (guint i = at + 1; i < round->asked->len; i++) {
    const Signing *later = round->asked->pdata[i];
    if (later->obligation == one->obligation && !strcmp(later->role, one->role))
      return TRUE;
  }
  return FALSE;
}

/* The last line about each thing that waits still; those noted for nothing are dropped. */
static void
gather(Round *round)
{
  for (guint i = 0; i < round->asked->len; i++) {
    const Signing *one = round->asked->pdata[i];
    Item *item = has_later(round, i) ? NULL : item_new(round->engine, one);
    if (item)
      g_ptr_array_add(round->items, item);
    else if (!one->outbox)
      signing_drop(round->engine->store, one->id);
  }
}

/* -- words --------------------------------------------------------------------------------------------- */

static json_t *
fields_of(const Item *item, const Filed *filed, Store *store)
{
  json_t *fields = json_array();
  const SchemeForm *form = filed ? scheme_form(item->scheme, filed->form) : NULL;
  for (guint i = 0; form && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *value = answer_get(store, filed->id, field->id);
    g_autofree char *shown = value && *value ? value_words(field, value) : NULL;
    if (shown)
      json_array_append_new(fields, json_pack("{s:s, s:s}", "label", field->label, "value", shown));
  }
  g_autofree char *n = form && form->words ? answer_get(store, filed->id, ANSWER_WORDS) : NULL;
  g_autofree char *length =
      n ? g_strdup_printf("%s words, where about %d are asked for", n, form->words) : NULL;
  if (length)
    json_array_append_new(fields, json_pack("{s:s, s:s}", "label", "Length", "value", length));
  return fields;
}

/* "Mentor: by Jane Smith on Monday 5 October 2026, by reply" for each role of the approvals in front. */
static json_t *
signed_of(const Round *round, const Item *item)
{
  Engine *engine = round->engine;
  json_t *lines = json_array();
  g_autoptr(GPtrArray) before = work_signed(engine, item->scheme, item->requirement, item->obligation);
  for (guint i = 0; i < before->len; i++) {
    const Obligation *one = before->pdata[i];
    const Requirement *requirement = scheme_requirement(item->scheme, one->requirement);
    const Evidence *evidence = approvals_sign_off(requirement->evidence);
    for (guint j = 0; evidence->ids[j]; j++) {
      g_autoptr(Approval) last = approvals_last(engine, one, evidence->ids[j], item->version);
      const SchemeRole *role = scheme_role(item->scheme, evidence->ids[j]);
      if (!last || !last->approved)
        continue;
      g_autofree char *act = approvals_act(engine, last);
      g_autofree char *line = g_strdup_printf("%s: %s", role ? role->title : "Office", act);
      json_array_append_new(lines, json_string(line));
    }
  }
  return lines;
}

static json_t *
item_json(const Round *round, const Item *item, guint number)
{
  Store *store = round->engine->store;
  g_autoptr(Person) person = person_get(store, item->obligation->person);
  g_autoptr(School) school = item->obligation->school ? school_get(store, item->obligation->school) : NULL;
  g_autoptr(Filed) filed = item->version.filed ? filed_get(store, item->version.filed) : NULL;
  const SchemeForm *form = filed ? scheme_form(item->scheme, filed->form) : NULL;
  const Evidence *evidence = approvals_sign_off(item->requirement->evidence);
  json_t *line = context_new(round->engine, item->scheme, person, item->obligation->school);
  context_obligation(round->engine, line, item->scheme, item->requirement, item->obligation);
  g_autofree char *n = g_strdup_printf("%u", number);
  context_text(line, "number", n);
  context_text(line, "school", school ? school->name : NULL);
  context_text(line, "form", form ? form->title : NULL);
  context_text(line, "reason", evidence->why);
  g_autofree char *came = filed ? day_words(clock_day(round->engine->clock, filed->arrival)) : NULL;
  context_text(line, "received", came);
  json_object_set_new(line, "fields", fields_of(item, filed, store));
  json_object_set_new(line, "signed", signed_of(round, item));
  json_object_set_new(line, "overdue", json_boolean(item->obligation->state == STATE_OVERDUE));
  json_object_set_new(line, "gives_back", json_boolean(evidence->returns));
  return line;
}

static json_t *
round_context(const Round *round, const Person *person)
{
  const Item *first = round->items->pdata[0];
  gboolean one = round->items->len == 1, returns = FALSE;
  json_t *context = context_new(round->engine, first->scheme, person, 0), *items = json_array();
  if (one)
    context_obligation(round->engine, context, first->scheme, first->requirement, first->obligation);
  for (guint i = 0; i < round->items->len; i++) {
    json_t *line = item_json(round, round->items->pdata[i], i + 1);
    returns = returns || json_is_true(json_object_get(line, "gives_back"));
    json_array_append_new(items, line);
  }
  g_autofree char *count = g_strdup_printf("%u", round->items->len);
  context_text(context, "several", one ? NULL : count);
  json_object_set_new(context, "gives_back", json_boolean(returns));
  g_autoptr(Person) mentor = person_get(round->engine->store, first->obligation->person);
  context_text(context, "whose", one ? mentor->name : NULL);
  json_object_set_new(context, "items", items);
  return context;
}

/* The returns, with their number in front when there are several. NULL and @error. */
static GPtrArray *
files_of(const Round *round, GError **error)
{
  GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  for (guint i = 0; i < round->items->len; i++) {
    const Item *item = round->items->pdata[i];
    g_autoptr(Filed) filed =
        item->version.filed ? filed_get(round->engine->store, item->version.filed) : NULL;
    GError *fault = NULL;
    Attachment *file =
        filed ? work_attachment(round->engine, filed, round->items->len > 1 ? i + 1 : 0, &fault) : NULL;
    if (fault) {
      g_propagate_error(error, fault);
      g_ptr_array_unref(files);
      return NULL;
    }
    if (file)
      g_ptr_array_add(files, file);
  }
  return files;
}

/* -- the mail ------------------------------------------------------------------------------------------ */

static const char *
template_of(const Round *round)
{
  const char *name = ((Item *) round->items->pdata[0])->asked->template_name;
  for (guint i = 1; i < round->items->len; i++)
    if (strcmp(name, ((Item *) round->items->pdata[i])->asked->template_name) != 0)
      return MERGED;
  return name;
}

/* Whether it does nothing but remind. */
static gboolean
only_reminds(const Round *round)
{
  for (guint i = 0; i < round->items->len; i++) {
    const Signing *asked = ((Item *) round->items->pdata[i])->asked;
    if (!asked->chaser && !asked->outbox)
      return FALSE;
  }
  return TRUE;
}

static void
mark_mailed(const Round *round, gint64 outbox)
{
  for (guint i = 0; i < round->items->len; i++) {
    const Item *item = round->items->pdata[i];
    if (item->asked->outbox) { /* it was in an earlier mail, and is in this one too */
      Signing again = *item->asked;
      again.outbox = outbox;
      again.item = (int) i + 1;
      signing_add(round->engine->store, &again);
    } else {
      signing_mailed(round->engine->store, item->asked->id, outbox, (int) i + 1, item->version);
    }
    outbox_cover(round->engine->store, outbox, item->obligation->id, G_MAXINT);
  }
}

static gint64
round_post(const Round *round, const Person *person, GPtrArray *files, GError **error)
{
  Engine *engine = round->engine;
  g_autoptr(GPtrArray) refs = g_ptr_array_new(), cc = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < round->items->len; i++) {
    const Item *item = round->items->pdata[i];
    g_ptr_array_add(refs, item->obligation->ref);
    engine_addresses(engine, item->scheme, item->requirement->cc, item->obligation->person,
                     item->obligation->school, cc);
  }
  g_ptr_array_add(refs, NULL);
  g_ptr_array_add(cc, NULL);
  const Item *first = round->items->pdata[0];
  g_autofree char *label = g_strdup_printf("%s/%s", first->scheme->id, first->requirement->id);
  g_autofree char *purpose = purpose_of(engine, round->person), *all = g_strjoinv(" ", (char **) refs->pdata);
  g_autofree char *why = g_strdup_printf("approval of %s", all);
  const char *const office[] = { engine->site->office, NULL };
  json_t *context = round_context(round, person);
  Post mail = { .kind = only_reminds(round) ? MAIL_CHASER : MAIL_OPENING,
                .template_name = template_of(round),
                .purpose = purpose,
                .requirement = round->items->len == 1 ? label : NULL,
                .person = round->person,
                .to = round->person ? NULL : office,
                .cc = (const char *const *) cc->pdata,
                .refs = (const char *const *) refs->pdata,
                .context = context,
                .attachments = files->len ? files : NULL,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = only_reminds(round) && chase_brake_holds(engine) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id;
}

/* An approver without an address was told of by the journal; the case of the missing approver tells the
 * office. */
static gboolean
round_write(const Round *round, GError **error)
{
  g_autoptr(Person) person = round->person ? person_get(round->engine->store, round->person) : NULL;
  g_autoptr(GPtrArray) files = files_of(round, error);
  gint64 id = files ? round_post(round, person, files, error) : -1;
  if (id > 0)
    mark_mailed(round, id);
  for (guint i = 0; id == 0 && i < round->asked->len; i++) /* nowhere to write to */
    if (!((Signing *) round->asked->pdata[i])->outbox)
      signing_drop(round->engine->store, ((Signing *) round->asked->pdata[i])->id);
  return id >= 0;
}

static gboolean
write_to(Engine *engine, gint64 person, GError **error)
{
  Round round = { engine, person, signings_of_person(engine->store, person),
                  g_ptr_array_new_with_free_func(item_free) };
  gather(&round);
  gboolean good = !round.items->len || round_write(&round, error);
  g_ptr_array_unref(round.items);
  g_ptr_array_unref(round.asked);
  return good;
}

/* Today unless they had their mail; then on the next working day. */
static Instant
time_for(Engine *engine, gint64 person)
{
  g_autofree char *purpose = purpose_of(engine, person);
  if (!outbox_has(engine->store, purpose))
    return engine_sending_time(engine, 0, clock_now(engine->clock));
  return engine_window(engine, work_calendar_add(engine_calendar(engine, 0), clock_today(engine->clock), 1));
}

gboolean
approvals_write(Engine *engine, GError **error)
{
  g_autoptr(GArray) waiting = signings_waiting(engine->store);
  if (!waiting->len)
    return TRUE;
  store_begin(engine->store);
  for (guint i = 0; i < waiting->len; i++) {
    gint64 person = g_array_index(waiting, gint64, i);
    if (time_for(engine, person) <= clock_now(engine->clock) && !write_to(engine, person, error)) {
      store_rollback(engine->store);
      return FALSE;
    }
  }
  return store_commit(engine->store, error);
}

Instant
approvals_next(Engine *engine)
{
  Instant next = INSTANT_NONE;
  g_autoptr(GArray) waiting = signings_waiting(engine->store);
  for (guint i = 0; i < waiting->len; i++) {
    Instant at = time_for(engine, g_array_index(waiting, gint64, i));
    next = instant_first(next, at);
  }
  return next;
}
