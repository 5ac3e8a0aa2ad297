/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The domain of mentord's errors. Does not print anything: a command does that, once. */
#include "base/fault.h"

G_DEFINE_QUARK(mentord - fault, fault)

int
fault_exit_status(const GError *error)
{
  return error->domain == FAULT ? error->code : FAULT_SOFTWARE;
}
