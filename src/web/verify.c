/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about certificates, from the records that the engine publishes (pass/publish/codes.h). The same is
 * said by mail: templates/mail/verify.mustache. Knows nothing of HTTP, and writes nothing of what was typed
 * but a code that could be read. */
#include "web/verify.h"
#include "base/award_code.h"
#include "base/text.h"
#include "web/frame.h"
#include <jansson.h>
#include <string.h>

/* @code is as it is kept, so of letters, digits and dashes alone; or "". */
static void
append_form(GString *html, const char *code)
{
  g_string_append_printf(
      html,
      "<form method=\"get\" action=\"verify\">\n"
      "<label for=\"code\">The code on the certificate</label>\n"
      "<p class=\"hint\" id=\"code-hint\">Sixteen letters and digits in four groups, and perhaps a version "
      "behind them.</p>\n"
      "<input id=\"code\" name=\"code\" value=\"%s\" required maxlength=\"40\" autocomplete=\"off\" "
      "autocapitalize=\"characters\" spellcheck=\"false\" aria-describedby=\"code-hint\">\n"
      "<label for=\"name\">The name on it, if you want it compared</label>\n"
      "<p class=\"hint\" id=\"name-hint\">We tell nobody whose certificate it is, only whether this is the "
      "name.</p>\n"
      "<input id=\"name\" name=\"name\" maxlength=\"200\" autocomplete=\"off\" spellcheck=\"false\" "
      "aria-describedby=\"name-hint\">\n"
      "<button type=\"submit\">Check</button>\n</form>\n",
      code);
}

GBytes *
verify_form(Published *published)
{
  g_autoptr(GString) html = g_string_new(NULL);
  append_form(html, "");
  return frame_page(published, "Check a certificate", html->str);
}

static void
say(GString *html, const char *class, const char *words)
{
  g_autofree char *escaped = text_escape_markup(words);
  g_string_append_printf(html, "<p%s>%s</p>\n", class, escaped);
}

static const char *
member(const json_t *record, const char *name)
{
  const char *value = json_string_value(json_object_get(record, name));
  return value ? value : "";
}

typedef enum { NAME_NOT_GIVEN, NAME_AGREES, NAME_DIFFERS } NameCheck;

static NameCheck
check_name(const json_t *record, const char *code, const char *name)
{
  if (!name || !*name)
    return NAME_NOT_GIVEN;
  g_autofree char *given = award_code_name(code, name);
  return g_str_equal(given, member(record, "name")) ? NAME_AGREES : NAME_DIFFERS;
}

static void
say_name(GString *html, NameCheck check)
{
  if (check == NAME_NOT_GIVEN)
    say(html, "", "We have not compared the name on the paper: to have that done, give it below.");
  else
    say(html, "",
        check == NAME_AGREES ? "The name that you gave is the one on it."
                             : "The name that you gave is not the one on it.");
}

static void
say_award(GString *html, const json_t *record)
{
  g_autofree char *words =
      g_strdup_printf("%s issued it on %s: %s, %s.", member(record, "issuer"), member(record, "issued"),
                      member(record, "title"), member(record, "words"));
  say(html, "", words);
}

/* What the record says, and the page's title. A paper with a good code and a wrong name is not good. */
static const char *
say_record(GString *html, const json_t *record, const char *code, const char *name)
{
  const char *state = member(record, "state");
  NameCheck check = check_name(record, code, name);
  if (g_str_equal(state, "withdrawn")) {
    say(html, " class=\"state\"", "Withdrawn.");
    say(html, "", "It was issued here and no longer holds. More about it is not kept.");
    return "This certificate is withdrawn";
  }
  if (g_str_equal(state, "superseded")) {
    g_autofree char *words = g_strdup_printf(
        "Since %s a newer version of it holds, and this one no longer does. Please ask whoever "
        "showed it to you for the new one.",
        member(record, "replaced"));
    say(html, " class=\"state\"", "Replaced.");
    say(html, "", words);
  } else {
    say(html, " class=\"state\"", check == NAME_DIFFERS ? "Valid, but not in that name." : "Valid.");
  }
  say_award(html, record);
  say_name(html, check);
  if (g_str_equal(state, "superseded"))
    return "This certificate has been replaced";
  return check == NAME_DIFFERS ? "This certificate is valid, but not in that name"
                               : "This certificate is valid";
}

/* Of a state that this program does not know nothing is said: least of all that it is valid. */
static gboolean
is_told(const json_t *record)
{
  static const char *const states[] = { "valid", "superseded", "withdrawn", NULL };
  return g_strv_contains(states, member(record, "state"));
}

static json_t *
record_of(Published *published, const char *code)
{
  g_autofree char *hash = award_code_hash(code);
  const PublishedFile *file = published_record(published, hash);
  gsize length;
  const char *bytes = file ? g_bytes_get_data(file->bytes, &length) : NULL;
  json_t *record = bytes ? json_loadb(bytes, length, 0, NULL) : NULL;
  if (!record || is_told(record))
    return record;
  json_decref(record);
  return NULL;
}

/* @code is NULL when what was typed is none. */
static const char *
say_unknown(GString *html, const char *code)
{
  say(html, " class=\"state\"", "Not known to us.");
  say(html, "",
      code
          ? "We have issued no certificate with this code. Please compare it with the paper."
          : "This is no code of a certificate. It has sixteen letters and digits in four groups, and perhaps "
            "a version behind them. Please compare it with the paper.");
  return "Not known to us";
}

GBytes *
verify_page(Published *published, const char *typed, const char *name)
{
  g_autofree char *code = award_code(typed);
  g_autoptr(GString) html = g_string_new("<section class=\"result\">\n");
  json_t *record = code ? record_of(published, code) : NULL;
  if (code)
    g_string_append_printf(html, "<p>Certificate <strong>%s</strong></p>\n", code);
  const char *title = record ? say_record(html, record, code, name) : say_unknown(html, code);
  json_decref(record);
  g_string_append(html, "</section>\n<h2>Check again</h2>\n");
  append_form(html, code ? code : "");
  return frame_page(published, title, html->str);
}

GBytes *
verify_later(Published *published, guint seconds)
{
  g_autofree char *content = g_strdup_printf(
      "<p>Many certificates were checked from where you are, or from everywhere, in a short time. Please try "
      "again in %u second%s.</p>\n<p>The code can also be sent to the address on the certificate, as a mail "
      "with the subject <q>verify</q> and the code.</p>\n",
      seconds, seconds == 1 ? "" : "s");
  return frame_page(published, "Please wait a little", content);
}
