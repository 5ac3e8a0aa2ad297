/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names, put together. Knows no person. */
#include "rehearse/rehearse_names.h"

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

static const char *
pick(GRand *chance, const char *const *words, guint n)
{
  return words[g_rand_int_range(chance, 0, (gint32) n)];
}

char *
made_up_name(GRand *chance, gboolean longer)
{
  const char *given = pick(chance, GIVEN, G_N_ELEMENTS(GIVEN)),
             *surname = pick(chance, SURNAMES, G_N_ELEMENTS(SURNAMES));
  return longer ? g_strdup_printf("%s %s %s", given, pick(chance, GIVEN, G_N_ELEMENTS(GIVEN)), surname)
                : g_strdup_printf("%s %s", given, surname);
}

char *
made_up_local_part(const char *name)
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

char *
made_up_school(guint number)
{
  guint places = G_N_ELEMENTS(SCHOOL_PLACES);
  const char *kind = SCHOOL_KINDS[(number + number / places) % G_N_ELEMENTS(SCHOOL_KINDS)];
  if (number < places * G_N_ELEMENTS(SCHOOL_KINDS))
    return g_strdup_printf("%s %s", SCHOOL_PLACES[number % places], kind);
  return g_strdup_printf("%s %s %u", SCHOOL_PLACES[number % places], kind, number);
}
