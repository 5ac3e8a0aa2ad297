/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rule was in force when, and which came before and after it. C2.1 */
#include "pass/tell/explain_rules.h"
#include <string.h>

static void
say_days(GPtrArray *lines, const Requirement *requirement, Day today)
{
  g_autofree char *from = requirement->from == DAY_NONE ? NULL : day_words(requirement->from);
  g_autofree char *until = requirement->until == DAY_NONE ? NULL : day_words(requirement->until);
  if (!from && !until)
    return;
  gboolean over = until && requirement->until < today;
  g_ptr_array_add(
      lines, g_strdup_printf("This rule %s in force%s%s%s%s%s", over ? "was" : "is", from ? " from " : "",
                             from ? from : "", until ? " until " : "", until ? until : "",
                             over ? ": what it asked is ended, and what came of it is kept" : ""));
}

void
explain_rules(GPtrArray *lines, const Scheme *scheme, const Requirement *requirement, Day today)
{
  const Requirement *before =
      requirement->replaces ? scheme_requirement(scheme, requirement->replaces) : NULL;
  say_days(lines, requirement, today);
  if (before)
    g_ptr_array_add(lines, g_strdup_printf("It took the place of \"%s\" (%s)", before->title, before->id));
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *other = scheme->requirements->pdata[i];
    if (!g_strcmp0(other->replaces, requirement->id))
      g_ptr_array_add(lines, g_strdup_printf("In its place came \"%s\" (%s), %s line %d%s", other->title,
                                             other->id, other->place.file, other->place.line,
                                             other->optional ? ", which is optional" : ""));
  }
}
