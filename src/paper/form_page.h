/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form of rows as a page that can be filled in and sent: one group of choices a person. It needs no script,
 * and can be used by keyboard, with a screen reader, on a phone and on paper. */
#pragma once
#include <glib.h>

/* What may be chosen for a person. */
typedef struct {
  const char *answer; /* "COLUMN=VALUE", as it is sent; "" for none of the others */
  const char *label;
} FormPageChoice;

typedef struct {
  const char *name, *email; /* email "": none is known */
  const char *answer;       /* of a choice that is known already; NULL: none is */
} FormPageRow;

typedef struct {
  const char *title, *subtitle;
  const char *question;                                /* what to choose beside each name: a sentence */
  const char *help;                                    /* the form's own, or NULL */
  const char *due;                                     /* "by Thursday 15 October 2026", or NULL */
  const char *name_label, *email_label, *choice_label; /* of the rows to be filled in */
  const FormPageChoice *choices;
  gsize n_choices;
  const FormPageRow *rows;
  gsize n_rows;
  guint empty_rows; /* for people who are missing */
} FormPage;

/* The page. What it sends: N.name, N.email and N=ANSWER for each row N. Equal values give equal bytes.
 * g_free. */
char *form_page(const FormPage *page);

/* The page once nothing is to be sent any more: @words say why, in plain text paragraphs parted by blank
 * lines, and the rows, whose answer is then words for people, what is recorded. g_free. */
char *form_page_closed(const char *title, const char *subtitle, const char *words, const char *choice_label,
                       const FormPageRow *rows, gsize n_rows);
