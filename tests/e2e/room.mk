# The built program from outside: its commands, its mails, its files.
E2E_TESTS = tests/e2e/test_tracker.py tests/e2e/test_ladder.py tests/e2e/test_attendance.py tests/e2e/test_roster.py \
	tests/e2e/test_feeds.py tests/e2e/test_commands.py tests/e2e/test_imap.py tests/e2e/test_crash.py tests/e2e/test_loops.py \
	tests/e2e/test_house.py tests/e2e/test_disk.py tests/e2e/test_memory.py tests/e2e/test_hostile.py \
	tests/e2e/test_whose.py tests/e2e/test_corrections.py tests/e2e/test_unread.py tests/e2e/test_address.py \
	tests/e2e/test_placements.py
	tests/e2e/test_field_rules.py
	tests/e2e/test_asked.py
TESTS += $(E2E_TESTS)
dist_check_SCRIPTS += $(E2E_TESTS)
EXTRA_DIST += tests/e2e/harness.py tests/e2e/asked.py tests/e2e/story.py tests/e2e/demonstration.py
