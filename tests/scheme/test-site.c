/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site file: what it gives when it is right, and what is said of which line when it is not. */
#include "pass/site/site.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *directory, *path, *secret;
} Files;

static void
files_open(Files *files)
{
  files->directory = g_dir_make_tmp("mentord-site-XXXXXX", NULL);
  files->path = g_build_filename(files->directory, "mentord.conf", NULL);
  files->secret = g_build_filename(files->directory, "password", NULL);
  g_assert_true(
      g_file_set_contents_full(files->secret, "secret\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
files_close(Files *files)
{
  g_unlink(files->path);
  g_assert_cmpint(g_unlink(files->secret) | g_rmdir(files->directory), ==, 0);
  g_free(files->directory);
  g_free(files->path);
  g_free(files->secret);
}

static Site *
load(const Files *files, const char *text, GError **error)
{
  g_assert_true(g_file_set_contents(files->path, text, -1, NULL));
  return site_load(files->path, error);
}

#define PARTNERSHIP "partnership = { name = \"P\"; office = \"office@example.org\"; };"
#define RULES "schemes = \"schemes/bcu.conf\"; years = \"year-2026-27.conf\";"

static void
test_whole(void)
{
  Files files;
  g_autoptr(GError) error = NULL;
  files_open(&files);
  g_autoptr(Site) site =
      load(&files,
           "partnership = { name = \"P\"; domain = \"example.ac.uk\"; office = \"office@example.ac.uk\";\n"
           "  timezone = \"Europe/Belfast\"; region = \"northern-ireland\"; alert = { command = [\"tell\", "
           "\"us\"]; }; };\n"
           "mailbox = { url = \"imaps://imap.example.ac.uk:993/INBOX\"; user = \"u\"; password_file = "
           "\"password\";\n"
           "  since = \"2026-09-01\"; processed = \"Done\"; junk = \"Spam\"; poll = 5; authserv_id = "
           "\"mx.example.ac.uk\"; tls = \"on\"; };\n"
           "submission = { url = \"smtp://127.0.0.1:2525\"; tls = \"off\"; from = \"The Office "
           "<Mentors@Example.org>\";\n"
           "  user = \"u\"; oauth2 = { token_url = \"https://example.org/t\"; client_id = \"c\"; "
           "client_secret_file = \"password\"; };\n"
           "  per_minute = 0; hours = \"07:30-24:00\"; brake = 7; verp = \"off\"; };\n"
           "retention = { raw_mail_days = 730; sent_mail_days = 365; }; store = \"data/m.db\";\n"
           "publish = { directory = \"public\"; base_url = \"https://example.ac.uk/m\"; listen = "
           "\"[::1]:0\"; };\n" RULES,
           &error);
  g_assert_no_error(error);
  g_autofree char *store = g_build_filename(files.directory, "data/m.db", NULL);
  g_assert_cmpstr(site->store, ==, store);
  g_assert_cmpstr(site->mailbox.login.password_file, ==, files.secret);
  g_assert_cmpstr(site->mailbox.processed, ==, "Done");
  g_assert_cmpstr(site->mailbox.junk, ==, "Spam");
  g_assert_true(site->mailbox.tls);
  g_assert_false(site->submission.tls);
  g_assert_cmpint(site->since, ==, day_parse("2026-09-01"));
  g_assert_cmpuint(site->poll, ==, 5);
  g_assert_cmpstr(site->from, ==, "The Office <Mentors@Example.org>");
  g_assert_cmpstr(site->from_address, ==, "mentors@example.org");
  g_assert_cmpstr(site->submission.helo, ==, "example.ac.uk");
  g_assert_cmpstr(site->submission.login.grant, ==, "client_credentials");
  g_assert_cmpint(site->opens, ==, 450);
  g_assert_cmpint(site->closes, ==, 1440);
  g_assert_cmpuint(site->brake, ==, 7);
  g_assert_cmpuint(site->per_minute, ==, 0);
  g_assert_cmpuint(site->raw_mail_days, ==, 730);
  g_assert_cmpuint(site->sent_mail_days, ==, 365);
  g_assert_cmpstr(site->alert_command[1], ==, "us");
  g_assert_cmpstr(site->listen, ==, "[::1]:0");
  g_assert_nonnull(
      schemes_find(site->schemes, "bcu")); /* from the build tree's data, as it is not beside the file */
  files_close(&files);
}

static void
test_defaults(void)
{
  Files files;
  g_autoptr(GError) error = NULL;
  files_open(&files);
  g_autoptr(Site) site = load(&files,
                              PARTNERSHIP RULES "mailbox = { url = \"maildir:in\"; }; submission = { url = "
                                                "\"maildir:out\"; from = \"m@example.org\"; };",
                              &error);
  g_assert_no_error(error);
  g_autofree char *in = g_strdup_printf("maildir:%s/in", files.directory),
                  *out = g_strdup_printf("maildir:%s/out", files.directory);
  g_assert_cmpstr(site->mailbox.url, ==, in);
  g_assert_cmpstr(site->submission.url, ==, out);
  g_assert_cmpuint(site->per_minute, ==, 0); /* never for maildir */
  g_assert_cmpstr(site->timezone, ==, "Europe/London");
  g_assert_cmpstr(site->region, ==, "england-and-wales");
  g_assert_cmpstr(site->domain, ==, "example.org");
  g_assert_cmpstr(site->mailbox.processed, ==, "Processed");
  g_assert_cmpstr(site->mailbox.junk, ==, "Junk");
  g_assert_cmpint(site->since, ==, DAY_NONE);
  g_assert_cmpint(site->opens, ==, 480);
  g_assert_cmpint(site->closes, ==, 1080);
  g_assert_cmpuint(site->brake, ==, 0);
  g_assert_cmpuint(site->poll, ==, 60);
  g_assert_cmpstr(site->verp, ==, "auto");
  g_assert_null(site->publish_directory);
  files_close(&files);
}

#define MAILBOX(keys) PARTNERSHIP RULES "\nmailbox = { " keys " };"
#define SUBMISSION(keys)                                                                                     \
  PARTNERSHIP RULES "\nsubmission = { url = \"maildir:out\"; from = \"m@example.org\"; " keys " };"

static const struct {
  const char *text, *want; /* want: without the file's name; DIR stands for its directory */
} cases[] = {
  { RULES, "1: the site file wants \"partnership\"" },
  { PARTNERSHIP, "1: the site file wants \"schemes\"" },
  { PARTNERSHIP RULES "\nmialbox = { };", "2: unknown key \"mialbox\": did you mean \"mailbox\"?" },
  { MAILBOX("url = \"imaps://h/INBOX\"; usr = \"u\";"), "2: unknown key \"usr\": did you mean \"user\"?" },
  { MAILBOX("url = \"pop3://example.org\";"),
    "2: \"url\" is \"pop3://example.org\": it must begin with imaps://, imap:// or maildir:" },
  { MAILBOX("url = \"imap://u:p@example.org/INBOX\";"),
    "2: \"url\" holds a user or a password: they belong into \"user\" and \"password_file\"" },
  { MAILBOX("url = \"maildir:\";"), "2: \"url\" names no directory after \"maildir:\"" },
  { MAILBOX("url = \"imap://imap.example.org/INBOX\"; tls = \"off\";"),
    "2: \"tls\" is off for imap.example.org: passwords and people's mail would cross the network "
    "unencrypted; it may be off for "
    "this machine alone (127.0.0.1, ::1, localhost)" },
  { MAILBOX("url = \"imap://localhost.example.org/INBOX\"; tls = \"off\";"),
    "2: \"tls\" is off for localhost.example.org*" },
  { MAILBOX("url = \"imaps://127.0.0.1/INBOX\"; tls = \"off\";"),
    "2: \"tls\" is off, but imaps:// is TLS: leave \"tls\" out" },
  { MAILBOX("url = \"imap://[::1]:1430/INBOX\"; tls = \"off\";"), "" },
  { MAILBOX("url = \"imaps://h/INBOX\"; tls = \"no\";"),
    "2: \"tls\" cannot be \"no\": it is one of off, on" },
  { MAILBOX("url = \"imaps://h/INBOX\"; user = \"u\";"),
    "2: \"user\" wants \"password_file\", \"password_command\", \"token_command\" or \"oauth2\"" },
  { MAILBOX("url = \"imaps://h/INBOX\"; password_file = \"password\";"),
    "2: \"password_file\" wants \"user\"" },
  { MAILBOX(
        "url = \"imaps://h/INBOX\"; user = \"u\"; password_file = \"password\"; token_command = [\"t\"];"),
    "2: \"password_file\" and \"token_command\" are two ways to log in: say one" },
  { MAILBOX("url = \"imaps://h/INBOX\"; user = \"u\"; password_file = \"passwort\";"),
    "2: \"password_file\": there is no file DIR/passwort" },
  { MAILBOX("url = \"imaps://h/INBOX\"; user = \"u\"; password_file = \".\";"),
    "2: \"password_file\": DIR is no file" },
  { MAILBOX("url = \"imaps://h/INBOX\"; ca_file = \"ca.pem\";"),
    "2: \"ca_file\": there is no file DIR/ca.pem" },
  { MAILBOX(
        "url = \"imaps://h/INBOX\"; user = \"u\"; oauth2 = { token_url = \"http://127.0.0.1.example.org/t\"; "
        "client_id = \"c\"; client_secret_file = \"password\"; };"),
    "2: \"token_url\" is \"http://127.0.0.1.example.org/t\": the client's secret goes there, so it must "
    "begin with "
    "https://" },
  { MAILBOX(
        "url = \"imaps://h/INBOX\"; user = \"u\"; oauth2 = { token_url = \"https://h/t\"; client_id = \"c\"; "
        "client_secret_file = \"password\"; ca_file = \"none.pem\"; };"),
    "2: \"ca_file\": there is no file DIR/none.pem" },
  { MAILBOX("url = \"imaps://h/INBOX\"; user = \"u\"; oauth2 = { token_url = \"https://h\"; client_id = "
            "\"c\"; };"),
    "2: grant = \"client_credentials\" wants \"client_secret_file\"" },
  { MAILBOX("url = \"imaps://h/INBOX\"; since = \"1 September\";"),
    "2: \"since\" is \"1 September\", which is no date: write it as \"2026-09-01\"" },
  { MAILBOX("url = \"imaps://h/INBOX\"; poll = 0;"), "2: \"poll\" is 0: it must be from 1 to 86400" },
  { SUBMISSION("hours = \"18:00-08:00\";"),
    "2: \"hours\" is \"18:00-08:00\": write the sending window of a day as \"08:00-18:00\"" },
  { SUBMISSION("hours = \"8-18\";"),
    "2: \"hours\" is \"8-18\": write the sending window of a day as \"08:00-18:00\"" },
  { SUBMISSION("verp = \"maybe\";"), "2: \"verp\" cannot be \"maybe\": it is one of auto, on, off" },
  { PARTNERSHIP RULES "\nsubmission = { url = \"maildir:out\"; from = \"The Office\"; };",
    "2: \"from\" is \"The Office\", which holds no address: write \"Name <address@example.ac.uk>\"" },
  { PARTNERSHIP RULES "\npublish = { directory = \"p\"; base_url = \"example.org\"; listen = \"8025\"; };",
    "2: \"base_url\" is \"example.org\": it must begin with https:// or http:// and name a host\n"
    "2: \"listen\" is \"8025\": write address and port, as \"127.0.0.1:8025\"" },
  { PARTNERSHIP RULES "\ntemplates = \"nowhere\";", "2: \"templates\": there is no directory DIR/nowhere" },
  { RULES "\npartnership = { name = \"P\"; office = \"the office\"; timezone = \"Europe/Bath\";\n region = "
          "\"wales\"; };",
    "2: \"timezone\" is \"Europe/Bath\", which is no zone: write it as \"Europe/London\"\n"
    "2: \"office\" is \"the office\", which is no address\n3: \"region\" is \"wales\", of which no bank "
    "holidays are known*" },
};

/* Message of @error, with the file's name and directory taken out. */
static char *
words_of(const Files *files, const GError *error)
{
  g_autofree char *place = g_strconcat(files->path, ":", NULL);
  g_autoptr(GString) words = g_string_new(error ? error->message : "");
  g_string_replace(words, place, "", 0);
  g_string_replace(words, files->directory, "DIR", 0);
  return g_strdup(words->str);
}

static void
test_broken(void)
{
  Files files;
  files_open(&files);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Site) site = load(&files, cases[i].text, &error);
    g_autofree char *got = words_of(&files, error);
    gsize n = strlen(cases[i].want);
    gboolean open = n && cases[i].want[n - 1] == '*';
    g_assert_true((site == NULL) == (error != NULL));
    if (open ? strncmp(got, cases[i].want, n - 1) == 0 : strcmp(got, cases[i].want) == 0)
      continue;
    g_test_message("%s\n gave   %s\n wanted %s", cases[i].text, got, cases[i].want);
    g_test_fail();
  }
  files_close(&files);
}

static void
test_secret(void)
{
  Files files;
  g_autoptr(GError) error = NULL;
  files_open(&files);
  g_assert_cmpint(g_chmod(files.secret, 0640), ==, 0);
  g_assert_null(load(
      &files, MAILBOX("url = \"imaps://h/INBOX\"; user = \"u\"; password_file = \"password\";"), &error));
  g_autofree char *got = words_of(&files, error);
  g_assert_cmpstr(got, ==,
                  "2: \"password_file\": others can read DIR/password: make it yours alone (chmod 600)");
  files_close(&files);
}

/* The example that is installed lacks only its password. */
static void
test_example(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(g_getenv("TOP_SRCDIR"), "conf/mentord.conf", NULL);
  if (g_file_test("/etc/mentord/password", G_FILE_TEST_EXISTS)) {
    g_test_skip("this machine has a password where the example looks for one");
    return;
  }
  g_autoptr(Site) site = site_load(path, &error);
  g_assert_null(site);
  g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 2);
  for (guint i = 0; lines[i]; i++)
    g_assert_true(g_str_has_suffix(lines[i], "\"password_file\": there is no file /etc/mentord/password"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/site/whole", test_whole);
  g_test_add_func("/site/defaults", test_defaults);
  g_test_add_func("/site/broken", test_broken);
  g_test_add_func("/site/secret", test_secret);
  g_test_add_func("/site/example", test_example);
  return g_test_run();
}
