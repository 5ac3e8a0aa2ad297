/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, by its content: marks at known places first, then containers, then text. */
#include "config.h"

#include "reader/document/document.h"
#include "reader/document/formats.h"
#include <string.h>

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" /* compound file: [MS-CFB] 2.2 */

typedef struct {
  gsize at;
  const char *bytes;
  gsize n;
  const char *format;
} Mark;

#define MARK(at, bytes, format)                                                                              \
  {                                                                                                          \
    at, bytes, sizeof bytes - 1, format                                                                      \
  }

static const Mark PICTURES[] = {
  MARK(0, "\xff\xd8\xff", "image"),
  MARK(0, "\x89PNG\r\n\x1a\n", "image"),
  MARK(0, "GIF8", "image"),
  MARK(0, "II*\0", "image"),
  MARK(0, "MM\0*", "image"),
  MARK(0, "II+\0", "image"),
  MARK(0, "MM\0+", "image"),
  MARK(8, "WEBPVP8", "image"),
  MARK(0, "\0\0\0\x0cjP  \r\n", "image"), /* JPEG 2000 */
  MARK(0, "\xff\x0a", "image"),           /* JPEG XL */
  MARK(0, "\0\0\0\x0cJXL \r\n", "image"),
  MARK(0, "8BPS", "image"),
  MARK(0, "\xd7\xcd\xc6\x9a", "image"), /* Windows metafile */
  MARK(40, " EMF", "image"),
};

static const Mark MARKS[] = {
  MARK(0, "%PDF-", "pdf"),
  MARK(0, "\x78\x9f\x3e\x22", "tnef"),
  MARK(0, "{\\rtf", "rtf"),
  MARK(0, "PK\5\6", "zip"),
  MARK(0, "PK00PK\3\4", "zip"),
  MARK(0, "7z\xbc\xaf\x27\x1c", "7z"),
  MARK(0, "Rar!\x1a\x07", "rar"),
  MARK(0, "\x1f\x8b\x08", "gzip"),
  MARK(0, "BZh", "bzip2"),
  MARK(0,
       "\xfd"
       "7zXZ\0",
       "xz"),
  MARK(0, "\x28\xb5\x2f\xfd", "zstd"),
  MARK(257, "ustar", "tar"),
  MARK(0, "MSCF", "cab"),
  MARK(0,
       "\xff"
       "WPC",
       "wpd"),
  MARK(0, "\x31\xbe\0\0\0\xab", "wri"),
  MARK(0, "\0\0\2\0\4\4\6\0", "wk1"),
  MARK(0, "\0\0\x1a\0", "wk3"),
  MARK(0, "\xff\0\2\0", "wks"),     /* Works */
  MARK(0, "\x09\x02\x06\0", "xls"), /* Excel 3 to 5, without a compound file */
  MARK(0, "\x09\x04\x06\0", "xls"),
  MARK(0, "\x09\0\4\0", "xls"),
  MARK(0, "\xdb\xa5\x2d\0", "doc"), /* Word 2 */
  MARK(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "one"),
  MARK(4, "Standard Jet DB", "mdb"),
  MARK(4, "Standard ACE DB", "mdb"),
  MARK(0, "AT&TFORM", "djvu"),
  MARK(0, "\x76\xe8\x04\x60\xc4\x11\xe3\x86", "rpmsg"),
  MARK(0, ".pfile", "pfile"),
  MARK(0, "bplist00", "plist"),
  MARK(0, "\x4c\0\0\0\1\x14\2\0", "lnk"),
  MARK(0,
       "\x7f"
       "ELF",
       "executable"),
  MARK(0, "\xcf\xfa\xed\xfe", "executable"),
  MARK(0, "\xce\xfa\xed\xfe", "executable"),
  MARK(0, "\xca\xfe\xba\xbe", "executable"),
  MARK(0, "ID3", "audio"),
  MARK(0, "OggS", "audio"),
  MARK(8, "WAVE", "audio"),
  MARK(4, "ftypM4A", "audio"),
  MARK(8, "AVI LIST", "video"),
  MARK(0, "\x1a\x45\xdf\xa3", "video"),
};

