/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told of others, by the rules of the schemes: in copy, by a digest, by an escalation. */
#pragma once
#include "pass/engine.h"

/* Whether @person holds a role today that covers others and is told of them: mail that they do not get is
 * missed by everybody. */
gboolean hearers_has(Engine *engine, gint64 person);
/* Those who may know where @person is to be found: who answers for the person's school and is told of them,
 * else who answers for the school, else who is told of them; never the person, and nobody who cannot be
 * written to. Of Person. @scheme: whose rules said so; NULL when nobody is found. */
GPtrArray *hearers_of(Engine *engine, gint64 person, const Scheme **scheme);
/* Whether @role covers others, and what they return or owe goes into its digest. */
gboolean hearers_get_digests(const Scheme *scheme, const char *role);
