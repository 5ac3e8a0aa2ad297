/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads scheme files: what they hold at the top, attributes, roles, events and activities. Forms,
 * requirements, awards and years have files of their own; what one part says of another is checked when all
 * is read. */
#include "scheme/scheme_load.h"
#include <string.h>

#define NO_LIMIT 1000000.0

Place
scheme_place(ConfReader *reader, const config_setting_t *at)
{
  const SchemeLoad *load = reader->data;
  return (Place){ g_string_chunk_insert_const(load->set->names, conf_file_of(reader->file, at)),
                  conf_line_of(at) };
}

gpointer
scheme_new_item(gpointer list, gsize size)
{
  gpointer item = g_malloc0(size);
  g_ptr_array_add(*(GPtrArray **) list, item);
  return item;
}

static Reference *
add_reference(ConfReader *reader, const config_setting_t *at, int kind, const char *word)
{
  SchemeLoad *load = reader->data;
  Reference *reference = g_new0(Reference, 1);
  reference->scheme = load->scheme;
  reference->year = load->year;
  reference->kind = (Refers) kind;
  reference->word = g_strdup(word);
  reference->place = scheme_place(reader, at);
  g_ptr_array_add(load->references, reference);
  return reference;
}

void
scheme_refer(ConfReader *reader, const config_setting_t *at, int kind, const char *word)
{
  add_reference(reader, at, kind, word);
}

static void
reference_free(Reference *reference)
{
  g_free(reference->word);
  g_free(reference->value);
  g_free(reference);
}

void
read_filter(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  GPtrArray **filters = into;
  if (!*filters)
    *filters = g_ptr_array_new_with_free_func((GDestroyNotify) filter_free);
  Filter *filter = scheme_new_item(filters, sizeof(Filter));
  filter->attribute = g_strdup(config_setting_name(setting));
  if (!conf_value_read(reader, setting, CONF_WORDS, REFERS_NOTHING, &filter->values))
    return;
  for (guint i = 0; filter->values[i]; i++)
    add_reference(reader, setting, REFERS_ATTRIBUTE, filter->attribute)->value = g_strdup(filter->values[i]);
}

void
read_where(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  for (int i = 0; i < config_setting_length(setting); i++)
    read_filter(reader, config_setting_get_elem(setting, (guint) i), into);
}

void
check_validity(ConfReader *reader, const config_setting_t *group, Day from, Day until)
{
  if (from != DAY_NONE && until != DAY_NONE && from > until)
    conf_fault(reader, conf_member(group, "until"), "\"until\" lies before \"from\"");
}

static void
read_attribute(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const char *const whose[] = { "person", "school", NULL };
  static const ConfKey keys[] = {
    { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeAttribute, id), .required = TRUE },
    { .name = "values", .type = CONF_WORDS, .offset = offsetof(SchemeAttribute, values) },
    { .name = "many", .type = CONF_YES_NO, .offset = offsetof(SchemeAttribute, many) },
    { .name = "of", .type = CONF_CHOICE, .offset = offsetof(SchemeAttribute, of_school), .choices = whose },
    { .name = "default", .type = CONF_TEXT, .offset = offsetof(SchemeAttribute, fallback) },
  };
  static const ConfTable table = { CONF_TABLE("an attribute", keys) };
  /* keys of a requirement's `of`, of a session, and columns of an import, which an attribute would hide */
  static const char *const taken[] = { "role",  "met",       "lacks",  "scheme", "event", "term",
                                       "start", "minutes",   "place",  "id",     "name",  "email",
                                       "title", "cancelled", "covers", "school", "all",   NULL };
  SchemeAttribute *attribute = scheme_new_item(into, sizeof(SchemeAttribute));
  conf_group_read(reader, setting, &table, attribute);
  conf_id_once(reader, setting, *(GPtrArray **) into, "an attribute");
  if (attribute->id && g_strv_contains(taken, attribute->id))
    conf_fault(reader, conf_member(setting, "id"),
               "an attribute cannot be called \"%s\": the word has a meaning of its own", attribute->id);
  if (attribute->fallback && attribute->values &&
      !g_strv_contains((const char *const *) attribute->values, attribute->fallback))
    conf_fault(reader, conf_member(setting, "default"), "the default \"%s\" is none of the values",
               attribute->fallback);
  if (attribute->of_school && attribute->many)
    conf_fault(reader, conf_member(setting, "many"), "an attribute of schools has one value at a time");
}

