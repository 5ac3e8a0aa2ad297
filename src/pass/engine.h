/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: everything a pass works with. One is opened for a command, and closed by it; plan and rehearse
 * open the same one with another clock and other ends. */
#pragma once
#include "calendar/workdays.h"
#include "mail/submission.h"
#include "paper/certificate.h"
#include "paper/letter.h"
#include "pass/site/site.h"
#include "reader/reader.h"
#include "store/people.h"
#include "store/store.h"

/* Called between the steps of a pass. FALSE: the program is to end, so the pass ends here. */
typedef gboolean (*StepDone)(gpointer data);

typedef struct Engine Engine;

/* Carries out what the office ordered by mail, once the mailbox is drained: what it may order is above this
 * room. */
typedef gboolean (*Orders)(Engine *engine, GError **error);

/* What is wrong, in sentences, for the office's page: of char*. What is looked at is above this room. */
typedef GPtrArray *(*Warnings)(Engine *engine);

/* Rules that changed while everybody is decided by them for the first time. */
typedef struct {
  gboolean on;
  Instant at;     /* when they were taken up */
  Instant before; /* the last pass by the old ones; INSTANT_NONE: there was none */
  gint64 newest;  /* the last obligation that the old ones made */
} RulesEdit;

struct Engine {
  const Site *site; /* borrowed */
  Clock *clock;     /* borrowed */
  Store *store;     /* borrowed */
  Seam *seam;       /* borrowed */
  Reader *reader;   /* started at first use, owned */
  guint64 tickets;  /* given to it so far */
  Letters *letters;
  Certificates *certificates;
  BankHolidays *holidays;
  GHashTable *calendars; /* school id -> WorkCalendar */
  Instant counted;       /* when the answers of the last hour were counted, */
  gint64 answers;        /* and how many they are, with those since */
  RulesEdit edit;
  gboolean clock_jumped;  /* it is not to be trusted: nothing is begun by it. pass/jump.h */
  gboolean may_chase;     /* the mailbox was drained in this pass */
  gboolean publish_later; /* passes publish nothing: who set this calls publish() in the end */
  gboolean answers_none;  /* what is taken in came before: nobody is answered for it. office/replay.h */
  Orders orders;          /* or NULL */
  Warnings warnings;      /* or NULL */
  StepDone step_done;     /* or NULL */
  gpointer step_data;
};

Engine *engine_new(const Site *site, Clock *clock, Store *store, Seam *seam, GError **error);
void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)

/* One step of a pass is done. Whether to go on. */
gboolean engine_step(const Engine *engine);
/* The reader's process, started when first asked for. */
Reader *engine_reader(Engine *engine, GError **error);

/* The working days of a school (0: of the partnership). Owned by the engine. */
const WorkCalendar *engine_calendar(Engine *engine, gint64 school);
/* The start of the sending window of @day. */
Instant engine_window(Engine *engine, Day day);
/* The earliest instant not before @from that lies in a sending window of a working day of @school. */
Instant engine_sending_time(Engine *engine, gint64 school, Instant from);
/* The year of today; NULL outside every year. */
const Year *engine_year(Engine *engine);

/* Who stands in @role for @person (at @school): holders at the school, of the same attribute value, or
 * assigned, as the role covers; never @person. Of Person. C1.1. */
GPtrArray *engine_holders(Engine *engine, const Scheme *scheme, const char *role, gint64 person,
                          gint64 school);
/* The addresses of those that take mail, each once, added to @list (of char*); @role NULL: none. */
void engine_addresses(Engine *engine, const Scheme *scheme, const char *role, gint64 person, gint64 school,
                      GPtrArray *list);
/* The school at which @person holds one of @roles today (roles NULL: any); 0: none. */
gint64 engine_school(Engine *engine, const Scheme *scheme, gint64 person, const char *const *roles);
