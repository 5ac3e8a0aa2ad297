/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The domain of mentord's errors. Does not print anything: a command does that, once. */
#include "base/fault.h"

G_DEFINE_QUARK(mentord - fault, fault)

gboolean
fault_data(GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *words = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, FAULT, FAULT_DATA, words);
  return FALSE;
}

int
fault_exit_status(const GError *error)
{
  return error->domain == FAULT ? error->code : FAULT_SOFTWARE;
}
