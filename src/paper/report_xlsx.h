/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of report_xlsx.c: where a table lies on its sheet, for the chart beside it. */
#pragma once
#include "paper/report_write.h"
#include "paper/spreadsheet.h"

enum { XLSX_NAVY = 0x1F4E79, XLSX_FIRST_ROW = 4 }; /* of the cells, below the row of headings */

/* A native chart of @table, on its own @sheet. */
void report_put_chart(Spreadsheet *spreadsheet, lxw_worksheet *sheet, const ReportTable *table);
