/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code of a certificate: as people type it, as it is kept, and what stands for it where it must not be
 * read. */
#pragma once
#include <glib.h>

/* Sixteen symbols, 80 random bits: not to be guessed, and still typed from paper. */
#define AWARD_CODE_SYMBOLS 16
/* Bytes of an award's number, XXXX-XXXX-XXXX-XXXX: what a code begins with. store/superseded.h */
#define AWARD_NUMBER 19
/* A code as it is kept: capitals, letters that are taken for digits as those digits, a dash after every
 * fourth symbol. NULL when @text has too few or too many symbols. g_free. */
char *award_code(const char *text);
/* 1 for the first; @code as it is kept. */
int award_version(const char *code);

/* The name of what is published of @code, which is as it is kept: 64 hex digits. Nobody finds the code from
 * it: 80 of its bits were drawn with a secret. g_free. */
char *award_code_hash(const char *code);
/* What says whether a name is the one that is printed beside @code: HMAC-SHA-256 with the code as its key, of
 * the name's words (text_name_key). Without the code it says nothing, not even that two certificates are of
 * the same name; with the code names can be tried. g_free. */
char *award_code_name(const char *code, const char *name);
