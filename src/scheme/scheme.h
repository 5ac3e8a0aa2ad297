/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheme: one policy's rules as data, loaded from conf/schemes/ and a year file and checked whole.
 * Immutable once loaded. Knows what a requirement asks of whom by when; knows neither people, nor mail, nor
 * documents. doc/schemes.md. */
#pragma once
#include "base/clock.h"
#include "base/conf.h"

#define ROLE_OFFICE "office" /* a role of every scheme that no scheme lists */

/* Where something stands in a file. */
typedef struct {
  const char *file; /* owned by the scheme set */
  int line;
} Place;

typedef struct {
  char *id;
  GStrv values;       /* NULL: free text */
  gboolean many;      /* a person may have several */
  gboolean of_school; /* an attribute of schools */
  char *fallback;     /* of a school of which nothing was said; NULL: none of the values */
} SchemeAttribute;

typedef enum { COVERS_NOTHING, COVERS_ALL, COVERS_SCHOOL, COVERS_ASSIGNED, COVERS_ATTRIBUTE } Covers;

typedef struct {
  char *id, *title;
  Covers covers;
  char *attribute; /* COVERS_ATTRIBUTE: those with the same value of it */
  GStrv one_for;   /* COVERS_ASSIGNED: roles of which everybody is to have exactly one holder; or NULL */
} SchemeRole;

/* A filter: every key's value must be among the person's (or session's). */
typedef struct {
  char *attribute;
  GStrv values;
} Filter;
void filter_free(Filter *filter);

/* What a mentor may not be to the one they mentor: a holder of the role for them, or whom their attribute
 * names. */
typedef struct {
  char *role, *attribute; /* one of them */
  char *why;              /* in words, for who looks at it */
} Apart;
void apart_free(Apart *apart);

typedef struct {
  char *id, *title;
  gboolean per_term;
  double hours;     /* 0: not said */
  GStrv roles;      /* for whom */
  GPtrArray *where; /* of Filter */
  int places;       /* 0: no limit */
  int at_least;     /* so many are to be held in a year, which is the partnership's own duty; 0: not said */
  gboolean spans;
  GPtrArray *apart; /* of Apart, or NULL */
  Place place;
} SchemeEvent;

/* What exactly was read or done, by whom it is for. */
typedef struct {
  GPtrArray *where; /* of Filter, on the person's attributes; NULL: everybody */
  char *title;
} SchemeEdition;

typedef struct {
  char *id, *title;
  double hours; /* 0: not said, which is not none */
  gboolean counts;
  gboolean paid;
  GStrv known_as;       /* what other programs call it in their lists, or NULL */
  GStrv said;           /* words of a reply that report it, or NULL */
  gboolean tell_office; /* each report waits for the office, to be handed on */
  GPtrArray *editions;  /* of SchemeEdition, or NULL */
} SchemeActivity;

typedef enum {
  FIELD_TEXT,
  FIELD_EMAIL,
  FIELD_DATE,
  FIELD_NUMBER,
  FIELD_YES_NO,
  FIELD_CHOICE,
  FIELD_RATING,
  FIELD_EVIDENCE,
  FIELD_PERSON
} FieldType;

/* Who is told at once when a box says something. */
typedef struct {
  char *when; /* "filled", "yes", "no", a choice, "below 2" or "above 3" */
  char *to;   /* role */
} FormAlert;

typedef struct {
  char *id, *label;
  char *key; /* text_key of the label */
  FieldType type;
  GStrv also; /* other labels under which the office's own form has it, perhaps in one cell with others; or
                 NULL */
  int part;   /* FIELD_TEXT: 1 or 2, which of the two facts of such a cell; 0: all of it */
  GStrv of;   /* choices; a rating's 1 to scale as text */
  int scale, pieces;
  int lines;     /* room on paper for a text, in lines; 0: not said */
  char *section; /* heading of the part of the form that begins here, or NULL */
  char *help;    /* what explains it on paper, or NULL */
  gboolean required, need;
  char *must;        /* "yes": a criterion */
  char *unless;      /* a yes-no field: answered with yes, `must` is not asked for; or NULL */
  GPtrArray *alerts; /* of FormAlert; or NULL */
  GStrv date_of;     /* FIELD_DATE: the fields of which it is the day, or NULL */
  GStrv not_before;  /* FIELD_DATE: date fields of the form that may not be later, or NULL */
  gboolean known; /* called like a role or an attribute of people: filled in, as far as it is known, before it
                     goes out */
  char *sets;     /* the attribute of the person, or of their school, that the answer becomes, or NULL */
  Place place;
} FormField;