static void
read_covers(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeRole *role = into;
  if (!conf_value_read(reader, setting, CONF_TEXT, REFERS_NOTHING, &role->attribute))
    return;
  role->covers = COVERS_ATTRIBUTE;
  if (!strcmp(role->attribute, "all"))
    role->covers = COVERS_ALL;
  else if (!strcmp(role->attribute, "school"))
    role->covers = COVERS_SCHOOL;
  else if (!strcmp(role->attribute, "assigned"))
    role->covers = COVERS_ASSIGNED;
  if (role->covers == COVERS_ATTRIBUTE)
    add_reference(reader, setting, REFERS_ATTRIBUTE, role->attribute);
  else
    g_clear_pointer(&role->attribute, g_free);
}

static void
read_role(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeRole, id), .required = TRUE },
    { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeRole, title), .required = TRUE },
    { .name = "covers", .type = CONF_OTHER, .read = read_covers },
    { .name = "one_for", .type = CONF_WORDS, .offset = offsetof(SchemeRole, one_for), .refers = REFERS_ROLE },
  };
  static const ConfTable table = { CONF_TABLE("a role", keys) };
  SchemeRole *role = scheme_new_item(into, sizeof(SchemeRole));
  conf_group_read(reader, setting, &table, role);
  conf_id_once(reader, setting, *(GPtrArray **) into, "a role");
  if (role->one_for && role->covers != COVERS_ASSIGNED)
    conf_fault(reader, conf_member(setting, "one_for"), "\"one_for\" goes with covers = \"assigned\" alone");
  if (g_strcmp0(role->id, ROLE_OFFICE) == 0)
    conf_fault(reader, conf_member(setting, "id"), "every scheme has the role \"office\": leave it out");
}

static void
read_event(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const char *const pers[] = { "year", "term", NULL };
  static const ConfKey keys[] = {
    { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeEvent, id), .required = TRUE },
    { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeEvent, title), .required = TRUE },
    { .name = "per", .type = CONF_CHOICE, .offset = offsetof(SchemeEvent, per_term), .choices = pers },
    { .name = "hours",
      .type = CONF_NUMBER,
      .offset = offsetof(SchemeEvent, hours),
      .least = 0.05,
      .most = 1000 },
    { .name = "for",
      .type = CONF_WORDS,
      .offset = offsetof(SchemeEvent, roles),
      .required = TRUE,
      .refers = REFERS_ROLE },
    { .name = "where", .type = CONF_GROUP, .offset = offsetof(SchemeEvent, where), .read = read_where },
    { .name = "places",
      .type = CONF_WHOLE,
      .offset = offsetof(SchemeEvent, places),
      .least = 1,
      .most = NO_LIMIT },
    { .name = "at_least",
      .type = CONF_WHOLE,
      .offset = offsetof(SchemeEvent, at_least),
      .least = 1,
      .most = 100 },
    { .name = "spans", .type = CONF_YES_NO, .offset = offsetof(SchemeEvent, spans) },
    { .name = "apart", .type = CONF_LIST, .offset = offsetof(SchemeEvent, apart), .read = read_apart },
  };
  static const ConfTable table = { CONF_TABLE("an event", keys) };
  SchemeEvent *event = scheme_new_item(into, sizeof(SchemeEvent));
  event->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &table, event);
  conf_id_once(reader, setting, *(GPtrArray **) into, "an event");
  if (event->apart && !event->spans)
    conf_fault(reader, conf_member(setting, "apart"), "\"apart\" goes with spans = true alone");
}

static void
read_edition(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeEdition, title), .required = TRUE },
    { .name = "where", .type = CONF_GROUP, .offset = offsetof(SchemeEdition, where), .read = read_where },
  };
  static const ConfTable table = { CONF_TABLE("an edition", keys) };
  GPtrArray **editions = into;
  if (!*editions)
    *editions = g_ptr_array_new_with_free_func((GDestroyNotify) edition_free);
  conf_group_read(reader, setting, &table, scheme_new_item(editions, sizeof(SchemeEdition)));
}

