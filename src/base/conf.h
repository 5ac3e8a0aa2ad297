/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading libconfig files against a table of what may stand in them: unknown keys (with the nearest known
 * one), wrong types and values out of range are faults with file:line. Collects every fault, not the first.
 * Does not know what the keys mean. The tables themselves are in conf_table.h. */
#pragma once
#include <glib.h>
#include <libconfig.h>

typedef struct ConfFile ConfFile;     /* one parsed file, with what it includes */
typedef struct ConfFaults ConfFaults; /* the faults found so far, "file:line: words" each */

ConfFaults *conf_faults_new(void);
void conf_faults_free(ConfFaults *faults);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConfFaults, conf_faults_free)
/* Line 0: the file as a whole. A fault that was already found is not added again. */
void conf_faults_add(ConfFaults *faults, const char *file, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
guint conf_faults_count(const ConfFaults *faults);
/* All of them, one a line; g_free. */
char *conf_faults_words(const ConfFaults *faults);
/* FALSE and FAULT_CONFIG with all faults when there is any. */
gboolean conf_faults_none(const ConfFaults *faults, GError **error);

/* ": did you mean "NEAR"?" for the one of @known that @word was probably meant to be, else "". g_free. */
char *conf_suggestion(const char *word, GPtrArray *known);

/* NULL, and a fault, when the file cannot be read or is no libconfig. "@include" is relative to the file. A
 * byte order mark is passed over. Whole numbers that libconfig 1.5 would wrap silently are faults. */
ConfFile *conf_file_read(const char *path, ConfFaults *faults);
void conf_file_free(ConfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConfFile, conf_file_free)
config_setting_t *conf_file_root(ConfFile *file);
const char *conf_file_path(const ConfFile *file);
/* The file that @setting stands in, included or not, and its line (from 1). */
const char *conf_file_of(const ConfFile *file, const config_setting_t *setting);
int conf_line_of(const config_setting_t *setting);
/* Adds the bytes of the file and of what it includes to @sum. */
void conf_file_digest(const ConfFile *file, GChecksum *sum);
