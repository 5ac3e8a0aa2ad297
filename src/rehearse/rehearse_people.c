/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes people up. Knows no role and no attribute by name: a scheme says which there are and whom they cover.
 */
#include "rehearse/rehearse_people.h"
#include "base/text.h"
#include "pass/roster.h"
#include <string.h>

#define A_SCHOOL 7       /* people at one school, about */
#define A_COVERER 10     /* so many people for each who covers an attribute */
#define A_NEWCOMER 15    /* one in so many is not on the roster at first */
#define A_SECOND_VALUE 6 /* one in so many has two values of an attribute that may be several */

static const char *const GIVEN[] = {
  "Aisha",  "Alasdair", "Amara",  "Anneliese", "Bronwen",  "Bogdan",   "Caoimhe", "Chidi",     "Chloë",
  "Dafydd", "Deepika",  "Eilidh", "Emeka",     "Esther",   "Farida",   "Fiona",   "Giulia",    "Gwilym",
  "Hamza",  "Hannah",   "Ingrid", "Ifeoma",    "Jasmine",  "João",     "Kamila",  "Kwame",     "Latoya",
  "Lukasz", "Maeve",    "Mei",    "Mohammed",  "Nadia",    "Niamh",    "Olga",    "Oluwaseun", "Parvati",
  "Pierre", "Priya",    "Rachel", "Rashid",    "Rhiannon", "Rukhsana", "Sanjay",  "Seán",      "Siobhán",
  "Søren",  "Tamsin",   "Tariq",  "Thandiwe",  "Tomasz",   "Ursula",   "Vikram",  "Wanjiru",   "Xiomara",
  "Yasmin", "Yusuf",    "Zainab", "Zoë",
};

static const char *const SURNAMES[] = {
  "Abernathy",  "Achebe",      "Adeyemi",     "Ahmed",      "Bäcker",    "Banerjee",    "Begum",
  "Bhatt",      "Blackwood",   "Castellanos", "Chaudhry",   "Dąbrowski", "Davies-Hale", "Desai",
  "Eriksson",   "Fairweather", "Ferreira",    "Fitzgerald", "García",    "Ghosh",       "Griffiths",
  "Hargreaves", "Hussain",     "Ivanova",     "Jankowski",  "Kamara",    "Kapoor",      "Kowalczyk",
  "Lindqvist",  "MacGregor",   "Mbeki",       "McAllister", "Mensah",    "Moreau",      "Mwangi",
  "Nakamura",   "Nguyen",      "Novák",       "O’Connor",   "Okonkwo",   "Osei",        "Patel",
  "Pemberton",  "Qureshi",     "Rahman",      "Ramanathan", "Rosetti",   "Saunders",    "Sørensen",
  "Szabó",      "Tanaka",      "Thistlewood", "Uzun",       "Vasquez",   "Wójcik",      "Xu",
  "Yıldız",     "Zhang",
};

static const char *const SCHOOL_PLACES[] = {
  "Alder Brook", "Ashcombe",    "Birchfield", "Canalside",   "Castle Rise",  "Copperfield",
  "Eastgate",    "Elm Grove",   "Fernhill",   "Foxglove",    "Greenacre",    "Hawthorn",
  "Hollybank",   "Ivy Lane",    "Kingsmead",  "Larkrise",    "Lime Tree",    "Marlpit",
  "Millstream",  "Northfield",  "Oakwood",    "Orchard Way", "Priory Park",  "Quarry Hill",
  "Riverside",   "Rowan Court", "Sandpiper",  "Summerhouse", "Three Spires", "Westbrook",
};

static const char *const SCHOOL_KINDS[] = { "Primary School", "Academy", "School", "College",
                                            "Community School" };

static const char *const SUBJECTS[] = {
  "Mathematics", "English", "Science", "History", "Computing", "Music"
};

static const char *
pick(GRand *chance, const char *const *words, guint n)
{
  return words[g_rand_int_range(chance, 0, (gint32) n)];
}

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

/* The letters of a name as an address has them. */
static char *
local_part(const char *name)
{
  g_autofree char *ascii = g_str_to_ascii(name, "C");
  GString *local = g_string_new(NULL);
  for (const char *p = ascii; *p; p++)
    if (g_ascii_isalnum(*p))
      g_string_append_c(local, g_ascii_tolower(*p));
    else if (*p == ' ')
      g_string_append_c(local, '.');
  return g_string_free(local, FALSE);
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
    const char *given = pick(chance, GIVEN, G_N_ELEMENTS(GIVEN)),
               *surname = pick(chance, SURNAMES, G_N_ELEMENTS(SURNAMES));
    g_autofree char *name =
        attempt < 50 ? g_strdup_printf("%s %s", given, surname)
                     : g_strdup_printf("%s %s %s", given, pick(chance, GIVEN, G_N_ELEMENTS(GIVEN)), surname);
    if (attempt > 100 || !name_is_taken(cast, name))
      return g_steal_pointer(&name);
  }
}

