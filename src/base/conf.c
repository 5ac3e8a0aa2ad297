/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration files as libconfig parses them, and the faults found in them. Does not know which keys there
 * are. */
#include "base/conf.h"
#include "base/fault.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct ConfFaults {
  GPtrArray *words; /* "file:line: words" */
};

struct ConfFile {
  char *path;
  config_t config;
  GPtrArray *texts;     /* of char *: the bytes of the file, then of each that it includes */
  GHashTable *included; /* an included file's name, as libconfig knows it: its path */
};

ConfFaults *
conf_faults_new(void)
{
  ConfFaults *faults = g_new0(ConfFaults, 1);
  faults->words = g_ptr_array_new_with_free_func(g_free);
  return faults;
}

void
conf_faults_free(ConfFaults *faults)
{
  if (!faults)
    return;
  g_ptr_array_unref(faults->words);
  g_free(faults);
}

void
conf_faults_add(ConfFaults *faults, const char *file, int line, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *words = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *whole =
      line > 0 ? g_strdup_printf("%s:%d: %s", file, line, words) : g_strdup_printf("%s: %s", file, words);
  if (!g_ptr_array_find_with_equal_func(faults->words, whole, g_str_equal, NULL))
    g_ptr_array_add(faults->words, g_steal_pointer(&whole));
}

guint
conf_faults_count(const ConfFaults *faults)
{
  return faults->words->len;
}

char *
conf_faults_words(const ConfFaults *faults)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < faults->words->len; i++)
    g_string_append_printf(all, "%s%s", i ? "\n" : "", (const char *) faults->words->pdata[i]);
  return g_string_free(all, FALSE);
}

gboolean
conf_faults_none(const ConfFaults *faults, GError **error)
{
  if (!faults->words->len)
    return TRUE;
  g_autofree char *words = conf_faults_words(faults);
  g_set_error_literal(error, FAULT, FAULT_CONFIG, words);
  return FALSE;
}

