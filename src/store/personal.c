/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all columns that may hold words about people. A new column is put here, or the tests fail. */
#include "store/personal.h"

#define OBLIGATIONS "(SELECT id FROM obligation WHERE person = ?1)"
#define FORMS "(SELECT id FROM filed WHERE person = ?1)"
#define MAILS                                                                                                \
  "(SELECT id FROM outbox WHERE person = ?1 UNION SELECT outbox FROM recipient"                              \
  " WHERE address IN (SELECT address FROM address WHERE person = ?1))"
#define COUNTED "scheme || ' ' || name IN (SELECT value FROM json_each(?2))"
#define ANSWERED                                                                                             \
  "(SELECT f.scheme || ' ' || f.form FROM filed f WHERE f.id = filed) || ' ' || field"                       \
  " IN (SELECT value FROM json_each(?3))"

/* What others are found by stands behind them: addresses, messages and forms come late. */
static const PersonalTable tables[] = {
  { "action", "things to do", "person = ?1 OR about = ?1", "person = ?1", FALSE, "words source", "", "", "",
    "scheme key kind" },
  { "activity", "activities", "person = ?1", NULL, FALSE, "", "source", "", "", "scheme activity" },
  { "answer", "answers in forms", "filed IN " FORMS " AND NOT " ANSWERED, "filed IN " FORMS, TRUE, "value",
    "", "", "", "field" },
  { "approval", "approvals", "obligation IN " OBLIGATIONS " OR by = ?1", NULL, FALSE, "words", "source", "",
    "", "role" },
  { "asking", "requests", "person = ?1", NULL, FALSE, "", "", "", "", "what template cc" },
  { "assigned", "names in lists of whom somebody covers", NULL, NULL, FALSE, "", "", "key", "", "" },
  { "attendance", "attendance", "person = ?1", NULL, FALSE, "", "source", "", "", "scheme event term how" },
  { "attribute", "attributes", "person = ?1 AND NOT " COUNTED, "person = ?1", TRUE, "value", "", "", "",
    "scheme name" },
  { "away", "times away", "person = ?1", NULL, TRUE, "deputy", "", "", "", "" },
  { "booking", "places", "person = ?1", NULL, FALSE, "", "", "", "", "scheme event group_key state" },
  { "cases", "cases",
    "person = ?1 OR (person IS NULL AND message IN " PERSONAL_MESSAGES ") OR obligation IN " OBLIGATIONS,
    "person = ?1", FALSE, "question detail outcome", "", "", "", "kind form" },
  { "claim", "claims", "person = ?1", NULL, FALSE, "reason", "", "", "", "scheme award year reference" },
  { "consent", "consents", "person = ?1", NULL, FALSE, "words", "", "", "", "scheme field" },
  { "correction", "corrections", "filed IN " FORMS, NULL, TRUE, "before after", "cause", "", "", "field" },
  { "elsewhere", "names in other providers' registers", NULL, NULL, FALSE, "name", "words", "", "",
    "provider code school title" },
  { "fetched", "calendars that were asked for", NULL, NULL, FALSE, "", "", "", "", "feed" },
  { "forgotten", "addresses that are not to come back", NULL, NULL, FALSE, "", "", "", "", "key" },
  { "held", "answers in doubt", "filed IN " FORMS, NULL, TRUE, "text", "", "", "", "field" },
  { "invitation", "dates put into their calendar", "person = ?1", NULL, FALSE, "", "why", "", "",
    "uid letter want state place answer" },
  { "journal", "journal lines", "person = ?1 OR obligation IN " OBLIGATIONS, NULL, FALSE, "what cause", "",
    "", "", "" },
  { "meeting", "meetings in a lead's own calendar", NULL, NULL, FALSE, "", "", "", "", "uid recurrence" },
  { "meta", "loose facts", NULL, NULL, FALSE, "", "value", "", "", "key" },
  { "name_word", "words of the name", "person = ?1", NULL, TRUE, "", "", "", "", "word" },
  { "news", "news", "person = ?1", NULL, FALSE, "", "", "", "", "kind" },
  { "obligation", "obligations", "person = ?1", NULL, FALSE, "", "evidence", "", "",
    "ref scheme requirement instance year state next_what" },
  { "office_mail", "commands of the office by mail", "person = ?1", NULL, FALSE, "words", "reply", "", "",
    "" },
  { "outage", "outages", NULL, NULL, FALSE, "", "words by", "", "", "what" },
  { "placement", "placements", "trainee = ?1 OR mentor = ?1 OR tutor = ?1", NULL, FALSE, "", "source", "key",
    "", "scheme event" },
  { "progress", "words on progress", "obligation IN " OBLIGATIONS, NULL, FALSE, "words", "source", "", "",
    "" },
  { "ref_of", "earlier refs", "obligation IN " OBLIGATIONS, NULL, FALSE, "", "", "", "", "ref" },
  { "removal", "mails to be taken off the server", NULL, NULL, FALSE, "", "", "", "", "why" },
  { "removal_sent", "mails of ours whose text is to go", "outbox IN " MAILS, NULL, TRUE, "", "", "", "", "" },
  { "role", "roles", "person = ?1", NULL, FALSE, "", "covers", "", "", "scheme role" },
  { "rung", "reminders", "obligation IN " OBLIGATIONS, NULL, FALSE, "", "", "", "", "how" },
  { "school", "schools", NULL, NULL, FALSE, "", "", "", "", "name key region" },
  { "school_attribute", "attributes of schools", NULL, NULL, FALSE, "", "value source", "", "",
    "scheme name" },
  { "session", "sessions", NULL, NULL, FALSE, "", "", "", "",
    "year key scheme event term place title filter" },
  { "session_was", "what sessions were before", NULL, NULL, FALSE, "", "", "", "", "place" },
  { "signing", "requests for a yes", "person = ?1 OR obligation IN " OBLIGATIONS, NULL, FALSE, "", "", "", "",
    "role template" },
  { "superseded", "earlier certificates", "award IN (SELECT id FROM award WHERE person = ?1)", NULL, FALSE,
    "name why", "", "", "", "code" },
  { "award", "awards and their certificates", "person = ?1", NULL, FALSE, "name words detail", "", "", "pdf",
    "scheme award instance year title certificate code holder" },
  { "token", "private links", "person = ?1", NULL, TRUE, "", "", "", "", "token purpose" },
  { "undelivered", "mails that did not arrive",
    "person = ?1 OR address IN (SELECT address FROM address WHERE person = ?1)", NULL, TRUE, "words", "",
    "address", "", "kind status found" },
  { "raw", "files and texts of mails from them", "message IN " PERSONAL_MESSAGES, NULL, TRUE, "", "", "",
    "bytes", "" },
  { "message", "mails that came from them", "id IN " PERSONAL_MESSAGES, NULL, FALSE,
    "message_id from_address subject verdict", "", "", "", "folder key sha256 state kind" },
  { "sealed", "files and texts of mails to them", "outbox IN " MAILS,
    "outbox IN (SELECT id FROM outbox WHERE person = ?1)", TRUE, "", "", "", "bytes", "" },
  { "outbox", "mails sent to them", "person = ?1", NULL, FALSE, "subject why error", "", "purpose", "",
    "kind template requirement message_id sender state" },
  { "recipient", "recipients of mails", "address IN (SELECT address FROM address WHERE person = ?1)", NULL,
    FALSE, "words", "", "address", "", "state" },
  { "filed", "forms", "person = ?1 OR about = ?1", "person = ?1", FALSE, "document", "by why reasons", "", "",
    "scheme form sha256 problem" },
  { "address", "addresses", "person = ?1", NULL, TRUE, "", "", "address", "", "" },
  { "person", "the name", "id = ?1", NULL, FALSE, "name", "", "", "", "" },
};

const PersonalTable *
personal_tables(guint *n)
{
  *n = G_N_ELEMENTS(tables);
  return tables;
}
