/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a mail from the office, read as one of its commands: "review 12 accept", "extend REF DATE". */
#pragma once
#include <glib.h>

typedef enum {
  ORDER_NONE, /* it is no command */
  ORDER_STATUS,
  ORDER_PLAN,   /* rest: a date, or "" */
  ORDER_REVIEW, /* the list */
  ORDER_SHOW,   /* what: a case */
  ORDER_ACCEPT, /* what: a case, "": the one that is answered; rest: "Label=value; Label=value", or "" */
  ORDER_REJECT, /* what: likewise */
  ORDER_ASSIGN, /* what: likewise; rest: an address */
  ORDER_EXTEND, /* what: a ref; rest: a date, and a reason behind it if there is one */
  ORDER_WAIVE,  /* what: a ref; rest: a reason, or "" */
  ORDER_WHY,    /* what: a ref or a number */
  ORDER_OUTBOX,
  ORDER_RELEASE, /* what: a mail, "": all that are held */
  ORDER_CANCEL,  /* likewise */
  ORDER_PERSON,  /* what: an address */
  ORDER_VALUE,   /* "Label=value" alone: of the ORDER_ACCEPT in a line above; rest: it */
} OrderKind;

typedef struct {
  OrderKind kind;
  char *what, *rest; /* never NULL */
} Order;
void order_clear(Order *order);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Order, order_clear)

/* What @line orders. Capitals, a full stop, "please" and "thanks", and a dash or a number in front of it do
 * not count; a sentence that only begins like a command is none. */
Order order_read(const char *line);
