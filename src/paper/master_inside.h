/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of master.c share. */
#pragma once
#include "paper/form_box.h"
#include "paper/office_file.h"

/* Whether a place with @text in it is free: nothing, dots and lines to write on, or a prompt. */
gboolean master_is_room(const char *text);
/* "Ref 7K3Q9-F2M4X · Version 2026-27". g_free. */
char *master_ref_words(const char *ref, const char *version);

/* The labels of @boxes as text_key() has them, a set: beside one of them another stands above its value. */
GHashTable *master_labels(const Box *boxes, gsize n_boxes);

/* master_word.c, master_footer.c */
void word_fill(OfficeFile *file, const Box *boxes, gsize n_boxes);
void word_footers(OfficeFile *file, const char *words);
/* master_sheet.c */
void sheet_fill(OfficeFile *file, const Box *boxes, gsize n_boxes);
void sheet_fill_rows(OfficeFile *file, const FormWorkbook *form);
void sheet_footers(OfficeFile *file, const char *words);
