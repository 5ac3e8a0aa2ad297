/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a page of one's own: landmarks, a list of what stands on it, sections under headings, no script. */
#include "paper/page_own.h"
#include "base/text.h"
#include "paper/page_style.h"
#include "paper/report_write.h"
#include <string.h>

/* Where the time stands that the page was made at, until it is known: no text has this character. */
#define MADE '\001'

typedef struct {
  guint number;
  char *words;
  ReportTone tone;
} Tile;

typedef struct {
  char *words, *url;
} Link;

static const char own_style[] =
    "main{max-width:74rem}"
    ".skip{position:absolute;left:-100rem}.skip:focus{position:static;display:inline-block;margin:0 0 1rem}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:0 0 "
    "2rem;"
    "padding:0;list-style:none}"
    ".tiles li{border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;background:var(--tint)}"
    ".tiles strong{display:block;font-size:1.9rem;line-height:1.2;font-variant-numeric:tabular-nums}"
    ".tiles .t-bad{background:var(--bad);color:var(--on-bad)}.tiles .t-wait{background:var(--wait);color:"
    "var(--on-wait)}.tiles .t-good{background:var(--good);color:var(--on-good)}"
    ".contents{margin:0 0 2.5rem}.contents h2{margin:0 0 .4rem;font-size:1rem;color:var(--soft)}"
    ".contents ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.25rem}"
    ".contents a{display:inline-block;padding:.35rem 0}"
    ".part{margin:0 0 3.5rem}.part>h2{margin:0 0 1rem;padding-top:1.5rem;border-top:1px solid var(--line);"
    "font-size:1.5rem;color:var(--accent)}.part h3{margin:1.75rem 0 .6rem;font-size:1.15rem;line-height:1.3}"
    ".part section{margin:0 0 2rem}.part .lines{font-size:1rem;margin:0 0 1.25rem}"
    ".part .feeds h3{margin:0 0 .75rem}"
    "td.bad{background:#fbe3e1;color:#7a1212;font-weight:600}"
    "@media(prefers-color-scheme:dark){td.bad{background:#4a1a1a;color:#ffd9d6}}"
    "@media print{td.bad{background:#fbe3e1;color:#7a1212}}"
    ".todo{margin:0 0 2.5rem;padding:1.1rem 1.25rem;border-left:.4rem solid "
    "var(--accent);background:var(--tint)}"
    ".todo h2{margin:0 0 .75rem}.todo .buttons{margin:0}"
    "footer{border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);max-width:44rem}"
    "footer p{margin:.3rem 0}"
    "@media(max-width:40rem){table{font-size:.9rem}th,td{padding:.35rem .4rem;hyphens:auto}tbody "
    "th{min-width:4.5rem}}"
    "@media print{.contents,.skip,.calendars,.todo{display:none}.part{margin:0 0 1.5rem}"
    ".part>h2,h3{break-after:avoid}.tiles li{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

static void
tile_free(gpointer data)
{
  Tile *tile = data;
  g_free(tile->words);
  g_free(tile);
}

static void
link_free(gpointer data)
{
  Link *link = data;
  g_free(link->words);
  g_free(link->url);
  g_free(link);
}

static void
feed_clear(gpointer data)
{
  PageFeed *feed = data;
  g_free((char *) feed->title);
  g_free((char *) feed->url);
}

OwnPage *
own_page_new(const char *title, const char *subtitle, const char *privacy)
{
  OwnPage *page = g_new0(OwnPage, 1);
  page->title = g_strdup(title);
  page->subtitle = g_strdup(subtitle);
  page->privacy = g_strdup(privacy);
  page->lines = g_ptr_array_new_with_free_func(g_free);
  page->tiles = g_ptr_array_new_with_free_func(tile_free);
  page->links = g_ptr_array_new_with_free_func(link_free);
  page->sections = g_ptr_array_new_with_free_func((GDestroyNotify) report_free);
  page->feeds = g_array_new(FALSE, FALSE, sizeof(PageFeed));
  g_array_set_clear_func(page->feeds, feed_clear);
  return page;
}

void
own_page_free(OwnPage *page)
{
  if (!page)
    return;
  g_free(page->title);
  g_free(page->subtitle);
  g_free(page->privacy);
  g_ptr_array_unref(page->lines);
  g_ptr_array_unref(page->tiles);
  g_ptr_array_unref(page->links);
  g_ptr_array_unref(page->sections);
  g_array_unref(page->feeds);
  g_free(page);
}

