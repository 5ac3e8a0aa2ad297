/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erases by the list of columns in personal.c. What is not in that list is not touched; a test holds that all
 * is in it. Decides nothing about what counts: the caller says. */
#include "store/forget.h"
#include "base/checksum.h"
#include "base/text.h"
#include "store/people.h"
#include "store/personal.h"
#include "store/statement.h"
#include <string.h>

#define ERASED "(erased)"

struct Forget {
  Store *store;
  gint64 person;
  char *attributes, *answers; /* JSON arrays */
  GPtrArray *addresses;       /* of char*: theirs alone */
  char *pattern;
  GRegex *regex;
  gboolean namesake;
};

/* -- What to look for -- */

static gpointer
read_text(Statement *s)
{
  return take_text(s);
}

/* Those on the roster that nobody shares, and those that wrote in their name. */
static GPtrArray *
own_addresses(Store *store, gint64 person)
{
  g_autoptr(GPtrArray) all = person_addresses(store, person);
  Statement *s = statement(store, "SELECT DISTINCT json_extract(detail, '$.address') FROM cases WHERE"
                                  " person = ? AND kind = 'new-address'");
  bind_int(s, person);
  g_autoptr(GPtrArray) written = statement_all(s, read_text, g_free);
  for (guint i = 0; i < written->len; i++)
    if (written->pdata[i] && !g_ptr_array_find_with_equal_func(all, written->pdata[i], g_str_equal, NULL))
      g_ptr_array_add(all, g_strdup(written->pdata[i]));
  GPtrArray *own = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < all->len; i++) {
    g_autoptr(GPtrArray) holders = people_by_address(store, all->pdata[i]);
    if (holders->len <= 1)
      g_ptr_array_add(own, g_strdup(all->pdata[i]));
  }
  return own;
}

/* As on the roster and as ever printed. */
static GPtrArray *
names_of(Store *store, gint64 person)
{
  Statement *s =
      statement(store, "SELECT name FROM person WHERE id = ?1 UNION SELECT name FROM award WHERE person = ?1"
                       " UNION SELECT name FROM superseded WHERE award IN"
                       " (SELECT id FROM award WHERE person = ?1)");
  bind_int(s, person);
  return statement_all(s, read_text, g_free);
}

static gboolean
has_namesake(Store *store, gint64 person, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *key = text_name_key(names->pdata[i]);
    g_autoptr(GPtrArray) others = people_by_name(store, names->pdata[i], 0);
    for (guint j = 0; j < others->len; j++) {
      const Person *other = others->pdata[j];
      g_autofree char *its = text_name_key(other->name);
      if (other->id != person && !strcmp(its, key))
        return TRUE;
    }
  }
  return FALSE;
}

static void
add_words(GString *pattern, const char *const *words, const char *between)
{
  for (guint i = 0; words[i]; i++) {
    g_autofree char *word = g_regex_escape_string(words[i], -1);
    g_auto(GStrv) parts = g_strsplit(word, "’", -1);
    g_autofree char *typed = g_strjoinv("'", parts);
    g_auto(GStrv) quotes = g_strsplit(typed, "'", -1);
    g_autofree char *either = g_strjoinv("(?:['’]|&#39;|&#x27;|&apos;|\\\\u2019)", quotes);
    g_string_append_printf(pattern, "%s%s", i ? between : "", either);
  }
}

/* "First Last" with whatever stands between, "Last, First", "F. Last", "Ms Last". */
static void
add_name(GString *pattern, const char *name)
{
  static const char blank[] = "(?:\\s|[._,+-]|%20|=20|=\\r?\\n|&nbsp;)+";
  g_auto(GStrv) words = g_strsplit_set(name, " \t\n", -1);
  guint n = 0;
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      words[n++] = words[i];
    else
      g_free(words[i]);
  words[n] = NULL;
  if (!n)
    return;
  g_string_append(pattern, "|(?<![\\pL\\pN])(?:");
  add_words(pattern, (const char *const *) words, blank);
  if (n > 1) {
    g_autofree char *kept = g_steal_pointer(&words[n - 1]);
    const char *const surname[] = { kept, NULL };
    g_string_append_c(pattern, '|');
    add_words(pattern, surname, blank);
    g_string_append(pattern, blank);
    add_words(pattern, (const char *const *) words, blank);
    g_autofree char *initial = g_utf8_substring(words[0], 0, 1);
    g_autofree char *escaped = g_regex_escape_string(initial, -1);
    g_string_append_printf(pattern, "|(?:%s|mr|mrs|ms|miss|mx|dr|prof|professor)\\.?\\s+", escaped);
    add_words(pattern, surname, blank);
    words[n - 1] = g_steal_pointer(&kept);
  }
  g_string_append(pattern, ")(?![\\pL\\pN])");
}

