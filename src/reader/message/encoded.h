/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that stand in the text of a mail, as they did before MIME and as some gateways still make them. */
#pragma once
#include "reader/message/files.h"

/* Reads the uuencoded files in @text (POSIX uuencode) into @reading; BinHex (RFC 1741) and yEnc are said to
 * be there and unsupported. The text without them. */
GBytes *encoded_take(Files *files, Reading *reading, GBytes *text);
/* Whether the bytes are BinHex. */
gboolean encoded_is_binhex(const guint8 *bytes, gsize n);