/* How many letters must be changed, added or left out to make @b of @a. */
static guint
edits(const char *a, const char *b)
{
  gsize n = strlen(b);
  g_autofree guint *row = g_new(guint, n + 1);
  for (gsize j = 0; j <= n; j++)
    row[j] = (guint) j;
  for (gsize i = 1; a[i - 1]; i++) {
    guint diagonal = row[0];
    row[0] = (guint) i;
    for (gsize j = 1; j <= n; j++) {
      guint above = row[j];
      row[j] = MIN(MIN(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[n];
}

char *
conf_suggestion(const char *word, GPtrArray *known)
{
  const char *near = NULL;
  guint letters = (guint) strlen(word),
        best = letters < 4 ? 2 : MAX(2, letters / 3) + 1; /* one more than may differ */
  for (guint i = 0; i < known->len; i++) {
    guint n = edits(word, known->pdata[i]);
    if (n < best) {
      best = n;
      near = known->pdata[i];
    }
  }
  return near ? g_strdup_printf(": did you mean \"%s\"?", near) : g_strdup("");
}

static const char *
after_comment(const char *p)
{
  const char *end = p[1] == '*' ? strstr(p + 2, "*/") : strchr(p, '\n');
  return end ? end + (p[1] == '*' ? 2 : 0) : p + strlen(p);
}

static const char *
after_string(const char *p)
{
  for (p++; *p && *p != '"'; p++)
    if (*p == '\\' && p[1])
      p++;
  return *p ? p + 1 : p;
}

/* The end of the name, number, string, comment or sign that begins at @p. */
static const char *
after_token(const char *p)
{
  if (*p == '"')
    return after_string(p);
  if (*p == '#' || (*p == '/' && (p[1] == '/' || p[1] == '*')))
    return after_comment(p);
  if (!g_ascii_isalnum(*p))
    return p + 1;
  while (g_ascii_isalnum(*p) || *p == '_' || *p == '-' || *p == '.')
    p++;
  return p;
}

/* libconfig 1.5 reads 4294967301 as 5 and says nothing: only the text shows it. */
static void
check_numbers(const char *file, const char *text, ConfFaults *faults)
{
  int line = 1;
  for (const char *p = text, *end; *p; p = end) {
    end = after_token(p);
    gsize digits = strspn(p, "0123456789");
    if (digits && p + digits == end && (digits > 10 || g_ascii_strtoull(p, NULL, 10) > G_MAXINT))
      conf_faults_add(faults, file, line, "the number %.*s is too large", (int) digits, p);
    for (const char *q = p; q < end; q++)
      line += *q == '\n';
  }
}

static gboolean
is_utf8(const char *file, const char *text, gsize length, ConfFaults *faults)
{
  const char *bad;
  int line = 1;
  if (g_utf8_validate(text, (gssize) length, &bad))
    return TRUE;
  for (const char *p = text; p < bad; p++)
    line += *p == '\n';
  conf_faults_add(faults, file, line, "here is a byte that is not UTF-8: save the file as UTF-8");
  return FALSE;
}

/* The bytes of @path, kept for the digest; NULL and a fault when there are none, or none that are text. */
static const char *
take_text(ConfFile *file, const char *path, ConfFaults *faults)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, &error)) {
    gboolean missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    conf_faults_add(faults, path, 0, "cannot be read: %s",
                    missing ? "there is no such file" : error->message);
    return NULL;
  }
  if (!is_utf8(path, text, length, faults))
    return NULL;
  check_numbers(path, text, faults);
  g_ptr_array_add(file->texts, text);
  return g_steal_pointer(&text);
}

/* libconfig remembers an included file by the name that stands in the file, which is relative to it. */
static char *
included_path(const ConfFile *file, const char *name)
{
  g_autofree char *directory = g_path_get_dirname(file->path);
  return g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(directory, name, NULL);
}

static void
find_included(ConfFile *file, const config_setting_t *setting)
{
  const char *name = config_setting_source_file(setting);
  if (name && !g_hash_table_contains(file->included, name))
    g_hash_table_insert(file->included, g_strdup(name), included_path(file, name));
  for (int i = 0; config_setting_is_aggregate(setting) && i < config_setting_length(setting); i++)
    find_included(file, config_setting_get_elem((config_setting_t *) setting, (guint) i));
}

static gboolean
take_included(ConfFile *file, ConfFaults *faults)
{
  gboolean all = TRUE;
  find_included(file, conf_file_root(file));
  g_autoptr(GList) paths = g_list_sort(g_hash_table_get_values(file->included), (GCompareFunc) strcmp);
  for (GList *path = paths; path; path = path->next)
    all = take_text(file, path->data, faults) && all;
  return all;
}

/* "\xE9" makes of a file that is UTF-8 a string that is none; nobody behind this one would bear it. */
static gboolean
strings_are_utf8(ConfFile *file, config_setting_t *setting, ConfFaults *faults)
{
  const char *text =
      config_setting_type(setting) == CONFIG_TYPE_STRING ? config_setting_get_string(setting) : "";
  gboolean good = g_utf8_validate(text, -1, NULL);
  if (!good)
    conf_faults_add(faults, conf_file_of(file, setting), conf_line_of(setting),
                    "this string is not UTF-8: write the sign itself instead of \\x");
  for (int i = 0; config_setting_is_aggregate(setting) && i < config_setting_length(setting); i++)
    good = strings_are_utf8(file, config_setting_get_elem(setting, (guint) i), faults) && good;
  return good;
}

static void
add_parse_fault(ConfFile *file, ConfFaults *faults)
{
  const char *name = config_error_file(&file->config), *words = config_error_text(&file->config);
  g_autofree char *path = name ? included_path(file, name) : g_strdup(file->path);
  gboolean syntax = g_strcmp0(words, "syntax error") == 0;
  conf_faults_add(faults, path, config_error_line(&file->config), "%s%s", words,
                  syntax ? ": a sign is missing or too much here or just before (; , = { } ( ) or quotes)"
                         : "");
}

ConfFile *
conf_file_read(const char *path, ConfFaults *faults)
{
  g_autoptr(ConfFile) file = g_new0(ConfFile, 1);
  g_autofree char *directory = g_path_get_dirname(path);
  file->path = g_strdup(path);
  file->texts = g_ptr_array_new_with_free_func(g_free);
  file->included = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  config_init(&file->config);
  config_set_include_dir(&file->config, directory);
  const char *text = take_text(file, path, faults);
  if (!text)
    return NULL;
  if (g_str_has_prefix(text, BYTE_ORDER_MARK))
    text += strlen(BYTE_ORDER_MARK);
  if (!config_read_string(&file->config, text)) {
    add_parse_fault(file, faults);
    return NULL;
  }
  if (!take_included(file, faults) || !strings_are_utf8(file, conf_file_root(file), faults))
    return NULL;
  return g_steal_pointer(&file);
}

void
conf_file_free(ConfFile *file)
{
  if (!file)
    return;
  config_destroy(&file->config);
  g_ptr_array_unref(file->texts);
  g_hash_table_unref(file->included);
  g_free(file->path);
  g_free(file);
}

config_setting_t *
conf_file_root(ConfFile *file)
{
  return config_root_setting(&file->config);
}

const char *
conf_file_path(const ConfFile *file)
{
  return file->path;
}

const char *
conf_file_of(const ConfFile *file, const config_setting_t *setting)
{
  const char *name = config_setting_source_file(setting);
  return name ? g_hash_table_lookup(file->included, name) : file->path;
}

int
conf_line_of(const config_setting_t *setting)
{
  return MAX(1, (int) config_setting_source_line(setting));
}

void
conf_file_digest(const ConfFile *file, GChecksum *sum)
{
  for (guint i = 0; i < file->texts->len; i++)
    g_checksum_update(sum, file->texts->pdata[i], -1);
}
