# pass: the story of one message, a file a step; pass.c tells it.
noinst_LIBRARIES += libpass.a
PASS_CFLAGS = $(CONFIG_CFLAGS) $(JANSSON_CFLAGS)
libpass_a_CPPFLAGS = $(AM_CPPFLAGS) $(PASS_CFLAGS)
libpass_a_SOURCES =
# the story of one pass, one file a step, and what every step works with
libpass_a_SOURCES += src/pass/context.c src/pass/context_instance.c src/pass/deliver.c src/pass/deliver.h
libpass_a_SOURCES += src/pass/envelope.c src/pass/envelope.h
libpass_a_SOURCES += src/pass/engine.c src/pass/engine.h src/pass/fetch.c src/pass/fetch.h
libpass_a_SOURCES += src/pass/limits.c src/pass/limits.h src/pass/pass.c src/pass/pass.h
libpass_a_SOURCES += src/pass/post.c src/pass/post.h src/pass/window.c src/pass/window.h
# site: the site file as values
libpass_a_SOURCES += src/pass/site/site.c src/pass/site/site.h src/pass/site/site_check.c src/pass/site/site_check.h
libpass_a_SOURCES += src/pass/site/site_register.c src/pass/site/site_register.h
# people: who is who, who covers whom, what lies between two people
libpass_a_SOURCES += src/pass/people/about.c src/pass/people/about.h
libpass_a_SOURCES += src/pass/people/allocation.c src/pass/people/allocation.h
libpass_a_SOURCES += src/pass/people/apart.c src/pass/people/apart.h
libpass_a_SOURCES += src/pass/people/coverage.c src/pass/people/coverage.h
libpass_a_SOURCES += src/pass/people/directory.c src/pass/people/directory.h
libpass_a_SOURCES += src/pass/people/hearers.c src/pass/people/hearers.h
libpass_a_SOURCES += src/pass/people/placements.c src/pass/people/placements.h src/pass/people/placements_sync.c
libpass_a_SOURCES += src/pass/people/readdress.c src/pass/people/readdress.h
libpass_a_SOURCES += src/pass/people/rename.c src/pass/people/rename.h
libpass_a_SOURCES += src/pass/people/roster.c src/pass/people/roster.h src/pass/people/roster_leave.c
libpass_a_SOURCES += src/pass/people/roster_list.h src/pass/people/roster_settle.c
libpass_a_SOURCES += src/pass/people/schools.c src/pass/people/schools.h
libpass_a_SOURCES += src/pass/people/sharing.c src/pass/people/sharing.h
libpass_a_SOURCES += src/pass/people/succession.c src/pass/people/succession.h
libpass_a_SOURCES += src/pass/people/visits.c src/pass/people/visits.h
# intake: from a reading to facts: whose it is, what it says, what is filed, the receipt
libpass_a_SOURCES += src/pass/intake/accounts.c src/pass/intake/accounts.h
libpass_a_SOURCES += src/pass/intake/action_rows.c src/pass/intake/action_rows.h
libpass_a_SOURCES += src/pass/intake/address_reply.c src/pass/intake/address_reply.h
libpass_a_SOURCES += src/pass/intake/attendance.c src/pass/intake/attendance.h
libpass_a_SOURCES += src/pass/intake/away.c src/pass/intake/away.h
libpass_a_SOURCES += src/pass/intake/bounce.c src/pass/intake/bounce.h src/pass/intake/boxes.c src/pass/intake/boxes.h
libpass_a_SOURCES += src/pass/intake/bounce_mail.c src/pass/intake/bounce_mail.h
libpass_a_SOURCES += src/pass/intake/claim.c src/pass/intake/claim.h src/pass/intake/corrections.c
libpass_a_SOURCES += src/pass/intake/criteria.c src/pass/intake/criteria.h
libpass_a_SOURCES += src/pass/intake/filing.c src/pass/intake/filing.h
libpass_a_SOURCES += src/pass/intake/filing_notes.c src/pass/intake/filing_notes.h
libpass_a_SOURCES += src/pass/intake/inbound.c src/pass/intake/inbound.h
libpass_a_SOURCES += src/pass/intake/intake.c src/pass/intake/intake.h src/pass/intake/letters.c
libpass_a_SOURCES += src/pass/intake/logged.c src/pass/intake/logged.h src/pass/intake/match.c src/pass/intake/match.h
libpass_a_SOURCES += src/pass/intake/match_candidates.c src/pass/intake/match_kept.c
libpass_a_SOURCES += src/pass/intake/meeting.c src/pass/intake/meeting.h src/pass/intake/meeting_mail.c
libpass_a_SOURCES += src/pass/intake/pieces.c src/pass/intake/pieces.h src/pass/intake/receipt.c
libpass_a_SOURCES += src/pass/intake/receipt_form.c src/pass/intake/receipt_form.h
libpass_a_SOURCES += src/pass/intake/recognise.c src/pass/intake/recognise.h
libpass_a_SOURCES += src/pass/intake/refusal.c src/pass/intake/refusal.h
libpass_a_SOURCES += src/pass/intake/returns.c src/pass/intake/returns.h src/pass/intake/rows.c src/pass/intake/rows.h
libpass_a_SOURCES += src/pass/intake/shared_cell.c src/pass/intake/shared_cell.h
libpass_a_SOURCES += src/pass/intake/since.c src/pass/intake/since.h src/pass/intake/thread.c src/pass/intake/thread.h
libpass_a_SOURCES += src/pass/intake/unasked.c src/pass/intake/unasked.h
libpass_a_SOURCES += src/pass/intake/undelivered.c src/pass/intake/undelivered.h
libpass_a_SOURCES += src/pass/intake/unread.c src/pass/intake/unread.h
libpass_a_SOURCES += src/pass/intake/values.c src/pass/intake/values.h
libpass_a_SOURCES += src/pass/intake/verified.c src/pass/intake/verified.h
# commands: what a reply asks for in a word
libpass_a_SOURCES += src/pass/commands/answer.h src/pass/commands/commands.c src/pass/commands/commands.h
libpass_a_SOURCES += src/pass/commands/orders.c src/pass/commands/orders.h
libpass_a_SOURCES += src/pass/commands/order_line.c src/pass/commands/order_line.h
libpass_a_SOURCES += src/pass/commands/commands_pause.c src/pass/commands/commands_hours.c
libpass_a_SOURCES += src/pass/commands/phrases.c src/pass/commands/phrases.h
libpass_a_SOURCES += src/pass/commands/commands_certificates.c src/pass/commands/commands_news.c
libpass_a_SOURCES += src/pass/commands/commands_own.c src/pass/commands/commands_papers.c
libpass_a_SOURCES += src/pass/commands/commands_places.c src/pass/commands/commands_progress.c
libpass_a_SOURCES += src/pass/commands/commands_reviewed.c src/pass/commands/commands_roster.c
libpass_a_SOURCES += src/pass/commands/commands_said.c src/pass/commands/commands_sharing.c
libpass_a_SOURCES += src/pass/commands/commands_transcript.c src/pass/commands/verify.c src/pass/commands/verify.h
libpass_a_SOURCES += src/pass/commands/words.c
# approve: a yes or a no by reply
libpass_a_SOURCES += src/pass/approve/approval_answer.c src/pass/approve/approval_answer.h
libpass_a_SOURCES += src/pass/approve/approval_mail.c
libpass_a_SOURCES += src/pass/approve/approval_reply.c src/pass/approve/approval_reply.h
libpass_a_SOURCES += src/pass/approve/approvals.c src/pass/approve/approvals.h
libpass_a_SOURCES += src/pass/approve/consent.c src/pass/approve/consent.h src/pass/approve/consent_clauses.c
libpass_a_SOURCES += src/pass/approve/consent_reply.h src/pass/approve/consent_sentence.c
libpass_a_SOURCES += src/pass/approve/consent_words.c src/pass/approve/consent_words.h
libpass_a_SOURCES += src/pass/approve/deputy.c src/pass/approve/deputy.h
libpass_a_SOURCES += src/pass/approve/work.c src/pass/approve/work.h
# decide: what is asked of whom by when, whether the facts meet it, what is granted, which mails that makes
libpass_a_SOURCES += src/pass/decide/actions.c src/pass/decide/actions.h src/pass/decide/ask.c src/pass/decide/ask.h
libpass_a_SOURCES += src/pass/decide/chase.c src/pass/decide/chase.h
libpass_a_SOURCES += src/pass/decide/closing.c src/pass/decide/closing.h
libpass_a_SOURCES += src/pass/decide/dates.c src/pass/decide/dates.h
libpass_a_SOURCES += src/pass/decide/dates_keys.c src/pass/decide/dates_keys.h
libpass_a_SOURCES += src/pass/decide/decide.c src/pass/decide/decide.h
libpass_a_SOURCES += src/pass/decide/entitlement.c src/pass/decide/entitlement.h
libpass_a_SOURCES += src/pass/decide/escalate.c src/pass/decide/escalate.h src/pass/decide/evidence.c
libpass_a_SOURCES += src/pass/decide/evidence_attend.c src/pass/decide/grant.c src/pass/decide/grant.h
libpass_a_SOURCES += src/pass/decide/headway.c src/pass/decide/headway.h src/pass/decide/held.c src/pass/decide/held.h
libpass_a_SOURCES += src/pass/decide/hours.c src/pass/decide/hours.h
libpass_a_SOURCES += src/pass/decide/instances.c src/pass/decide/instances.h
libpass_a_SOURCES += src/pass/decide/ledger.c src/pass/decide/ledger.h
libpass_a_SOURCES += src/pass/decide/overtaken.c src/pass/decide/overtaken.h
libpass_a_SOURCES += src/pass/decide/places.c src/pass/decide/places.h
libpass_a_SOURCES += src/pass/decide/places_mail.c src/pass/decide/places_mail.h
libpass_a_SOURCES += src/pass/decide/provision.c src/pass/decide/provision.h
libpass_a_SOURCES += src/pass/decide/rules.c src/pass/decide/rules.h src/pass/decide/rules_compare.c
libpass_a_SOURCES += src/pass/decide/settle.c src/pass/decide/settle.h
libpass_a_SOURCES += src/pass/decide/settle_mails.c src/pass/decide/settle_mails.h
libpass_a_SOURCES += src/pass/decide/standing.c src/pass/decide/standing.h
libpass_a_SOURCES += src/pass/decide/timing.c src/pass/decide/timing.h
libpass_a_SOURCES += src/pass/decide/visit.c src/pass/decide/visit.h
# tell: what people are told: digests, reports, notices, alerts, why
libpass_a_SOURCES += src/pass/tell/address_wanted.c src/pass/tell/address_wanted.h
libpass_a_SOURCES += src/pass/tell/alarm.c src/pass/tell/alarm.h
libpass_a_SOURCES += src/pass/tell/alerts.c src/pass/tell/alerts.h src/pass/tell/answers.c src/pass/tell/answers.h
libpass_a_SOURCES += src/pass/tell/brake.c src/pass/tell/brake.h
libpass_a_SOURCES += src/pass/tell/digest.c src/pass/tell/digest.h src/pass/tell/explain.c src/pass/tell/explain.h
libpass_a_SOURCES += src/pass/tell/explain_reader.c
libpass_a_SOURCES += src/pass/tell/explain_acts.c src/pass/tell/explain_acts.h
libpass_a_SOURCES += src/pass/tell/explain_reach.c src/pass/tell/explain_reach.h
libpass_a_SOURCES += src/pass/tell/explain_rules.c src/pass/tell/explain_rules.h
libpass_a_SOURCES += src/pass/tell/notices.c src/pass/tell/notices.h
libpass_a_SOURCES += src/pass/tell/outages.c src/pass/tell/outages.h
libpass_a_SOURCES += src/pass/tell/pager.c src/pass/tell/pager.h
libpass_a_SOURCES += src/pass/tell/opening.c src/pass/tell/opening.h
libpass_a_SOURCES += src/pass/tell/report_mail.c src/pass/tell/report_mail.h
# documents: a form of the scheme as a file, filled with what is known
libpass_a_SOURCES += src/pass/documents/copies.c src/pass/documents/copies.h
libpass_a_SOURCES += src/pass/documents/enclose.c src/pass/documents/enclose.h
libpass_a_SOURCES += src/pass/documents/masters.c src/pass/documents/masters.h
libpass_a_SOURCES += src/pass/documents/prefill.c src/pass/documents/prefill.h
# claims: a funding body's list of claims, answered row by row
libpass_a_SOURCES += src/pass/claims/assurance.c src/pass/claims/assurance.h
libpass_a_SOURCES += src/pass/claims/assurance_file.c src/pass/claims/assurance_file.h
libpass_a_SOURCES += src/pass/claims/assurance_row.c src/pass/claims/assurance_row.h
# keeping: what is kept, for how long, and what becomes of it
libpass_a_SOURCES += src/pass/keeping/erase.c src/pass/keeping/erase.h
libpass_a_SOURCES += src/pass/keeping/removal.c src/pass/keeping/removal.h
# publish: feeds as files
libpass_a_SOURCES += src/pass/publish/feeds.c src/pass/publish/feeds.h
libpass_a_SOURCES += src/pass/publish/public_folder.c src/pass/publish/public_folder.h
libpass_a_SOURCES += src/pass/publish/publish.c src/pass/publish/publish.h
libpass_a_SOURCES += src/pass/publish/metrics.c src/pass/publish/metrics.h
