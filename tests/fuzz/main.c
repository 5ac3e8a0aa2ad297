/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs an entry without libFuzzer: over the files named, or over what stands on stdin, or, built with
 * afl-clang-fast, over whatever AFL++ hands to the same process again and again. */
#include "fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __AFL_FUZZ_TESTCASE_LEN
__AFL_FUZZ_INIT();

static void
run_for_afl(void)
{
  __AFL_INIT();
  const guint8 *shared = __AFL_FUZZ_TESTCASE_BUF;
  while (__AFL_LOOP(2000)) {
    gsize n = (gsize) __AFL_FUZZ_TESTCASE_LEN;
    g_autofree guint8 *input = g_memdup2(shared, n); /* of its own size, so that reading beyond it is seen */
    LLVMFuzzerTestOneInput(input, n);
  }
}
#endif

static void
run_stdin(void)
{
  GByteArray *input = g_byte_array_new();
  guint8 piece[4096];
  gssize got;
  while ((got = read(STDIN_FILENO, piece, sizeof piece)) > 0)
    g_byte_array_append(input, piece, (guint) got);
  LLVMFuzzerTestOneInput(input->data, input->len);
  g_byte_array_unref(input);
}

static void
run_file(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n;
  if (!g_file_get_contents(path, &bytes, &n, &error)) {
    fprintf(stderr, "%s\n", error->message);
    exit(EXIT_FAILURE);
  }
  g_autofree guint8 *input = g_memdup2(bytes, n);
  LLVMFuzzerTestOneInput(input, n);
}

int
main(int argc, char **argv)
{
  LLVMFuzzerInitialize(&argc, &argv);
#ifdef __AFL_FUZZ_TESTCASE_LEN
  if (argc == 1)
    run_for_afl();
#else
  if (argc == 1)
    run_stdin();
#endif
  for (int i = 1; i < argc; i++)
    run_file(argv[i]);
  return EXIT_SUCCESS;
}
