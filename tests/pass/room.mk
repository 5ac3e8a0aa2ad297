# tests of the room pass
PASS_TESTS = tests/pass/test_feeds.py tests/pass/test_import.py tests/pass/test_plan.py tests/pass/test_record.py tests/pass/test_register.py \
	tests/pass/test_rehearse.py tests/pass/test_review.py tests/pass/test_run.py
TESTS += $(PASS_TESTS)
dist_check_SCRIPTS += $(PASS_TESTS)
check_PROGRAMS += tests/pass/test-values
TESTS += tests/pass/test-values
tests_pass_test_values_SOURCES = tests/pass/test-values.c
tests_pass_test_values_CPPFLAGS = $(libpass_a_CPPFLAGS)
tests_pass_test_values_LDADD = $(MENTORD_LIBS)
check_PROGRAMS += tests/pass/test-boxes
TESTS += tests/pass/test-boxes
tests_pass_test_boxes_SOURCES = tests/pass/test-boxes.c
tests_pass_test_boxes_CPPFLAGS = $(libpass_a_CPPFLAGS)
tests_pass_test_boxes_LDADD = $(MENTORD_LIBS)
check_PROGRAMS += tests/pass/test-consent
TESTS += tests/pass/test-consent
tests_pass_test_consent_SOURCES = tests/pass/test-consent.c tests/pass/consent-one.inc tests/pass/consent-three.inc
tests_pass_test_consent_CPPFLAGS = $(libpass_a_CPPFLAGS)
tests_pass_test_consent_LDADD = $(MENTORD_LIBS)
check_PROGRAMS += tests/pass/test-criteria
TESTS += tests/pass/test-criteria
tests_pass_test_criteria_SOURCES = tests/pass/test-criteria.c
tests_pass_test_criteria_CPPFLAGS = $(libpass_a_CPPFLAGS)
tests_pass_test_criteria_LDADD = $(MENTORD_LIBS)
