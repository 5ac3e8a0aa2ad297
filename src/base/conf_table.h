/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of settings as a table: each key's name, type, range and the member of a struct that it fills. What
 * is no key of the table, has another type or lies out of range is a fault with file:line. What the values
 * mean is the caller's. */
#pragma once
#include "base/conf.h"

typedef struct ConfReader ConfReader;
/* @into: the member at the key's offset. */
typedef void (*ConfRead)(ConfReader *reader, config_setting_t *setting, gpointer into);

/* What one file is read with. */
struct ConfReader {
  const ConfFile *file;
  ConfFaults *faults;
  /* A word of a key with `refers` was read: it names something of that kind. May be NULL. */
  void (*refer)(ConfReader *reader, const config_setting_t *at, int kind, const char *word);
  gpointer data; /* the caller's */
};

typedef enum {
  CONF_TEXT,   /* char *: not empty */
  CONF_ID,     /* char *: lower-case letters, digits, - and _ */
  CONF_WORDS,  /* GStrv: one text, or a list of at least one */
  CONF_WHOLE,  /* int, from least to most */
  CONF_NUMBER, /* double, from least to most; a whole number will do */
  CONF_YES_NO, /* gboolean */
  CONF_DAY,    /* Day: "2026-09-01" */
  CONF_CHOICE, /* int or enum: the position in choices */
  CONF_ONE,    /* char *: one of choices */
  CONF_GROUP,  /* a group, read by .read */
  CONF_LIST,   /* a list of groups, .read for each */
  CONF_OTHER   /* .read does it all */
} ConfType;

typedef struct {
  const char *name;
  ConfType type;
  gsize offset;
  gboolean required;
  double least, most;
  const char *const *choices; /* ends with NULL */
  int refers;                 /* 0: to nothing */
  ConfRead read;
} ConfKey;

typedef struct ConfTable ConfTable;
struct ConfTable {
  const char *what; /* "a form": for "a form wants "title"" */
  const ConfKey *keys;
  gsize n_keys;
  const ConfTable *also; /* more keys, which fill what lies at also_offset; or NULL */
  gsize also_offset;
  ConfRead other; /* any key that is in neither, with the whole struct; NULL: it is a fault */
};

#define CONF_TABLE(what_, keys_) .what = (what_), .keys = (keys_), .n_keys = G_N_ELEMENTS(keys_)

/* Fills @into from @group. Members whose key is absent keep what they hold. */
void conf_group_read(ConfReader *reader, config_setting_t *group, const ConfTable *table, gpointer into);
/* One value of @type that has no table: a member of CONF_TEXT or CONF_WORDS in @into; its words refer to
 * @refers. */
gboolean conf_value_read(ConfReader *reader, config_setting_t *setting, ConfType type, int refers,
                         gpointer into);
/* Calls @read for each group of the list @setting, with @into; a fault when it is no list of groups. */
void conf_list_read(ConfReader *reader, config_setting_t *setting, ConfRead read, gpointer into);
/* A fault at @at. */
void conf_fault(ConfReader *reader, const config_setting_t *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The last of @items (structs whose first member is char *id) has an id that none before it has, else a
 * fault. */
void conf_id_once(ConfReader *reader, const config_setting_t *at, GPtrArray *items, const char *what);
/* The setting of @name in @group, for the place of a fault; @group itself when it is absent. */
const config_setting_t *conf_member(const config_setting_t *group, const char *name);
gboolean conf_has(const config_setting_t *group, const char *name);
