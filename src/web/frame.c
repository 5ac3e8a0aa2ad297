/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the frame of a page. Knows no style: paper/page_style.c has it, the engine writes it down. */
#include "web/frame.h"
#include <string.h>

#define FRAME ".frame.html"
#define TITLE "{{title}}"
#define CONTENT "{{content}}"

static const char plain[] =
    "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
    "content=\"width=device-width, initial-scale=1\">\n<title>" TITLE
    "</title>\n</head>\n<body>\n<main>\n<h1>" TITLE "</h1>\n" CONTENT "</main>\n</body>\n</html>\n";

GBytes *
frame_page(Published *published, const char *title, const char *content)
{
  const PublishedFile *file = published_hidden(published, FRAME);
  gsize length = sizeof plain - 1;
  const char *bytes = file ? g_bytes_get_data(file->bytes, &length) : plain;
  GString *page = g_string_new_len(bytes, (gssize) length);
  g_string_replace(page, TITLE, title, 0);
  g_string_replace(page, CONTENT, content, 1);
  return g_string_free_to_bytes(page);
}
