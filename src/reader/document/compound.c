/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file system of [MS-CFB] in memory: sectors in chains, a directory of entries. Every chain is followed
 * for no more steps than there are sectors. Writes nothing, keeps no order of names. */
#include "reader/document/compound.h"
#include <string.h>

enum {
  HEAD = 512,
  ENTRY = 128,
  ENTRIES_LIMIT = 8192,
  IN_HEAD = 109, /* sectors of the table that the head names */
  STORAGE = 1,
  STREAM = 2,
  ROOT = 5,
  MINI = 64,
};

#define LAST 0xfffffffau /* larger numbers mark no sector ([MS-CFB] 2.1) */

typedef struct {
  char *name;
  guint parent, kind;
  guint32 left, right, child, start;
  guint64 size;
} Entry;

struct Compound {
  const guint8 *bytes;
  gsize n;
  gsize sector; /* bytes of one */
  guint32 cutoff;
  GArray *table, *mini_table; /* of guint32: the sector behind each */
  GBytes *mini;               /* what small streams lie in */
  guint64 budget;             /* bytes that may still be read: streams may share sectors */
  GArray *entries;
};

static guint32
number_at(const guint8 *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

/* How many bytes of sector @i there are. */
static gsize
sector_at(const Compound *compound, guint32 i, const guint8 **p)
{
  gsize at = ((gsize) i + 1) * compound->sector;
  *p = NULL;
  if (i >= LAST || at >= compound->n)
    return 0;
  *p = compound->bytes + at;
  return MIN(compound->sector, compound->n - at);
}

static guint32
after(const GArray *table, guint32 i)
{
  return i < table->len ? g_array_index(table, guint32, i) : G_MAXUINT32;
}

/* The chain that begins at @start, at most @limit bytes. */
static GByteArray *
chain(const Compound *compound, guint32 start, guint64 limit)
{
  GByteArray *out = g_byte_array_new();
  const guint8 *p;
  gsize n, steps = compound->n / compound->sector + 1;
  for (guint32 i = start; steps-- && out->len < limit && (n = sector_at(compound, i, &p));
       i = after(compound->table, i))
    g_byte_array_append(out, p, (guint) MIN(n, limit - out->len));
  return out;
}

static void
append_numbers(GArray *table, const guint8 *p, gsize n)
{
  for (gsize i = 0; i + 4 <= n; i += 4) {
    guint32 value = number_at(p + i);
    g_array_append_val(table, value);
  }
}

static void
append_table_sector(Compound *compound, guint32 i)
{
  const guint8 *p;
  gsize n = sector_at(compound, i, &p);
  if (n && compound->table->len <= compound->n / compound->sector)
    append_numbers(compound->table, p, n);
}

/* The table of sectors: its first sectors stand in the head, others in a chain of their own. */
static void
read_table(Compound *compound)
{
  const guint8 *p;
  gsize n, steps = compound->n / compound->sector + 1;
  for (guint i = 0; i < IN_HEAD; i++)
    append_table_sector(compound, number_at(compound->bytes + 76 + 4 * i));
  for (guint32 more = number_at(compound->bytes + 68);
       steps-- && (n = sector_at(compound, more, &p)) == compound->sector; more = number_at(p + n - 4))
    for (gsize i = 0; i + 8 <= n; i += 4)
      append_table_sector(compound, number_at(p + i));
}

static void
read_entry(Compound *compound, const guint8 *p)
{
  gsize length = p[64] | p[65] << 8;
  Entry entry = { .kind = p[66],
                  .parent = COMPOUND_NONE,
                  .left = number_at(p + 68),
                  .right = number_at(p + 72),
                  .child = number_at(p + 76),
                  .start = number_at(p + 116),
                  .size = number_at(p + 120) };
  if (compound->sector > HEAD)
    entry.size |= (guint64) number_at(p + 124) << 32;
  GString *name = g_string_new(NULL);
  for (gsize i = 0; i + 2 < MIN(length, 64); i += 2)
    g_string_append_c(name, p[i + 1] || p[i] >= 0x80 ? '?' : (char) p[i]);
  entry.name = g_string_free(name, FALSE);
  g_array_append_val(compound->entries, entry);
}

static Entry *
entry_at(const Compound *compound, guint i)
{
  return i < compound->entries->len ? &g_array_index(compound->entries, Entry, i) : NULL;
}

/* Tells each entry whose it is: the children of a storage are a tree. */
static void
set_parents(Compound *compound)
{
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 root = COMPOUND_ROOT;
  g_array_append_val(todo, root);
  while (todo->len) {
    const Entry *storage = entry_at(compound, g_array_index(todo, guint32, todo->len - 1));
    guint parent = g_array_index(todo, guint32, todo->len - 1);
    g_array_set_size(todo, todo->len - 1);
    g_autoptr(GArray) siblings = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_val(siblings, storage->child);
    while (siblings->len) {
      guint32 i = g_array_index(siblings, guint32, siblings->len - 1);
      Entry *entry = entry_at(compound, i);
      g_array_set_size(siblings, siblings->len - 1);
      if (!entry || i == COMPOUND_ROOT || entry->parent != COMPOUND_NONE)
        continue;
      entry->parent = parent;
      g_array_append_val(siblings, entry->left);
      g_array_append_val(siblings, entry->right);
      if (entry->kind == STORAGE)
        g_array_append_val(todo, i);
    }
  }
}

static gboolean
read_directory(Compound *compound)
{
  g_autoptr(GByteArray) directory =
      chain(compound, number_at(compound->bytes + 48), (guint64) ENTRIES_LIMIT * ENTRY);
  for (guint at = 0; at + ENTRY <= directory->len; at += ENTRY)
    read_entry(compound, directory->data + at);
  const Entry *root = entry_at(compound, COMPOUND_ROOT);
  if (!root || root->kind != ROOT)
    return FALSE;
  set_parents(compound);
  g_autoptr(GByteArray) mini_table = chain(compound, number_at(compound->bytes + 60), compound->n);
  append_numbers(compound->mini_table, mini_table->data, mini_table->len);
  compound->mini = g_byte_array_free_to_bytes(chain(compound, root->start, root->size));
  return TRUE;
}

Compound *
compound_open(const guint8 *bytes, gsize n)
{
  static const guint8 mark[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  if (n < HEAD || memcmp(bytes, mark, sizeof mark) || (bytes[30] != 9 && bytes[30] != 12))
    return NULL;
  g_autoptr(Compound) compound = g_new0(Compound, 1);
  compound->bytes = bytes;
  compound->n = n;
  compound->sector = (gsize) 1 << bytes[30];
  compound->cutoff = number_at(bytes + 56);
  compound->budget = 2 * (guint64) n;
  compound->table = g_array_new(FALSE, FALSE, sizeof(guint32));
  compound->mini_table = g_array_new(FALSE, FALSE, sizeof(guint32));
  compound->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  read_table(compound);
  return read_directory(compound) ? g_steal_pointer(&compound) : NULL;
}

void
compound_free(Compound *compound)
{
  for (guint i = 0; i < compound->entries->len; i++)
    g_free(g_array_index(compound->entries, Entry, i).name);
  g_array_unref(compound->entries);
  g_array_unref(compound->table);
  g_array_unref(compound->mini_table);
  g_clear_pointer(&compound->mini, g_bytes_unref);
  g_free(compound);
}

guint
compound_next(const Compound *compound, guint storage, guint after_entry)
{
  for (guint i = after_entry == COMPOUND_NONE ? 0 : after_entry + 1; i < compound->entries->len; i++)
    if (entry_at(compound, i)->parent == storage)
      return i;
  return COMPOUND_NONE;
}

guint
compound_find(const Compound *compound, guint storage, const char *name)
{
  guint i = COMPOUND_NONE;
  while ((i = compound_next(compound, storage, i)) != COMPOUND_NONE)
    if (!g_ascii_strcasecmp(entry_at(compound, i)->name, name))
      return i;
  return COMPOUND_NONE;
}

const char *
compound_name(const Compound *compound, guint entry)
{
  return entry_at(compound, entry)->name;
}

/* A small stream, out of the stream that holds them all. */
static GByteArray *
mini_chain(const Compound *compound, const Entry *entry, guint64 limit)
{
  GByteArray *out = g_byte_array_new();
  gsize n, steps;
  const guint8 *mini = g_bytes_get_data(compound->mini, &n);
  guint32 i = entry->start;
  for (steps = n / MINI + 1; steps-- && out->len < limit && (gsize) i * MINI < n;
       i = after(compound->mini_table, i)) {
    gsize length = MIN(MINI, n - (gsize) i * MINI);
    g_byte_array_append(out, mini + (gsize) i * MINI, (guint) MIN(length, limit - out->len));
  }
  return out;
}

GBytes *
compound_read(Compound *compound, guint i)
{
  const Entry *entry = entry_at(compound, i);
  if (!entry || entry->kind != STREAM)
    return NULL;
  guint64 limit = MIN(entry->size, compound->budget);
  GByteArray *out = entry->size < compound->cutoff ? mini_chain(compound, entry, limit)
                                                   : chain(compound, entry->start, limit);
  compound->budget -= out->len;
  return g_byte_array_free_to_bytes(out);
}
