/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail as Outlook and Exchange keep it: properties ([MS-OXPROPS]), whether they came in winmail.dat or in a
 * .msg file. */
#pragma once
#include <glib.h>

/* The types of properties ([MS-OXCDATA] 2.11.1) that hold more than a number. */
enum {
  MAPI_LONG = 0x03,
  MAPI_OBJECT = 0x0d,
  MAPI_STRING8 = 0x1e,
  MAPI_UNICODE = 0x1f,
  MAPI_TIME = 0x40,
  MAPI_BINARY = 0x102
};

typedef struct MapiMessage MapiMessage;

typedef struct {
  char *name;
  GBytes *bytes;        /* NULL where there were none */
  MapiMessage *message; /* a mail that was attached, or NULL */
  gboolean shown;       /* a picture of the text, by its content id */
} MapiFile;

struct MapiMessage {
  char *headers; /* of the mail as it came over the net, or NULL */
  char *subject; /* all these: NULL where nothing was said */
  char *sender_name, *sender_address;
  char *message_id;
  gint64 sent; /* seconds of Unix time, 0 if unknown */
  char *text, *html, *rtf;
  char charset[24]; /* of 8-bit strings */
  GPtrArray *files; /* of MapiFile */
};

MapiMessage *mapi_message_new(void);
void mapi_message_free(MapiMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MapiMessage, mapi_message_free)
/* An empty file at the end of @message's. */
MapiFile *mapi_add_file(MapiMessage *message);

/* What a property of a mail or a file says, as far as it is wanted; the first of a kind stays. */
void mapi_message_take(MapiMessage *message, guint id, guint type, const guint8 *bytes, gsize n);
void mapi_file_take(MapiMessage *message, MapiFile *file, guint id, guint type, const guint8 *bytes, gsize n);
/* The character set of 8-bit strings by the number of its code page. */
void mapi_set_code_page(MapiMessage *message, guint32 page);

/* The body: plain text, else HTML, else RTF, as text. g_free; "" if there is none. */
char *mapi_body(const MapiMessage *message);
