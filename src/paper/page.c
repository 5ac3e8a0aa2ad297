/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the public page. What each calendar wants of a subscription's address was tried out: Google refuses
 * cid=https://, the new Outlook loses the scheme of webcal: links but takes https: by its web address; a link
 * to the .ics itself would import it once. */
#include "paper/page.h"
#include "paper/page_style.h"
#include <string.h>

static char *
encoded(const char *text)
{
  return g_uri_escape_string(text, NULL, FALSE);
}

static void
append_button(GString *html, const char *href, const char *words, const char *feed)
{
  g_string_append(html, "<a href=\"");
  page_append(html, href);
  g_string_append_printf(html, "\" aria-label=\"%s: ", words);
  page_append(html, feed);
  g_string_append_printf(html, "\">%s</a>\n", words);
}

static void
append_buttons(GString *html, const PageFeed *feed, const char *address)
{
  g_autofree char *webcal = g_strconcat("webcal://", address, NULL);
  g_autofree char *webcal_encoded = encoded(webcal), *url = encoded(feed->url), *name = encoded(feed->title);
  g_autofree char *google = g_strconcat("https://calendar.google.com/calendar/r?cid=", webcal_encoded, NULL);
  g_autofree char *outlook =
      g_strconcat("https://outlook.office.com/calendar/0/addfromweb?url=", url, "&name=", name, NULL);
  g_string_append(html, "<p class=\"buttons\">\n");
  append_button(html, webcal, "Apple or Thunderbird", feed->title);
  append_button(html, google, "Google Calendar", feed->title);
  append_button(html, outlook, "Outlook", feed->title);
  g_string_append(html, "</p>\n");
}

/* What follows the scheme, or NULL if @url is not of the web. */
static const char *
web_address(const char *url)
{
  if (g_str_has_prefix(url, "https://"))
    return url + strlen("https://");
  return g_str_has_prefix(url, "http://") ? url + strlen("http://") : NULL;
}

static void
append_feed(GString *html, const PageFeed *feed, int level)
{
  const char *address = web_address(feed->url);
  g_string_append_printf(html, "<li>\n<h%d>", level);
  page_append(html, feed->title);
  g_string_append_printf(html, "</h%d>\n", level);
  if (address)
    append_buttons(html, feed, address);
  g_string_append(html, "<p class=\"address\">Any other calendar: <code>");
  page_append(html, feed->url);
  g_string_append(html, "</code></p>\n</li>\n");
}

void
page_append_feeds(GString *html, const PageFeed *feeds, gsize n_feeds, int level)
{
  g_string_append(
      html, "<p>Subscribe once: changed dates then reach your calendar by themselves, in some calendars "
            "after up to a day.</p>\n<ul class=\"feeds\">\n");
  for (gsize i = 0; i < n_feeds; i++)
    append_feed(html, &feeds[i], level);
  g_string_append(html, "</ul>\n");
}

GBytes *
page_index(const char *title, const char *subtitle, const PageFeed *feeds, gsize n_feeds)
{
  GString *html = g_string_new(NULL);
  page_begin(html, title, subtitle, "");
  if (n_feeds)
    page_append_feeds(html, feeds, n_feeds, 2);
  else
    g_string_append(html, "<p>No calendar is published yet.</p>\n");
  page_end(html);
  return g_string_free_to_bytes(html);
}