static char *
pattern_of(const GPtrArray *addresses, const GPtrArray *names, gboolean namesake)
{
  g_autoptr(GString) pattern = g_string_new("(?!)");
  for (guint i = 0; i < addresses->len; i++) {
    g_autofree char *address = g_regex_escape_string(addresses->pdata[i], -1);
    g_string_append_printf(pattern, "|(?<![\\w.+-])%s(?![\\w-]|\\.\\w)", address);
    g_auto(GStrv) halves = g_strsplit(addresses->pdata[i], "@", 2);
    g_autofree char *local = g_regex_escape_string(halves[0], -1);
    g_autofree char *domain = g_regex_escape_string(halves[1] ? halves[1] : "", -1);
    g_string_append_printf(pattern, "|(?<![\\w.-])%s(?:=40|%%40|&#64;|=)%s(?![\\w-]|\\.\\w)", local, domain);
  }
  for (guint i = 0; i < names->len && !namesake; i++) {
    g_autofree char *key = text_name_key(names->pdata[i]), *plain = g_str_to_ascii(names->pdata[i], "C");
    add_name(pattern, names->pdata[i]);
    add_name(pattern, plain);
    add_name(pattern, key);
  }
  return g_string_free(g_steal_pointer(&pattern), FALSE);
}

/* -- What SQL asks of it -- */

static const char *
text_of(sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text(value);
  return text ? text : "";
}

static void
sql_names(sqlite3_context *context, int n G_GNUC_UNUSED, sqlite3_value **values)
{
  const Forget *forget = sqlite3_user_data(context);
  sqlite3_result_int(context, g_regex_match(forget->regex, text_of(values[0]), 0, NULL));
}

static void
sql_unnamed(sqlite3_context *context, int n G_GNUC_UNUSED, sqlite3_value **values)
{
  const Forget *forget = sqlite3_user_data(context);
  char *text = g_regex_replace_literal(forget->regex, text_of(values[0]), -1, 0, ERASED, 0, NULL);
  sqlite3_result_text(context, text ? text : ERASED, -1, SQLITE_TRANSIENT);
  g_free(text);
}

/* JSON stays JSON; what was never said stays so. */
static void
sql_erased(sqlite3_context *context, int n G_GNUC_UNUSED, sqlite3_value **values)
{
  if (sqlite3_value_type(values[0]) == SQLITE_NULL)
    sqlite3_result_null(context);
  else
    sqlite3_result_text(context, *text_of(values[0]) == '{' ? "{}" : ERASED, -1, SQLITE_STATIC);
}

static char *
keyed(Store *store, const char *text)
{
  g_autofree char *salt = store_get(store, "salt");
  return g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *) (salt ? salt : ""),
                                   salt ? strlen(salt) : 0, text, -1);
}

