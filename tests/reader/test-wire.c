/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's half of the wire, given what a child that was taken over may write: nothing, lies about
 * lengths, words that are no UTF-8, JSON that is too deep or has other types. All of it is refused and none
 * believed. */
#include "config.h"

#include "base/fault.h"
#include "reader/wire.h"
#include <string.h>
#include <sys/mman.h>

#define MAGIC 0x4d525232u
#define HEADS                                                                                                \
  "\"from\":{\"name\":\"\",\"address\":null},\"subject\":\"\",\"date\":\"\",\"message_id\":\"\","            \
  "\"in_reply_to\":[],\"references\":[],\"refs\":[],\"to\":[],\"received\":\"\","                            \
  "\"authentication\":{\"by\":null,\"spf\":null,\"dkim\":null,\"dmarc\":null},\"links\":[],"
#define REST(documents)                                                                                      \
  "\"forwarded\":null,\"documents\":[" documents "],\"calendar\":[],\"bounce\":[],\"away\":null"
#define AWAY(away)                                                                                           \
  "{\"kind\":\"auto-reply\"," HEADS "\"text\":\"\",\"forwarded\":null,\"documents\":[],\"calendar\":[],"     \
  "\"bounce\":[],\"away\":" away "}"
#define DOCUMENT(bytes, more)                                                                                \
  "{\"name\":\"\",\"format\":\"docx\",\"bytes\":" bytes ",\"sha256\":\"\",\"fields\":[],\"tables\":[],"      \
  "\"text\":\"\",\"properties\":{},\"problem\":null" more "}"
#define WHOLE(kind, text, documents) "{\"kind\":\"" kind "\"," HEADS "\"text\":" text "," REST(documents) "}"

typedef struct {
  guint32 magic, documents;
  guint64 json;
  guint64 lengths[2];
} Head;

typedef struct {
  const char *name;
  Head head; /* json 0: the length of the text */
  const char *json;
  const char *words; /* of the refusal; NULL: it is taken */
} Case;

static const Case CASES[] = {
  { "good", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "\"x\"", ""), NULL },
  { "nothing", { 0, 0, 1, { 0 } }, "", "head" },
  { "other-magic", { MAGIC + 1, 0, 0, { 0 } }, WHOLE("message", "\"x\"", ""), "head" },
  { "no-json", { MAGIC, 0, G_MAXUINT64, { 0 } }, "", "head" },
  { "gigabyte-of-json", { MAGIC, 0, 1 << 30, { 0 } }, "{}", "head" },
  { "more-json-than-written", { MAGIC, 0, WIRE_JSON, { 0 } }, WHOLE("message", "\"x\"", ""), "reading" },
  { "a-thousand-and-one-documents", { MAGIC, 1001, 0, { 0 } }, WHOLE("message", "\"x\"", ""), "head" },
  { "many-documents", { MAGIC, G_MAXUINT32, 0, { 0 } }, WHOLE("message", "\"x\"", ""), "head" },
  { "document-of-a-gigabyte",
    { MAGIC, 1, 0, { 1 << 30 } },
    WHOLE("message", "\"x\"", DOCUMENT("1073741824", "")),
    "length" },
  { "document-beyond-the-end",
    { MAGIC, 2, 0, { 40 << 20, 40 << 20 } },
    WHOLE("message", "\"x\"", DOCUMENT("41943040", "") "," DOCUMENT("41943040", "")),
    "length" },
  { "document-as-long-as-everything",
    { MAGIC, 1, 0, { G_MAXUINT64 - 1 } },
    WHOLE("message", "\"x\"", DOCUMENT("3", "")),
    "length" },
  { "length-that-differs", { MAGIC, 1, 0, { 4 } }, WHOLE("message", "\"x\"", DOCUMENT("3", "")), "length" },
  { "fewer-documents-than-said",
    { MAGIC, 2, 0, { 0 } },
    WHOLE("message", "\"x\"", DOCUMENT("0", "")),
    "number" },
  { "document-without-bytes",
    { MAGIC, 1, 0, { G_MAXUINT64 } },
    WHOLE("message", "\"x\"", DOCUMENT("3", "")),
    NULL },
  { "no-object", { MAGIC, 0, 0, { 0 } }, "[]", "the whole" },
  { "half", { MAGIC, 0, 0, { 0 } }, "{\"kind\":\"mess", "reading" },
  { "unknown-kind", { MAGIC, 0, 0, { 0 } }, WHOLE("approval", "\"x\"", ""), "kind" },
  { "another-key", { MAGIC, 0, 0, { 0 } }, WHOLE("message\",\"trusted\":\"yes", "\"x\"", ""), "the whole" },
  { "key-twice", { MAGIC, 0, 0, { 0 } }, WHOLE("message\",\"kind\":\"message", "\"x\"", ""), "duplicate" },
  { "no-utf-8", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "\"\xff\xfe\"", ""), "decode" },
  { "half-a-surrogate", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "\"\\ud800\"", ""), "reading" },
  { "nul-in-text", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "\"a\\u0000b\"", ""), "reading" },
  { "nul-in-key",
    { MAGIC, 1, 0, { 0 } },
    WHOLE("message", "\"x\"", DOCUMENT("0", ",\"pr\\u0000\":1")),
    "reading" },
  { "number-for-text", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "7", ""), "text" },
  { "null-for-text", { MAGIC, 0, 0, { 0 } }, WHOLE("message", "null", ""), "text" },
  { "text-for-number", { MAGIC, 1, 0, { 0 } }, WHOLE("message", "\"x\"", DOCUMENT("\"3\"", "")), "bytes" },
  { "less-than-no-bytes", { MAGIC, 1, 0, { 0 } }, WHOLE("message", "\"x\"", DOCUMENT("-1", "")), "bytes" },
  { "too-many-bytes",
    { MAGIC, 1, 0, { 0 } },
    WHOLE("message", "\"x\"", DOCUMENT("4294967296", "")),
    "bytes" },
  { "huge-number", { MAGIC, 1, 0, { 0 } }, WHOLE("message", "\"x\"", DOCUMENT("1e999", "")), "reading" },
  { "away", { MAGIC, 0, 0, { 0 } }, AWAY("{\"until\":\"2026-10-09\",\"back\":null,\"deputy\":null}"), NULL },
  { "away-until-no-day",
    { MAGIC, 0, 0, { 0 } },
    AWAY("{\"until\":\"Friday\",\"back\":null,\"deputy\":null}"),
    "until" },
  { "away-for-a-number", { MAGIC, 0, 0, { 0 } }, AWAY("3"), "away" },
  { "deputy-of-a-name-alone",
    { MAGIC, 0, 0, { 0 } },
    AWAY("{\"until\":null,\"back\":null,\"deputy\":{\"name\":\"Bob\"}}"),
    "address" },
  { "unknown-key-of-a-document",
    { MAGIC, 1, 0, { 0 } },
    WHOLE("message", "\"x\"", DOCUMENT("0", ",\"path\":\"/etc\"")),
    "documents" },
  { "text-for-document", { MAGIC, 1, 0, { 0 } }, WHOLE("message", "\"x\"", "\"docx\""), "documents" },
};

