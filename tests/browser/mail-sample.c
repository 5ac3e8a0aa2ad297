/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mail-sample TEMPLATES CONTEXT FOLDER: writes every mail of TEMPLATES, with the values in the file CONTEXT, to
 * FOLDER as NAME.html and NAME.txt, for test_mails.py to look at. Tests nothing itself. */
#include "paper/letter.h"
#include <glib/gstdio.h>
#include <string.h>

#define ENDING ".mustache"

static gboolean
put(const char *folder, const char *name, const char *ending, const char *text)
{
  g_autofree char *file = g_strconcat(name, ending, NULL);
  g_autofree char *path = g_build_filename(folder, file, NULL);
  return g_file_set_contents(path, text, -1, NULL);
}

/* TRUE for what is no mail by itself, too: a partial has no subject. */
static gboolean
write_one(Letters *letters, const char *templates, const char *file, json_t *context, const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(templates, file, NULL), *source = NULL;
  g_autofree char *name = g_strndup(file, strlen(file) - strlen(ENDING));
  if (!g_file_get_contents(path, &source, NULL, NULL) || !g_str_has_prefix(source, "Subject: "))
    return TRUE;
  g_autoptr(Letter) letter = letters_write(letters, name, context, &error);
  if (letter && put(folder, name, ".html", letter->html) && put(folder, name, ".txt", letter->text))
    return TRUE;
  g_printerr("%s: %s\n", file, error ? error->message : "cannot be written");
  return FALSE;
}

int
main(int argc, char **argv)
{
  json_error_t fault;
  json_t *context = argc == 4 ? json_load_file(argv[2], 0, &fault) : NULL;
  GDir *dir = context ? g_dir_open(argv[1], 0, NULL) : NULL;
  gboolean good = dir != NULL;
  const char *file;
  Letters *letters = letters_open(good ? argv[1] : "");
  while (good && (file = g_dir_read_name(dir)))
    good = !g_str_has_suffix(file, ENDING) || write_one(letters, argv[1], file, context, argv[3]);
  g_clear_pointer(&dir, g_dir_close);
  letters_free(letters);
  json_decref(context);
  return good ? 0 : 1;
}
