/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the entries of the fuzzers share. Each entry is a file of its own that defines LLVMFuzzerTestOneInput;
 * libFuzzer calls it, or main.c does for AFL++ and for single files. README.md says how they are run. */
#pragma once
#include "reader/reader.h"

/* The entry's own: @bytes is one input. Returns 0. */
int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n);
/* Called once before the first input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Reads the input as the reader's child does, hands the reading over the wire, and aborts when the engine
 * would not have taken it. */
void fuzz_read(const guint8 *bytes, gsize n, ReadAs as, const char *name);
/* The same for an Office document: the input is its members, each after a line "#### NAME", which are made a
 * ZIP of here, for no fuzzer finds its way through checksums. */
void fuzz_read_package(const guint8 *bytes, gsize n, const char *name);
/* The input as a string without NULs. g_free. */
char *fuzz_text(const guint8 *bytes, gsize n);
