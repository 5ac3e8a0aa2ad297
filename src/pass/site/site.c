/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the site file into values: tables of its keys, their defaults, and where installed data lie. Opens no
 * mailbox, no database and no port. */
#include "pass/site/site.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/site/site_check.h"
#include <string.h>

#define STORE_PATH "/var/lib/mentord/mentord.db"
#define CONNECTIONS 4 /* to the submission server, at once */

/* Groups fill the site, lists of files wait until its paths are known. */
typedef struct {
  Site *site;
  GStrv schemes, years;
} SiteDraft;

static const char *const off_on[] = { "off", "on", NULL };

static void
read_oauth2(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const char *const grants[] = { "client_credentials", "refresh_token", NULL };
  static const ConfKey keys[] = {
    { .name = "token_url", .type = CONF_TEXT, .offset = offsetof(Login, token_url), .required = TRUE },
    { .name = "client_id", .type = CONF_TEXT, .offset = offsetof(Login, client_id), .required = TRUE },
    { .name = "client_secret_file", .type = CONF_TEXT, .offset = offsetof(Login, client_secret_file) },
    { .name = "scope", .type = CONF_TEXT, .offset = offsetof(Login, scope) },
    { .name = "grant", .type = CONF_ONE, .offset = offsetof(Login, grant), .choices = grants },
    { .name = "refresh_token_file", .type = CONF_TEXT, .offset = offsetof(Login, refresh_token_file) },
    { .name = "ca_file", .type = CONF_TEXT, .offset = offsetof(Login, token_ca_file) },
  };
  static const ConfTable table = { CONF_TABLE("\"oauth2\"", keys) };
  Login *login = into;
  conf_group_read(reader, setting, &table, login);
  if (!login->grant)
    login->grant = g_strdup(grants[login->refresh_token_file ? 1 : 0]);
  if (!strcmp(login->grant, grants[1]) && !login->refresh_token_file)
    conf_fault(reader, setting, "grant = \"refresh_token\" wants \"refresh_token_file\"");
  if (!strcmp(login->grant, grants[0]) && !login->client_secret_file)
    conf_fault(reader, setting, "grant = \"client_credentials\" wants \"client_secret_file\"");
  if (login->token_url)
    site_token_url(reader, conf_member(setting, "token_url"), login->token_url);
  site_path(reader, &login->client_secret_file);
  site_path(reader, &login->refresh_token_file);
  site_file(reader, setting, "client_secret_file", login->client_secret_file, TRUE);
  site_file(reader, setting, "refresh_token_file", login->refresh_token_file, TRUE);
  site_path(reader, &login->token_ca_file);
  site_file(reader, setting, "ca_file", login->token_ca_file, FALSE);
}

static const ConfKey login_keys[] = {
  { .name = "user", .type = CONF_TEXT, .offset = offsetof(Login, user) },
  { .name = "password_file", .type = CONF_TEXT, .offset = offsetof(Login, password_file) },
  { .name = "password_command", .type = CONF_WORDS, .offset = offsetof(Login, password_command) },
  { .name = "token_command", .type = CONF_WORDS, .offset = offsetof(Login, token_command) },
  { .name = "oauth2", .type = CONF_GROUP, .read = read_oauth2 },
};
static const ConfTable login_table = { CONF_TABLE("a login", login_keys) };

static void
read_alert(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "command", .type = CONF_WORDS, .offset = offsetof(Site, alert_command), .required = TRUE },
  };
  static const ConfTable table = { CONF_TABLE("\"alert\"", keys) };
  conf_group_read(reader, setting, &table, into);
}

static const ConfKey partnership_keys[] = {
  { .name = "name", .type = CONF_TEXT, .offset = offsetof(Site, partnership), .required = TRUE },
  { .name = "domain", .type = CONF_TEXT, .offset = offsetof(Site, domain) },
  { .name = "alert", .type = CONF_GROUP, .read = read_alert },
  { .name = "timezone", .type = CONF_TEXT, .offset = offsetof(Site, timezone) },
  { .name = "region", .type = CONF_TEXT, .offset = offsetof(Site, region) },
  { .name = "office", .type = CONF_TEXT, .offset = offsetof(Site, office), .required = TRUE },
};
static const ConfTable partnership_table = { CONF_TABLE("\"partnership\"", partnership_keys) };

