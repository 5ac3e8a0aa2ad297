/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of filed forms as a table: one row a form, one column a box. */
#pragma once
#include "mail/compose.h"
#include "pass/engine.h"

#define ANSWERS_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* An .xlsx of @filed (of Filed), a sheet a form. */
GBytes *answers_workbook(Engine *engine, const GPtrArray *filed, GError **error);
