/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions: what one person is to do by a day, made by a form, an alert or a session that somebody missed, and
 * closed by their own word. C5.1, C5.18, C5.26, C5.29 */
#pragma once
#include "pass/decide/standing.h"
#include "store/actions.h"

/* The key of an action that @parts (ends with NULL) make: the same parts, the same action. g_free. */
char *action_key(const char *const *parts);
/* The action for which @obligation is asked; NULL: it is of something else. */
Action *action_of(Store *store, const Obligation *obligation);
/* Whether some requirement of the scheme asks @action of its owner. */
gboolean action_is_asked(Engine *engine, const Scheme *scheme, const Action *action);
/* Puts @action into the store. When no requirement of the scheme asks its owner to see to it, it is a case
 * for the office instead of silence. TRUE when it was news. */
gboolean action_make(Engine *engine, const Scheme *scheme, const Action *action);
/* Adds the keys of this person's actions of @kind (NULL: every) that are of this year, or still open. */
void actions_add_instances(const Standing *standing, const char *kind, GStrvBuilder *instances);
/* Somebody missed every session of what @requirement asks: whoever holds its make-up's role is to follow it
 * up. Nobody holds it: a case. Once only. */
void actions_follow_up(const Standing *standing, const Requirement *requirement,
                       const Obligation *obligation);
/* Keeps what the person of @obligation says of it. When it is done and follows up a missed session, that
 * counts for the one who missed it as reviewed with somebody instead. @message 0: by hand. */
void actions_say(Engine *engine, const Scheme *scheme, const Obligation *obligation, const char *words,
                 gboolean done, gint64 message, const char *source);
