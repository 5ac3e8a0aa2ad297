/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The styles of a drawn Word document: how its headings, labels and answers look. */
#pragma once
#include "paper/package.h"

/* Adds word/styles.xml. */
void form_styles_add(Package *package);