static Player *
add_player(Cast *cast, GRand *chance, const SchemeRole *role, const char *school)
{
  Player *player = g_new0(Player, 1);
  player->name = new_name(cast, chance);
  player->role = role;
  player->school = g_strdup(school);
  player->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_autofree char *local = local_part(player->name);
  const char *domain = school ? "example.sch.uk" : "example.ac.uk";
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
give_attributes(const Cast *cast, Player *player, guint number, GRand *chance)
{
  for (guint i = 0; i < cast->scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = cast->scheme->attributes->pdata[i];
    const char *const *values;
    guint n = values_of(attribute, &values);
    const char *drawn = pick(chance, values, n), *other = pick(chance, values, n);
    gboolean two =
        attribute->many && g_rand_int_range(chance, 0, A_SECOND_VALUE) == 0 && strcmp(other, drawn);
    if (is_of_school(cast->scheme, attribute))
      give_value(player, attribute->id, values[number % n], NULL);
    else
      give_value(player, attribute->id, drawn, two ? other : NULL);
  }
}

/* Those in charge of an attribute's values, who share them out. How many there are. */
static guint
add_coverers(Cast *cast, const SchemeRole *role, guint n, GRand *chance)
{
  const SchemeAttribute *attribute = scheme_attribute(cast->scheme, role->attribute);
  const char *const *values;
  guint n_values = values_of(attribute, &values), holders = CLAMP(n / A_COVERER, 1, n_values);
  for (guint i = 0; i < holders; i++) {
    Player *player = add_player(cast, chance, role, NULL);
    g_autoptr(GStrvBuilder) own = g_strv_builder_new();
    for (guint v = i; v < n_values; v += holders)
      g_strv_builder_add(own, values[v]);
    g_hash_table_insert(player->attributes, g_strdup(attribute->id), g_strv_builder_end(own));
  }
  return holders;
}

static char *
school_name(guint number)
{
  guint places = G_N_ELEMENTS(SCHOOL_PLACES);
  const char *kind = SCHOOL_KINDS[(number + number / places) % G_N_ELEMENTS(SCHOOL_KINDS)];
  if (number < places * G_N_ELEMENTS(SCHOOL_KINDS))
    return g_strdup_printf("%s %s", SCHOOL_PLACES[number % places], kind);
  return g_strdup_printf("%s %s %u", SCHOOL_PLACES[number % places], kind, number);
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
add_school(Cast *cast, guint number, guint people, GRand *chance)
{
  g_autofree char *school = school_name(number);
  const SchemeRole *listed = roster_role(cast->scheme);
  for (guint i = 0; i < cast->scheme->roles->len && people; i++) {
    const SchemeRole *role = cast->scheme->roles->pdata[i];
    if (role->covers != COVERS_SCHOOL)
      continue;
    give_attributes(cast, add_player(cast, chance, role, school), number, chance);
    people--;
  }
  for (guint i = 0; i < people; i++) {
    Player *player = add_player(cast, chance, plain_role(cast->scheme, i), school);
    give_attributes(cast, player, number, chance);
    player->newcomer = player->role == listed && g_rand_int_range(chance, 0, A_NEWCOMER) == 0;
  }
}

/* Everybody at a school is assigned to one of the @role's holders. */
static void
assign(Cast *cast, const SchemeRole *role, guint holders, GRand *chance)
{
  guint others = cast->players->len;
  for (guint h = 0; h < holders; h++) {
    Player *player = add_player(cast, chance, role, NULL);
    g_autoptr(GString) covers = g_string_new(NULL);
    for (guint i = h; i < others; i += holders) {
      const Player *one = cast->players->pdata[i];
      if (one->school)
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

Cast *
cast_new(const Scheme *scheme, guint n, GRand *chance)
{
  Cast *cast = g_new0(Cast, 1);
  cast->scheme = scheme;
  cast->players = g_ptr_array_new_with_free_func((GDestroyNotify) player_free);
  cast->addresses = g_hash_table_new(g_str_hash, g_str_equal);
  guint used = assigned_holders(scheme, n);
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_ATTRIBUTE)
      used += add_coverers(cast, role, n, chance);
    else if (role->covers == COVERS_ALL && add_player(cast, chance, role, NULL))
      used++;
  }
  guint left = n > used ? n - used : 1, schools = MAX(1, left / A_SCHOOL);
  for (guint i = 0; i < schools; i++)
    add_school(cast, i, left / schools + (i < left % schools), chance);
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_ASSIGNED)
      assign(cast, role, 1 + n / 20, chance);
  }
  return cast;
}

void
cast_free(Cast *cast)
{
  if (!cast)
    return;
  g_hash_table_unref(cast->addresses);
  g_ptr_array_unref(cast->players);
  g_free(cast);
}

const Player *
cast_find(const Cast *cast, const char *address)
{
  return g_hash_table_lookup(cast->addresses, address);
}

const Player *
cast_lead(const Cast *cast, const char *school)
{
  for (guint i = 0; school && i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (one->role->covers == COVERS_SCHOOL && !g_strcmp0(one->school, school))
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

void
cast_enrol(const Cast *cast, Store *store, Day since)
{
  const char *scheme = cast->scheme->id;
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *player = cast->players->pdata[i];
    if (player->newcomer)
      continue;
    gint64 school = player->school ? school_ensure(store, player->school) : 0;
    gint64 id = person_add(store, player->name, player->address);
    role_set(store, id, scheme, player->role->id, school, player->covers, since);
    GHashTableIter iter;
    gpointer name, values;
    g_hash_table_iter_init(&iter, player->attributes);
    while (g_hash_table_iter_next(&iter, &name, &values))
      attribute_set(store, id, scheme, name, values);
    journal_add(store, id, 0, "rehearsal", "joined as %s", player->role->title);
  }
}
