/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two queues, each in the order of its deadlines, so that nothing is ever searched through. */
#include "web/crowd.h"
#include "web/peer.h"

typedef struct {
  GQueue members;
  gint64 time; /* milliseconds that each member has */
} Line;

struct CrowdMember {
  gpointer connection;
  guint64 from; /* peer_key() */
  gboolean counted;
  Line *line; /* NULL: it was told to go */
  GList link;
  gint64 deadline; /* monotonic milliseconds */
};

struct Crowd {
  Line waited_for, answered;
  guint size;
  guint going;         /* of them, those who were told to go */
  GHashTable *of_each; /* peer_key() of other machines -> how many */
};

Crowd *
crowd_new(void)
{
  Crowd *crowd = g_new0(Crowd, 1);
  crowd->waited_for.time = CROWD_REQUEST_TIME;
  crowd->answered.time = CROWD_ANSWER_TIME;
  crowd->of_each = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return crowd;
}

void
crowd_free(Crowd *crowd)
{
  if (!crowd)
    return;
  g_hash_table_unref(crowd->of_each);
  g_free(crowd);
}

static guint
count_of(const Crowd *crowd, guint64 from)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(crowd->of_each, &from));
}

static void
set_count(Crowd *crowd, guint64 from, guint count)
{
  if (count)
    g_hash_table_replace(crowd->of_each, g_memdup2(&from, sizeof from), GUINT_TO_POINTER(count));
  else
    g_hash_table_remove(crowd->of_each, &from);
}

gboolean
crowd_admits(const Crowd *crowd, const struct sockaddr *address)
{
  return peer_is_loopback(address) || count_of(crowd, peer_key(address)) < CROWD_OF_ONE;
}

static void
leave_line(CrowdMember *member)
{
  if (member->line)
    g_queue_unlink(&member->line->members, &member->link);
  member->line = NULL;
}

/* Who was told to go gets no new time. */
static void
stand_in(CrowdMember *member, Line *line, gint64 now)
{
  if (!member->line)
    return;
  leave_line(member);
  member->line = line;
  member->deadline = now + line->time;
  g_queue_push_tail_link(&line->members, &member->link);
}

CrowdMember *
crowd_join(Crowd *crowd, const struct sockaddr *address, gpointer connection, gint64 now)
{
  CrowdMember *member = g_new0(CrowdMember, 1);
  member->connection = connection;
  member->link.data = member;
  member->from = peer_key(address);
  member->counted = !peer_is_loopback(address);
  member->line = &crowd->waited_for;
  member->deadline = now + crowd->waited_for.time;
  g_queue_push_tail_link(&crowd->waited_for.members, &member->link);
  if (member->counted)
    set_count(crowd, member->from, count_of(crowd, member->from) + 1);
  crowd->size++;
  return member;
}

void
crowd_leave(Crowd *crowd, CrowdMember *member)
{
  if (member->counted)
    set_count(crowd, member->from, count_of(crowd, member->from) - 1);
  crowd->size--;
  crowd->going -= !member->line;
  leave_line(member);
  g_free(member);
}

guint
crowd_size(const Crowd *crowd)
{
  return crowd->size;
}

void
crowd_wait_for(Crowd *crowd, CrowdMember *member, gint64 now)
{
  stand_in(member, &crowd->waited_for, now);
}

void
crowd_answer(Crowd *crowd, CrowdMember *member, gint64 now)
{
  stand_in(member, &crowd->answered, now);
}

static CrowdMember *
first_of(const Line *line)
{
  return line->members.head ? line->members.head->data : NULL;
}

static CrowdMember *
who_has_to_go(const Crowd *crowd, gint64 now)
{
  CrowdMember *waited_for = first_of(&crowd->waited_for), *answered = first_of(&crowd->answered);
  if (waited_for && now >= waited_for->deadline)
    return waited_for;
  if (answered && now >= answered->deadline)
    return answered;
  if (crowd->size - crowd->going <= CROWD_ALL)
    return NULL;
  return waited_for ? waited_for : answered;
}

gpointer
crowd_next(Crowd *crowd, gint64 now)
{
  CrowdMember *member = who_has_to_go(crowd, now);
  if (!member)
    return NULL;
  leave_line(member);
  crowd->going++;
  return member->connection;
}