static void
read_activity(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeActivity, id), .required = TRUE },
    { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeActivity, title) },
    { .name = "hours",
      .type = CONF_NUMBER,
      .offset = offsetof(SchemeActivity, hours),
      .least = 0.05,
      .most = 1000 },
    { .name = "counts", .type = CONF_YES_NO, .offset = offsetof(SchemeActivity, counts) },
    { .name = "paid", .type = CONF_YES_NO, .offset = offsetof(SchemeActivity, paid) },
    { .name = "known_as", .type = CONF_WORDS, .offset = offsetof(SchemeActivity, known_as) },
    { .name = "said", .type = CONF_WORDS, .offset = offsetof(SchemeActivity, said) },
    { .name = "tell_office", .type = CONF_YES_NO, .offset = offsetof(SchemeActivity, tell_office) },
    { .name = "editions",
      .type = CONF_LIST,
      .offset = offsetof(SchemeActivity, editions),
      .read = read_edition },
  };
  static const ConfTable table = { CONF_TABLE("an activity", keys) };
  SchemeActivity *activity = scheme_new_item(into, sizeof(SchemeActivity));
  activity->counts = TRUE;
  conf_group_read(reader, setting, &table, activity);
  conf_id_once(reader, setting, *(GPtrArray **) into, "an activity");
  if (!activity->title)
    activity->title = g_strdup(activity->id);
}

static const ConfKey scheme_keys[] = {
  { .name = "scheme", .type = CONF_ID, .offset = offsetof(Scheme, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(Scheme, title), .required = TRUE },
  { .name = "attributes", .type = CONF_LIST, .offset = offsetof(Scheme, attributes), .read = read_attribute },
  { .name = "roles", .type = CONF_LIST, .offset = offsetof(Scheme, roles), .read = read_role },
  { .name = "events", .type = CONF_LIST, .offset = offsetof(Scheme, events), .read = read_event },
  { .name = "activities", .type = CONF_LIST, .offset = offsetof(Scheme, activities), .read = read_activity },
  { .name = "forms", .type = CONF_LIST, .offset = offsetof(Scheme, forms), .read = read_form },
  { .name = "requirements",
    .type = CONF_LIST,
    .offset = offsetof(Scheme, requirements),
    .read = read_requirement },
  { .name = "awards", .type = CONF_LIST, .offset = offsetof(Scheme, awards), .read = read_award },
  { .name = "feeds", .type = CONF_LIST, .offset = offsetof(Scheme, feeds), .read = read_feed },
  { .name = "reports", .type = CONF_LIST, .offset = offsetof(Scheme, reports), .read = read_report },
  { .name = "notices", .type = CONF_LIST, .offset = offsetof(Scheme, notices), .read = read_notice },
};
static const ConfTable scheme_table = { CONF_TABLE("a scheme", scheme_keys) };

static void
scheme_load(SchemeLoad *load, const char *path, GChecksum *sum)
{
  g_autoptr(ConfFile) file = conf_file_read(path, load->faults);
  if (!file) {
    load->unread = TRUE;
    return;
  }
  ConfReader reader = { .file = file, .faults = load->faults, .refer = scheme_refer, .data = load };
  load->scheme = scheme_new(path);
  g_ptr_array_add(load->set->schemes, load->scheme);
  conf_group_read(&reader, conf_file_root(file), &scheme_table, load->scheme);
  conf_id_once(&reader, conf_member(conf_file_root(file), "scheme"), load->set->schemes, "a scheme");
  forms_finish(load, load->scheme);
  requirements_finish(load->scheme);
  roles_finish(load->scheme);
  conf_file_digest(file, sum);
  load->scheme = NULL;
}

Schemes *
schemes_load(const char *const *scheme_files, const char *const *year_files, ConfFaults *faults)
{
  g_autoptr(Schemes) set = g_new0(Schemes, 1);
  g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func((GDestroyNotify) reference_free);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  SchemeLoad load = { .set = set, .faults = faults, .references = references };
  guint before = conf_faults_count(faults);
  set->schemes = g_ptr_array_new_with_free_func((GDestroyNotify) scheme_free);
  set->years = g_ptr_array_new_with_free_func((GDestroyNotify) year_free);
  set->names = g_string_chunk_new(256);
  for (guint i = 0; scheme_files && scheme_files[i]; i++)
    scheme_load(&load, scheme_files[i], sum);
  for (guint i = 0; year_files && year_files[i]; i++)
    year_load(&load, year_files[i], sum);
  check_references(&load);
  check_schemes(&load);
  set->digest = g_strdup(g_checksum_get_string(sum));
  return conf_faults_count(faults) == before ? g_steal_pointer(&set) : NULL;
}