static void
read_partnership(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Site *site = *(Site **) into;
  conf_group_read(reader, setting, &partnership_table, site);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(site->timezone);
  if (!zone)
    conf_fault(reader, conf_member(setting, "timezone"),
               "\"timezone\" is \"%s\", which is no zone: write it as \"Europe/London\"", site->timezone);
  g_autofree char *office = site->office ? text_address(site->office) : NULL;
  if (site->office && !office)
    conf_fault(reader, conf_member(setting, "office"), "\"office\" is \"%s\", which is no address",
               site->office);
}

static const ConfKey mailbox_keys[] = {
  { .name = "url", .type = CONF_TEXT, .offset = offsetof(Site, mailbox.url), .required = TRUE },
  { .name = "ca_file", .type = CONF_TEXT, .offset = offsetof(Site, mailbox.ca_file) },
  { .name = "since", .type = CONF_DAY, .offset = offsetof(Site, since) },
  { .name = "processed", .type = CONF_TEXT, .offset = offsetof(Site, mailbox.processed) },
  { .name = "junk", .type = CONF_TEXT, .offset = offsetof(Site, mailbox.junk) },
  { .name = "poll", .type = CONF_WHOLE, .offset = offsetof(Site, poll), .least = 1, .most = 86400 },
  { .name = "authserv_id", .type = CONF_TEXT, .offset = offsetof(Site, authserv_id) },
  { .name = "tls", .type = CONF_CHOICE, .offset = offsetof(Site, mailbox.tls), .choices = off_on },
};
static const ConfTable mailbox_table = { CONF_TABLE("\"mailbox\"", mailbox_keys), .also = &login_table,
                                         .also_offset = offsetof(Site, mailbox.login) };

static void
read_mailbox(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Site *site = *(Site **) into;
  conf_group_read(reader, setting, &mailbox_table, site);
  site_end(reader, setting, "imap", &site->mailbox.url, &site->mailbox.login, &site->mailbox.ca_file,
           site->mailbox.tls);
}

static void
read_hours(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Site *site = into;
  g_autofree char *text = NULL;
  if (conf_value_read(reader, setting, CONF_TEXT, 0, &text))
    site_hours(reader, setting, text, &site->opens, &site->closes);
}

static const char *const verps[] = { "auto", "on", "off", NULL };

static const ConfKey submission_keys[] = {
  { .name = "url", .type = CONF_TEXT, .offset = offsetof(Site, submission.url), .required = TRUE },
  { .name = "ca_file", .type = CONF_TEXT, .offset = offsetof(Site, submission.ca_file) },
  { .name = "tls", .type = CONF_CHOICE, .offset = offsetof(Site, submission.tls), .choices = off_on },
  { .name = "from", .type = CONF_TEXT, .offset = offsetof(Site, from), .required = TRUE },
  { .name = "per_minute",
    .type = CONF_WHOLE,
    .offset = offsetof(Site, per_minute),
    .least = 0,
    .most = 100000 },
  { .name = "hours", .type = CONF_OTHER, .read = read_hours },
  { .name = "brake", .type = CONF_WHOLE, .offset = offsetof(Site, brake), .least = 1, .most = 1000000 },
  { .name = "verp", .type = CONF_ONE, .offset = offsetof(Site, verp), .choices = verps },
};
static const ConfTable submission_table = { CONF_TABLE("\"submission\"", submission_keys),
                                            .also = &login_table,
                                            .also_offset = offsetof(Site, submission.login) };

static void
read_submission(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Site *site = *(Site **) into;
  SubmissionSettings *end = &site->submission;
  conf_group_read(reader, setting, &submission_table, site);
  site_end(reader, setting, "smtp", &end->url, &end->login, &end->ca_file, end->tls);
  if (site->from)
    site->from_address = site_sender(reader, conf_member(setting, "from"), site->from);
}

static void
read_retention(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "raw_mail_days",
      .type = CONF_WHOLE,
      .offset = offsetof(Site, raw_mail_days),
      .least = 0,
      .most = 36500 },
    { .name = "sent_mail_days",
      .type = CONF_WHOLE,
      .offset = offsetof(Site, sent_mail_days),
      .least = 0,
      .most = 36500 },
  };
  static const ConfTable table = { CONF_TABLE("\"retention\"", keys) };
  conf_group_read(reader, setting, &table, *(Site **) into);
}

