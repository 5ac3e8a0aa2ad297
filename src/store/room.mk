# store. The schema is compiled in.
noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS) $(SQLITE_CFLAGS)
libstore_a_SOURCES = \
	src/store/store.c src/store/store.h src/store/statement.c src/store/statement.h \
	src/store/migrations.c src/store/migrations.h src/store/backup.c src/store/meta.c src/store/journal.c \
	src/store/people.c src/store/people.h src/store/person.h src/store/addresses.c src/store/schools.c \
	src/store/roles.c src/store/attributes.c src/store/school_attributes.c \
	src/store/obligations.c src/store/obligations.h src/store/deadlines.c src/store/messages.c src/store/messages.h \
	src/store/outbox.c src/store/outbox_list.c src/store/outbox.h src/store/mail.h src/store/news.c \
	src/store/sessions.c src/store/sessions.h src/store/placements.c src/store/placements.h src/store/filed.c src/store/answers.c src/store/attendance.c src/store/activities.c \
	src/store/approvals.c src/store/facts.h src/store/awards.c src/store/awards.h src/store/cases.c src/store/cases.h \
	src/store/registers.c src/store/registers.h src/store/tokens.c src/store/tokens.h src/store/unpublished.c src/store/unpublished.h
nodist_libstore_a_SOURCES = src/store/schema.generated.h
# version 1, and the steps to the later ones in their order
SCHEMAS = src/store/schema.sql src/store/schema-2.sql src/store/schema-3.sql
EXTRA_DIST += $(SCHEMAS)
BUILT_SOURCES += src/store/schema.generated.h
CLEANFILES += src/store/schema.generated.h

src/store/schema.generated.h: $(SCHEMAS)
	$(AM_V_GEN)$(MKDIR_P) src/store && { for one in $(SCHEMAS); do \
	  echo "static const char `basename $$one .sql | tr - _`_sql[] ="; \
	  $(SED) -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/  "/' -e 's/$$/\\n"/' $(srcdir)/$$one; \
	  echo '  ;'; done; } >$@.new && mv $@.new $@
src/store/libstore_a-migrations.$(OBJEXT): src/store/schema.generated.h
