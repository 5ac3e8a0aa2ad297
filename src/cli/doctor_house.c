/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doctor on this machine: store, disk, reader, publishing, alert, time. */
#include "base/fault.h"
#include "cli/doctor.h"
#include <curl/curl.h>
#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#define LITTLE (1ull << 30)    /* bytes of free disk that are worth a word */
#define TOO_LITTLE (100 << 20) /* and with which work will soon end */
#define CLOCK_OFF 120          /* seconds */

/* Locks and the journal of SQLite do not hold on these (their magic numbers: statfs(2)). */
static gboolean
is_network_disk(const char *folder)
{
  static const unsigned long kinds[] = { 0x6969 /* NFS */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */,
                                         0x517b /* SMB */, 0x5346414f /* AFS */,  0x00c36400 /* Ceph */ };
  struct statfs about;
  if (statfs(folder, &about) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (((unsigned long) about.f_type & 0xffffffff) == kinds[i])
      return TRUE;
  return FALSE;
}

static void
look_at_disk(Doctor *doctor, const char *folder)
{
  struct statvfs about;
  if (statvfs(folder, &about) != 0)
    return;
  guint64 free_bytes = (guint64) about.f_bavail * about.f_frsize;
  g_autofree char *words = g_format_size(free_bytes);
  if (is_network_disk(folder))
    doctor_wrong(
        doctor, "disk",
        g_error_new(
            FAULT, FAULT_IO,
            "%s is on a network disk, on which locks do not hold: put the store on a disk of this machine",
            folder));
  else if (free_bytes < TOO_LITTLE)
    doctor_wrong(doctor, "disk",
                 g_error_new(FAULT, FAULT_IO, "only %s are free in %s: make room", words, folder));
  else
    doctor_say(doctor, free_bytes < LITTLE ? FINDING_NOTE : FINDING_OK, "disk", "%s are free in %s", words,
               folder);
}

static void
look_at_store(Doctor *doctor)
{
  const Cli *cli = doctor->cli;
  const char *path = cli->site->store;
  GError *fault = NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    doctor_say(doctor, FINDING_NOTE, "store",
               "there is none at %s yet: mentord import or the first pass makes it", path);
    return;
  }
  g_autoptr(Store) store = store_open_readonly(path, cli->clock, &fault);
  if (!store || !store_check(store, &fault))
    doctor_wrong(doctor, "store", fault);
  else if (access(path, W_OK) != 0 || access(folder, W_OK) != 0)
    doctor_wrong(doctor, "store",
                 g_error_new(FAULT, FAULT_IO,
                             "%s or its folder cannot be written by the user that runs this: make it the "
                             "user's that runs the daemon, and run doctor as that user",
                             path));
  else
    doctor_say(doctor, FINDING_OK, "store", "%s is whole", path);
  look_at_disk(doctor, folder);
}

static void
look_at_reader(Doctor *doctor)
{
  static const char sample[] = "From: a@example.org\r\nSubject: x\r\n\r\nx\r\n";
  GError *fault = NULL;
  char *died = NULL;
  g_autoptr(Reader) reader = reader_start(NULL, &READER_BOUNDS, &fault);
  g_autoptr(GBytes) bytes = g_bytes_new_static(sample, sizeof sample - 1);
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, bytes, READ_MESSAGE, "", FALSE, &died, &fault) : NULL;
  if (!reading && !fault)
    fault = g_error_new(FAULT, FAULT_IO, "the reader does not work: %s", died ? died : "no reading");
  if (fault)
    doctor_wrong(doctor, "reader", fault);
  else
    doctor_say(doctor, FINDING_OK, "reader", "it reads, locked into its sandbox");
  g_free(died);
}

/* -- Publishing -- */

static void
look_at_folder(Doctor *doctor, const char *folder)
{
  if (!g_file_test(folder, G_FILE_TEST_EXISTS))
    doctor_say(doctor, FINDING_NOTE, "publish", "there is no %s yet: the first pass makes it", folder);
  else if (access(folder, W_OK | X_OK) != 0)
    doctor_wrong(doctor, "publish",
                 g_error_new(FAULT, FAULT_IO,
                             "%s cannot be written: %s. Make it the user's that runs the daemon", folder,
                             g_strerror(errno)));
  else
    doctor_say(doctor, FINDING_OK, "publish", "feeds and pages can be put into %s", folder);
}

