/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes people up. Knows no role and no attribute by name: a scheme says which there are and whom they cover.
 */
#include "rehearse/rehearse_people.h"
#include "base/text.h"
#include "pass/people/roster.h"
#include "rehearse/rehearse_names.h"
#include <string.h>

#define A_SCHOOL 7        /* people at one school, about */
#define A_COVERER 10      /* so many people for each who covers an attribute */
#define A_NEWCOMER 15     /* one in so many is not on the roster at first */
#define A_SECOND_VALUE 6  /* one in so many has two values of an attribute that may be several */
#define A_SECOND_SCHEME 3 /* one in so many has a role in another scheme too, where there are several */

static const char *const SUBJECTS[] = {
  "Mathematics", "English", "Science", "History", "Computing", "Music"
};

static void
player_free(Player *player)
{
  g_free(player->name);
  g_free(player->address);
  g_free(player->private_address);
  g_free(player->school);
  g_free(player->covers);
  g_hash_table_unref(player->attributes);
  g_free(player);
}

static gboolean
name_is_taken(const Cast *cast, const char *name)
{
  for (guint i = 0; i < cast->players->len; i++)
    if (text_names_agree(((Player *) cast->players->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* A name that cannot be taken for one that there is; when there are too many people for that, a number is in
 * the address. */
static char *
new_name(const Cast *cast, GRand *chance)
{
  for (int attempt = 0;; attempt++) {
    g_autofree char *name = made_up_name(chance, attempt >= 50);
    if (attempt > 100 || !name_is_taken(cast, name))
      return g_steal_pointer(&name);
  }
}

static Player *
player_new(const Scheme *scheme, const SchemeRole *role, const char *school)
{
  Player *player = g_new0(Player, 1);
  player->scheme = scheme;
  player->role = role;
  player->school = g_strdup(school);
  player->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  return player;
}

/* An address that nobody has yet. */
static void
give_address(Cast *cast, Player *player)
{
  g_autofree char *local = made_up_local_part(player->name);
  const char *domain = player->school ? "example.sch.uk" : "example.ac.uk";
  player->address = g_strdup_printf("%s@%s", local, domain);
  for (guint i = 2; g_hash_table_contains(cast->addresses, player->address); i++) {
    g_free(player->address);
    player->address = g_strdup_printf("%s%u@%s", local, i, domain);
  }
  player->private_address = g_strdup_printf(
      "%.*s@example.org", (int) (strchr(player->address, '@') - player->address), player->address);
  g_hash_table_insert(cast->addresses, player->address, player);
  if (!g_hash_table_contains(cast->addresses, player->private_address))
    g_hash_table_insert(cast->addresses, player->private_address, player);
}

/* Whether somebody of this address has a role in @scheme. */
static gboolean
takes_part(const Cast *cast, const char *address, const Scheme *scheme)
{
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (one->scheme == scheme && !strcmp(one->address, address))
      return TRUE;
  }
  return FALSE;
}

/* Somebody of another scheme, at the same school or, like these, at none, who may have a role in @scheme too;
 * mostly NULL. */
static const Player *
known_elsewhere(const Cast *cast, GRand *chance, const Scheme *scheme, const char *school)
{
  if (scheme == cast->schemes->pdata[0] || g_rand_int_range(chance, 0, A_SECOND_SCHEME))
    return NULL;
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (one->scheme != scheme && !one->newcomer && !g_strcmp0(one->school, school) &&
        !takes_part(cast, one->address, scheme))
      return one;
  }
  return NULL;
}

static Player *
add_player(Cast *cast, GRand *chance, const Scheme *scheme, const SchemeRole *role, const char *school)
{
  const Player *known = known_elsewhere(cast, chance, scheme, school);
  Player *player = player_new(scheme, role, school);
  if (known) {
    player->name = g_strdup(known->name);
    player->address = g_strdup(known->address);
    player->private_address = g_strdup(known->private_address);
  } else {
    player->name = new_name(cast, chance);
    give_address(cast, player);
  }
  g_ptr_array_add(cast->players, player);
  return player;
}

static guint
values_of(const SchemeAttribute *attribute, const char *const **values)
{
  *values = attribute->values ? (const char *const *) attribute->values : SUBJECTS;
  return attribute->values ? g_strv_length(attribute->values) : G_N_ELEMENTS(SUBJECTS);
}

/* An attribute by whose values somebody is responsible for others. */
static gboolean
is_covered(const Scheme *scheme, const SchemeAttribute *attribute)
{
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_ATTRIBUTE && !strcmp(role->attribute, attribute->id))
      return TRUE;
  }
  return FALSE;
}

