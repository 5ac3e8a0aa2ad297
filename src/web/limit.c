/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token buckets. Who a client is, peer.c says. */
#include "web/limit.h"
#include <sys/random.h>

/* A client has one of the places of one row; the rows are chosen with a number that nobody outside knows, so
 * that nobody can choose whom to push out. When a row is full the one that asked longest ago goes. */
#define ROWS 1024u
#define PLACES 4u

/* Counted in what is owed, so that an empty bucket is one that nobody has used: when it is paid back. */
typedef struct {
  guint64 client;
  gint64 paid; /* monotonic milliseconds; 0: nobody's */
} Bucket;

struct Limit {
  Bucket all;
  Bucket buckets[ROWS][PLACES];
  guint64 secret;
};

Limit *
limit_new(void)
{
  Limit *limit = g_new0(Limit, 1);
  if (getrandom(&limit->secret, sizeof limit->secret, 0) != sizeof limit->secret)
    g_error("the system gives no random numbers");
  return limit;
}

void
limit_free(Limit *limit)
{
  g_free(limit);
}

static Bucket *
bucket_of(Limit *limit, guint64 client)
{
  guint64 mixed = (client ^ limit->secret) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 32)) * (limit->secret | 1);
  Bucket *row = limit->buckets[(mixed >> 48) % ROWS], *oldest = row;
  for (guint i = 0; i < PLACES; i++) {
    if (row[i].paid && row[i].client == client)
      return &row[i];
    if (row[i].paid < oldest->paid)
      oldest = &row[i];
  }
  *oldest = (Bucket){ .client = client };
  return oldest;
}

/* In how many milliseconds it has room for one more. */
static gint64
wait_for(const Bucket *bucket, guint burst, gint64 each, gint64 now)
{
  return MAX(0, bucket->paid + each - (now + burst * each));
}

static void
owe(Bucket *bucket, gint64 each, gint64 now)
{
  bucket->paid = MAX(bucket->paid, now) + each;
}

guint
limit_take(Limit *limit, guint64 client, gint64 now)
{
  Bucket *own = bucket_of(limit, client);
  gint64 wait = MAX(wait_for(own, LIMIT_BURST, LIMIT_EACH, now),
                    wait_for(&limit->all, LIMIT_ALL_BURST, LIMIT_ALL_EACH, now));
  if (wait)
    return (guint) (wait + 999) / 1000;
  owe(own, LIMIT_EACH, now);
  owe(&limit->all, LIMIT_ALL_EACH, now);
  return 0;
}
