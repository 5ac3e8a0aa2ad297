/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mail about an entry, and the entry itself, say. Private to this room. */
#pragma once
#include "pass/engine.h"
#include "store/invitations.h"
#include <jansson.h>

/* One entry that is to be changed, with what it is about. */
typedef struct {
  Invitation *row;
  Session *session;
  Person *person;
  const Scheme *scheme;
  gint64 school;     /* 0: none */
  char *ref;         /* of its obligation, or NULL */
  GPtrArray *others; /* of Invitation: the other dates among which they may choose, by start */
} EntryChange;

/* NULL: its scheme is not here any more. */
EntryChange *entry_change_new(Engine *engine, const Invitation *row);
void entry_change_free(EntryChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EntryChange, entry_change_free)

/* Whether it was in the calendar when its session changed. */
gboolean entry_change_is_move(const EntryChange *change);
/* Whether the person may still choose among several. */
gboolean entry_change_is_choice(const EntryChange *change);
/* For its templates: a reference. */
json_t *entry_change_context(Engine *engine, const EntryChange *change);
/* The lines for programs that make links of addresses: who clicks answers "B" by mail. g_free. */
char *entry_change_links(const Engine *engine, const EntryChange *change);
