/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and numbers of characters in HTML. Those of mathematics and of Greek are left as they stand. */
#include "reader/document/entities.h"
#include <string.h>

/* U+00A0 to U+00FF. */
static const char *const LATIN[] = {
  "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",
  "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",
  "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12",
  "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
  "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde",
  "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
  "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
  "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"
};

static const struct {
  const char *name;
  gunichar character;
} OTHERS[] = {
  { "amp", 0x26 },      { "lt", 0x3c },       { "gt", 0x3e },          { "quot", 0x22 },
  { "apos", 0x27 },     { "OElig", 0x152 },   { "oelig", 0x153 },      { "Scaron", 0x160 },
  { "scaron", 0x161 },  { "Yuml", 0x178 },    { "fnof", 0x192 },       { "circ", 0x2c6 },
  { "tilde", 0x2dc },   { "alpha", 0x3b1 },   { "beta", 0x3b2 },       { "gamma", 0x3b3 },
  { "delta", 0x3b4 },   { "mu", 0x3bc },      { "pi", 0x3c0 },         { "ensp", 0x2002 },
  { "emsp", 0x2003 },   { "thinsp", 0x2009 }, { "zwnj", 0x200c },      { "zwj", 0x200d },
  { "lrm", 0x200e },    { "rlm", 0x200f },    { "ndash", 0x2013 },     { "mdash", 0x2014 },
  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "sbquo", 0x201a },     { "ldquo", 0x201c },
  { "rdquo", 0x201d },  { "bdquo", 0x201e },  { "dagger", 0x2020 },    { "Dagger", 0x2021 },
  { "bull", 0x2022 },   { "hellip", 0x2026 }, { "permil", 0x2030 },    { "prime", 0x2032 },
  { "lsaquo", 0x2039 }, { "rsaquo", 0x203a }, { "euro", 0x20ac },      { "trade", 0x2122 },
  { "larr", 0x2190 },   { "uarr", 0x2191 },   { "rarr", 0x2192 },      { "darr", 0x2193 },
  { "minus", 0x2212 },  { "infin", 0x221e },  { "ne", 0x2260 },        { "le", 0x2264 },
  { "ge", 0x2265 },     { "check", 0x2713 },  { "checkmark", 0x2713 }, { "cross", 0x2717 },
  { "wcirc", 0x175 },   { "ycirc", 0x177 },   { "Wcirc", 0x174 },      { "Ycirc", 0x176 },
  { "lstrok", 0x142 },  { "zwsp", 0x200b },
};

/* 0x80 to 0x9f in Windows-1252. */
static const gunichar WINDOWS[] = { 0x20ac, 0xfffd, 0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0xfffd, 0x17d,  0xfffd,
                                    0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0xfffd, 0x17e,  0x178 };

static gboolean
is_called(const char *candidate, const char *name, gsize n)
{
  return strlen(candidate) == n && !strncmp(candidate, name, n);
}

gunichar
entity_of_name(const char *name, gsize n)
{
  for (guint i = 0; i < G_N_ELEMENTS(LATIN); i++)
    if (is_called(LATIN[i], name, n))
      return 0xa0 + i;
  for (guint i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    if (is_called(OTHERS[i].name, name, n))
      return OTHERS[i].character;
  return 0;
}

gunichar
entity_of_number(unsigned long number)
{
  if (number >= 0x80 && number < 0xa0)
    return WINDOWS[number - 0x80];
  return number && number < 0x110000 && g_unichar_validate((gunichar) number) ? (gunichar) number : 0xfffd;
}
