/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a scheme gives out: awards and feeds. Does not issue or draw them. */
#include "scheme/scheme_load.h"
#include <string.h>

/* any = ( ("a", "b"), ("c") ): bundles of requirements. */
static void
read_bundles(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  GPtrArray **bundles = into;
  if (!config_setting_is_list(setting) || !config_setting_length(setting)) {
    conf_fault(reader, setting, "\"any\" wants bundles: ( (\"a\", \"b\"), (\"c\") )");
    return;
  }
  *bundles = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (int i = 0; i < config_setting_length(setting); i++) {
    GStrv bundle = NULL;
    if (conf_value_read(reader, config_setting_get_elem(setting, (guint) i), CONF_WORDS, REFERS_REQUIREMENT,
                        &bundle))
      g_ptr_array_add(*bundles, bundle);
  }
}

static void
read_allowance(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "hours",
      .type = CONF_WHOLE,
      .offset = offsetof(Allowance, hours),
      .required = TRUE,
      .least = 1,
      .most = 1000 },
    { .name = "refresher",
      .type = CONF_WHOLE,
      .offset = offsetof(Allowance, refresher),
      .least = 1,
      .most = 1000 },
    { .name = "from", .type = CONF_DAY, .offset = offsetof(Allowance, from) },
    { .name = "until", .type = CONF_DAY, .offset = offsetof(Allowance, until) },
  };
  static const ConfTable table = { CONF_TABLE("an allowance", keys) };
  GPtrArray **all = into;
  if (!*all)
    *all = g_ptr_array_new_with_free_func(g_free);
  guint others = (*all)->len;
  Allowance *allowance = scheme_new_item(all, sizeof(Allowance));
  allowance->from = allowance->until = DAY_NONE;
  conf_group_read(reader, setting, &table, allowance);
  check_validity(reader, setting, allowance->from, allowance->until);
  for (guint i = 0; i < others; i++) {
    const Allowance *other = (*all)->pdata[i];
    gboolean after =
        other->until != DAY_NONE && allowance->from != DAY_NONE && other->until < allowance->from;
    gboolean before =
        allowance->until != DAY_NONE && other->from != DAY_NONE && allowance->until < other->from;
    if (!after && !before)
      conf_fault(reader, setting, "two allowances hold on the same day: part them by \"from\" and \"until\"");
  }
}

static const char *const holders[] = { "person", "school", "partnership", NULL };

static const ConfKey award_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeAward, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeAward, title), .required = TRUE },
  { .name = "words", .type = CONF_TEXT, .offset = offsetof(SchemeAward, words) },
  { .name = "when", .type = CONF_WORDS, .offset = offsetof(SchemeAward, when), .refers = REFERS_REQUIREMENT },
  { .name = "any", .type = CONF_OTHER, .offset = offsetof(SchemeAward, any), .read = read_bundles },
  { .name = "for_each",
    .type = CONF_TEXT,
    .offset = offsetof(SchemeAward, for_each),
    .refers = REFERS_REQUIREMENT },
  { .name = "credits",
    .type = CONF_WHOLE,
    .offset = offsetof(SchemeAward, credits),
    .least = 1,
    .most = 360 },
  { .name = "holder", .type = CONF_CHOICE, .offset = offsetof(SchemeAward, holder), .choices = holders },
  { .name = "to", .type = CONF_TEXT, .offset = offsetof(SchemeAward, to), .refers = REFERS_ROLE },
  { .name = "certificate", .type = CONF_TEXT, .offset = offsetof(SchemeAward, certificate) },
  { .name = "mail", .type = CONF_ID, .offset = offsetof(SchemeAward, mail) },
  { .name = "cc", .type = CONF_TEXT, .offset = offsetof(SchemeAward, cc), .refers = REFERS_ROLE },
  { .name = "encloses", .type = CONF_TEXT, .offset = offsetof(SchemeAward, encloses), .refers = REFERS_FORM },
  { .name = "from", .type = CONF_DAY, .offset = offsetof(SchemeAward, from) },
  { .name = "until", .type = CONF_DAY, .offset = offsetof(SchemeAward, until) },
  { .name = "allowance",
    .type = CONF_LIST,
    .offset = offsetof(SchemeAward, allowance),
    .read = read_allowance },
};
static const ConfTable award_table = { CONF_TABLE("an award", award_keys) };

