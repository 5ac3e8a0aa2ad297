/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of every page: no script, nothing fetched from elsewhere, readable in the dark, on phones and on
 * paper. */
#include "paper/page_style.h"
#include "base/text.h"

/* Text on its ground has a contrast of at least 7 to 1 (WCAG 2.2, 1.4.6), bars and lines of 3 to 1 (1.4.11).
 */
static const char style[] =
    ":root{color-scheme:light "
    "dark;--ink:#1b2733;--soft:#4a5a69;--paper:#fff;--tint:#eef3f8;--line:#c3cfda;--accent:#1f4e79;"
    "--on-accent:#fff}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#b9c5d0;--paper:#14191f;--tint:#1e262f;--"
    "line:#42505d;"
    "--accent:#9cc4ea;--on-accent:#0d1720}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 Calibri,Carlito,system-ui,\"Segoe "
    "UI\",Arial,sans-serif}"
    "main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}"
    "h1{margin:0;color:var(--accent);font-size:2rem;line-height:1.2}"
    ".subtitle{margin:.4rem 0 0;color:var(--soft);font-size:1.1rem}"
    "header{border-bottom:3px solid var(--accent);padding-bottom:1rem;margin-bottom:2rem}"
    "h2{margin:2.5rem 0 .75rem;font-size:1.3rem;line-height:1.3}"
    "a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:3px}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}"
    ".heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    "th,td{padding:.5rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid "
    "var(--line);overflow-wrap:break-word;white-space:pre-line}"
    "thead th{background:var(--accent);color:var(--on-accent);overflow-wrap:normal}"
    "tbody th{font-weight:600;min-width:9rem}tbody tr:nth-child(even){background:var(--tint)}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "section{margin:0 0 3rem}figure{margin:1.25rem 0 "
    "1.5rem}svg{display:block;width:100%;height:auto;max-width:26rem}"
    "svg text{fill:var(--ink);font:14px Calibri,Carlito,system-ui,Arial,sans-serif}svg "
    "rect{fill:var(--accent)}"
    ".feeds{list-style:none;margin:0;padding:0;display:grid;gap:1.25rem}"
    ".feeds li{border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.25rem "
    "1.25rem;background:var(--tint)}"
    ".feeds h2,.feeds h3{margin:0 0 .75rem}.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin:0 0 .9rem}"
    ".buttons a{display:inline-block;min-height:2.75rem;padding:.6rem "
    "1rem;border-radius:.4rem;background:var(--accent);"
    "color:var(--on-accent);text-decoration:none;font-weight:600}.buttons a:hover{text-decoration:underline}"
    ".address{margin:0;color:var(--soft)}.address "
    "code{overflow-wrap:anywhere;color:var(--ink);user-select:all}"
    "@media "
    "print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--tint:#fff;--line:#999;--accent:#"
    "1f4e79;--on-accent:#fff}"
    "main{max-width:none;padding:0}body{font-size:10pt}thead{display:table-header-group}tr,figure,.feeds "
    "li{break-inside:avoid}"
    "thead th,svg rect,.buttons a{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

void
page_append(GString *html, const char *words)
{
  g_autofree char *clean = text_clean(words ? words : "", -1, 0, TRUE);
  g_autofree char *escaped = text_escape_markup(clean);
  g_string_append(html, escaped);
}

void
page_begin(GString *html, const char *title, const char *subtitle, const char *more_style)
{
  g_string_append(html, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"robots\" content=\"noindex\">\n"
                        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  page_append(html, title);
  g_string_append_printf(html, "</title>\n<style>%s%s</style>\n</head>\n<body>\n<main>\n<header>\n<h1>",
                         style, more_style);
  page_append(html, title);
  g_string_append(html, "</h1>\n");
  if (subtitle && *subtitle) {
    g_string_append(html, "<p class=\"subtitle\">");
    page_append(html, subtitle);
    g_string_append(html, "</p>\n");
  }
  g_string_append(html, "</header>\n");
}

void
page_end(GString *html)
{
  g_string_append(html, "</main>\n</body>\n</html>\n");
}
