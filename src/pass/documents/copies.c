/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws filed answers into the form that they were given in. Reads records, writes none. */
#include "pass/documents/copies.h"
#include "pass/documents/enclose.h"
#include <string.h>

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static const SchemeForm *
form_of(Engine *engine, const Filed *filed, const Scheme **scheme)
{
  *scheme = schemes_find(engine->site->schemes, filed->scheme);
  return *scheme ? scheme_form(*scheme, filed->form) : NULL;
}

char *
copy_title(Engine *engine, const Filed *filed)
{
  const Scheme *scheme;
  const SchemeForm *form = form_of(engine, filed, &scheme);
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  const char *dot = strrchr(obligation->instance, '.');
  const char *term = dot ? dot + 1 : obligation->instance;
  return g_strdup_printf("%s, %s%s%s", form ? form->title : filed->form, obligation->year, *term ? " " : "",
                         term);
}

/* What stands in each box; the values are those of @answers. */
static void
fill_boxes(const SchemeForm *form, const GPtrArray *answers, GArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    for (guint j = 0; j < answers->len; j++) {
      const char *const *answer = answers->pdata[j]; /* field, value */
      if (!strcmp(answer[0], ((FormField *) form->fields->pdata[i])->id))
        g_array_index(boxes, Box, i).value = answer[1];
    }
}

Attachment *
copy_of_filed(Engine *engine, const Filed *filed, GError **error)
{
  const Scheme *scheme;
  const SchemeForm *form = form_of(engine, filed, &scheme);
  if (!form || form->records != RECORDS_NONE)
    return NULL;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  g_autoptr(Person) person = person_get(engine->store, filed->person);
  g_autoptr(GArray) boxes = form_boxes(form);
  g_autoptr(GPtrArray) answers = answers_of(engine->store, filed->id);
  fill_boxes(form, answers, boxes);
  g_autofree char *day = day_words(clock_day(engine->clock, filed->arrival));
  g_autofree char *title = copy_title(engine, filed);
  g_autofree char *intro =
      g_strdup_printf("%s\n\nA copy for %s of what we have on file: received on %s, version %d.",
                      scheme->title, person->name, day, filed->version);
  FormDocument document = { .title = form->title,
                            .intro = intro,
                            .footer = engine->site->partnership,
                            .ref = obligation->ref,
                            .form = form->id,
                            .boxes = (const Box *) boxes->data,
                            .n_boxes = boxes->len };
  g_autoptr(GBytes) bytes = form_document_draw(&document, error);
  if (!bytes)
    return NULL;
  g_autofree char *name = g_strdup_printf("%s - %s.docx", title, person->name);
  g_strdelimit(name, "/\\:", '-');
  return attachment_new(name, DOCX, bytes);
}
