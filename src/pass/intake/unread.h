/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came and cannot be read by a program: pictures, scans, locked files, links. One case a message, with
 * the boxes that somebody must type. */
#pragma once
#include "pass/intake/match.h"

typedef struct Unread Unread;

Unread *unread_new(Inbound *inbound);
void unread_free(Unread *unread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unread, unread_free)

/* Whether a program cannot take @document as it is. */
gboolean unread_is(const ReadingDocument *document);
void unread_add(Unread *unread, const ReadingDocument *document, int position, const Match *match);
/* Opens the case, if anything was added or the message holds @links (or NULL), and says it in an outcome. */
void unread_hold(Unread *unread, const char *const *links);
/* The boxes of @form, for who types them: [{"label", "proposed"}]; @values (id to text) or NULL. New
 * reference. */
json_t *unread_boxes(const SchemeForm *form, const json_t *values);
