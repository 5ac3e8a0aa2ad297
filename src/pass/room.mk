# pass: the story of one message, a file a step; pass.c tells it.
noinst_LIBRARIES += libpass.a
PASS_CFLAGS = $(CONFIG_CFLAGS) $(JANSSON_CFLAGS)
libpass_a_CPPFLAGS = $(AM_CPPFLAGS) $(PASS_CFLAGS)
libpass_a_SOURCES =
# the site, and what every step works with
libpass_a_SOURCES += src/pass/site.c src/pass/site.h
libpass_a_SOURCES += src/pass/site_check.c src/pass/site_check.h
libpass_a_SOURCES += src/pass/site_register.c src/pass/site_register.h
libpass_a_SOURCES += src/pass/engine.c src/pass/engine.h
libpass_a_SOURCES += src/pass/pass.c src/pass/pass.h
# fetch and intake
libpass_a_SOURCES += src/pass/fetch.c src/pass/fetch.h
libpass_a_SOURCES += src/pass/window.c src/pass/window.h
libpass_a_SOURCES += src/pass/intake.c src/pass/intake.h
libpass_a_SOURCES += src/pass/inbound.c src/pass/inbound.h
libpass_a_SOURCES += src/pass/recognise.c src/pass/recognise.h
libpass_a_SOURCES += src/pass/thread.c src/pass/thread.h
libpass_a_SOURCES += src/pass/match.c src/pass/match.h src/pass/match_candidates.c src/pass/match_kept.c
libpass_a_SOURCES += src/pass/values.c src/pass/values.h
libpass_a_SOURCES += src/pass/pieces.c src/pass/pieces.h
libpass_a_SOURCES += src/pass/criteria.c src/pass/criteria.h
libpass_a_SOURCES += src/pass/returns.c src/pass/returns.h
libpass_a_SOURCES += src/pass/unread.c src/pass/unread.h
libpass_a_SOURCES += src/pass/filing.c src/pass/filing.h
libpass_a_SOURCES += src/pass/rows.c src/pass/rows.h
libpass_a_SOURCES += src/pass/attendance.c src/pass/attendance.h
libpass_a_SOURCES += src/pass/meeting.c src/pass/meeting.h src/pass/meeting_mail.c
libpass_a_SOURCES += src/pass/roster.c src/pass/roster.h
libpass_a_SOURCES += src/pass/bounce.c src/pass/bounce.h
libpass_a_SOURCES += src/pass/answer.h
libpass_a_SOURCES += src/pass/receipt.c
libpass_a_SOURCES += src/pass/words.c
libpass_a_SOURCES += src/pass/commands.c src/pass/commands.h
libpass_a_SOURCES += src/pass/commands_own.c src/pass/commands_papers.c src/pass/commands_news.c
libpass_a_SOURCES += src/pass/commands_said.c
libpass_a_SOURCES += src/pass/copies.c src/pass/copies.h
libpass_a_SOURCES += src/pass/hours.c src/pass/hours.h
libpass_a_SOURCES += src/pass/boxes.c src/pass/boxes.h
libpass_a_SOURCES += src/pass/corrections.c
# approvals by reply
libpass_a_SOURCES += src/pass/consent.c src/pass/consent.h src/pass/consent_words.c src/pass/consent_words.h
libpass_a_SOURCES += src/pass/claim.c src/pass/claim.h
libpass_a_SOURCES += src/pass/commands_certificates.c
libpass_a_SOURCES += src/pass/rename.c src/pass/rename.h
libpass_a_SOURCES += src/pass/verify.c src/pass/verify.h
libpass_a_SOURCES += src/pass/limits.c src/pass/limits.h
# decide
libpass_a_SOURCES += src/pass/decide.c src/pass/decide.h
libpass_a_SOURCES += src/pass/standing.c src/pass/standing.h
libpass_a_SOURCES += src/pass/evidence.c
libpass_a_SOURCES += src/pass/instances.c src/pass/instances.h
libpass_a_SOURCES += src/pass/about.c src/pass/about.h
libpass_a_SOURCES += src/pass/placements.c src/pass/placements.h src/pass/placements_sync.c
libpass_a_SOURCES += src/pass/schools.c src/pass/schools.h
libpass_a_SOURCES += src/pass/dates.c src/pass/dates.h
libpass_a_SOURCES += src/pass/dates_keys.c src/pass/dates_keys.h
libpass_a_SOURCES += src/pass/timing.c src/pass/timing.h
libpass_a_SOURCES += src/pass/settle.c src/pass/settle.h
libpass_a_SOURCES += src/pass/ask.c src/pass/ask.h
libpass_a_SOURCES += src/pass/chase.c src/pass/chase.h
libpass_a_SOURCES += src/pass/escalate.c src/pass/escalate.h
libpass_a_SOURCES += src/pass/closing.c src/pass/closing.h
libpass_a_SOURCES += src/pass/grant.c src/pass/grant.h
libpass_a_SOURCES += src/pass/digest.c src/pass/digest.h
libpass_a_SOURCES += src/pass/answers.c src/pass/answers.h
libpass_a_SOURCES += src/pass/explain.c src/pass/explain.h
# mails out
libpass_a_SOURCES += src/pass/post.c src/pass/post.h
libpass_a_SOURCES += src/pass/context.c
libpass_a_SOURCES += src/pass/enclose.c src/pass/enclose.h
libpass_a_SOURCES += src/pass/deliver.c src/pass/deliver.h
# publish
libpass_a_SOURCES += src/pass/publish.c src/pass/publish.h
libpass_a_SOURCES += src/pass/feeds.c src/pass/feeds.h
libpass_a_SOURCES += src/pass/coverage.c src/pass/coverage.h
libpass_a_SOURCES += src/pass/public_folder.c src/pass/public_folder.h