void
own_page_add_line(OwnPage *page, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(page->lines, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

void
own_page_add_tile(OwnPage *page, guint number, const char *words, ReportTone tone)
{
  Tile *tile = g_new0(Tile, 1);
  tile->number = number;
  tile->words = g_strdup(words);
  tile->tone = tone;
  g_ptr_array_add(page->tiles, tile);
}

void
own_page_add_link(OwnPage *page, const char *words, const char *url)
{
  Link *link = g_new0(Link, 1);
  link->words = g_strdup(words);
  link->url = g_strdup(url);
  g_ptr_array_add(page->links, link);
}

void
own_page_add_feed(OwnPage *page, const char *title, const char *url)
{
  PageFeed feed = { g_strdup(title), g_strdup(url) };
  g_array_append_val(page->feeds, feed);
}

void
own_page_add_section(OwnPage *page, Report *section)
{
  if (section)
    g_ptr_array_add(page->sections, section);
}

static void
append_element(GString *html, const char *tag, const char *words)
{
  g_string_append_printf(html, "<%s>", tag);
  page_append(html, words);
  g_string_append_printf(html, "</%s>\n", tag);
}

static void
append_tiles(GString *html, const OwnPage *page)
{
  static const char *const tones[] = {
    [TONE_NONE] = "t-none", [TONE_GOOD] = "t-good", [TONE_WAIT] = "t-wait", [TONE_BAD] = "t-bad"
  };
  if (page->tiles->len)
    g_string_append(html, "<ul class=\"tiles\">\n");
  for (guint i = 0; i < page->tiles->len; i++) {
    const Tile *tile = page->tiles->pdata[i];
    g_string_append_printf(html, "<li class=\"%s\"><strong>%u</strong> ", tones[tile->tone], tile->number);
    page_append(html, tile->words);
    g_string_append(html, "</li>\n");
  }
  if (page->tiles->len)
    g_string_append(html, "</ul>\n");
}

static void
append_links(GString *html, const OwnPage *page)
{
  if (!page->links->len)
    return;
  g_string_append(html, "<section class=\"todo\">\n<h2>For you to do</h2>\n<p class=\"buttons\">\n");
  for (guint i = 0; i < page->links->len; i++) {
    const Link *link = page->links->pdata[i];
    g_string_append(html, "<a href=\"");
    page_append(html, link->url);
    g_string_append(html, "\">");
    page_append(html, link->words);
    g_string_append(html, "</a>\n");
  }
  g_string_append(html, "</p>\n</section>\n");
}

static void
append_contents(GString *html, const OwnPage *page)
{
  if (page->sections->len + (page->feeds->len > 0) < 2)
    return;
  g_string_append(html, "<nav class=\"contents\" aria-labelledby=\"contents\">\n"
                        "<h2 id=\"contents\">On this page</h2>\n<ul>\n");
  for (guint i = 0; i < page->sections->len; i++) {
    g_string_append_printf(html, "<li><a href=\"#part-%u\">", i + 1);
    page_append(html, ((const Report *) page->sections->pdata[i])->title);
    g_string_append(html, "</a></li>\n");
  }
  if (page->feeds->len)
    g_string_append(html, "<li><a href=\"#calendars\">Your calendar</a></li>\n");
  g_string_append(html, "</ul>\n</nav>\n");
}

static void
append_section(GString *html, const Report *section, guint number)
{
  g_string_append_printf(html, "<section class=\"part\" aria-labelledby=\"part-%u\">\n<h2 id=\"part-%u\">",
                         number, number);
  page_append(html, section->title);
  g_string_append(html, "</h2>\n");
  report_append_html(html, section, 3);
  g_string_append(html, "</section>\n");
}

static void
append_calendars(GString *html, const OwnPage *page)
{
  if (!page->feeds->len)
    return;
  g_string_append(html, "<section class=\"part calendars\">\n"
                        "<h2 id=\"calendars\">Your calendar</h2>\n");
  page_append_feeds(html, (const PageFeed *) (gpointer) page->feeds->data, page->feeds->len, 3);
  g_string_append(html, "</section>\n");
}

static char *
own_page_html(const OwnPage *page)
{
  GString *html = g_string_new(NULL);
  g_autofree char *style = g_strconcat(report_html_style(), own_style, NULL);
  page_begin(html, page->title, page->subtitle, style);
  g_string_append(html, "<a class=\"skip\" href=\"#content\">Skip to what this page says</a>\n");
  append_contents(html, page);
  g_string_append(html, "<div id=\"content\" tabindex=\"-1\">\n");
  for (guint i = 0; i < page->lines->len; i++)
    append_element(html, "p", page->lines->pdata[i]);
  append_tiles(html, page);
  append_links(html, page);
  for (guint i = 0; i < page->sections->len; i++)
    append_section(html, page->sections->pdata[i], i + 1);
  append_calendars(html, page);
  g_string_append_printf(html, "</div>\n<footer>\n<p>As of %c.</p>\n", MADE);
  append_element(html, "p", page->privacy);
  g_string_append(html, "</footer>\n");
  page_end(html);
  return g_string_free(html, FALSE);
}

/* Whether @before is @html with some time where its own is to stand. */
static gboolean
says_the_same(const char *html, const char *before)
{
  const char *mark = strchr(html, MADE);
  gsize head = (gsize) (mark - html), tail = strlen(mark + 1), length = before ? strlen(before) : 0;
  return length >= head + tail && !strncmp(html, before, head) && !strcmp(before + length - tail, mark + 1);
}

char *
own_page_write(const OwnPage *page, const char *now, const char *words, const char *before)
{
  g_autofree char *html = own_page_html(page);
  if (says_the_same(html, before))
    return g_strdup(before);
  g_autofree char *shown = text_escape_markup(words);
  const char *mark = strchr(html, MADE);
  return g_strdup_printf("%.*s<time datetime=\"%s\">%s</time>%s", (int) (mark - html), html, now, shown,
                         mark + 1);
}
