/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is connected: how many from one address, who has been slow for too long, and who has to go when there
 * are too many. Closes nothing itself. */
#pragma once
#include <glib.h>

struct sockaddr;

/* So many are served at once. From another machine one address may have CROWD_OF_ONE; from this one, where a
 * proxy passes everybody on, the number of all is the only bound. */
#define CROWD_ALL 512u
#define CROWD_OF_ONE 16u

/* A client that keeps sending a byte now and then is not idle. These, in milliseconds, bound a whole request
 * and a whole answer: the largest feed takes two minutes at 64 kB/s. */
#define CROWD_REQUEST_TIME 10000
#define CROWD_ANSWER_TIME 120000

typedef struct Crowd Crowd;
typedef struct CrowdMember CrowdMember;

Crowd *crowd_new(void);
/* All members must have left. */
void crowd_free(Crowd *crowd);

/* Whether one more from @address may come. */
gboolean crowd_admits(const Crowd *crowd, const struct sockaddr *address);
/* Somebody has come and is waited for; @connection is what crowd_next() gives back. */
CrowdMember *crowd_join(Crowd *crowd, const struct sockaddr *address, gpointer connection, gint64 now);
void crowd_leave(Crowd *crowd, CrowdMember *member);
guint crowd_size(const Crowd *crowd);

/* From @now on (monotonic milliseconds) the member is waited for, until its request is whole; or is being
 * answered. */
void crowd_wait_for(Crowd *crowd, CrowdMember *member, gint64 now);
void crowd_answer(Crowd *crowd, CrowdMember *member, gint64 now);

/* The connection of somebody who has to go, each once: who was too slow; and while there are more than
 * CROWD_ALL, who has been waited for longest, else who has taken longest over an answer. NULL: nobody. */
gpointer crowd_next(Crowd *crowd, gint64 now);