static void
read_publish(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  static const ConfKey keys[] = {
    { .name = "directory", .type = CONF_TEXT, .offset = offsetof(Site, publish_directory), .required = TRUE },
    { .name = "base_url", .type = CONF_TEXT, .offset = offsetof(Site, base_url) },
    { .name = "listen", .type = CONF_TEXT, .offset = offsetof(Site, listen) },
  };
  static const ConfTable table = { CONF_TABLE("\"publish\"", keys) };
  Site *site = *(Site **) into;
  conf_group_read(reader, setting, &table, site);
  site_path(reader, &site->publish_directory);
  if (site->base_url)
    site_base_url(reader, conf_member(setting, "base_url"), site->base_url);
  if (site->listen)
    site_listen(reader, conf_member(setting, "listen"), site->listen);
}

/* A path at the top of the file. */
static void
read_path(ConfReader *reader, config_setting_t *setting, char **path)
{
  g_autofree char *text = NULL;
  if (!conf_value_read(reader, setting, CONF_TEXT, 0, &text))
    return;
  site_path(reader, &text);
  g_free(*path);
  *path = g_steal_pointer(&text);
}

static void
read_store(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  read_path(reader, setting, &(*(Site **) into)->store);
}

static void
read_templates(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  Site *site = *(Site **) into;
  read_path(reader, setting, &site->templates);
  if (!g_file_test(site->templates, G_FILE_TEST_IS_DIR))
    conf_fault(reader, setting, "\"templates\": there is no directory %s", site->templates);
}

static void
read_holidays(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  read_path(reader, setting, &(*(Site **) into)->holidays);
}

static const ConfKey site_keys[] = {
  { .name = "partnership", .type = CONF_GROUP, .required = TRUE, .read = read_partnership },
  { .name = "mailbox", .type = CONF_GROUP, .read = read_mailbox },
  { .name = "submission", .type = CONF_GROUP, .read = read_submission },
  { .name = "retention", .type = CONF_GROUP, .read = read_retention },
  { .name = "store", .type = CONF_OTHER, .read = read_store },
  { .name = "publish", .type = CONF_GROUP, .read = read_publish },
  { .name = "schemes", .type = CONF_WORDS, .offset = offsetof(SiteDraft, schemes), .required = TRUE },
  { .name = "years", .type = CONF_WORDS, .offset = offsetof(SiteDraft, years) },
  { .name = "templates", .type = CONF_OTHER, .read = read_templates },
  { .name = "holidays", .type = CONF_OTHER, .read = read_holidays },
  { .name = "register", .type = CONF_GROUP, .read = site_read_register },
};
static const ConfTable site_table = { CONF_TABLE("the site file", site_keys) };

static Site *
site_new(const char *path)
{
  Site *site = g_new0(Site, 1);
  site->file = g_strdup(path);
  site->timezone = g_strdup("Europe/London");
  site->region = g_strdup("england-and-wales");
  site->mailbox.tls = site->submission.tls = TRUE;
  site->mailbox.login.kept = login_kept_new();
  site->submission.login.kept = login_kept_new();
  site->mailbox.processed = g_strdup("Processed");
  site->mailbox.junk = g_strdup("Junk");
  site->submission.connections = CONNECTIONS;
  site->since = DAY_NONE;
  site->poll = 60;
  site->per_minute = 30;
  site->opens = 8 * 60;
  site->closes = 18 * 60;
  site->verp = g_strdup("auto");
  site->store = g_strdup(STORE_PATH);
  site->register_partners = g_ptr_array_new_with_free_func((GDestroyNotify) partner_free);
  site->templates = site_data_directory("templates");
  site->holidays = site_data_directory("bank-holidays");
  return site;
}

/* @names relative to the file that is read; those that are not there are looked for among the installed
 * @kind, which is also the key that names them. */
