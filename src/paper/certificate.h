/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates: an SVG template whose <rect id="field-NAME"> boxes are filled with text, drawn as a tagged
 * PDF. The same values give the same bytes. Refuses rather than prints a missing glyph or a cut name. */
#pragma once
#include "base/clock.h"

typedef struct Certificates Certificates; /* fonts and templates loaded once */

Certificates *certificates_new(const char *directory);
void certificates_free(Certificates *certificates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Certificates, certificates_free)

typedef struct {
  const char *title;  /* "Certificate of Attendance" */
  const char *name;   /* as the person writes it */
  const char *words;  /* what it is for */
  const char *detail; /* second line: event date, credits; may be "" */
  const char *issuer; /* the partnership */
  const char *date;   /* "14 October 2026" */
  const char *code;   /* the verification code */
  const char *verify; /* text of the QR code: a mailto: or URL */
  Instant issued;
} CertificateWords;

/* FAULT_CONFIG "file:line: words" if @template_name cannot be used. */
gboolean certificates_check(Certificates *certificates, const char *template_name, GError **error);
/* PDF bytes; FAULT_DATA when a value cannot be printed whole. */
GBytes *certificates_draw(Certificates *certificates, const char *template_name,
                          const CertificateWords *words, GError **error);