/* Whether the web process could listen: the port is free, or somebody answers there already. */
static void
look_at_port(Doctor *doctor, const char *listen)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GSocketConnectable) address = g_network_address_parse(listen, 0, NULL);
  g_autoptr(GSocketAddressEnumerator) all = g_socket_connectable_enumerate(address);
  g_autoptr(GSocketAddress) first = g_socket_address_enumerator_next(all, NULL, &fault);
  g_autoptr(GSocket) socket = first ? g_socket_new(g_socket_address_get_family(first), G_SOCKET_TYPE_STREAM,
                                                   G_SOCKET_PROTOCOL_TCP, &fault)
                                    : NULL;
  if (socket && g_socket_bind(socket, first, TRUE, &fault))
    doctor_say(doctor, FINDING_OK, "listen", "%s is free for the web process", listen);
  else if (g_error_matches(fault, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    doctor_say(doctor, FINDING_NOTE, "listen", "somebody listens on %s already: well if that is the daemon",
               listen);
  else
    doctor_wrong(doctor, "listen",
                 g_error_new(FAULT, FAULT_CONFIG, "nobody can listen on %s: %s. Correct publish.listen",
                             listen, fault->message));
}

static size_t
hear_date(char *line, size_t one, size_t size, void *date)
{
  g_autofree char *text = g_strndup(line, size);
  if (!g_ascii_strncasecmp(text, "Date:", 5))
    *(gint64 *) date = (gint64) curl_getdate(g_strstrip(text + 5), NULL);
  return one * size;
}

static void
compare_clock(Doctor *doctor, gint64 date, const char *whose)
{
  gint64 off = g_get_real_time() / G_USEC_PER_SEC - date;
  if (date <= 0)
    return;
  if (ABS(off) > CLOCK_OFF)
    doctor_wrong(
        doctor, "clock",
        g_error_new(FAULT, FAULT_CONFIG,
                    "this machine's clock is %" G_GINT64_FORMAT
                    " seconds %s that of %s: let it be set by the network (timedatectl set-ntp true)",
                    ABS(off), off > 0 ? "ahead of" : "behind", whose));
  else
    doctor_say(doctor, FINDING_OK, "clock", "it agrees with that of %s", whose);
}

/* The status with which @url answers, 0: none, and why in @detail. *date: the server's. */
static long
status_of(const char *url, gint64 *date, char detail[CURL_ERROR_SIZE])
{
  long status = 0;
  *detail = '\0';
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 20L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, hear_date);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, date);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_cleanup(easy);
  if (code != CURLE_OK && !*detail)
    g_strlcpy(detail, curl_easy_strerror(code), CURL_ERROR_SIZE);
  return code == CURLE_OK ? status : 0;
}

/* A web server may answer for itself and pass nothing on: what only the daemon has is asked for, too. */
static void
look_through_web(Doctor *doctor, const char *base, const char *path)
{
  char detail[CURL_ERROR_SIZE];
  gint64 date = 0;
  g_autofree char *url = g_strconcat(base, g_str_has_suffix(base, "/") ? "" : "/", path, NULL);
  long status = status_of(url, &date, detail);
  if (status == 200)
    doctor_say(doctor, FINDING_OK, "web", "%s answers", url);
  else
    doctor_say(doctor, FINDING_NOTE, "web",
               "%s does not answer as it should (%s, status %ld): is the daemon running, and does the web "
               "server pass all of base_url to publish.listen?",
               url, *detail ? detail : "another server's answer", status);
}

/* A feed that lies in the folder and is for everybody, as a path; NULL: none. */
static char *
some_feed(const char *directory)
{
  g_autofree char *folder = directory ? g_build_filename(directory, "feeds", NULL) : NULL;
  g_autoptr(GDir) feeds = folder ? g_dir_open(folder, 0, NULL) : NULL;
  const char *name;
  while (feeds && (name = g_dir_read_name(feeds)))
    if (strchr(name, '-') && g_str_has_suffix(name, ".ics")) /* tokens have none */
      return g_strconcat("feeds/", name, NULL);
  return NULL;
}

static void
look_at_web(Doctor *doctor, const Site *site)
{
  const char *url = site->base_url;
  char detail[CURL_ERROR_SIZE];
  gint64 date = 0;
  doctor_progress(doctor, "asking for %s", url);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  long status = status_of(url, &date, detail);
  if (!status)
    doctor_wrong(doctor, "base_url",
                 g_error_new(FAULT, FAULT_UNREACHABLE,
                             "%s does not answer: %s. Calendars that people subscribe to will stay empty: "
                             "let the web server pass it to publish.listen",
                             url, detail));
  else if (status >= 500)
    doctor_wrong(doctor, "base_url",
                 g_error_new(FAULT, FAULT_UNREACHABLE,
                             "%s answers with status %ld: is the daemon running, and does the web server "
                             "pass it to publish.listen?",
                             url, status));
  else
    doctor_say(doctor, FINDING_OK, "base_url", "%s answers (status %ld)", url, status);
  g_autofree char *feed = some_feed(site->publish_directory);
  if (status && status < 500 && site->listen)
    look_through_web(doctor, url, "verify");
  if (status && status < 500 && feed)
    look_through_web(doctor, url, feed);
  curl_global_cleanup();
  compare_clock(doctor, date, url);
}

static void
look_at_alert(Doctor *doctor)
{
  char *const *command = doctor->cli->site->alert_command;
  if (!command) {
    doctor_say(doctor, FINDING_NOTE, "alert",
               "there is no partnership.alert: when mail itself fails, nobody is told");
    return;
  }
  g_autofree char *path = g_find_program_in_path(command[0]);
  if (path)
    doctor_say(doctor, FINDING_OK, "alert", "%s is there; it was not run", path);
  else
    doctor_wrong(doctor, "alert",
                 g_error_new(FAULT, FAULT_CONFIG,
                             "the command %s of partnership.alert is not there, or cannot be run",
                             command[0]));
}

void
doctor_house(Doctor *doctor)
{
  const Site *site = doctor->cli->site;
  look_at_store(doctor);
  look_at_reader(doctor);
  if (site->publish_directory)
    look_at_folder(doctor, site->publish_directory);
  if (site->listen)
    look_at_port(doctor, site->listen);
  if (site->base_url)
    look_at_web(doctor, site);
  look_at_alert(doctor);
  g_autofree char *now = clock_format(doctor->cli->clock, clock_now(doctor->cli->clock));
  doctor_say(doctor, FINDING_OK, "time zone", "%s, where it is now %s", site->timezone, now);
}
