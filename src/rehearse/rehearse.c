/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage of a rehearsal: a clock that stands wherever something happens, one pass there, and people who
 * read what was sent and whose answers lie in the mailbox at the next. Decides nothing of what mentord does.
 */
#include "rehearse/rehearse.h"
#include "base/fault.h"
#include "pass/pass.h"
#include "pass/publish/metrics.h"
#include "pass/publish/publish.h"
#include "rehearse/rehearse_office.h"
#include "rehearse/rehearse_site.h"
#include "rehearse/rehearse_summary.h"
#include "store/asking.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_NAME "120" /* of templates in a file's name */

typedef struct {
  const RehearsalOrder *order;
  Site *site;
  const Year *year;
  Clock *clock;
  Store *store;
  Engine *engine;
  Ends ends;
  GRand *chance;
  Cast *cast;
  Answers *answers;
  Office *office;
  GArray *receipts; /* of Receipt */
  guint mails;      /* kept so far */
  guint passes;
} Stage;

static void
stage_clear(Stage *stage)
{
  ends_close(&stage->ends);
  answers_free(stage->answers);
  office_free(stage->office);
  cast_free(stage->cast);
  engine_free(stage->engine);
  store_close(stage->store);
  clock_free(stage->clock);
  site_free(stage->site);
  g_clear_pointer(&stage->chance, g_rand_free);
  g_clear_pointer(&stage->receipts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

static gboolean
stage_open(Stage *stage, GError **error)
{
  stage->site = rehearse_site(stage->order, error);
  if (!stage->site)
    return FALSE;
  stage->year = stage->site->schemes->years->pdata[0];
  stage->clock = clock_new(stage->site->timezone, error);
  if (!stage->clock)
    return FALSE;
  clock_set(stage->clock, clock_instant(stage->clock, stage->year->starts, 0));
  stage->store =
      store_open(":memory:", stage->clock, NULL, error); /* a year of commits need not wait for the disk */
  stage->engine = stage->store ? engine_new(stage->site, stage->clock, stage->store, NULL, error) : NULL;
  if (!stage->engine || !ends_open(&stage->ends, stage->engine, error))
    return FALSE;
  stage->engine->publish_later = TRUE;
  stage->chance = g_rand_new_with_seed(stage->order->seed);
  stage->cast =
      cast_new(stage->site->schemes->schemes, stage->site->office, stage->order->people, stage->chance);
  stage->answers = answers_new(stage->engine, stage->cast, stage->chance);
  stage->office = office_new(stage->engine, stage->cast, stage->year, stage->chance);
  stage->receipts = g_array_new(FALSE, FALSE, sizeof(Receipt));
  store_begin(stage->store);
  store_set(stage->store, "salt", "rehearsal"); /* the same seed, the same Message-IDs */
  cast_enrol(stage->cast, stage->store, stage->year->starts);
  cast_place(stage->cast, stage->store, stage->year);
  return store_commit(stage->store, error);
}

/* A file of the maildir sent/, as it is read by the one whose it is. */
typedef struct {
  char *path;
  char *recipient;
  GBytes *bytes;
  Reading *reading;
  OutboxMail *row;
} Delivered;

static void
delivered_free(Delivered *letter)
{
  g_free(letter->path);
  g_free(letter->recipient);
  g_bytes_unref(letter->bytes);
  reading_free(letter->reading);
  outbox_mail_free(letter->row);
  g_free(letter);
}

/* For whom it was left: the line that local delivery puts above the message. */
static char *
delivered_to(const char *text)
{
  static const char name[] = "\nDelivered-To: ";
  const char *line = strstr(text, name);
  return line ? g_strndup(line + strlen(name), strcspn(line + strlen(name), "\n")) : g_strdup("");
}

/* Of Delivered: what lies in sent/new. */
static GPtrArray *
collect(const Stage *stage, GError **error)
{
  g_autofree char *directory = g_build_filename(stage->order->directory, "sent", "new", NULL);
  g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func((GDestroyNotify) delivered_free);
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    char *text;
    gsize n;
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autoptr(GError) fault = NULL;
    if (!g_file_get_contents(path, &text, &n, &fault)) {
      g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
      return NULL;
    }
    Delivered *letter = g_new0(Delivered, 1);
    letter->path = g_steal_pointer(&path);
    letter->recipient = delivered_to(text);
    letter->bytes = g_bytes_new_take(text, n);
    g_ptr_array_add(letters, letter);
  }
  return g_steal_pointer(&letters);
}

/* Reads all @letters through the real reader, and finds which mail of the outbox each is. */
static gboolean
read_letters(Stage *stage, GPtrArray *letters, GError **error)
{
  Reader *reader = engine_reader(stage->engine, error);
  for (guint i = 0; reader && i < letters->len; i++) {
    Delivered *letter = letters->pdata[i];
    if (!reader_give(reader, i, letter->bytes, READ_MESSAGE, "", FALSE, error))
      return FALSE;
  }
  while (reader && reader_pending(reader)) {
    guint64 ticket;
    Reading *reading = NULL;
    g_autofree char *died = NULL;
    if (!reader_take(reader, &ticket, &reading, &died, error))
      return FALSE;
    Delivered *letter = letters->pdata[ticket];
    if (!reading) {
      g_set_error(error, FAULT, FAULT_SOFTWARE, "%s, which was sent, cannot be read: %s", letter->path, died);
      return FALSE;
    }
    letter->reading = reading;
    letter->row = outbox_get(stage->store, outbox_by_message_id(stage->store, reading->message_id));
  }
  return reader != NULL;
}

static gint
by_mail(gconstpointer a, gconstpointer b)
{
  const Delivered *one = *(Delivered *const *) a, *other = *(Delivered *const *) b;
  if (one->row->id != other->row->id)
    return one->row->id < other->row->id ? -1 : 1;
  return strcmp(one->recipient, other->recipient);
}

/* The first file of each mail is kept in mail/; every one moves on to cur/, as a mail program would do. */
static gboolean
keep(Stage *stage, const Delivered *letter, gboolean first, GError **error)
{
  g_autofree char *name = g_path_get_basename(letter->path), *seen = g_strconcat(name, ":2,S", NULL);
  g_autofree char *cur = g_build_filename(stage->order->directory, "sent", "cur", seen, NULL);
  if (g_rename(letter->path, cur) != 0) {
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be moved: %s", letter->path, g_strerror(errno));
    return FALSE;
  }
  if (!first)
    return TRUE;
  g_autofree char *day = day_format(clock_today(stage->clock));
  g_autofree char *name_of = askings_names(stage->store, letter->row->id, letter->row->template_name);
  g_autofree char *kept =
      g_strdup_printf("%s/mail/%04u-%s-%." LONGEST_NAME "s-%s.eml", stage->order->directory, ++stage->mails,
                      day, name_of, letter->recipient);
  if (link(cur, kept) == 0)
    return TRUE;
  g_autoptr(GError) fault = NULL; /* a file system without links */
  if (g_file_set_contents(kept, g_bytes_get_data(letter->bytes, NULL),
                          (gssize) g_bytes_get_size(letter->bytes), &fault))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
  return FALSE;
}

/* Everybody reads what was sent to them, in the order in which it was written. */
static gboolean
read_post(Stage *stage, GError **error)
{
  g_autoptr(GPtrArray) letters = collect(stage, error);
  if (!letters || !letters->len)
    return letters != NULL;
  if (!read_letters(stage, letters, error))
    return FALSE;
  g_ptr_array_sort(letters, by_mail);
  gint64 before = 0;
  for (guint i = 0; i < letters->len; i++) {
    const Delivered *letter = letters->pdata[i];
    const Player *player = cast_find(stage->cast, letter->recipient);
    if (!keep(stage, letter, letter->row->id != before, error))
      return FALSE;
    before = letter->row->id;
    if (!player)
      continue; /* an address that was never on the roster */
    Receipt receipt = { player, clock_today(stage->clock) };
    g_array_append_val(stage->receipts, receipt);
    if (!answers_read(stage->answers, player, letter->row, letter->reading, error))
      return FALSE;
  }
  return TRUE;
}

/* Puts the answers that were sent by now into the mailbox. */
static gboolean
receive(Stage *stage, GError **error)
{
  for (const Answer *answer; (answer = answers_take(stage->answers, clock_now(stage->clock)));) {
    g_autofree char *path =
        g_strdup_printf("%s/mailbox/new/%06u.rehearsal", stage->order->directory, answer->number);
    g_autoptr(GError) fault = NULL;
    if (!g_file_set_contents(path, g_bytes_get_data(answer->bytes, NULL),
                             (gssize) g_bytes_get_size(answer->bytes), &fault)) {
      g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
      return FALSE;
    }
  }
  return TRUE;
}

/* The next instant at which anything happens; INSTANT_NONE: nothing more this year. */
static Instant
next_scene(const Stage *stage)
{
  Instant due = pass_next(stage->engine), answer = answers_next(stage->answers);
  Instant next = instant_first(instant_first(due, answer), office_next(stage->office));
  return next >= clock_instant(stage->clock, stage->year->ends + 1, 0) ? INSTANT_NONE : next;
}

static gboolean
play(Stage *stage, GError **error)
{
  for (Instant at = clock_now(stage->clock); at != INSTANT_NONE; at = next_scene(stage)) {
    PassResult result;
    clock_set(stage->clock, at);
    if (!receive(stage, error) || !office_act(stage->office, error) ||
        !pass(stage->engine, &stage->ends, &result, error) || !read_post(stage, error))
      return FALSE;
    stage->passes++;
    if (stage->order->onlooker)
      stage->order->onlooker(stage->engine, stage->order->data);
  }
  return TRUE;
}

/* Nobody opens a page or fetches a feed while the year is played: they are written once, as they stand when
 * it is over. */
static gboolean
publish_year(Stage *stage, GError **error)
{
  stage->engine->publish_later = FALSE;
  return publish(stage->engine, error) && metrics_write(stage->engine, error);
}

static gboolean
write_summary(const RehearsalOrder *order, const json_t *summary, GError **error)
{
  g_autofree char *path = rehearse_path(order, "summary.json");
  if (json_dump_file(summary, path, JSON_INDENT(2) | JSON_SORT_KEYS) == 0)
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be written: %s", path, g_strerror(errno));
  return FALSE;
}

json_t *
rehearse(const RehearsalOrder *order, GError **error)
{
  g_auto(Stage) stage = { .order = order };
  if (!stage_open(&stage, error) || !play(&stage, error) || !publish_year(&stage, error) ||
      !store_backup(stage.store, stage.site->store, error))
    return NULL;
  RehearsalEnd end = { order,         stage.engine,   stage.cast,  stage.year,
                       stage.answers, stage.receipts, stage.passes };
  json_t *summary = rehearse_summary(&end, error);
  if (summary && rehearse_certificates(&end, error) && write_summary(order, summary, error))
    return summary;
  json_decref(summary);
  return NULL;
}
