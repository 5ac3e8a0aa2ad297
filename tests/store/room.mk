# tests of the room store
store_tests = tests/store/test-store tests/store/test-people tests/store/test-facts tests/store/test-outbox \
	tests/store/test-plans tests/store/test-placements tests/store/test-actions tests/store/test-personal \
	tests/store/test-merge tests/store/test-merge-rows
check_PROGRAMS += $(store_tests)
TESTS += $(store_tests)
store_test_flags = $(AM_CPPFLAGS) -I$(top_srcdir) $(SQLITE_CFLAGS)
store_test_libs = libstore.a libbase.a $(SQLITE_LIBS) $(CRYPTO_LIBS) $(GLIB_LIBS)
tests_store_test_store_SOURCES = tests/store/test-store.c tests/store/fixture.h
tests_store_test_store_CPPFLAGS = $(store_test_flags)
tests_store_test_store_LDADD = $(store_test_libs)
tests_store_test_people_SOURCES = tests/store/test-people.c tests/store/fixture.h
tests_store_test_people_CPPFLAGS = $(store_test_flags)
tests_store_test_people_LDADD = $(store_test_libs)
tests_store_test_facts_SOURCES = tests/store/test-facts.c tests/store/fixture.h
tests_store_test_facts_CPPFLAGS = $(store_test_flags)
tests_store_test_facts_LDADD = $(store_test_libs)
tests_store_test_outbox_SOURCES = tests/store/test-outbox.c tests/store/fixture.h
tests_store_test_outbox_CPPFLAGS = $(store_test_flags)
tests_store_test_outbox_LDADD = $(store_test_libs)
tests_store_test_plans_SOURCES = tests/store/test-plans.c tests/store/fixture.h
tests_store_test_plans_CPPFLAGS = $(store_test_flags)
tests_store_test_plans_LDADD = $(store_test_libs)
tests_store_test_placements_SOURCES = tests/store/test-placements.c tests/store/fixture.h
tests_store_test_placements_CPPFLAGS = $(store_test_flags)
tests_store_test_placements_LDADD = $(store_test_libs)
tests_store_test_actions_SOURCES = tests/store/test-actions.c tests/store/fixture.h
tests_store_test_actions_CPPFLAGS = $(store_test_flags)
tests_store_test_actions_LDADD = $(store_test_libs)
tests_store_test_personal_SOURCES = tests/store/test-personal.c tests/store/fixture.h
tests_store_test_personal_CPPFLAGS = $(store_test_flags)
tests_store_test_personal_LDADD = $(store_test_libs)
tests_store_test_merge_SOURCES = tests/store/test-merge.c tests/store/fixture.h
tests_store_test_merge_CPPFLAGS = $(store_test_flags)
tests_store_test_merge_LDADD = $(store_test_libs)
tests_store_test_merge_rows_SOURCES = tests/store/test-merge-rows.c tests/store/fixture.h
tests_store_test_merge_rows_CPPFLAGS = $(store_test_flags)
tests_store_test_merge_rows_LDADD = $(store_test_libs)
