/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page /verify answers from: verify/HASH.json for each code that was ever printed, HASH being the
 * code's SHA-256, so that it opens only to whoever has the code.
 *
 * Who can read the whole folder learns how many certificates there are, of what title and date. They learn no
 * code and no name: a name stands there as an HMAC keyed by the code (base/award_code.h). Who has the code
 * besides, and so the paper, could try names on it. Of somebody who was erased only "withdrawn" is left. */
#pragma once
#include "pass/engine.h"
#include "pass/publish/public_folder.h"

/* Brings the files of all codes of @person's awards in step. FAULT_IO. */
gboolean codes_put(Engine *engine, PublicFolder *folder, gint64 person, GError **error);
/* The page that frames what the web process answers: .frame.html, which no address shows. FAULT_IO. */
gboolean codes_put_frame(Engine *engine, PublicFolder *folder, GError **error);
/* The names of all of them, added to @keep (of char*, owned). */
void codes_keep(Engine *engine, GHashTable *keep);
