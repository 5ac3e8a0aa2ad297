# tests of the room calendar
check_PROGRAMS += tests/calendar/test-workdays
TESTS += tests/calendar/test-workdays tests/calendar/test_workdays.py
dist_check_SCRIPTS += tests/calendar/test_workdays.py
EXTRA_DIST += tests/calendar/workdays.txt
tests_calendar_test_workdays_SOURCES = tests/calendar/test-workdays.c
tests_calendar_test_workdays_LDADD = libcalendar.a libbase.a $(ICAL_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/calendar/feed-sample
tests_calendar_feed_sample_SOURCES = tests/calendar/feed-sample.c
tests_calendar_feed_sample_LDADD = libcalendar.a libbase.a $(ICAL_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/calendar/test-feed
TESTS += tests/calendar/test-feed tests/calendar/test_feed.py
dist_check_SCRIPTS += tests/calendar/test_feed.py
tests_calendar_test_feed_SOURCES = tests/calendar/test-feed.c
tests_calendar_test_feed_LDADD = libcalendar.a libbase.a $(ICAL_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/calendar/test-entry
TESTS += tests/calendar/test-entry
tests_calendar_test_entry_SOURCES = tests/calendar/test-entry.c
tests_calendar_test_entry_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(ICAL_CFLAGS)
tests_calendar_test_entry_LDADD = libcalendar.a libbase.a $(ICAL_LIBS) $(GLIB_LIBS)

# other people's calendar programs, which follow a feed
check_PROGRAMS += tests/calendar/read-feed
tests_calendar_read_feed_SOURCES = tests/calendar/read-feed.c
tests_calendar_read_feed_LDADD = $(ICAL_LIBS) $(GLIB_LIBS)
TESTS += tests/calendar/test_clients.py
dist_check_SCRIPTS += tests/calendar/test_clients.py
EXTRA_DIST += tests/calendar/clients.py tests/calendar/evolution.py