static void
sql_unkeyed(sqlite3_context *context, int n G_GNUC_UNUSED, sqlite3_value **values)
{
  const Forget *forget = sqlite3_user_data(context);
  g_autofree char *hash = keyed(forget->store, text_of(values[0]));
  g_autofree char *text = g_strdup_printf("erased-%.16s", hash);
  sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

/* With NULL they are forgotten again. */
static void
teach(Store *store, Forget *forget)
{
  static const struct {
    const char *name;
    void (*function)(sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "names", sql_names }, { "unnamed", sql_unnamed }, { "erased", sql_erased }, { "unkeyed", sql_unkeyed }
  };
  for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
    sqlite3_create_function(store->db, functions[i].name, 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, forget,
                            forget ? functions[i].function : NULL, NULL, NULL);
}

/* -- Running what is made of the list -- */

/* Runs @sql, which is made here of names in personal.c and nothing else; its first number. */
static gint64
run(Forget *forget, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  gint64 number = 0;
  if (store_failed(forget->store))
    return 0;
  int code = sqlite3_prepare_v2(forget->store->db, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    int n = sqlite3_bind_parameter_count(stmt);
    if (n >= 1)
      sqlite3_bind_int64(stmt, 1, forget->person);
    if (n >= 2)
      sqlite3_bind_text(stmt, 2, forget->attributes, -1, SQLITE_STATIC);
    if (n >= 3)
      sqlite3_bind_text(stmt, 3, forget->answers, -1, SQLITE_STATIC);
    if (n >= 4)
      sqlite3_bind_int64(stmt, 4, store_now(forget->store));
    code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
      number = sqlite3_column_int64(stmt, 0);
  }
  sqlite3_finalize(stmt);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    store_poison(forget->store, code, sql);
  return number;
}

static void G_GNUC_PRINTF(2, 3) run_of(Forget *forget, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  run(forget, sql);
}

static GStrv
columns(const char *names)
{
  return *names ? g_strsplit(names, " ", -1) : g_new0(char *, 1);
}

static void
wipe_own(Forget *forget, const PersonalTable *table)
{
  if (table->own && table->drop) {
    run_of(forget, "DELETE FROM %s WHERE %s", table->table, table->own);
    return;
  }
  g_auto(GStrv) words = columns(table->words), bytes = columns(table->bytes);
  if (!table->own || (!words[0] && !bytes[0]))
    return;
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "UPDATE %s SET ", table->table);
  for (guint i = 0; words[i]; i++)
    g_string_append_printf(sql, "%s%s = erased(%s)", i ? ", " : "", words[i], words[i]);
  for (guint i = 0; bytes[i]; i++)
    g_string_append_printf(sql, "%s%s = NULL", i || words[0] ? ", " : "", bytes[i]);
  g_string_append_printf(sql, " WHERE %s", table->own);
  run(forget, sql->str);
}

static void
take_names_out(Forget *forget, const PersonalTable *table)
{
  g_autofree char *all = g_strconcat(table->words, " ", table->said, NULL);
  g_auto(GStrv) words = columns(g_strstrip(all)), keys = columns(table->keys);
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      run_of(forget, "UPDATE %s SET %s = unnamed(%s) WHERE names(%s)", table->table, words[i], words[i],
             words[i]);
  for (guint i = 0; keys[i]; i++)
    run_of(forget, "UPDATE OR REPLACE %s SET %s = unkeyed(%s) WHERE names(%s)", table->table, keys[i],
           keys[i], keys[i]);
}

/* What else ends with the person: nothing is asked of them any more, and nothing waits for them. */
static void
end_what_waits(Forget *forget)
{
  static const char *const steps[] = {
    "UPDATE outbox SET state = 'cancelled' WHERE state IN ('queued', 'held', 'sending', 'unsure') AND id IN"
    " (SELECT outbox FROM recipient WHERE address IN (SELECT address FROM address WHERE person = ?1)"
    " UNION SELECT id FROM outbox WHERE person = ?1)",
    "DELETE FROM asking WHERE outbox IS NULL AND (person = ?1 OR obligation IN"
    " (SELECT id FROM obligation WHERE person = ?1))",
    "DELETE FROM signing WHERE outbox IS NULL AND (person = ?1 OR obligation IN"
    " (SELECT id FROM obligation WHERE person = ?1))",
    "DELETE FROM news WHERE outbox IS NULL AND (person = ?1 OR obligation IN"
    " (SELECT id FROM obligation WHERE person = ?1))",
    "UPDATE cases SET settled = ?4, outcome = 'erased' WHERE settled IS NULL AND (person = ?1 OR"
    " obligation IN (SELECT id FROM obligation WHERE person = ?1) OR (person IS NULL AND message IN"
    " (SELECT id FROM message WHERE from_address IN (SELECT address FROM address WHERE person = ?1))))",
    "INSERT INTO removal (message, why, at) SELECT id, 'erasure', ?4 FROM message"
    " WHERE id IN " PERSONAL_MESSAGES " ON CONFLICT DO UPDATE SET why = 'erasure', waits = NULL",
    "UPDATE answer SET value = erased(value) WHERE filed IN (SELECT id FROM filed WHERE about = ?1"
    " AND person <> ?1) AND (SELECT f.scheme || ' ' || f.form FROM filed f WHERE f.id = filed) || ' ' ||"
    " field NOT IN (SELECT value FROM json_each(?3))",
    "UPDATE obligation SET next = NULL, next_what = NULL WHERE person = ?1",
    "UPDATE award SET certificate = NULL WHERE person = ?1",
    "DELETE FROM dirty WHERE person = ?1",
  };
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
    run(forget, steps[i]);
}

