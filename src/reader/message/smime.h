/* SPDX-License-Identifier: GPL-3.0-or-later */
/* S/MIME in one piece (application/pkcs7-mime, RFC 8551): what is inside a signed one. No signature is
 * checked, for none is believed. */
#pragma once
#include <glib.h>

/* The MIME entity inside a signed message; NULL when it is encrypted (*problem "encrypted"), broken
 * ("damaged") or when there is none ("empty"). */
GBytes *smime_content(const guint8 *bytes, gsize n, const char **problem);
