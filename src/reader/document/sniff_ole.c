/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a compound file is, by the names of its streams, and whether a password keeps it shut. */
#include "config.h"

#include "reader/document/compound.h"
#include "reader/document/formats.h"
#include <string.h>

static guint
word(const guint8 *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

static gboolean
has(const Compound *file, const char *name)
{
  return compound_find(file, COMPOUND_ROOT, name) != COMPOUND_NONE;
}

static GBytes *
stream(Compound *file, const char *name)
{
  return compound_read(file, compound_find(file, COMPOUND_ROOT, name));
}

/* What is inside cannot be seen: here alone the name has the word. */
static const char *
locked_format(const char *name)
{
  static const char *const formats[] = { "docx", "docm", "xlsx", "xlsm", "pptx", "pptm" };
  g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (g_str_has_suffix(lower, formats[i]))
      return formats[i & ~1u];
  return "unknown";
}

/* A password ([MS-OFFCRYPTO] 2.3.4) or rights management (2.2) around an Office document. */
static gboolean
is_wrapped(Compound *file)
{
  return has(file, "EncryptedPackage") || has(file, "\tDRMContent") || has(file, "\tDRMViewerContent");
}

/* The flags at the beginning of a Word document: fEncrypted ([MS-DOC] 2.5.2). */
static gboolean
is_word_locked(Compound *file)
{
  gsize n = 0;
  g_autoptr(GBytes) bytes = stream(file, "WordDocument");
  const guint8 *head = bytes ? g_bytes_get_data(bytes, &n) : NULL;
  return n >= 12 && word(head + 10) & 0x100;
}

/* A FILEPASS record among the first of a workbook ([MS-XLS] 2.4.117). */
static gboolean
is_workbook_locked(Compound *file)
{
  gsize n = 0;
  g_autoptr(GBytes) bytes = stream(file, has(file, "Workbook") ? "Workbook" : "Book");
  const guint8 *records = bytes ? g_bytes_get_data(bytes, &n) : NULL;
  for (gsize at = 0; at + 4 <= n; at += 4 + word(records + at + 2)) {
    if (word(records + at) == 0x2f)
      return TRUE;
    if (word(records + at) == 0x0a) /* the end of what concerns the whole workbook */
      break;
  }
  return FALSE;
}

/* The mark of an encrypted presentation in the record of its last user ([MS-PPT] 2.3.2). */
static gboolean
is_presentation_locked(Compound *file)
{
  static const guint8 mark[] = { 0xdf, 0xc4, 0xd1, 0xf3 };
  gsize n = 0;
  g_autoptr(GBytes) bytes = stream(file, "Current User");
  const guint8 *user = bytes ? g_bytes_get_data(bytes, &n) : NULL;
  return has(file, "EncryptedSummary") || (n >= 16 && !memcmp(user + 12, mark, sizeof mark));
}

/* Whether @name stands anywhere, as the directory of a broken file would have it. */
static gboolean
mentions(const guint8 *bytes, gsize n, const char *name)
{
  char wide[64];
  gsize length = strlen(name);
  for (gsize i = 0; i < length; i++) {
    wide[2 * i] = name[i];
    wide[2 * i + 1] = 0;
  }
  return memmem(bytes, n, wide, 2 * length) != NULL;
}

const char *
sniff_ole(const guint8 *bytes, gsize n, const char *name, gboolean *encrypted)
{
  static const struct {
    const char *stream, *format;
  } kinds[] = { { "__properties_version1.0", "msg" },
                { "PowerPoint Document", "ppt" },
                { "VisioDocument", "visio" },
                { "Quill", "pub" },
                { "MatOST", "wps" },
                { "WordDocument", "doc" },
                { "Workbook", "xls" },
                { "Book", "xls" } };
  g_autoptr(Compound) file = compound_open(bytes, n);
  *encrypted = FALSE;
  if (!file) { /* cut off, say: what it was can still be said */
    *encrypted = mentions(bytes, n, "EncryptedPackage");
    for (guint i = 0; !*encrypted && i < G_N_ELEMENTS(kinds); i++)
      if (mentions(bytes, n, kinds[i].stream))
        return kinds[i].format;
    return *encrypted ? locked_format(name) : "unknown";
  }
  if (is_wrapped(file)) {
    *encrypted = TRUE;
    return locked_format(name);
  }
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (!has(file, kinds[i].stream))
      continue;
    *encrypted = (!strcmp(kinds[i].format, "doc") && is_word_locked(file)) ||
                 (!strcmp(kinds[i].format, "xls") && is_workbook_locked(file)) ||
                 (!strcmp(kinds[i].format, "ppt") && is_presentation_locked(file));
    return kinds[i].format;
  }
  return "unknown";
}
