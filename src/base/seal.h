/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that its writer signed: JWS in its compact form (RFC 7515) with Ed25519 (RFC 8037, EdDSA), so that
 * any JOSE library reads it. Keys are files of PKCS #8, as openssl writes them. */
#pragma once
#include <glib.h>

typedef struct SealKey SealKey;

/* The key in the file @path. NULL and FAULT_CONFIG when it is missing, not Ed25519, or readable by others. */
SealKey *seal_key_load(const char *path, GError **error);
/* A new key, written to @path with mode 600; refuses to replace a file. FAULT_IO. */
SealKey *seal_key_make(const char *path, GError **error);
void seal_key_free(SealKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SealKey, seal_key_free)
/* What others need to read what the key signed: 43 symbols of base64url (RFC 8037, "x"). g_free. */
char *seal_key_public(const SealKey *key);
/* Whether @text is such a public key. */
gboolean seal_is_public(const char *text);

/* @text, signed. g_free. */
char *seal(const SealKey *key, const char *text);
/* The text, if the holder of the key to @public signed it; NULL: nobody or somebody else did, or it is no
 * JWS. Nothing in it is looked at before the signature was found good. g_free. */
char *seal_open(const char *sealed, const char *public);
