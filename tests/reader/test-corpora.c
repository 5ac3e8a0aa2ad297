/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real and hostile mail of public collections, where they lie beside the tree: read in the sandbox and
 * without it to the same result, no message lost to the reader, machines recognised. Skipped with a word
 * where the collections are absent. */
#include "config.h"

#include "reader/reader.h"
#include <string.h>

static char *
corpus(const char *name)
{
  char *beside = g_build_filename(g_getenv("TOP_SRCDIR"), "..", "shared", "corpora", name, NULL);
  if (g_file_test(beside, G_FILE_TEST_IS_DIR))
    return beside;
  g_free(beside); /* a work tree lies one deeper */
  return g_build_filename(g_getenv("TOP_SRCDIR"), "..", "..", "shared", "corpora", name, NULL);
}

/* Every regular file below @directory, in no order. */
static void
collect(const char *directory, GPtrArray *files)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      collect(path, files);
    else if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      g_ptr_array_add(files, g_steal_pointer(&path));
  }
}

static GPtrArray *
corpus_files(const char *name)
{
  g_autofree char *directory = corpus(name);
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  collect(directory, files);
  if (!files->len)
    g_test_skip_printf("the collection %s is not beside this tree", name);
  return files;
}

static Reader *
start(gboolean sandbox)
{
  g_autofree char *path = g_build_filename(g_getenv("TOP_BUILDDIR"), "src", "mentord-reader", NULL);
  g_autoptr(GError) error = NULL;
  ReaderBounds bounds = READER_BOUNDS;
  bounds.without_sandbox = !sandbox;
  Reader *reader = reader_start(path, &bounds, &error);
  g_assert_no_error(error);
  return reader;
}

/* The JSON of a reading as text, or why there is none. */
static char *
outcome(Reader *reader, ReadAs as, const char *path, char **kind)
{
  g_autofree char *bytes = NULL, *died = NULL;
  gsize n;
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_get_contents(path, &bytes, &n, &error));
  g_autoptr(GBytes) all = g_bytes_new_take(g_steal_pointer(&bytes), n);
  g_autofree char *name = as == READ_FILE ? g_path_get_basename(path) : g_strdup("");
  g_autoptr(Reading) reading = reader_read(reader, all, as, name, TRUE, &died, &error);
  g_assert_no_error(error);
  if (kind)
    *kind = g_strdup(reading ? reading->kind : "");
  if (!reading)
    return g_strdup_printf("died: %s", died);
  json_t *json = reading_to_json(reading);
  char *dump = json_dumps(json, JSON_SORT_KEYS);
  char *copy = g_strdup(dump);
  json_decref(json);
  free(dump);
  return copy;
}

static void
compare(const char *name, ReadAs as)
{
  g_autoptr(GPtrArray) files = corpus_files(name);
  g_autoptr(Reader) inside = start(TRUE), outside = start(FALSE);
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *locked = outcome(inside, as, files->pdata[i], NULL),
                    *open = outcome(outside, as, files->pdata[i], NULL);
    if (g_str_has_prefix(locked, "died") || strcmp(locked, open))
      g_test_message("%s\n%s\n%s", (char *) files->pdata[i], locked, open);
    g_assert_false(g_str_has_prefix(locked, "died"));
    g_assert_true(!strcmp(locked, open));
  }
}

static void
test_equal(gconstpointer name)
{
  compare(name, READ_MESSAGE);
}

static void
test_equal_documents(gconstpointer name)
{
  compare(name, READ_FILE);
}

/* Whatever comes, the reader answers for it, and goes on. */
static void
test_hostile(void)
{
  g_autoptr(GPtrArray) files = corpus_files("hostile");
  g_autoptr(Reader) reader = start(TRUE);
  for (guint i = 0; i < files->len; i++)
    g_free(outcome(reader, READ_MESSAGE, files->pdata[i], NULL));
}

static gboolean
is_machine(const char *kind)
{
  static const char *const kinds[] = { "bounce",       "delay",     "auto-reply", "report",
                                       "read-receipt", "challenge", "list",       NULL };
  return g_strv_contains(kinds, kind);
}

/* At least 97 in 100 mails of mail servers are told from people's. */
static void
test_bounces(void)
{
  g_autoptr(GPtrArray) files = corpus_files("bounces");
  g_autoptr(Reader) reader = start(TRUE);
  guint recognised = 0, mails = 0;
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *kind = NULL;
    if (strstr(files->pdata[i], "/mailbox/"))
      continue; /* many in one file */
    g_free(outcome(reader, READ_MESSAGE, files->pdata[i], &kind));
    mails++;
    recognised += is_machine(kind);
  }
  g_test_message("%u of %u", recognised, mails);
  g_assert_cmpuint(100 * recognised, >=, 97 * mails);
}

int
main(int argc, char **argv)
{
  static const char *const documents[] = { "pdf-forms", "docx-forms", "xlsx", "odf", "csv" };
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/reader/corpora/equal/mime", "mime", test_equal);
  g_test_add_data_func("/reader/corpora/equal/inbound", "inbound", test_equal);
  g_test_add_data_func("/reader/corpora/equal/bounces", "bounces", test_equal);
  g_test_add_data_func("/reader/corpora/equal/tnef", "tnef", test_equal);
  for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
    g_autofree char *path = g_strconcat("/reader/corpora/equal/", documents[i], NULL);
    g_test_add_data_func(path, documents[i], test_equal_documents);
  }
  g_test_add_func("/reader/corpora/hostile", test_hostile);
  g_test_add_func("/reader/corpora/bounces", test_bounces);
  return g_test_run();
}
