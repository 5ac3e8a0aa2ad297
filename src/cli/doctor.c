/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doctor: tries every end, and says what is wrong in words that an office can act on. Repairs nothing, and
 * disturbs no daemon that runs beside it. */
#include "cli/doctor.h"
#include "base/fault.h"
#include <stdio.h>
#include <unistd.h>

static void
add(Doctor *doctor, const char *end, const char *state, const char *words)
{
  json_array_append_new(doctor->findings,
                        json_pack("{s:s, s:s, s:s}", "end", end, "state", state, "words", words));
  if (doctor->cli->json)
    return;
  printf("%s: %s: %s\n", end, state, words);
  fflush(stdout);
}

void
doctor_say(Doctor *doctor, FindingState state, const char *end, const char *format, ...)
{
  static const char *const states[] = { "ok", "note", "skipped" };
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *words = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  add(doctor, end, states[state], words);
}

void
doctor_wrong(Doctor *doctor, const char *end, GError *error)
{
  add(doctor, end, "wrong", error->message);
  if (!doctor->status)
    doctor->status = fault_exit_status(error);
  g_error_free(error);
}

void
doctor_progress(const Doctor *doctor G_GNUC_UNUSED, const char *format, ...)
{
  if (!isatty(STDERR_FILENO))
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *words = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fprintf(stderr, "%s\n", words);
}

static void
look_at_configuration(Doctor *doctor)
{
  const Cli *cli = doctor->cli;
  GError *fault = NULL;
  if (!check_papers_of(cli, &fault)) {
    doctor_wrong(doctor, "configuration", fault);
    return;
  }
  guint schemes = cli->site->schemes->schemes->len;
  doctor_say(doctor, FINDING_OK, "configuration", "%s: no faults in it, %u scheme%s and the templates",
             cli->site->file, schemes, schemes == 1 ? "" : "s");
}

gboolean
command_doctor(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  Doctor doctor = { .cli = cli, .findings = json_array() };
  look_at_configuration(&doctor);
  doctor_house(&doctor);
  doctor_mail(&doctor);
  guint wrong = 0;
  size_t i;
  json_t *finding;
  json_array_foreach(doctor.findings, i, finding) wrong +=
      !g_strcmp0(json_string_value(json_object_get(finding, "state")), "wrong");
  if (cli->json)
    cli_print_json(json_pack("{s:b, s:O}", "good", !wrong, "findings", doctor.findings));
  json_decref(doctor.findings);
  if (wrong)
    g_set_error(error, FAULT, doctor.status, "%u thing%s wrong", wrong, wrong == 1 ? " is" : "s are");
  return !wrong;
}