/* What the rows of a returned workbook become. */
typedef enum {
  RECORDS_NONE,
  RECORDS_PEOPLE,
  RECORDS_ATTENDANCE,
  RECORDS_ACTIVITIES,
  RECORDS_CLAIMS,
  RECORDS_ACTIONS
} FormRecords;

typedef struct {
  char *id, *title;
  char *document; /* file name as sent: its suffix says docx or xlsx; NULL: none is sent */
  char *master;   /* the office's own file, or NULL */
  char *help;     /* what stands above its boxes: paragraphs between blank lines; or NULL */
  char *version;  /* as printed on it; NULL: that of the academic year */
  char *to;       /* the role whose digest gets it, or NULL */
  char *about;    /* the role it speaks of, or NULL */
  FormRecords records;
  char *event;  /* one box form a meeting: filed, it records this event for sender and person; or NULL */
  GStrv from;   /* roles whose holders may send it without being asked, about anybody; or NULL */
  GStrv awards; /* RECORDS_CLAIMS: what is claimed for */
  gboolean confidential, keep;
  int words;         /* of an essay; 0 */
  GPtrArray *fields; /* of FormField: fields or columns */
  Place place;
} SchemeForm;

typedef enum {
  EVIDENCE_RETURN,
  EVIDENCE_ATTEND,
  EVIDENCE_LOG,
  EVIDENCE_HOURS,
  EVIDENCE_SIGN_OFF,
  EVIDENCE_HOLD,
  EVIDENCE_SERVE,
  EVIDENCE_FIELD,
  EVIDENCE_DONE, /* the person's own word */
  EVIDENCE_ALL,
  EVIDENCE_ANY
} EvidenceKind;

typedef enum { PER_YEAR, PER_TERM, PER_CAREER } Per;

typedef struct Evidence Evidence;
struct Evidence {
  EvidenceKind kind;
  GStrv ids;    /* forms, events, activities, awards, roles: all of them are needed; EVIDENCE_FIELD: form and
                   field id; never NULL */
  int times;    /* ATTEND: at least, 1 */
  Per per;      /* ATTEND: within what they are counted; else PER_CAREER: once met, met in every later year */
  double hours; /* HOURS, or LOG with a sum; 0: none asked */
  double most;  /* LOG: not more than; 0: no limit */
  int months;   /* SERVE */
  gboolean paid;    /* LOG */
  gboolean returns; /* SIGN_OFF: may give the work back */
  char *why;        /* a remark, as "proven record"; or NULL */
  GPtrArray *parts; /* ALL, ANY: of Evidence */
};

typedef enum {
  OPENS_YEAR,
  OPENS_TERM,
  OPENS_DATE,
  OPENS_AFTER,
  OPENS_BEFORE,
  OPENS_MET
} OpensKind; /* OPENS_YEAR: with the year */

typedef struct {
  OpensKind kind;
  char *term;            /* OPENS_TERM */
  int month, day;        /* OPENS_DATE, within the academic year */
  int working_days;      /* OPENS_BEFORE: so many before the event's first session, or the span's first day */
  char *event, *of_term; /* OPENS_AFTER, OPENS_BEFORE: "core.autumn" is event core, term autumn; of_term NULL:
                            the instance's, or the year's */
  char *met; /* OPENS_MET: when this requirement is met; also when `of` has `met` and nothing is said */
} Opens;

typedef enum { DUE_NONE, DUE_WORKING_DAYS, DUE_DATE, DUE_BEFORE } DueKind;

typedef struct {
  DueKind kind;
  int working_days;      /* DUE_WORKING_DAYS after day 0; DUE_BEFORE: before the event's first session */
  int month, day;        /* DUE_DATE */
  char *event, *of_term; /* DUE_BEFORE */
} Due;

typedef struct {
  int working_days; /* before (negative), on the morning after (0) or after the due date */
  char *mail;       /* template */
  char *cc;         /* role in copy, or NULL */
  char *to;         /* role it goes to instead of the person, or NULL */
  gboolean digest;  /* a line of that role's digest, not a mail of its own */
  Place place;
} Rung;

typedef struct {
  GStrv roles;
  GPtrArray *where; /* of Filter, on the person's attributes */
  char *met;        /* another requirement that must be met first, or NULL */
  char *place;      /* a requirement with places: of those who hold one, or NULL */
  GStrv lacks;      /* awards: who holds one of them is not asked; or NULL */
} Audience;

typedef struct {
  char *mail, *cc;
  gboolean singly;
} MakeUp;

