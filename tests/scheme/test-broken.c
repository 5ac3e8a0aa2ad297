/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemes and years that are wrong: what is said, and of which line. Each case replaces one part of a small
 * right scheme; the part begins on line 2. */
#include "scheme/scheme.h"
#include <glib/gstdio.h>
#include <string.h>

/* libconfig 1.5 loses the text it was reading when it meets a syntax error; nothing of ours. By the library,
 * because a machine without llvm-symbolizer knows no function's name. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
  return "leak:libconfig";
}

typedef struct {
  const char *name, *text;
} Part;

static const Part scheme_parts[] = {
  { "scheme", "scheme = \"s\"; title = \"Scheme\";" },
  { "attributes",
    "attributes = ( { id = \"phase\"; values = (\"primary\", \"secondary\"); }, { id = \"subject\"; } );" },
  { "roles", "roles = ( { id = \"mentor\"; title = \"Mentor\"; }, { id = \"lead\"; title = \"Lead\"; covers "
             "= \"school\"; } );" },
  { "events", "events = ( { id = \"core\"; title = \"Core\"; per = \"term\"; for = \"mentor\"; },"
              "           { id = \"once\"; title = \"Once\"; for = \"mentor\"; } );" },
  { "activities", "activities = ( { id = \"study\"; title = \"Study\"; } );" },
  { "forms", "forms = ( { id = \"tracker\"; title = \"Tracker\"; document = \"tracker.docx\";"
             "  fields = ( { id = \"name\"; label = \"Name\"; type = \"text\"; } ); } );" },
  { "requirements",
    "requirements = ( { id = \"tracker\"; of = { role = \"mentor\"; }; return = \"tracker\"; } );" },
  { "awards",
    "awards = ( { id = \"paper\"; title = \"Paper\"; when = \"tracker\"; mail = \"certificate\"; } );" },
  { "feeds", "feeds = ( { id = \"all\"; title = \"All\"; } );" },
  { "reports", "reports = ( { id = \"all\"; kind = \"compliance\"; to = \"office\"; every = \"week\"; } );" },
};

static const Part year_parts[] = {
  { "year", "year = \"2026-27\"; starts = \"2026-09-01\"; ends = \"2027-08-31\";" },
  { "terms", "terms = ( { id = \"autumn\"; from = \"2026-09-01\"; to = \"2026-12-18\"; },"
             "          { id = \"spring\"; from = \"2027-01-04\"; to = \"2027-03-26\"; } );" },
  { "sessions",
    "sessions = ( { scheme = \"s\"; event = \"core\"; start = \"2026-10-06T16:00\"; minutes = 60; } );" },
};

typedef struct {
  const char *part, *text, *want;
} Case;

#define OF "of = { role = \"mentor\"; }; "
#define RETURN "requirements = ( { id = \"tracker\"; " OF "return = \"tracker\";\n"

static const Case scheme_cases[] = {
  /* schools, claims and notices */
  { "attributes",
    "attributes = ( { id = \"phase\"; of = \"school\"; values = (\"a\", \"b\");\n default = \"c\"; } );",
    "3: the default \"c\" is none of the values" },
  { "roles",
    "roles = ( { id = \"mentor\"; title = \"M\"; }, { id = \"lead\"; title = \"L\"; covers = \"school\";\n"
    " one_for = \"mentor\"; } );",
    "3: \"one_for\" goes with covers = \"assigned\" alone" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n"
    " { id = \"d\"; label = \"D\"; type = \"date\"; sets = \"phase\"; },\n"
    " { id = \"e\"; label = \"E\"; type = \"choice\"; of = \"tertiary\"; sets = \"phase\"; } ); } );",
    "3: \"sets\" goes with a choice, or a text where the attribute \"phase\" is free text\n"
    "4: \"tertiary\" is no value of the attribute \"phase\", which the answer sets" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; records = \"claims\"; columns = (\n"
    " { id = \"reference\"; label = \"R\"; type = \"text\"; }, { id = \"name\"; label = \"N\"; type = "
    "\"text\"; },\n"
    " { id = \"accepted\"; label = \"A\"; type = \"text\"; } ); } );",
    "2: a form that records claims wants a column with the id \"reason\"\n"
    "2: \"award\" and records = \"claims\" go together: what is claimed for" },
  { "awards",
    "awards = ( { id = \"paper\"; title = \"P\"; when = \"tracker\"; allowance = (\n"
    " { hours = 20; until = \"2025-08-31\"; },\n { hours = 16; from = \"2025-08-31\"; } ); } );",
    "4: two allowances hold on the same day: part them by \"from\" and \"until\"" },
  { "reports", "notices = ( { id = \"news\"; title = \"N\"; to = \"mentor\"; mail = \"news\"; } );",
    "2: a notice wants \"from\"" },
  /* the table */
  { "roles", "roles = ( { id = \"mentor\"; title = \"M\"; }, { id = \"lead\";\n titel = \"L\"; } );",
    "3: unknown key \"titel\": did you mean \"title\"?\n2: a role wants \"title\"" },
  { "requirements", RETURN "opend = { term = \"autumn\"; }; } );",
    "3: unknown key \"opend\": did you mean \"opens\"?" },
  { "requirements", RETURN "zzzzzz = 1; } );", "3: unknown key \"zzzzzz\"" },
  { "requirements", RETURN "optional = \"yes\"; } );", "3: \"optional\" wants true or false, not text" },
  { "requirements", RETURN "remind = { }; } );",
    "3: \"remind\" wants a list of groups ( { }, ... ), not a group { }" },
  { "requirements", RETURN "due = { working_days = 0; }; } );",
    "3: \"working_days\" is 0: it must be from 1 to 260" },
  { "requirements", RETURN "due = { working_days = 2.5; }; } );",
    "3: \"working_days\" wants a whole number, not a number with a point" },
  { "requirements", RETURN "due = { working_days = 4294967301; }; } );",
    "3: the number 4294967301 is too large" },
  { "events",
    "events = (\n { id = \"core\"; title = \"C\"; for = (\"mentor\", 3); }, { id = \"once\"; title = \"O\"; "
    "for = \"mentor\"; } );",
    "3: \"for\" wants text in quotes, or a list of texts, not a list of something else" },
  { "scheme", "scheme = \"My Scheme\";\ntitle = \"\";",
    "2: \"My Scheme\" is no id: it may hold lower-case letters, digits, - and _\n3: \"title\" is empty\n*" },
  { "feeds", "feeds = (\n { id = \"all\"; title = \"A\" },\n { id = \"all\"; title = \"B\" } );",
    "4: there is already a feed with the id \"all\"" },
  { "feeds", "feeds = (\n { id = \"all\"; title = \"A\" },\n { id \"b\" } );",
    "4: syntax error: a sign is missing or too much here or just before (; , = { } ( ) or quotes)" },
  { "reports",
    "reports = ( { id = \"n\"; kind = \"need\"; form = \"tracker\"; to = \"lead\"; every = \"week\"; } );",
    "2: \"kind\" cannot be \"need\": did you mean \"needs\"?" },
  /* words that name something */
  { "requirements",
    "requirements = ( { id = \"tracker\"; of = { role = \"mentr\"; };\n return = \"trackr\"; } );",
    "2: unknown role \"mentr\": did you mean \"mentor\"?\n3: unknown form \"trackr\": did you mean "
    "\"tracker\"?" },
  { "requirements",
    "requirements = ( { id = \"tracker\"; of = { role = \"mentor\";\n phse = \"primary\"; }; return = "
    "\"tracker\"; } );",
    "3: unknown attribute \"phse\": did you mean \"phase\"?" },
  { "requirements",
    "requirements = ( { id = \"tracker\"; of = { role = \"mentor\";\n phase = \"primry\"; }; return = "
    "\"tracker\"; } );",
    "3: unknown phase \"primry\": did you mean \"primary\"?" },
  { "requirements", RETURN "opens = { after = \"core.autum\"; }; } );",
    "3: year \"2026-27\" has no term \"autum\": did you mean \"autumn\"?" },
  { "requirements", RETURN "opens = { after = \"once.autumn\"; }; } );",
    "3: \"once.autumn\" names a term, but \"once\" is no event with per = \"term\"" },
  { "requirements", RETURN "opens = { term = \"summer\"; }; } );",
    "3: year \"2026-27\" has no term \"summer\"" },
  { "requirements", RETURN "for_each = \"cor\"; } );", "3: unknown event \"cor\": did you mean \"core\"?" },
  { "requirements", RETURN "for_each = \"once\"; } );",
    "2: \"for_each\" names \"once\", which is no event with per = \"term\" or spans = true" },
  { "requirements", RETURN "for_each = \"leads\"; } );",
    "3: unknown event \"leads\": did you mean \"lead\"?" },
  { "requirements", RETURN "}, { id = \"f\"; " OF "field = \"tracker.nam\"; } );",
    "3: unknown field \"nam\": did you mean \"name\"?" },
  { "requirements",
    RETURN "}, { id = \"l\"; " OF "log = \"stdy\"; }, { id = \"h\"; " OF "hold = \"papr\"; } );",
    "3: unknown activity \"stdy\": did you mean \"study\"?\n3: unknown award \"papr\": did you mean "
    "\"paper\"?" },
  { "roles",
    "roles = ( { id = \"mentor\"; title = \"M\"; }, { id = \"lead\"; title = \"L\";\n covers = \"phases\"; } "
    ");",
    "3: unknown attribute \"phases\": did you mean \"phase\"?" },
  { "awards",
    "awards = ( { id = \"paper\"; title = \"P\"; mail = \"certificate\";\n any = ( (\"tracker\"), "
    "(\"trackr\") ); } );",
    "3: unknown requirement \"trackr\": did you mean \"tracker\"?" },
  /* dates */
  { "requirements", RETURN "opens = { date = \"02-30\"; }; } );",
    "3: \"02-30\" is no date: write month and day, as \"06-30\"" },
  { "requirements", RETURN "due = { date = \"02-29\"; }; } );",
    "3: \"02-29\" is not in every year: write 02-28 or 03-01" },
  { "requirements", RETURN "opens = { date = \"06-15\"; }; due = { date = \"01-10\"; }; } );",
    "2: the requirement is due before it opens in the year \"2026-27\"" },
  { "requirements", RETURN "from = \"2026-09-31\"; } );",
    "3: \"from\" is \"2026-09-31\", which is no date: write it as \"2026-09-01\"" },
  { "requirements", RETURN "from = \"2027-01-01\"; until = \"2026-01-01\"; } );",
    "3: \"until\" lies before \"from\"" },
  /* what goes together */
  { "requirements", RETURN "opens = { term = \"autumn\"; date = \"10-01\"; }; } );",
    "3: \"opens\" has \"term\" and \"date\": say one of them" },
  { "requirements", RETURN "for_each = \"action.trackr\"; } );",
    "3: unknown form or requirement \"trackr\": did you mean \"tracker\"?" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; document = \"t.docx\"; event = \"once\"; fields = ( { id = "
    "\"name\"; label = \"N\"; type = \"text\"; } ); } );",
    "2: \"event\" goes with \"fields\" and records = \"attendance\": one form a meeting\n2: a form of a "
    "meeting "
    "wants a date field with the id \"attended\"" },
  { "requirements", RETURN "opens = { before = \"core\"; }; } );",
    "3: \"before\" and \"working_days\" go together: so many days before the event" },
  { "requirements", RETURN "for_each = \"placement\"; } );",
    "2: \"for_each\" names \"placement\", but the scheme has no event, or several, with spans = true: name "
    "the "
    "one that is meant" },
  { "requirements", RETURN "opens = { }; } );",
    "3: \"opens\" is empty: it wants one of term, date, after, before, met" },
  { "requirements", RETURN "due = { before = \"core\"; }; } );",
    "3: \"due\" wants \"working_days\", \"date\", or \"before\" with \"working_days\"" },
  { "requirements", RETURN "remind = ( { working_days = 0; mail = \"late\"; } ); } );",
    "3: \"remind\" counts from the due date: the requirement wants \"due\"" },
  { "requirements",
    RETURN
    "due = { working_days = 5; };\n remind = ( { working_days = 0; mail = \"a\"; cc = \"mentor\"; } ); "
    "} );",
    "4: \"cc\" names \"mentor\", which covers nobody: say in roles for whom its holder stands (covers = "
    "\"school\", \"assigned\", an attribute, or \"all\")" },
  { "requirements", RETURN "},\n { id = \"a\"; " OF "sign_off = (\"lead\", \"mentor\"); } );",
    "4: \"sign_off\" names \"mentor\", which covers nobody*" },
  { "requirements", RETURN "},\n { id = \"again\"; " OF "return = \"tracker\"; } );",
    "4: \"tracker\" and \"again\" ask the same of the same people at the same time: part them by an "
    "attribute "
    "or by \"from\" and \"until\", or leave one out" },
  { "events",
    "events = ( { id = \"core\"; title = \"C\"; for = \"mentor\"; spans = true;\n apart = ( { why = \"w\"; } "
    "); } );",
    "3: a member of \"apart\" wants \"role\" or \"attribute\", one of them*" },
  { "requirements", RETURN "\n cohort = \"phase\"; } );",
    "4: \"cohort\" says whose \"places\" they are: there are none" },
  { "requirements", RETURN "\n places = 3; for_each = \"term\"; } );",
    "4: \"places\" are of a year: leave \"for_each\" out" },
  { "requirements",
    RETURN "},\n { id = \"a\"; of = { role = \"mentor\"; place = \"tracker\"; }; return = \"tracker\"; } );",
    "4: \"place\" names \"tracker\", which has no \"places\"\n*" },
  { "requirements", RETURN "due = { working_days = 5; }; remind = (\n { working_days = 0; } ); } );",
    "4: a rung of \"remind\" wants \"mail\"" },
  { "requirements",
    RETURN "due = { working_days = 5; }; remind = ( { working_days = 0; mail = \"a\"; },\n { working_days = "
           "0; mail = \"b\"; } ); } );",
    "4: there is already a rung on working day 0" },
  { "requirements",
    RETURN
    "due = { working_days = 5; }; remind = ( { working_days = 0; mail = \"a\"; digest = true; } ); } );",
    "3: \"digest\" wants \"to\": the role whose digest it is" },
  { "requirements", RETURN "attend = \"core\"; } );",
    "3: \"return\" and \"attend\" are two kinds of evidence: put them into all = ( { }, { } ) or any = ( { "
    "}, { } )" },
  { "requirements", RETURN "times = 2; } );", "3: \"times\" goes with \"attend\" alone" },
  { "requirements", RETURN "per = \"term\"; } );", "3: \"per\" = \"term\" goes with \"attend\" alone" },
  { "requirements", RETURN "invite = \"come\"; } );", "3: \"invite\" goes with \"attend\" alone" },
  { "requirements", RETURN "send = \"ask\"; asked = false; } );",
    "3: \"asked\" is false, and yet there is \"send\": leave one out" },
  { "requirements", RETURN "}, { id = \"none\"; " OF "} );",
    "3: no evidence is named: return, attend, log, hours, sign_off, hold, serve, field, done, all or any" },
  { "requirements", RETURN "},\n { id = \"a\"; " OF "attend = \"once\"; per = \"term\"; } );",
    "4: \"once\" is to be attended per term, but the event is not held per = \"term\"" },
  { "requirements", RETURN "},\n { id = \"tracker\"; " OF "return = \"tracker\"; } );",
    "4: there is already a requirement with the id \"tracker\"" },
  { "requirements",
    "requirements = ( { id = \"tracker\"; of = { role = \"mentor\"; met = \"b\"; }; return = \"tracker\"; "
    "},\n"
    " { id = \"b\"; " OF "hold = \"paper\"; } );",
    "2: \"tracker\" waits for \"b\" waits for \"tracker\": none of them can ever be met" },
  { "requirements",
    RETURN "}, { id = \"any\"; " OF
           "any = (\n { times = 2; hold = \"paper\"; }, { sign_off = \"bos\"; } ); } );",
    "4: \"times\" goes with \"attend\" alone\n4: unknown role \"bos\"" },
  /* forms */
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"c\"; label = \"C\"; type = "
    "\"choice\"; } ); } );",
    "3: a field of type \"choice\" wants \"of\"" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"r\"; label = \"R\"; type = "
    "\"rating\"; } ); } );",
    "3: a field of type \"rating\" wants \"scale\"" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"t\"; label = \"T\"; type = \"text\"; "
    "scale = 3; } ); } );",
    "3: \"scale\" goes with a field of type \"rating\" alone" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"d\"; label = \"D\"; type = \"date\"; "
    "lines = 3; section = \"S\"; help = \"H\"; } ); } );",
    "3: \"lines\" goes with a field of type \"text\" alone" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"y\"; label = \"Y\"; type = "
    "\"yes-no\"; must = \"ja\"; } ); } );",
    "3: \"must\" is \"ja\", which this field cannot be answered with" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = ( { id = \"d\"; label = \"D\"; type = \"date\"; "
    "},\n"
    " { id = \"e\"; label = \"E\"; type = \"date\"; not_before = \"dd\"; } ); } );",
    "3: \"not_before\" names \"dd\", which is no date field of this form: did you mean \"d\"?" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; document = \"tracker.doc\"; fields = ( { id = \"t\"; label "
    "= \"T\"; type = \"text\"; } ); } );",
    "2: \"document\" is \"tracker.doc\": the name must end with .docx or .xlsx" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; records = \"people\"; columns = ( { id = \"name\"; label = "
    "\"N\"; type = \"text\"; } ); } );",
    "2: a form that records people wants a column with the id \"email\"" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"r\"; label = \"R\"; type = "
    "\"rating\"; scale = 4;\n"
    " alert = { when = \"under 2\"; to = \"lead\"; }; } ); } );",
    "4: the alert's \"when\" is \"under 2\": it may be \"filled\", an answer (yes-no, choice), or \"below "
    "2\" or \"above 2\" (rating, number)" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"t\"; label = \"T\"; type = \"text\"; "
    "part = 1; } ); } );",
    "3: \"part\" goes with \"also\": the label of the cell that holds two facts" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = (\n { id = \"t\"; label = \"T\"; type = "
    "\"yes-no\"; "
    "must = \"yes\"; unless = \"prior\"; } ); } );",
    "3: \"unless\" names \"prior\", which is no field of this form" },
  { "forms",
    "forms = ( { id = \"tracker\"; title = \"T\"; fields = ( { id = \"p\"; label = \"P\"; type = \"yes-no\"; "
    "},\n "
    "{ id = \"t\"; label = \"T\"; type = \"yes-no\"; unless = \"p\"; } ); } );",
    "3: \"unless\" says when \"must\" does not hold, and there is no \"must\"" },
  /* awards, feeds, reports */
  { "awards", "awards = ( { id = \"paper\"; title = \"P\"; } );",
    "2: an award wants \"when\" or \"any\": the requirements that it is for" },
  { "awards", "awards = ( { id = \"paper\"; title = \"P\"; when = \"tracker\"; holder = \"school\"; } );",
    "2: an award held by a school wants \"to\": the role it is mailed to" },
  { "awards",
    "awards = ( { id = \"paper\"; title = \"P\"; when = \"tracker\"; certificate = \"../x.svg\"; mail = "
    "\"m\"; } );",
    "2: \"certificate\" is the name of an .svg file among the templates" },
  { "feeds", "feeds = ( { id = \"a\"; title = \"A\"; deadlines = true; } );",
    "2: \"deadlines\" are private: the feed wants \"for_each\"" },
  { "reports", "reports = ( { id = \"a\"; kind = \"needs\"; to = \"lead\"; every = \"week\"; } );",
    "2: a report of kind \"needs\" wants \"form\"" },
  { "reports", "reports = ( { id = \"a\"; kind = \"visits\"; to = \"lead\"; every = \"year\"; } );",
    "2: a report of kind \"visits\" wants \"event\"" },
  { "reports",
    "reports = ( { id = \"a\"; kind = \"weeks\"; role = \"mentor\"; to = \"lead\"; every = \"week\"; } );",
    "2: a report of kind \"weeks\" wants \"activity\" or \"event\": what is held every week" },
  { "reports",
    "reports = ( { id = \"a\"; kind = \"payroll\"; show = \"phas\"; to = \"lead\"; every = \"month\"; } );",
    "2: unknown attribute \"phas\": did you mean \"phase\"?" },
  { "reports", "reports = (\n { id = \"a\"; kind = \"engagement\"; to = \"mentor\"; every = \"month\"; } );",
    "3: \"to\" names \"mentor\", which covers nobody: say in roles whom its holders see in the report "
    "(covers = "
    "\"school\", \"assigned\", an attribute, or \"all\")" },
  { "attributes",
    "attributes = ( { id = \"phase\"; values = (\"primary\", \"secondary\"); },\n { values = \"a\"; } );",
    "3: an attribute wants \"id\"" },
  { "requirements", "requirements = ( { id = \"tracker\"; " OF "\n return = 3; } );",
    "3: \"return\" wants text in quotes, or a list of texts, not a whole number" },
  { "attributes",
    "attributes = ( { id = \"phase\"; values = (\"primary\", \"secondary\"); }, { id = \"subject\"; },\n { "
    "id = \"role\"; } );",
    "3: an attribute cannot be called \"role\": the word has a meaning of its own" },
};

#define SESSION                                                                                              \
  "sessions = ( { scheme = \"s\"; event = \"core\"; minutes = 60; start = \"2026-10-06T16:00\"; },\n"

static const Case year_cases[] = {
  { "year", "year = \"y\"; starts = \"2026-09-01\";\nends = \"2026-01-01\";",
    "3: \"ends\" must lie after \"starts\", by at most a year\n*" },
  { "terms",
    "terms = ( { id = \"autumn\"; from = \"2026-09-01\"; to = \"2027-01-10\"; },\n"
    " { id = \"spring\"; from = \"2027-01-04\"; to = \"2027-03-26\"; } );",
    "3: term \"spring\" begins before term \"autumn\" has ended: terms stand in order and do not overlap" },
  { "terms", "terms = ( { id = \"autumn\"; from = \"2026-08-01\"; to = \"2026-12-18\"; } );",
    "2: this does not lie within the year" },
  { "sessions",
    SESSION "{ scheme = \"z\"; event = \"core\"; start = \"2026-10-07T16:00\"; minutes = 60; } );",
    "3: unknown scheme \"z\"*" },
  { "sessions", SESSION "{ scheme = \"s\"; event = \"cor\"; start = \"2026-10-07T16:00\"; minutes = 60; } );",
    "3: unknown event \"cor\": did you mean \"core\"?" },
  { "sessions",
    SESSION
    "{ scheme = \"s\"; event = \"core\"; start = \"2027-09-07T16:00\"; minutes = 60; term = \"autumn\"; } );",
    "3: \"start\" is \"2027-09-07T16:00\", which does not lie within the year" },
  { "sessions",
    SESSION "{ scheme = \"s\"; event = \"core\"; start = \"2026-12-29T16:00\"; minutes = 60; } );",
    "3: \"core\" is held each term, and this date lies in none: say \"term\"" },
  { "sessions",
    SESSION "{ scheme = \"s\"; event = \"core\"; start = \"2026-10-07 16:00\"; minutes = 60; } );",
    "3: \"start\" is \"2026-10-07 16:00\": write date and time as \"2026-10-06T16:00\"" },
  { "sessions",
    SESSION "{ scheme = \"s\"; event = \"core\"; start = \"2026-10-07T24:00\"; minutes = 60; } );",
    "3: \"start\" is \"2026-10-07T24:00\": write date and time as \"2026-10-06T16:00\"" },
  { "sessions", SESSION "{ scheme = \"s\"; event = \"core\"; start = \"2026-10-07T16:00\"; minute = 60; } );",
    "3: unknown key \"minute\": did you mean \"minutes\"?\n3: a session wants \"minutes\"" },
  { "sessions",
    SESSION "{ scheme = \"s\"; event = \"core\"; start = \"2026-10-07T16:00\"; minutes = 60; phase = "
            "\"tertiary\"; } );",
    "3: unknown phase \"tertiary\"" },
  { "sessions",
    SESSION
    "{ scheme = \"s\"; event = \"core\"; id = \"a\"; start = \"2026-10-07T16:00\"; minutes = 60; },\n"
    "{ scheme = \"s\"; event = \"core\"; id = \"a\"; start = \"2026-10-08T16:00\"; minutes = 60; } );",
    "4: there is already a session with the id \"a\"" },
  { "sessions",
    "placements = ( { scheme = \"s\"; school = \"A\"; trainee = \"nobody\"; from = \"2026-10-01\"; to = "
    "\"2026-11-01\"; } );",
    "2: a placement wants \"event\": the scheme \"s\" has none, or several, with spans = true\n"
    "2: \"trainee\" is \"nobody\", which is no address" },
  { "sessions",
    "placements = ( { scheme = \"s\"; event = \"core\"; trainee = \"a@example.org\"; from = \"2027-09-01\"; "
    "to "
    "= \"2027-11-01\"; } );",
    "2: \"core\" is no event with spans = true\n2: no day of this placement lies within the year" },
};

typedef struct {
  char *directory, *scheme, *year;
} Files;

/* The right parts on line 1, @replaced's text from line 2 on. */
static void
write_parts(const char *path, const Part *parts, gsize n, const Case *replaced)
{
  g_autoptr(GString) text = g_string_new(NULL);
  gboolean found = !replaced;
  for (gsize i = 0; i < n; i++)
    if (replaced && !strcmp(parts[i].name, replaced->part))
      found = TRUE;
    else
      g_string_append(text, parts[i].text);
  g_assert_true(found);
  if (replaced)
    g_string_append_printf(text, "\n%s\n", replaced->text);
  g_assert_true(g_file_set_contents(path, text->str, (gssize) text->len, NULL));
}

/* Faults as "line: words" of @path; of other files as they are. */
static char *
faults_of(const Files *files, const char *path)
{
  const char *const schemes[] = { files->scheme, NULL }, *const years[] = { files->year, NULL };
  g_autoptr(ConfFaults) faults = conf_faults_new();
  g_autoptr(Schemes) set = schemes_load(schemes, years, faults);
  g_autofree char *words = conf_faults_words(faults), *prefix = g_strconcat(path, ":", NULL);
  g_assert_cmpint(set == NULL, ==, conf_faults_count(faults) > 0);
  g_auto(GStrv) parts = g_strsplit(words, prefix, -1);
  return g_strjoinv("", parts);
}

/* A want that ends with * may be followed by faults that follow from the first. */
static void
assert_faults(const Case *replaced, const char *got)
{
  gboolean open = g_str_has_suffix(replaced->want, "*");
  if (open ? strncmp(got, replaced->want, strlen(replaced->want) - 1) == 0 : strcmp(got, replaced->want) == 0)
    return;
  g_test_message("%s\n gave   %s\n wanted %s", replaced->text, got, replaced->want);
  g_test_fail();
}

static void
files_open(Files *files)
{
  files->directory = g_dir_make_tmp("mentord-broken-XXXXXX", NULL);
  files->scheme = g_build_filename(files->directory, "s.conf", NULL);
  files->year = g_build_filename(files->directory, "y.conf", NULL);
  write_parts(files->scheme, scheme_parts, G_N_ELEMENTS(scheme_parts), NULL);
  write_parts(files->year, year_parts, G_N_ELEMENTS(year_parts), NULL);
}

static void
files_close(Files *files)
{
  g_assert_cmpint(g_unlink(files->scheme) | g_unlink(files->year) | g_rmdir(files->directory), ==, 0);
  g_free(files->directory);
  g_free(files->scheme);
  g_free(files->year);
}

static void
test_schemes(void)
{
  Files files;
  files_open(&files);
  g_autofree char *right = faults_of(&files, files.scheme);
  g_assert_cmpstr(right, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS(scheme_cases); i++) {
    write_parts(files.scheme, scheme_parts, G_N_ELEMENTS(scheme_parts), &scheme_cases[i]);
    g_autofree char *got = faults_of(&files, files.scheme);
    assert_faults(&scheme_cases[i], got);
  }
  files_close(&files);
}

static void
test_years(void)
{
  Files files;
  files_open(&files);
  for (gsize i = 0; i < G_N_ELEMENTS(year_cases); i++) {
    write_parts(files.year, year_parts, G_N_ELEMENTS(year_parts), &year_cases[i]);
    g_autofree char *got = faults_of(&files, files.year);
    assert_faults(&year_cases[i], got);
  }
  files_close(&files);
}

static void
test_files(void)
{
  g_autofree char *directory = g_dir_make_tmp("mentord-broken-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(directory, "s.conf", NULL),
                  *part = g_build_filename(directory, "p.conf", NULL);
  const char *const schemes[] = { path, NULL };
  g_autoptr(ConfFaults) faults = conf_faults_new();
  g_assert_null(schemes_load(schemes, NULL, faults)); /* it is not there */
  g_assert_cmpuint(conf_faults_count(faults), ==, 1);
  g_autofree char *words = conf_faults_words(faults);
  g_assert_true(g_str_has_prefix(words, path) && strstr(words, "cannot be read"));
  g_assert_true(g_file_set_contents(path, "scheme = \"s\";\ntitle = \"caf\xe9\";\n", -1, NULL));
  g_autoptr(ConfFaults) latin = conf_faults_new();
  g_assert_null(schemes_load(schemes, NULL, latin));
  g_autofree char *latin_words = conf_faults_words(latin), *latin_place = g_strconcat(path, ":2: ", NULL);
  g_assert_true(g_str_has_prefix(latin_words, latin_place) && strstr(latin_words, "UTF-8"));
  g_assert_true(g_file_set_contents(path, "scheme = \"s\"; title = \"S\";\n@include \"p.conf\"\n", -1, NULL));
  g_assert_true(g_file_set_contents(part, "\n\nroels = ();\n", -1, NULL));
  g_autoptr(ConfFaults) included = conf_faults_new();
  g_assert_null(schemes_load(schemes, NULL, included));
  g_autofree char *included_words = conf_faults_words(included);
  g_autofree char *want = g_strconcat(part, ":3: unknown key \"roels\": did you mean \"roles\"?", NULL);
  g_assert_cmpstr(included_words, ==, want);
  g_assert_cmpint(g_unlink(path) | g_unlink(part) | g_rmdir(directory), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/broken/schemes", test_schemes);
  g_test_add_func("/broken/years", test_years);
  g_test_add_func("/broken/files", test_files);
  return g_test_run();
}