static void
check_award(ConfReader *reader, const config_setting_t *setting, const SchemeAward *award)
{
  gboolean named = award->when &&
                   g_strv_contains((const char *const *) award->when, award->for_each ? award->for_each : "");
  if (!award->when && !award->any)
    conf_fault(reader, setting, "an award wants \"when\" or \"any\": the requirements that it is for");
  if (award->for_each && !named)
    conf_fault(reader, conf_member(setting, "for_each"),
               "\"for_each\" must be one of the requirements in \"when\"");
  if (award->holder == HOLDER_PERSON && award->to)
    conf_fault(reader, conf_member(setting, "to"),
               "a person's award goes to the person: leave \"to\" out, or say who is the holder");
  if (award->holder != HOLDER_PERSON && !award->to)
    conf_fault(reader, setting, "an award held by a %s wants \"to\": the role it is mailed to",
               holders[award->holder]);
  if (award->certificate &&
      (!g_str_has_suffix(award->certificate, ".svg") || strchr(award->certificate, '/')))
    conf_fault(reader, conf_member(setting, "certificate"),
               "\"certificate\" is the name of an .svg file among the templates");
  if (award->certificate && !award->mail)
    conf_fault(reader, setting,
               "an award with a \"certificate\" wants \"mail\": the template it goes out with");
  check_validity(reader, setting, award->from, award->until);
}

void
read_award(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeAward *award = scheme_new_item(into, sizeof(SchemeAward));
  award->from = award->until = DAY_NONE;
  award->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &award_table, award);
  conf_id_once(reader, setting, *(GPtrArray **) into, "an award");
  check_award(reader, setting, award);
}

static const ConfKey feed_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeFeed, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeFeed, title), .required = TRUE },
  { .name = "event", .type = CONF_TEXT, .offset = offsetof(SchemeFeed, event), .refers = REFERS_EVENT },
  { .name = "where", .type = CONF_GROUP, .offset = offsetof(SchemeFeed, where), .read = read_where },
  { .name = "for", .type = CONF_WORDS, .offset = offsetof(SchemeFeed, roles), .refers = REFERS_ROLE },
  { .name = "by", .type = CONF_TEXT, .offset = offsetof(SchemeFeed, by), .refers = REFERS_ATTRIBUTE },
  { .name = "for_each", .type = CONF_WORDS, .offset = offsetof(SchemeFeed, for_each), .refers = REFERS_ROLE },
  { .name = "deadlines", .type = CONF_YES_NO, .offset = offsetof(SchemeFeed, deadlines) },
};
static const ConfTable feed_table = { CONF_TABLE("a feed", feed_keys) };

void
read_feed(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeFeed *feed = scheme_new_item(into, sizeof(SchemeFeed));
  feed->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &feed_table, feed);
  conf_id_once(reader, setting, *(GPtrArray **) into, "a feed");
  if (feed->deadlines && !feed->for_each)
    conf_fault(reader, conf_member(setting, "deadlines"),
               "\"deadlines\" are private: the feed wants \"for_each\"");
  if (feed->by && feed->for_each)
    conf_fault(reader, conf_member(setting, "by"),
               "\"by\" repeats a public feed: a feed has it or \"for_each\"");
}

static const ConfKey notice_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeNotice, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeNotice, title), .required = TRUE },
  { .name = "to",
    .type = CONF_WORDS,
    .offset = offsetof(SchemeNotice, to),
    .required = TRUE,
    .refers = REFERS_ROLE },
  { .name = "mail", .type = CONF_ID, .offset = offsetof(SchemeNotice, mail), .required = TRUE },
  { .name = "from", .type = CONF_DAY, .offset = offsetof(SchemeNotice, from), .required = TRUE },
  { .name = "until", .type = CONF_DAY, .offset = offsetof(SchemeNotice, until) },
};
static const ConfTable notice_table = { CONF_TABLE("a notice", notice_keys) };

void
read_notice(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeNotice *notice = scheme_new_item(into, sizeof(SchemeNotice));
  notice->from = notice->until = DAY_NONE;
  notice->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &notice_table, notice);
  conf_id_once(reader, setting, *(GPtrArray **) into, "a notice");
  check_validity(reader, setting, notice->from, notice->until);
}