static guint8 *
area_of(const Head *head, const char *json, gsize n)
{
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true(area != MAP_FAILED);
  Head whole = *head;
  guint placed = MIN(head->documents, G_N_ELEMENTS(head->lengths));
  whole.json = whole.json == G_MAXUINT64 ? 0 : whole.json ? whole.json : n;
  memcpy(area, &whole, sizeof whole);
  memcpy(area + 16 + 8 * placed, json, n);
  return area;
}

static void
expect(const Head *head, const char *json, gsize n, const char *words)
{
  g_autoptr(GError) error = NULL;
  guint8 *area = area_of(head, json, n);
  g_autoptr(Reading) reading = wire_read(area, WIRE_AREA, &error);
  munmap(area, WIRE_AREA);
  if (!words) {
    g_assert_no_error(error);
    g_assert_nonnull(reading);
    return;
  }
  g_assert_null(reading);
  g_assert_error(error, FAULT, FAULT_DATA);
  if (!strstr(error->message, words))
    g_error("\"%s\" is not in: %s", words, error->message);
}

static void
test_case(gconstpointer data)
{
  const Case *one = data;
  expect(&one->head, one->json, strlen(one->json), one->words);
}

static char *
repeated(const char *what, guint times)
{
  GString *text = g_string_new(NULL);
  while (times--)
    g_string_append(text, what);
  return g_string_free(text, FALSE);
}

/* As deep as four megabytes of brackets go, in the JSON and in forwards of forwards. */
static void
test_deep(void)
{
  static const Head head = { MAGIC, 0, 0, { 0 } };
  g_autofree char *brackets = repeated("[", WIRE_JSON), *objects = repeated("{\"a\":", WIRE_JSON / 5);
  expect(&head, brackets, strlen(brackets), "reading");
  expect(&head, objects, strlen(objects), "reading");
  g_autoptr(GString) forwards = g_string_new(WHOLE("message", "\"x\"", ""));
  for (guint i = 0; i < 200; i++) {
    g_autofree char *inner = g_strdup(forwards->str);
    g_string_printf(forwards,
                    "{\"kind\":\"message\"," HEADS "\"text\":\"x\",\"forwarded\":%s,\"documents\":[],"
                    "\"calendar\":[],\"bounce\":[],\"away\":null}",
                    inner);
  }
  expect(&head, forwards->str, forwards->len, "forwarded");
}

static void
test_long_text(void)
{
  static const Head head = { MAGIC, 0, 0, { 0 } };
  g_autofree char *most = repeated("a", 64 << 10);
  g_autofree char *fits =
      g_strdup_printf("{\"kind\":\"message\"," HEADS "\"text\":\"%s\"," REST("") "}", most);
  g_autofree char *more =
      g_strdup_printf("{\"kind\":\"message\"," HEADS "\"text\":\"%sa\"," REST("") "}", most);
  expect(&head, fits, strlen(fits), NULL);
  expect(&head, more, strlen(more), "text");
}

/* Random bytes, and random bytes in something good: whatever comes, it is a reading or a fault. */
static void
test_noise(void)
{
  static const char good[] = WHOLE("message", "\"x\"", DOCUMENT("3", ",\"in\":\"a.zip\""));
  static const Head head = { MAGIC, 1, 0, { 3 } };
  guint8 *area = area_of(&head, good, sizeof good - 1);
  g_autofree guint8 *kept = g_memdup2(area, 4096);
  for (guint i = 0; i < 20000; i++) {
    g_autoptr(GError) error = NULL;
    memcpy(area, kept, 4096);
    for (gint changes = g_test_rand_int_range(1, 5); changes; changes--)
      area[g_test_rand_int_range(i % 2 ? 0 : 24, 24 + (gint) sizeof good)] = (guint8) g_test_rand_int();
    g_autoptr(Reading) reading = wire_read(area, WIRE_AREA, &error);
    g_assert_true((reading == NULL) == (error != NULL));
  }
  munmap(area, WIRE_AREA);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strdup_printf("/reader/wire/%s", CASES[i].name);
    g_test_add_data_func(path, &CASES[i], test_case);
  }
  g_test_add_func("/reader/wire/deep", test_deep);
  g_test_add_func("/reader/wire/long-text", test_long_text);
  g_test_add_func("/reader/wire/noise", test_noise);
  return g_test_run();
}