static GStrv
find_files(ConfReader *reader, const config_setting_t *root, GStrv names, const char *kind)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
  g_autofree char *installed = site_data_directory(kind);
  for (guint i = 0; names && names[i]; i++) {
    g_autofree char *path = g_strdup(names[i]), *name = g_path_get_basename(names[i]);
    g_autofree char *other = g_build_filename(installed, name, NULL);
    site_path(reader, &path);
    gboolean elsewhere = !g_path_is_absolute(names[i]) && !g_file_test(path, G_FILE_TEST_EXISTS) &&
                         g_file_test(other, G_FILE_TEST_EXISTS);
    if (elsewhere || g_file_test(path, G_FILE_TEST_EXISTS))
      g_strv_builder_add(paths, elsewhere ? other : path);
    else
      conf_fault(reader, conf_member(root, kind), "\"%s\": there is no file %s", kind, path);
  }
  return g_strv_builder_end(paths);
}

static void
check_region(ConfReader *reader, const config_setting_t *root, const Site *site)
{
  const config_setting_t *partnership = conf_member(root, "partnership");
  g_autofree char *name = g_strconcat(site->region, ".ics", NULL);
  g_autofree char *file = g_build_filename(site->holidays, name, NULL);
  if (strchr(site->region, '/') || !g_file_test(file, G_FILE_TEST_IS_REGULAR))
    conf_fault(reader,
               config_setting_is_group(partnership) ? conf_member(partnership, "region") : partnership,
               "\"region\" is \"%s\", of which no bank holidays are known (%s): england-and-wales, scotland, "
               "northern-ireland",
               site->region, file);
}

/* What follows from other values. */
static void
site_finish(Site *site)
{
  const char *at = site->from_address ? strchr(site->from_address, '@') : NULL;
  if (!at && site->office)
    at = strchr(site->office, '@');
  if (!site->domain)
    site->domain = g_strdup(at ? at + 1 : "localhost");
  site->submission.helo = g_strdup(site->domain);
  if (site->submission.url && g_str_has_prefix(site->submission.url, "maildir:"))
    site->per_minute = 0;
}

Site *
site_load(const char *path, GError **error)
{
  g_autoptr(ConfFaults) faults = conf_faults_new();
  g_autoptr(Site) site = site_new(path);
  g_autoptr(ConfFile) file = conf_file_read(path, faults);
  if (!file) {
    conf_faults_none(faults, error);
    return NULL;
  }
  ConfReader reader = { .file = file, .faults = faults };
  SiteDraft draft = { .site = site };
  conf_group_read(&reader, conf_file_root(file), &site_table, &draft);
  check_region(&reader, conf_file_root(file), site);
  g_auto(GStrv) schemes = find_files(&reader, conf_file_root(file), draft.schemes, "schemes");
  g_auto(GStrv) years = find_files(&reader, conf_file_root(file), draft.years, "years");
  site->schemes = schemes_load((const char *const *) schemes, (const char *const *) years, faults);
  g_strfreev(draft.schemes);
  g_strfreev(draft.years);
  site_finish(site);
  return conf_faults_none(faults, error) ? g_steal_pointer(&site) : NULL;
}

void
site_free(Site *site)
{
  if (!site)
    return;
  mailbox_settings_clear(&site->mailbox);
  submission_settings_clear(&site->submission);
  schemes_free(site->schemes);
  g_strfreev(site->alert_command);
  g_ptr_array_unref(site->register_partners);
  char *texts[] = { site->file,     site->partnership, site->domain, site->timezone,          site->region,
                    site->office,   site->authserv_id, site->from,   site->from_address,      site->verp,
                    site->store,    site->base_url,    site->listen, site->publish_directory, site->templates,
                    site->holidays, site->register_key };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
  g_free(site);
}

char *
site_data_directory(const char *name)
{
  char *installed = g_build_filename(DATADIR, name, NULL);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  if (g_file_test(installed, G_FILE_TEST_IS_DIR) || !program)
    return installed;
  /* the build tree: programs in src/, tests in tests/ROOM/ */
  static const char *const data[] = { "../data", "../../data" };
  g_autofree char *here = g_path_get_dirname(program);
  for (guint i = 0; i < G_N_ELEMENTS(data); i++) {
    g_autofree char *beside = g_build_filename(here, data[i], name, NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_DIR)) {
      g_free(installed);
      return g_canonicalize_filename(beside, NULL);
    }
  }
  return installed;
}