static void
keep_numbers(Forget *forget)
{
  for (guint i = 0; i < forget->addresses->len; i++) {
    g_autofree char *key = keyed(forget->store, forget->addresses->pdata[i]);
    Statement *s = statement(forget->store, "INSERT INTO forgotten (key, at) VALUES (?, ?)"
                                            " ON CONFLICT DO NOTHING");
    bind_text(s, key);
    bind_instant(s, store_now(forget->store));
    statement_run(s);
  }
}

void
forget_run(Forget *forget)
{
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  end_what_waits(forget);
  keep_numbers(forget);
  for (guint i = 0; i < n; i++) {
    wipe_own(forget, &tables[i]);
    take_names_out(forget, &tables[i]);
  }
  Statement *s =
      statement(forget->store, "UPDATE message SET purged = ? WHERE purged IS NULL AND id IN"
                               " (SELECT message FROM removal WHERE why = 'erasure') AND NOT EXISTS"
                               " (SELECT 1 FROM raw WHERE raw.message = id)");
  bind_instant(s, store_now(forget->store));
  statement_run(s);
  s = statement(forget->store, "UPDATE person SET erased = ? WHERE id = ?");
  bind_instant(s, store_now(forget->store));
  bind_int(s, forget->person);
  statement_run(s);
  journal_add(forget->store, forget->person, 0, "office", "erased");
}

static gint64 G_GNUC_PRINTF(2, 3) count_of(Forget *forget, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return run(forget, sql);
}

/* Others' rows that name the person in any of their columns. */
static gint64
count_naming(Forget *forget, const PersonalTable *table)
{
  g_autofree char *all = g_strconcat(table->words, " ", table->said, " ", table->keys, NULL);
  g_auto(GStrv) names = columns(g_strstrip(all));
  g_autoptr(GString) where = g_string_new("0");
  for (guint i = 0; names[i]; i++)
    if (*names[i])
      g_string_append_printf(where, " OR names(%s)", names[i]);
  return count_of(forget, "SELECT count(*) FROM %s WHERE NOT ifnull((%s), 0) AND (%s)", table->table,
                  table->own ? table->own : "0", where->str);
}

GArray *
forget_lines(Forget *forget)
{
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(ForgetLine));
  for (guint i = 0; i < n; i++) {
    const PersonalTable *table = &tables[i];
    gboolean wiped = table->drop || *table->words || *table->bytes || *table->said || *table->keys;
    ForgetLine line = { table->label, 0, count_naming(forget, table) };
    if (table->own && wiped)
      line.own = count_of(forget, "SELECT count(*) FROM %s WHERE %s", table->table, table->own);
    if (line.own || line.naming)
      g_array_append_val(lines, line);
  }
  return lines;
}

/* -- Its life -- */

static char *
json_list(const char *const *texts)
{
  g_autoptr(GString) json = g_string_new("[");
  for (guint i = 0; texts && texts[i]; i++)
    g_string_append_printf(json, "%s\"%s\"", i ? "," : "", texts[i]); /* ids of a scheme: nothing to escape */
  g_string_append_c(json, ']');
  return g_string_free(g_steal_pointer(&json), FALSE);
}

