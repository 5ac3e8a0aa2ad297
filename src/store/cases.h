/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: what a human must settle. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id, message, obligation, person;          /* 0: none */
  int document;                                    /* -1: the message itself */
  char *kind, *form, *question, *detail, *outcome; /* form, outcome: or NULL; detail: JSON */
  Instant opened, settled;                         /* settled INSTANT_NONE: open */
} Case;
void case_free(Case *c);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

gint64 case_open(Store *store, const Case *c); /* id, opened, settled, outcome are not read */
Case *case_get(Store *store, gint64 id);
GPtrArray *cases_list(Store *store, gboolean open_only);         /* of Case, oldest first */
GPtrArray *cases_of_obligation(Store *store, gint64 obligation); /* of Case, settled ones too */
GPtrArray *cases_of_message(Store *store, gint64 message);       /* likewise */
/* The open case of @kind about this obligation; NULL: none. */
Case *case_waiting(Store *store, const char *kind, gint64 obligation);
/* The open ones of @kind about this person: of Case. */
GPtrArray *cases_waiting_of(Store *store, const char *kind, gint64 person);
/* Whether there ever was a case of @kind about @person with @address in its detail. */
gboolean case_was_about_address(Store *store, const char *kind, gint64 person, const char *address);
/* The case of @kind about @person (0: about nobody), open or settled, whose detail says @value under @key;
 * NULL: there never was one. */
Case *case_about(Store *store, const char *kind, gint64 person, const char *key, const char *value);
/* Whether an open case may hold this obligation's answer: then nobody is chased. */
gboolean case_waits(Store *store, gint64 obligation);
void case_set_detail(Store *store, gint64 id, const char *detail); /* JSON */
void case_settle(Store *store, gint64 id, const char *outcome);
/* It was settled and is asked @again, by a case that was opened since: the office knows it by its first
 * number. */
void case_stands(Store *store, gint64 id, gint64 again);
/* Whether it waits for the office: a "new-address" waits for the person whose address it may be, though the
 * office may settle it too. */
gboolean case_is_of_office(const Case *c);
gint64 cases_count(Store *store);  /* open ones that wait for the office */
gint64 cases_newest(Store *store); /* the highest id of those; 0: none */
