/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws N certificates of a template and says how many milliseconds one took: bench-certificate DIRECTORY
 * TEMPLATE N [FILE]. No test: nothing is asserted. The last one drawn is written to FILE. */
#include "paper/certificate.h"
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
  if (argc < 4)
    return 64;
  int count = atoi(argv[3]);
  g_autoptr(Certificates) certificates = certificates_new(argv[1]);
  g_autoptr(GBytes) pdf = NULL;
  gint64 first = 0, begin = clock_monotonic();
  for (int i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf("Siân Ó Briain %d", i);
    const CertificateWords words = { "Certificate of Attendance",
                                     argc > 5 ? argv[5] : name,
                                     "Introduction to Mentor Training",
                                     "Tuesday 6 October 2026, 2 hours",
                                     "Example Education Partnerships Team",
                                     "14 October 2026",
                                     "MC-2026-7F3K9-QX4TD",
                                     "mailto:mentoring@example.ac.uk?subject=verify%20MC-2026-7F3K9-QX4TD",
                                     1791936000 };
    g_autoptr(GError) error = NULL;
    g_clear_pointer(&pdf, g_bytes_unref);
    pdf = certificates_draw(certificates, argv[2], &words, &error);
    if (!pdf) {
      fprintf(stderr, "%s\n", error->message);
      return error->code;
    }
    if (!i)
      first = clock_monotonic() - begin;
  }
  gint64 rest = clock_monotonic() - begin - first;
  printf("%s: first %d ms, then %.2f ms each, %zu bytes\n", argv[2], (int) first,
         count > 1 ? (double) rest / (count - 1) : 0.0, g_bytes_get_size(pdf));
  if (argc > 4 &&
      !g_file_set_contents(argv[4], g_bytes_get_data(pdf, NULL), (gssize) g_bytes_get_size(pdf), NULL))
    return 74;
  return 0;
}
