/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signing is libcrypto's; here are the file, base64url and the three parts of a JWS. Knows nothing of
 * what is signed. */
#include "base/seal.h"
#include "base/fault.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32, SIGNATURE_BYTES = 64 };

/* {"alg":"EdDSA"}: the one header that is written and taken, so that no other algorithm can be asked for. */
#define HEADER "eyJhbGciOiJFZERTQSJ9"

struct SealKey {
  EVP_PKEY *pair;
};

/* RFC 4648, section 5, without padding. */
static char *
base64url(const guint8 *data, gsize n)
{
  char *text = g_base64_encode(data, n);
  g_strdelimit(text, "=", '\0');
  for (char *p = text; *p; p++)
    *p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
  return text;
}

/* NULL when there is any other sign. */
static GByteArray *
from_base64url(const char *text, gsize n)
{
  g_autoptr(GString) plain = g_string_new_len(text, (gssize) n);
  for (gsize i = 0; i < n; i++) {
    char c = text[i];
    if (!g_ascii_isalnum(c) && c != '-' && c != '_')
      return NULL;
    plain->str[i] = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  while (plain->len % 4)
    g_string_append_c(plain, '=');
  gsize length;
  guint8 *data = g_base64_decode(plain->str, &length);
  return g_byte_array_new_take(data, length);
}

static SealKey *
key_new(EVP_PKEY *pair)
{
  SealKey *key = g_new0(SealKey, 1);
  key->pair = pair;
  return key;
}

void
seal_key_free(SealKey *key)
{
  if (!key)
    return;
  EVP_PKEY_free(key->pair);
  g_free(key);
}

SealKey *
seal_key_load(const char *path, GError **error)
{
  GStatBuf about;
  FILE *file = fopen(path, "re");
  if (!file || fstat(fileno(file), &about) != 0) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s: the signing key cannot be read: %s", path,
                g_strerror(errno));
    if (file)
      fclose(file);
    return NULL;
  }
  EVP_PKEY *pair = about.st_mode & 077 ? NULL : PEM_read_PrivateKey(file, NULL, NULL, NULL);
  fclose(file);
  if (about.st_mode & 077)
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s: others can read the signing key: make it yours alone (chmod 600)", path);
  else if (!pair || !EVP_PKEY_is_a(pair, "ED25519"))
    g_set_error(error, FAULT, FAULT_CONFIG, "%s holds no Ed25519 key: \"mentord register key\" makes one",
                path);
  else
    return key_new(pair);
  EVP_PKEY_free(pair);
  return NULL;
}

SealKey *
seal_key_make(const char *path, GError **error)
{
  EVP_PKEY *pair = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  gboolean written = pair && file && PEM_write_PrivateKey(file, pair, NULL, NULL, 0, NULL, NULL) &&
                     fflush(file) == 0 && fsync(descriptor) == 0;
  if (!written)
    g_set_error(error, FAULT, FAULT_IO, "%s: the signing key cannot be written: %s", path, g_strerror(errno));
  if (file)
    fclose(file);
  if (written)
    return key_new(pair);
  EVP_PKEY_free(pair);
  return NULL;
}

char *
seal_key_public(const SealKey *key)
{
  guint8 raw[KEY_BYTES];
  gsize n = sizeof raw;
  if (!EVP_PKEY_get_raw_public_key(key->pair, raw, &n))
    g_error("libcrypto cannot tell a public key");
  return base64url(raw, n);
}

gboolean
seal_is_public(const char *text)
{
  g_autoptr(GByteArray) raw = from_base64url(text, strlen(text));
  return raw && raw->len == KEY_BYTES;
}

char *
seal(const SealKey *key, const char *text)
{
  g_autofree char *payload = base64url((const guint8 *) text, strlen(text));
  g_autofree char *input = g_strconcat(HEADER, ".", payload, NULL);
  guint8 signature[SIGNATURE_BYTES];
  gsize n = sizeof signature;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!EVP_DigestSignInit(context, NULL, NULL, NULL, key->pair) ||
      !EVP_DigestSign(context, signature, &n, (const guint8 *) input, strlen(input)))
    g_error("libcrypto cannot sign");
  EVP_MD_CTX_free(context);
  g_autofree char *last = base64url(signature, n);
  return g_strconcat(input, ".", last, NULL);
}

static gboolean
signed_by(const char *public, const char *input, gsize n, const GByteArray *signature)
{
  g_autoptr(GByteArray) raw = from_base64url(public, strlen(public));
  EVP_PKEY *key = raw ? EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, raw->data, raw->len) : NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  gboolean good = key && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1 &&
                  EVP_DigestVerify(context, signature->data, signature->len, (const guint8 *) input, n) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  return good;
}

char *
seal_open(const char *sealed, const char *public)
{
  g_autofree char *whole = g_strstrip(g_strdup(sealed));
  const char *first = strchr(whole, '.'), *second = first ? strchr(first + 1, '.') : NULL;
  if (!second || !g_str_has_prefix(whole, HEADER "."))
    return NULL;
  g_autoptr(GByteArray) signature = from_base64url(second + 1, strlen(second + 1));
  if (!signature || signature->len != SIGNATURE_BYTES ||
      !signed_by(public, whole, (gsize) (second - whole), signature))
    return NULL;
  g_autoptr(GByteArray) payload = from_base64url(first + 1, (gsize) (second - first - 1));
  if (!payload || !g_utf8_validate((const char *) payload->data, (gssize) payload->len, NULL))
    return NULL;
  return g_strndup((const char *) payload->data, payload->len);
}