typedef struct {
  char *id, *title; /* title: from the form, event or activity when not said */
  Audience of;
  Evidence *evidence;
  gboolean optional;
  gboolean asked; /* FALSE: nothing is sent, it may come by itself */
  GStrv for_each; /* "core" (an event: each term of it), "core.spring", "placement", or NULL */
  Opens opens;
  Due due;
  char *send;        /* template of the request, or NULL */
  char *cc;          /* role in copy of the request, or NULL */
  char *encloses;    /* a certificate's template, printed and enclosed with the request, or NULL */
  char *invite;      /* template of the invitation to an event, or NULL */
  GPtrArray *remind; /* of Rung, in order of working_days */
  MakeUp *make_up;   /* or NULL */
  int places;        /* of a year, or of a cohort in it; 0: no limit */
  char *cohort;      /* attribute whose values have places of their own, or NULL */
  Day from, until;   /* in force, both included; DAY_NONE: always */
  char *replaces;    /* the requirement whose place it takes, or NULL */
  Place place;
} Requirement;

typedef enum { HOLDER_PERSON, HOLDER_SCHOOL, HOLDER_PARTNERSHIP } Holder;

/* The whole hours that may be claimed for one person's award granted from one day to another. */
typedef struct {
  int hours;       /* the first time */
  int refresher;   /* of those who hold it of an earlier year; 0: as the first time */
  Day from, until; /* both included; DAY_NONE: always */
} Allowance;

typedef struct {
  char *id, *title, *words; /* words: a template: {{term}} */
  GStrv when;               /* requirements, all of them */
  GPtrArray *any;           /* of GStrv: bundles, one of which is enough; NULL: none asked */
  char *for_each;           /* one award for each instance of this requirement, or NULL */
  int credits;
  Holder holder;
  char *to;          /* role it is mailed to when the holder is no person */
  char *certificate; /* template, or NULL: no paper */
  char *mail, *cc;
  char *encloses; /* a form: the return of it goes with the certificate, or NULL */
  Day from, until;
  GPtrArray *allowance; /* of Allowance, apart in time; or NULL */
  Place place;
} SchemeAward;

/* Something that everybody in a role is told once while it is in force. */
typedef struct {
  char *id, *title;
  GStrv to;        /* roles */
  char *mail;      /* template */
  Day from, until; /* told on and after from, to who joins until until; until DAY_NONE: for ever */
  Place place;
} SchemeNotice;

typedef struct {
  char *id, *title, *event; /* event NULL: every one */
  GPtrArray *where;         /* of Filter, on sessions */
  GStrv roles;              /* sessions of events that one of them may come to; NULL: of all */
  char *by;                 /* attribute: one public feed for each of its values; NULL: one for all */
  GStrv for_each;           /* roles: one private feed for each holder; NULL: public */
  gboolean deadlines;
  Place place;
} SchemeFeed;

typedef struct {
  char *id, *kind; /* needs, compliance, register, claims, school, attention, engagement, visits, weeks,
                      payroll, placements */
  char *title;     /* NULL: that of its kind */
  GStrv forms, awards, to;         /* to: roles, or "office" */
  GStrv events, activities, roles; /* what is counted, and of whom; or NULL */
  GStrv requirements;              /* that count; NULL: all that are not optional */
  GStrv show;                      /* attributes with a column of their own; or NULL */
  char *every;                     /* week, month, term, year */
  char *for_each;
  int below;
  char *share;
  Place place;
} SchemeReport;

typedef struct {
  char *id; /* of the scheme */
  char *title;
  GPtrArray *attributes, *roles, *events, *activities, *forms, *requirements, *awards, *feeds, *reports,
      *notices;
  char *file;
} Scheme;

typedef struct {
  char *id;
  Day from, to;
} Term;

typedef struct {
  Day from, to;
  char *why;
  char *school; /* NULL: the whole partnership */
} Closure;

typedef struct {
  char *scheme, *event, *term; /* term NULL: none; filled from the date when the event is per term */
  GPtrArray *where;            /* of Filter: phase, subject ... for whom it is */
  char *key; /* stable identity within the year file: scheme and `id` if given, else scheme, event, term,
              * values and position among its like: "SCHEME.core.autumn.primary.1" (never the date) */
  Day day;
  int minute;  /* local start */
  int minutes; /* length */
  char *place; /* where */
  char *title; /* or NULL */
  gboolean cancelled;
  Place at;
} YearSession;