/* Of a whole school alike: what is the school's own, and what has a few values and somebody in charge of
 * each. */
static gboolean
is_of_school(const Scheme *scheme, const SchemeAttribute *attribute)
{
  return attribute->of_school || (attribute->values && is_covered(scheme, attribute));
}

static void
give_value(Player *player, const char *attribute, const char *value, const char *second)
{
  const char *const values[] = { value, second, NULL };
  g_hash_table_insert(player->attributes, g_strdup(attribute), g_strdupv((char **) values));
}

/* @number: of the school. */
static void
give_attributes(Player *player, guint number, GRand *chance)
{
  for (guint i = 0; i < player->scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = player->scheme->attributes->pdata[i];
    const char *const *values;
    guint n = values_of(attribute, &values);
    const char *drawn = values[g_rand_int_range(chance, 0, (gint32) n)],
               *other = values[g_rand_int_range(chance, 0, (gint32) n)];
    gboolean two =
        attribute->many && g_rand_int_range(chance, 0, A_SECOND_VALUE) == 0 && strcmp(other, drawn);
    if (is_of_school(player->scheme, attribute))
      give_value(player, attribute->id, values[number % n], NULL);
    else
      give_value(player, attribute->id, drawn, two ? other : NULL);
  }
}

/* Those in charge of an attribute's values, who share them out. How many there are. */
static guint
add_coverers(Cast *cast, const Scheme *scheme, const SchemeRole *role, guint n, GRand *chance)
{
  const SchemeAttribute *attribute = scheme_attribute(scheme, role->attribute);
  const char *const *values;
  guint n_values = values_of(attribute, &values), holders = CLAMP(n / A_COVERER, 1, n_values);
  for (guint i = 0; i < holders; i++) {
    Player *player = add_player(cast, chance, scheme, role, NULL);
    g_autoptr(GStrvBuilder) own = g_strv_builder_new();
    for (guint v = i; v < n_values; v += holders)
      g_strv_builder_add(own, values[v]);
    g_hash_table_insert(player->attributes, g_strdup(attribute->id), g_strv_builder_end(own));
  }
  return holders;
}

/* The role of the next person at a school: those that nobody but the office assigns, each in turn. */
static const SchemeRole *
plain_role(const Scheme *scheme, guint number)
{
  const SchemeRole *plain[8];
  guint n = 0;
  for (guint i = 0; i < scheme->roles->len && n < G_N_ELEMENTS(plain); i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_NOTHING)
      plain[n++] = role;
  }
  return n ? plain[number % n] : scheme->roles->pdata[0];
}

static void
add_school(Cast *cast, const Scheme *scheme, guint number, guint people, GRand *chance)
{
  g_autofree char *school = made_up_school(number);
  const SchemeRole *listed = roster_role(scheme);
  for (guint i = 0; i < scheme->roles->len && people; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers != COVERS_SCHOOL)
      continue;
    give_attributes(add_player(cast, chance, scheme, role, school), number, chance);
    people--;
  }
  for (guint i = 0; i < people; i++) {
    Player *player = add_player(cast, chance, scheme, plain_role(scheme, i), school);
    give_attributes(player, number, chance);
    player->newcomer = cast_find(cast, player->address) == player && player->role == listed &&
                       g_rand_int_range(chance, 0, A_NEWCOMER) == 0;
  }
}

