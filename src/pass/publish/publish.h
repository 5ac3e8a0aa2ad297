/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publish: feeds and pages that changed are replaced whole. C1.24, C1.30 */
#pragma once
#include "pass/engine.h"

/* Brings the published folder in step: what everybody may see when a session, the rules or the
 * site file changed; the private feeds and pages of those whose facts changed, and of those who cover them.
 * Nothing when the site publishes nothing. The cost follows what changed, never the size of the partnership.
 * FAULT_IO when the folder cannot be written: it is tried again at the next pass. */
gboolean publish(Engine *engine, GError **error);
/* Writes those private files alone that were never written, so that no mail links to what is not there yet.
 * FAULT_IO. */
gboolean publish_linked(Engine *engine, GError **error);
