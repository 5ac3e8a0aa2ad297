/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site file (mentord.conf) as values: ends, hours, schemes, years. Checked whole; every fault as
 * file:line. Joins what the rooms need; opens nothing. */
#pragma once
#include "calendar/workdays.h"
#include "mail/mailbox.h"
#include "mail/submission.h"
#include "pass/site/site_register.h"
#include "scheme/scheme.h"

typedef struct {
  char *file;
  char *partnership, *domain, *timezone, *region, *office;
  GStrv alert_command;           /* or NULL */
  MailboxSettings mailbox;       /* url NULL: none */
  Day since;                     /* DAY_NONE: not said */
  guint poll;                    /* seconds */
  char *authserv_id;             /* or NULL */
  SubmissionSettings submission; /* url NULL: none */
  char *from;                    /* "Name <address>" */
  char *from_address;
  guint per_minute;  /* 0: no limit */
  int opens, closes; /* the sending window, minutes of the local day */
  guint brake;       /* chasers a day; 0: the larger of 50 and twice the busiest day of the last thirty */
  char *verp;
  guint raw_mail_days, sent_mail_days;         /* retention; 0: for ever */
  char *store;                                 /* path of the database */
  char *publish_directory, *base_url, *listen; /* NULL when not said */
  char *templates;                             /* directory that holds mail/ and certificates/ */
  char *holidays;                              /* directory */
  char *register_key;                          /* path of the key that signs the register; NULL: not said */
  GPtrArray *register_partners;                /* of Partner */
  Schemes *schemes;
} Site;

/* NULL and FAULT_CONFIG with every fault, one a line "file:line: words". Relative paths are relative to
 * @path; a scheme or year that is not there is taken from the installed ones. per_minute is 0 for a maildir.
 */
Site *site_load(const char *path, GError **error);
void site_free(Site *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Site, site_free)

/* Where @name ("templates", "schemes", "bank-holidays", "years" with its year-*.conf) lies: the installed
 * data, else the build tree's (its data/). The installed path when there is neither. g_free. */
char *site_data_directory(const char *name);