/* Everybody of the scheme at a school is assigned to one of the @role's holders. */
static void
assign(Cast *cast, const Scheme *scheme, const SchemeRole *role, guint holders, GRand *chance)
{
  guint others = cast->players->len;
  for (guint h = 0; h < holders; h++) {
    Player *player = add_player(cast, chance, scheme, role, NULL);
    g_autoptr(GString) covers = g_string_new(NULL);
    for (guint i = h; i < others; i += holders) {
      const Player *one = cast->players->pdata[i];
      if (one->school && one->scheme == scheme && strcmp(one->address, player->address))
        g_string_append_printf(covers, "%s%s", covers->len ? ", " : "", one->address);
    }
    player->covers = g_string_free(g_steal_pointer(&covers), FALSE);
  }
}

static guint
assigned_holders(const Scheme *scheme, guint n)
{
  guint holders = 0;
  for (guint i = 0; i < scheme->roles->len; i++)
    holders += ((const SchemeRole *) scheme->roles->pdata[i])->covers == COVERS_ASSIGNED ? 1 + n / 20 : 0;
  return holders;
}

/* @n people of @scheme. */
static void
add_scheme(Cast *cast, const Scheme *scheme, guint n, GRand *chance)
{
  guint used = assigned_holders(scheme, n);
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_ATTRIBUTE)
      used += add_coverers(cast, scheme, role, n, chance);
    if (role->covers == COVERS_ALL && add_player(cast, chance, scheme, role, NULL))
      used++;
  }
  guint left = n > used ? n - used : 1, schools = MAX(1, left / A_SCHOOL);
  for (guint i = 0; i < schools; i++)
    add_school(cast, scheme, i, left / schools + (i < left % schools), chance);
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_ASSIGNED)
      assign(cast, scheme, role, 1 + n / 20, chance);
  }
}

static Player *
new_office(const char *address)
{
  Player *office = player_new(NULL, NULL, NULL);
  office->name = g_strdup("The office");
  office->address = g_strdup(address);
  office->private_address = g_strdup(address);
  return office;
}

/* So many roles that there are @n people: who is in two schemes counts once. */
Cast *
cast_new(const GPtrArray *schemes, const char *office, guint n, GRand *chance)
{
  Cast *cast = g_new0(Cast, 1);
  cast->schemes = schemes;
  cast->players = g_ptr_array_new_with_free_func((GDestroyNotify) player_free);
  cast->addresses = g_hash_table_new(g_str_hash, g_str_equal);
  cast->office = new_office(office);
  g_hash_table_insert(cast->addresses, cast->office->address, cast->office);
  for (guint i = 0; i < schemes->len; i++) {
    guint people = cast_people(cast), left = n > people ? n - people : 1;
    add_scheme(cast, schemes->pdata[i], MAX(1, left / (schemes->len - i)), chance);
  }
  return cast;
}

guint
cast_people(const Cast *cast)
{
  guint people = 0;
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    people += cast_find(cast, one->address) == one;
  }
  return people;
}

void
cast_free(Cast *cast)
{
  if (!cast)
    return;
  g_hash_table_unref(cast->addresses);
  g_ptr_array_unref(cast->players);
  player_free(cast->office);
  g_free(cast);
}

const Player *
cast_find(const Cast *cast, const char *address)
{
  return g_hash_table_lookup(cast->addresses, address);
}

const Player *
cast_lead(const Cast *cast, const Scheme *scheme, const char *school)
{
  for (guint i = 0; school && i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (one->scheme == scheme && one->role->covers == COVERS_SCHOOL && !g_strcmp0(one->school, school))
      return one;
  }
  return NULL;
}

const Player *
cast_stranger(const Cast *cast, const Player *player)
{
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (!text_names_agree(one->name, player->name))
      return one;
  }
  return player;
}
