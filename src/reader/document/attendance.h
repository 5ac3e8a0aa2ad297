/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attendance reports of Microsoft Teams, Zoom and Google Meet, in whatever table they come. */
#pragma once
#include "reader/reading.h"

/* When the tables of @document are such a report, adds one more, of the sheet "attendance": the header Name,
 * Email, Minutes, First joined, Last left, then one row a person, minutes summed over re-joins and overlaps
 * counted once. The last two are YYYY-MM-DDTHH:MM:SS, or as the report writes them where it does not show
 * whether day or month stands first; "" where it has none. doc/contract.md, "Files that come in". */
void attendance_recognise(ReadingDocument *document);
