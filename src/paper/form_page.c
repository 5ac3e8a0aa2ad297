/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the page. A browser itself asks for what was left out, for every group is `required`. */
#include "paper/form_page.h"
#include "paper/page_style.h"
#include <string.h>

static const char style[] =
    "main{max-width:46rem}form{margin:0}"
    "fieldset{margin:0 0 1.25rem;padding:1rem 1.25rem 1.1rem;border:1px solid "
    "var(--line);border-radius:.6rem;background:var(--tint);min-width:0}"
    "legend{padding:0 .4rem;margin-left:-.4rem;font-weight:600;font-size:1.1rem;overflow-wrap:anywhere}"
    ".email{margin:-.25rem 0 .4rem;color:var(--soft);overflow-wrap:anywhere}"
    ".choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;cursor:pointer}"
    ".choice input{flex:none;width:1.35rem;height:1.35rem;margin:0;accent-color:var(--accent)}"
    ".fields{display:grid;gap:.9rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,12rem),1fr))}"
    ".fields label{display:block;margin:0 0 .25rem}"
    ".fields input,.fields select{width:100%;min-height:2.75rem;padding:.5rem .6rem;border:1px solid "
    "var(--soft);border-radius:.35rem;background:var(--paper);color:var(--ink);font:inherit}"
    "input:focus-visible,select:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid "
    "var(--accent);outline-offset:2px}"
    "button{min-height:3rem;padding:.7rem 2rem;border:0;border-radius:.4rem;background:var(--accent);"
    "color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}"
    "@media print{fieldset{break-inside:avoid}button{display:none}.choice{min-height:0}.choice "
    "input{width:1em;height:1em}}";

static void
append_paragraph(GString *html, const char *words)
{
  if (!words || !*words)
    return;
  g_string_append(html, "<p>");
  page_append(html, words);
  g_string_append(html, "</p>\n");
}

static void
append_hidden(GString *html, guint number, const char *column, const char *value)
{
  g_string_append_printf(html, "<input type=\"hidden\" name=\"%u.%s\" value=\"", number, column);
  page_append(html, value);
  g_string_append(html, "\">\n");
}

static void
append_radio(GString *html, guint number, const FormPageChoice *choice, gboolean chosen)
{
  g_string_append_printf(html, "<label class=\"choice\"><input type=\"radio\" name=\"%u\" value=\"", number);
  page_append(html, choice->answer);
  g_string_append_printf(html, "\" required%s> <span>", chosen ? " checked" : "");
  page_append(html, choice->label);
  g_string_append(html, "</span></label>\n");
}

static void
append_row(GString *html, const FormPage *page, guint number, const FormPageRow *row)
{
  g_string_append(html, "<fieldset>\n<legend>");
  page_append(html, row->name);
  g_string_append(html, "</legend>\n");
  if (*row->email) {
    g_string_append(html, "<p class=\"email\">");
    page_append(html, row->email);
    g_string_append(html, "</p>\n");
  }
  append_hidden(html, number, "name", row->name);
  append_hidden(html, number, "email", row->email);
  for (gsize i = 0; i < page->n_choices; i++)
    append_radio(html, number, &page->choices[i], !g_strcmp0(row->answer, page->choices[i].answer));
  g_string_append(html, "</fieldset>\n");
}

static void
append_input(GString *html, guint number, const char *column, const char *type, const char *label)
{
  g_string_append_printf(html, "<div><label for=\"f%u-%s\">", number, column);
  page_append(html, label);
  g_string_append_printf(html,
                         "</label><input id=\"f%u-%s\" name=\"%u.%s\" type=\"%s\" maxlength=\"200\" "
                         "autocomplete=\"off\"></div>\n",
                         number, column, number, column, type);
}

static void
append_select(GString *html, const FormPage *page, guint number)
{
  g_string_append_printf(html, "<div><label for=\"f%u\">", number);
  page_append(html, page->choice_label);
  g_string_append_printf(
      html, "</label><select id=\"f%u\" name=\"%u\">\n<option value=\"\">Please choose</option>\n", number,
      number);
  for (gsize i = 0; i < page->n_choices; i++) {
    if (!*page->choices[i].answer)
      continue;
    g_string_append(html, "<option value=\"");
    page_append(html, page->choices[i].answer);
    g_string_append(html, "\">");
    page_append(html, page->choices[i].label);
    g_string_append(html, "</option>\n");
  }
  g_string_append(html, "</select></div>\n");
}

static void
append_empty_row(GString *html, const FormPage *page, guint number, guint nth)
{
  g_string_append_printf(html, "<fieldset>\n<legend>Somebody missing (%u of %u)</legend>\n", nth,
                         page->empty_rows);
  g_string_append(html, "<div class=\"fields\">\n");
  append_input(html, number, "name", "text", page->name_label);
  append_input(html, number, "email", "email", page->email_label);
  append_select(html, page, number);
  g_string_append(html, "</div>\n</fieldset>\n");
}

static void
append_people(GString *html, const FormPage *page)
{
  if (!page->n_rows)
    return;
  g_string_append(html, "<h2>Who came</h2>\n");
  append_paragraph(html, page->question);
  for (gsize i = 0; i < page->n_rows; i++)
    append_row(html, page, (guint) i + 1, &page->rows[i]);
}

char *
form_page(const FormPage *page)
{
  GString *html = g_string_new(NULL);
  page_begin(html, page->title, page->subtitle, style);
  append_paragraph(html, page->help);
  if (page->due) {
    g_string_append(html, "<p>Please send it <strong>");
    page_append(html, page->due);
    g_string_append(html, "</strong>.</p>\n");
  }
  g_string_append(html, "<form method=\"post\">\n");
  append_people(html, page);
  if (page->empty_rows) {
    g_string_append(html, "<h2>Is somebody missing?</h2>\n<p>Write them here; leave the rest empty.</p>\n");
    for (guint i = 0; i < page->empty_rows; i++)
      append_empty_row(html, page, (guint) page->n_rows + i + 1, i + 1);
  }
  g_string_append(html, "<h2>Ready?</h2>\n<p>This page can be sent once. A receipt comes to you by email; to "
                        "correct anything, reply to that receipt.</p>\n"
                        "<p><button type=\"submit\">Send</button></p>\n</form>\n");
  page_end(html);
  return g_string_free(html, FALSE);
}

char *
form_page_closed(const char *title, const char *subtitle, const char *words, const char *choice_label,
                 const FormPageRow *rows, gsize n_rows)
{
  GString *html = g_string_new(NULL);
  g_auto(GStrv) paragraphs = g_strsplit(words, "\n\n", -1);
  page_begin(html, title, subtitle, "main{max-width:46rem}");
  for (guint i = 0; paragraphs[i]; i++)
    append_paragraph(html, paragraphs[i]);
  if (n_rows) {
    g_string_append(html, "<h2>What is recorded</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                          "aria-label=\"What is recorded\"><table>\n<thead><tr><th scope=\"col\">Name</th>"
                          "<th scope=\"col\">");
    page_append(html, choice_label);
    g_string_append(html, "</th></tr></thead>\n<tbody>\n");
  }
  for (gsize i = 0; i < n_rows; i++) {
    g_string_append(html, "<tr><th scope=\"row\">");
    page_append(html, rows[i].name);
    g_string_append(html, "</th><td>");
    page_append(html, rows[i].answer ? rows[i].answer : "Nothing yet");
    g_string_append(html, "</td></tr>\n");
  }
  if (n_rows)
    g_string_append(html, "</tbody>\n</table></div>\n");
  page_end(html);
  return g_string_free(html, FALSE);
}