Forget *
forget_new(Store *store, gint64 person, const char *const *attributes, const char *const *answers)
{
  Forget *forget = g_new0(Forget, 1);
  g_autoptr(GPtrArray) names = names_of(store, person);
  forget->store = store;
  forget->person = person;
  forget->attributes = json_list(attributes);
  forget->answers = json_list(answers);
  forget->addresses = own_addresses(store, person);
  forget->namesake = has_namesake(store, person, names);
  forget->pattern = pattern_of(forget->addresses, names, forget->namesake);
  forget->regex = g_regex_new(forget->pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_assert(forget->regex);
  teach(store, forget);
  return forget;
}

void
forget_free(Forget *forget)
{
  if (!forget)
    return;
  teach(forget->store, NULL);
  g_regex_unref(forget->regex);
  g_ptr_array_unref(forget->addresses);
  g_free(forget->attributes);
  g_free(forget->answers);
  g_free(forget->pattern);
  g_free(forget);
}

const char *
forget_pattern(const Forget *forget)
{
  return forget->pattern;
}

gboolean
forget_is_namesake(const Forget *forget)
{
  return forget->namesake;
}

/* -- Bytes of others that name the person -- */

void
forget_message(Store *store, gint64 message)
{
  Statement *s = statement(store, "INSERT INTO removal (message, why, at) VALUES (?, 'erasure', ?)"
                                  " ON CONFLICT DO UPDATE SET why = 'erasure', waits = NULL");
  bind_int(s, message);
  bind_instant(s, store_now(store));
  statement_run(s);
  s = statement(store, "DELETE FROM raw WHERE message = ?");
  bind_int(s, message);
  statement_run(s);
  s = statement(store, "UPDATE message SET purged = ? WHERE id = ?");
  bind_instant(s, store_now(store));
  bind_int(s, message);
  statement_run(s);
}

void
forget_mail(Store *store, gint64 outbox)
{
  Statement *s =
      statement(store, "UPDATE outbox SET state = 'cancelled', error = 'it named somebody who was"
                       " erased' WHERE id = ? AND state IN ('queued', 'held', 'sending', 'unsure')");
  bind_int(s, outbox);
  statement_run(s);
  s = statement(store, "DELETE FROM sealed WHERE outbox = ?");
  bind_int(s, outbox);
  statement_run(s);
}

GArray *
forget_cases(Store *store)
{
  return statement_ids(statement(store, "SELECT id FROM cases WHERE settled IS NULL AND message IN"
                                        " (SELECT message FROM removal WHERE why = 'erasure') ORDER BY id"));
}

GArray *
forget_messages_left(Store *store)
{
  return statement_ids(statement(store, "SELECT message FROM raw ORDER BY message"));
}

GArray *
forget_mails_left(Store *store)
{
  return statement_ids(statement(store, "SELECT outbox FROM sealed ORDER BY outbox"));
}

static gpointer
read_bytes(Statement *s)
{
  return take_bytes(s);
}

GBytes *
forget_mail_bytes(Store *store, gint64 outbox)
{
  Statement *s = statement(store, "SELECT bytes FROM sealed WHERE outbox = ?");
  bind_int(s, outbox);
  return statement_one(s, read_bytes);
}

/* VACUUM writes every page anew, so that nothing stands in what was freed before secure_delete was on; the
 * log is emptied behind it. Not by statement(): both stand outside of transactions. */
gboolean
forget_for_good(Store *store, GError **error)
{
  static const char *const steps[] = { "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)" };
  for (guint i = 0; i < G_N_ELEMENTS(steps) && !store_failed(store); i++) {
    int code = sqlite3_exec(store->db, steps[i], NULL, NULL, NULL);
    if (code != SQLITE_OK)
      store_poison(store, code, steps[i]);
  }
  return store_healthy(store, error);
}

/* NULL: it is no address. */
static char *
key_of(Store *store, const char *address)
{
  g_autofree char *plain = text_address(address);
  return plain ? keyed(store, plain) : NULL;
}

gboolean
address_is_forgotten(Store *store, const char *address)
{
  g_autofree char *key = key_of(store, address);
  Statement *s = statement(store, "SELECT 1 FROM forgotten WHERE key = ?");
  bind_text(s, key);
  return statement_int(s, 0) != 0;
}

void
address_admit(Store *store, const char *address)
{
  g_autofree char *key = key_of(store, address);
  Statement *s = statement(store, "DELETE FROM forgotten WHERE key = ?");
  bind_text(s, key);
  statement_run(s);
}
