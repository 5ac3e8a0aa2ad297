/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People, schools, roles, attributes, addresses. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *name, *region; /* region NULL: the partnership's */
} School;
void school_free(School *school);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(School, school_free)
/* Found by its name's key, else made. */
gint64 school_ensure(Store *store, const char *name);
School *school_get(Store *store, gint64 id);
gint64 school_find(Store *store, const char *name); /* 0: none */
GPtrArray *schools_all(Store *store);               /* of School, by name */
void school_set_region(Store *store, gint64 id, const char *region);

/* What is known of a school from a day on: its standing, what it chose. The latest line up to a day holds on
 * that day. */
typedef struct {
  char *scheme, *name, *value, *source;
  Day since;
  Instant at; /* when it was learned */
} SchoolAttribute;
void school_attribute_free(SchoolAttribute *attribute);
/* The value that holds on @day; NULL: none was ever said. g_free. */
char *school_attribute_get(Store *store, gint64 school, const char *scheme, const char *name, Day day);
/* From @since on, because of @source; its people are decided again. FALSE: it held already. */
gboolean school_attribute_set(Store *store, gint64 school, const char *scheme, const char *name,
                              const char *value, Day since, const char *source, gint64 message);
GPtrArray *school_attributes(Store *store, gint64 school); /* of SchoolAttribute, each by its dates */
/* The only school of which @value holds on @day; 0: none, or several. */
gint64 school_by_attribute(Store *store, const char *scheme, const char *name, const char *value, Day day);

typedef struct {
  gint64 id;
  char *scheme, *role;
  gint64 person;
  gint64 school;     /* 0: none */
  char *school_name; /* NULL: none */
  char *covers;      /* or NULL */
  Day since, until;  /* until DAY_NONE: still */
  gint64 replaces;   /* the person whose place it is; 0: nobody's */
} Role;
void role_free(Role *role);

typedef struct {
  gint64 id;
  char *name;
  char *address; /* the preferred one, NULL: none */
  Instant since;
  gboolean erased; /* counted still, and nothing more */
} Person;
void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

gint64 person_add(Store *store, const char *name, const char *address /* or NULL */);
Person *person_get(Store *store, gint64 id);
void person_rename(Store *store, gint64 id, const char *name);
/* Everyone that an address belongs to: of Person; more than one: it is shared. */
GPtrArray *people_by_address(Store *store, const char *address);
/* Those whose name has the same key, or agrees with @name (text_names_agree), within @school (0: everywhere):
 * of Person. */
GPtrArray *people_by_name(Store *store, const char *name, gint64 school);
GPtrArray *people_all(Store *store);                  /* of Person, by name */
GPtrArray *person_addresses(Store *store, gint64 id); /* of char*, preferred first */
/* TRUE when it is new to the person; FALSE too when it is no address. Of the preferred there is one at a
 * time. */
gboolean address_add(Store *store, gint64 person, const char *address, gboolean preferred);
void address_remove(Store *store, gint64 person, const char *address);
void address_bounced(Store *store, const char *address, Instant at); /* INSTANT_NONE: it takes mail again */
gboolean address_has_bounced(Store *store, const char *address);
/* Whether there is an address to which mail for @person goes, and it takes it. */
gboolean person_can_be_written_to(Store *store, gint64 person);

/* Adds the role or brings the row that stands at @since up to date: that of this school, else one without a
 * school, gets school, covers, the earlier since, and no end. @school 0, @covers NULL: not said, what stands
 * stays ("" for covers: none). Saying the same again changes nothing and marks nobody dirty; a role that
 * ended before @since begins anew in a row of its own. @covers: addresses and schools' names between commas
 * or semicolons. */
void role_set(Store *store, gint64 person, const char *scheme, const char *role, gint64 school,
              const char *covers, Day since);
void role_end(Store *store, gint64 id, Day until);
/* What @person holds as @role at @school is the place of @replaced. */
void role_replaces(Store *store, gint64 person, const char *scheme, const char *role, gint64 school,
                   gint64 replaced);
/* Those of whom a role begins on one of the days after @after until @today, or ended the day before one of
 * them: of gint64. */
GArray *roles_turning(Store *store, Day after, Day today);
/* The next day after @today on which a role begins or has ended; DAY_NONE: none is known. */
Day roles_next_turn(Store *store, Day today);
GPtrArray *person_roles(Store *store, gint64 person,
                        const char *scheme /* NULL: all */); /* of Role, ended ones included */
/* Current holders on @day of @role in @scheme; @school 0: any; @attribute NULL: any: of Person. */
GPtrArray *role_holders(Store *store, const char *scheme, const char *role, gint64 school,
                        const char *attribute, const char *value, Day day);
/* Holders of @role whose `covers` names one of the addresses of @person, or @school's name. */
GPtrArray *role_assigned(Store *store, const char *scheme, const char *role, gint64 person, gint64 school,
                         Day day);
/* Whom the role with the id @role covers by its `covers`: by address, or at a school on @day. Of gint64. */
GArray *role_assigned_people(Store *store, gint64 role, Day day);
/* Everyone with any of @roles (NULL: any role) of @scheme (NULL: any) at @school on @day: of Person. */
GPtrArray *school_people(Store *store, const char *scheme, gint64 school, const char *const *roles, Day day);

void attribute_set(Store *store, gint64 person, const char *scheme, const char *name,
                   const char *const *values);
GStrv attribute_get(Store *store, gint64 person, const char *scheme, const char *name); /* never NULL */
/* Those of whom @name is @value: of Person. */
GPtrArray *people_by_attribute(Store *store, const char *scheme, const char *name, const char *value);
/* Every attribute of a person: of GStrv {scheme, name, value}. */
GPtrArray *attributes_of(Store *store, gint64 person);

/* Whose obligations must be decided again. */
void dirty_add(Store *store, gint64 person);
gboolean dirty_any(Store *store); /* whether somebody waits to be decided */
void dirty_add_all(Store *store);
/* Removes the first of them whose id is above @after, at most @limit, and adds them to @ids (of gint64), in
 * their order. FALSE: none left. */
gboolean dirty_take(Store *store, gint64 after, guint limit, GArray *ids);
gint64 people_count(Store *store);
gint64 schools_count(Store *store);