/* Brands of pictures among ISO base media files; the others are films (ISO/IEC 23008-12, AVIF 1.1). */
static const char *
media_format(const guint8 *bytes, gsize n)
{
  static const char *const pictures[] = { "heic", "heix", "heim", "heis", "hevc", "hevx",
                                          "mif1", "msf1", "miaf", "avif", "avis", NULL };
  if (n < 12 || memcmp(bytes + 4, "ftyp", 4))
    return NULL;
  g_autofree char *brand = g_strndup((const char *) bytes + 8, 4);
  return g_strv_contains(pictures, brand) ? "image" : "video";
}

static const char *
marked(const Mark *marks, guint n_marks, const guint8 *bytes, gsize n)
{
  for (guint i = 0; i < n_marks; i++)
    if (n >= marks[i].at + marks[i].n && !memcmp(bytes + marks[i].at, marks[i].bytes, marks[i].n))
      return marks[i].format;
  return NULL;
}

static gboolean
is_bitmap(const guint8 *bytes, gsize n)
{
  return n > 26 && bytes[0] == 'B' && bytes[1] == 'M' && !bytes[6] && !bytes[7] && !bytes[8] && !bytes[9] &&
         (bytes[14] == 40 || bytes[14] == 12 || bytes[14] == 108 || bytes[14] == 124);
}

static gboolean
is_program(const guint8 *bytes, gsize n)
{
  return n >= 64 && bytes[0] == 'M' && bytes[1] == 'Z' && memchr(bytes, 0, 64);
}

/* A signed or enveloped message on its own (RFC 5652): a sequence that begins with one of its names. */
static gboolean
is_cms(const guint8 *bytes, gsize n)
{
  static const guint8 pkcs7[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
  return n > 32 && bytes[0] == 0x30 && memmem(bytes, 16, pkcs7, sizeof pkcs7);
}

/* A session key of public-key encryption (RFC 4880 5.1), which begins every message for somebody. */
static gboolean
is_pgp(const guint8 *bytes, gsize n)
{
  if (n < 16)
    return FALSE;
  gsize head = bytes[0] == 0x85 || (bytes[0] == 0xc1 && bytes[1] >= 192) ? 3
               : bytes[0] == 0x84 || bytes[0] == 0xc1                    ? 2
                                                                         : 0;
  return head && bytes[head] == 3 && (bytes[head + 9] == 1 || bytes[head + 9] == 16 || bytes[head + 9] == 18);
}

static const char *
binary_format(const guint8 *bytes, gsize n)
{
  const char *format = media_format(bytes, n);
  if (!format && is_bitmap(bytes, n))
    format = "image";
  if (!format && is_program(bytes, n))
    format = "executable";
  if (!format && is_cms(bytes, n))
    format = "p7m";
  return !format && is_pgp(bytes, n) ? "pgp" : format;
}

static const char *
zip_format(const guint8 *bytes, gsize n, const char *name)
{
  const char *problem;
  g_autoptr(Package) package = package_open(bytes, n, &problem);
  return package ? sniff_package(package, name) : "zip";
}

const char *
document_sniff(const guint8 *bytes, gsize n, const char *name)
{
  gboolean encrypted;
  const char *format = marked(PICTURES, G_N_ELEMENTS(PICTURES), bytes, n);
  if (!format && n >= 8 && !memcmp(bytes, OLE, 8))
    return sniff_ole(bytes, n, name, &encrypted);
  if (!format && package_starts(bytes, n))
    return zip_format(bytes, n, name);
  format = format ? format : marked(MARKS, G_N_ELEMENTS(MARKS), bytes, n);
  format = format ? format : binary_format(bytes, n);
  if (format)
    return format;
  if (n && memmem(bytes, MIN(n, 1024), "%PDF-", 5))
    return "pdf";
  return n ? sniff_text(bytes, n, name) : "text";
}

/* What names itself as the envelope of something secret. Of a signed message nothing is hidden, but nothing
 * is read either. */
gboolean
sniff_is_encrypted(const guint8 *bytes, gsize n, const char *format)
{
  static const char *const sealed[] = { "pgp", "rpmsg", "pfile", NULL };
  static const guint8 enveloped[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03 };
  gboolean encrypted = FALSE;
  if (n >= 8 && !memcmp(bytes, OLE, 8)) {
    sniff_ole(bytes, n, NULL, &encrypted);
    return encrypted;
  }
  return g_strv_contains(sealed, format) ||
         (!strcmp(format, "p7m") &&
          (*bytes != 0x30 || memmem(bytes, MIN(n, 32), enveloped, sizeof enveloped)));
}
