/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fonts of signs, in which a tick is a letter: what those of their signs mean that people put into forms.
 * Bullets and borders have no meaning and are not listed. */
#include "reader/word/docx.h"
#include <string.h>

enum { WINGDINGS, WINGDINGS_2, WEBDINGS, SYMBOL };

static const char *const fonts[] = { "Wingdings", "Wingdings 2", "Webdings", "Symbol" };

static const struct {
  guint8 font, code;
  const char *sign;
} signs[] = {
  { WINGDINGS, 0x28, "\u260e" },   { WINGDINGS, 0x2a, "\u2709" },     { WINGDINGS, 0x46, "\u261e" },
  { WINGDINGS, 0x4a, "\u263a" },   { WINGDINGS, 0x4b, "\U0001f610" }, { WINGDINGS, 0x4c, "\u2639" },
  { WINGDINGS, 0x6c, "\u25cf" },   { WINGDINGS, 0x6e, "\u25a0" },     { WINGDINGS, 0x6f, "\u2610" },
  { WINGDINGS, 0x71, "\u2751" },   { WINGDINGS, 0x72, "\u2752" },     { WINGDINGS, 0x78, "\u2612" },
  { WINGDINGS, 0x9f, "\u2022" },   { WINGDINGS, 0xa1, "\u25cb" },     { WINGDINGS, 0xa4, "\u25c9" },
  { WINGDINGS, 0xa7, "\u25aa" },   { WINGDINGS, 0xa8, "\u2610" },     { WINGDINGS, 0xab, "\u2605" },
  { WINGDINGS, 0xdf, "\u2190" },   { WINGDINGS, 0xe0, "\u2192" },     { WINGDINGS, 0xe1, "\u2191" },
  { WINGDINGS, 0xe2, "\u2193" },   { WINGDINGS, 0xe8, "\u2794" },     { WINGDINGS, 0xef, "\u21e6" },
  { WINGDINGS, 0xf0, "\u21e8" },   { WINGDINGS, 0xfb, "\u2717" },     { WINGDINGS, 0xfc, "\u2713" },
  { WINGDINGS, 0xfd, "\u2612" },   { WINGDINGS, 0xfe, "\u2611" },     { WINGDINGS_2, 0x4f, "\u2717" },
  { WINGDINGS_2, 0x50, "\u2713" }, { WINGDINGS_2, 0x51, "\u2612" },   { WINGDINGS_2, 0x52, "\u2611" },
  { WINGDINGS_2, 0x53, "\u2612" }, { WINGDINGS_2, 0x54, "\u2612" },   { WINGDINGS_2, 0x96, "\u25cf" },
  { WINGDINGS_2, 0x9f, "\u25a0" }, { WINGDINGS_2, 0xa3, "\u2610" },   { WEBDINGS, 0x61, "\u2713" },
  { WEBDINGS, 0x63, "\u2610" },    { WEBDINGS, 0x67, "\u25a0" },      { WEBDINGS, 0x72, "\u2717" },
  { SYMBOL, 0x44, "\u0394" },      { SYMBOL, 0x53, "\u03a3" },        { SYMBOL, 0x57, "\u03a9" },
  { SYMBOL, 0x61, "\u03b1" },      { SYMBOL, 0x62, "\u03b2" },        { SYMBOL, 0x64, "\u03b4" },
  { SYMBOL, 0x65, "\u03b5" },      { SYMBOL, 0x67, "\u03b3" },        { SYMBOL, 0x6c, "\u03bb" },
  { SYMBOL, 0x6d, "\u03bc" },      { SYMBOL, 0x70, "\u03c0" },        { SYMBOL, 0x71, "\u03b8" },
  { SYMBOL, 0x72, "\u03c1" },      { SYMBOL, 0x73, "\u03c3" },        { SYMBOL, 0x77, "\u03c9" },
  { SYMBOL, 0xa3, "\u2264" },      { SYMBOL, 0xa5, "\u221e" },        { SYMBOL, 0xac, "\u2190" },
  { SYMBOL, 0xad, "\u2191" },      { SYMBOL, 0xae, "\u2192" },        { SYMBOL, 0xaf, "\u2193" },
  { SYMBOL, 0xb0, "\u00b0" },      { SYMBOL, 0xb1, "\u00b1" },        { SYMBOL, 0xb3, "\u2265" },
  { SYMBOL, 0xb4, "\u00d7" },      { SYMBOL, 0xb7, "\u2022" },        { SYMBOL, 0xb8, "\u00f7" },
  { SYMBOL, 0xb9, "\u2260" },      { SYMBOL, 0xbb, "\u2248" },        { SYMBOL, 0xd6, "\u221a" },
};

const char *
symbol_font(const char *font, gsize n)
{
  for (guint i = 0; i < G_N_ELEMENTS(fonts); i++)
    if (strlen(fonts[i]) == n && !g_ascii_strncasecmp(font, fonts[i], n))
      return fonts[i];
  return NULL;
}

/* Programs write the code as it is, or in the private area from F000 on. */
const char *
symbol_sign(const char *font, gunichar code)
{
  if (code >= 0xf000 && code <= 0xf0ff)
    code -= 0xf000;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (fonts[signs[i].font] == font && signs[i].code == code)
      return signs[i].sign;
  return NULL;
}