typedef struct {
  char *id; /* "2026-27" */
  Day starts, ends;
  GPtrArray *terms, *closures, *sessions;
  GPtrArray *placements; /* of YearPlacement */
  char *file;
} Year;

typedef struct {
  char *id;                                /* if given: keeps its identity whatever else changes */
  char *scheme, *event;                    /* an event that spans */
  char *school, *trainee, *mentor, *tutor; /* addresses, but the school's name; all but trainee may be NULL */
  Day from, to;                            /* both included; may lie outside the year */
  Place at;
} YearPlacement;

/* Every scheme and year of a site, checked against each other. */
typedef struct {
  GPtrArray *schemes, *years;
  char *digest; /* sha256 of all the files' bytes, what they include too: changes when any rule or date did */
  GStringChunk *names; /* file names, for Place */
} Schemes;

/* Loads and checks. NULL when any fault was added to @faults. */
Schemes *schemes_load(const char *const *scheme_files, const char *const *year_files, ConfFaults *faults);
void schemes_free(Schemes *schemes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schemes, schemes_free)

/* The last day not after @today, and the next one after it, on which a rule came or comes into force or was
 * or will be over; DAY_NONE: none. */
void schemes_turns(const Schemes *schemes, Day today, Day *last, Day *next);
const Scheme *schemes_find(const Schemes *schemes, const char *id);
/* The year that @day lies in, else NULL. */
const Year *schemes_year(const Schemes *schemes, Day day);
const Year *schemes_year_id(const Schemes *schemes, const char *id);
const Term *year_term(const Year *year, const char *id);
const Term *year_term_on(const Year *year, Day day); /* the term that @day lies in, or the next one to come */
/* The date of @month and @day within @year (starts to ends). */
Day year_date(const Year *year, int month, int day);

const SchemeRole *scheme_role(const Scheme *scheme, const char *id);
const SchemeEvent *scheme_event(const Scheme *scheme, const char *id);
const SchemeForm *scheme_form(const Scheme *scheme, const char *id);
const FormField *form_field(const SchemeForm *form, const char *id);
const Requirement *scheme_requirement(const Scheme *scheme, const char *id);
const SchemeAward *scheme_award(const Scheme *scheme, const char *id);
/* The allowance of @award in force on @day, or NULL. */
const Allowance *award_allowance(const SchemeAward *award, Day day);
const SchemeActivity *scheme_activity(const Scheme *scheme, const char *id);
/* By its id, its title or what another program calls it, whatever the case and punctuation; or NULL. */
const SchemeActivity *scheme_activity_called(const Scheme *scheme, const char *text);
const SchemeAttribute *scheme_attribute(const Scheme *scheme, const char *id);
const SchemeReport *scheme_report(const Scheme *scheme, const char *id);

/* The form that @requirement asks back: what it returns, or the workbook
 * in which activities are written down; NULL when it asks none. */
const SchemeForm *requirement_form(const Scheme *scheme, const Requirement *requirement);
/* The instances of @requirement in @year, as the dates stand; a strv, g_strfreev:
 *   for_each = "core"          "core.autumn" ..., one for each term in which the event has a session that is
 * not cancelled for_each = "core.spring"   "core.spring", if it has one there for_each = "term" "autumn" ...,
 * every term for_each = "placement"     none here: placements are people's, not the year's (repeats_event())
 * attend per = "term"        "autumn" ..., the terms in which one of the
 * events has a session that is not cancelled else                       "", one for the year (or the career)
 */
GStrv requirement_instances(const Scheme *scheme, const Requirement *requirement, const Year *year);
/* The event that spans for which @each of a for_each repeats: "placement" is the scheme's only one. NULL: it
 * repeats for something else. */
const SchemeEvent *repeats_event(const Scheme *scheme, const char *each);
/* Whether @each of a for_each is a role: it repeats for each of its holders whom the person covers, who cover
 * them, or with whom they share a placement of the year. */
gboolean repeats_role(const Scheme *scheme, const char *each);
/* Whether @each of a for_each is "action" or "action.KIND"; the latter's KIND, a form or a requirement, into
 * *kind (borrowed; NULL: any). */
gboolean repeats_action(const char *each, const char **kind);
/* The only event of @scheme that spans, of several the one called "placement"; NULL: none. */
const SchemeEvent *scheme_span(const Scheme *scheme);
/* The mail templates that @scheme names, each once, with the place where: of TemplateUse. */
typedef struct {
  const char *name;
  Place place;
} TemplateUse;
GPtrArray *scheme_mail_templates(const Scheme *scheme);
GPtrArray *scheme_certificate_templates(const Scheme *scheme);
