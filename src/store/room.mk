# store. The schema is compiled in.
noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS) $(SQLITE_CFLAGS)
libstore_a_SOURCES =
libstore_a_SOURCES += src/store/actions.c src/store/actions.h
libstore_a_SOURCES += src/store/activities.c
libstore_a_SOURCES += src/store/addresses.c
libstore_a_SOURCES += src/store/answers.c
libstore_a_SOURCES += src/store/approvals.c src/store/approvals.h
libstore_a_SOURCES += src/store/asking.c src/store/asking.h
libstore_a_SOURCES += src/store/attendance.c
libstore_a_SOURCES += src/store/attributes.c
libstore_a_SOURCES += src/store/award.h
libstore_a_SOURCES += src/store/awards.c src/store/awards.h
libstore_a_SOURCES += src/store/away.c src/store/away.h
libstore_a_SOURCES += src/store/backup.c
libstore_a_SOURCES += src/store/bookings.c src/store/bookings.h
libstore_a_SOURCES += src/store/cases.c src/store/cases.h
libstore_a_SOURCES += src/store/changes.c src/store/changes.h
libstore_a_SOURCES += src/store/claims.c
libstore_a_SOURCES += src/store/consents.c src/store/consents.h
libstore_a_SOURCES += src/store/deadlines.c
libstore_a_SOURCES += src/store/duties.c src/store/duties.h
libstore_a_SOURCES += src/store/export.c src/store/export.h
libstore_a_SOURCES += src/store/facts.h
libstore_a_SOURCES += src/store/fetched.c src/store/fetched.h
libstore_a_SOURCES += src/store/filed.c
libstore_a_SOURCES += src/store/follow_ups.c src/store/follow_ups.h
libstore_a_SOURCES += src/store/forget.c src/store/forget.h
libstore_a_SOURCES += src/store/invitations.c src/store/invitations.h
libstore_a_SOURCES += src/store/journal.c
libstore_a_SOURCES += src/store/mail.h
libstore_a_SOURCES += src/store/meetings.c src/store/meetings.h
libstore_a_SOURCES += src/store/merge.c src/store/merge.h
libstore_a_SOURCES += src/store/messages.c src/store/messages.h
libstore_a_SOURCES += src/store/meta.c
libstore_a_SOURCES += src/store/migrations.c src/store/migrations.h
libstore_a_SOURCES += src/store/news.c
libstore_a_SOURCES += src/store/obligations.c src/store/obligations.h
libstore_a_SOURCES += src/store/office_mail.c src/store/office_mail.h
libstore_a_SOURCES += src/store/outages.c src/store/outages.h
libstore_a_SOURCES += src/store/outbox.c src/store/outbox.h
libstore_a_SOURCES += src/store/outbox_list.c
libstore_a_SOURCES += src/store/overtaken.c src/store/overtaken.h
libstore_a_SOURCES += src/store/people.c src/store/people.h
libstore_a_SOURCES += src/store/person.h
libstore_a_SOURCES += src/store/personal.c src/store/personal.h
libstore_a_SOURCES += src/store/placements.c src/store/placements.h
libstore_a_SOURCES += src/store/registers.c src/store/registers.h
libstore_a_SOURCES += src/store/removal.c src/store/removal.h
libstore_a_SOURCES += src/store/roles.c
libstore_a_SOURCES += src/store/school_attributes.c
libstore_a_SOURCES += src/store/schools.c
libstore_a_SOURCES += src/store/sessions.c src/store/sessions.h
libstore_a_SOURCES += src/store/signings.c
libstore_a_SOURCES += src/store/silences.c src/store/silences.h
libstore_a_SOURCES += src/store/statement.c src/store/statement.h
libstore_a_SOURCES += src/store/store.c src/store/store.h
libstore_a_SOURCES += src/store/superseded.c src/store/superseded.h
libstore_a_SOURCES += src/store/surveys.c src/store/surveys.h
libstore_a_SOURCES += src/store/tokens.c src/store/tokens.h
libstore_a_SOURCES += src/store/undelivered.c src/store/undelivered.h
libstore_a_SOURCES += src/store/unpublished.c src/store/unpublished.h
nodist_libstore_a_SOURCES = src/store/schema.generated.h
# version 1, and the steps to the later ones in their order
SCHEMAS = src/store/schema.sql src/store/schema-2.sql src/store/schema-3.sql src/store/schema-4.sql \
  src/store/schema-5.sql
EXTRA_DIST += $(SCHEMAS)
BUILT_SOURCES += src/store/schema.generated.h
CLEANFILES += src/store/schema.generated.h

src/store/schema.generated.h: $(SCHEMAS)
	$(AM_V_GEN)$(MKDIR_P) src/store && { for one in $(SCHEMAS); do \
	  echo "static const char `basename $$one .sql | tr - _`_sql[] ="; \
	  $(SED) -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/  "/' -e 's/$$/\\n"/' $(srcdir)/$$one; \
	  echo '  ;'; done; } >$@.new && mv $@.new $@
src/store/libstore_a-migrations.$(OBJEXT): src/store/schema.generated.h
