# calendar: working days, bank holidays, feeds, entries. Knows base alone.
noinst_LIBRARIES += libcalendar.a
libcalendar_a_CPPFLAGS = $(AM_CPPFLAGS) $(ICAL_CFLAGS)
libcalendar_a_SOURCES = \
	src/calendar/bank_holidays.c src/calendar/entry.c src/calendar/entry.h src/calendar/feed.c src/calendar/feed.h \
	src/calendar/holiday_rules.c src/calendar/holiday_rules.h \
	src/calendar/properties.c src/calendar/properties.h src/calendar/vtimezone.c src/calendar/vtimezone.h \
	src/calendar/workdays.c src/calendar/workdays.h

dist_holidays_DATA = \
	conf/bank-holidays/england-and-wales.ics conf/bank-holidays/northern-ireland.ics \
	conf/bank-holidays/scotland.ics
