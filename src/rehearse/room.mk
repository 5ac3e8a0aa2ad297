# rehearse: the same pass with another clock and other ends: a whole year with made-up people.
noinst_LIBRARIES += librehearse.a
librehearse_a_CPPFLAGS = $(libpass_a_CPPFLAGS)
librehearse_a_SOURCES =
librehearse_a_SOURCES += src/rehearse/rehearse.c src/rehearse/rehearse.h
librehearse_a_SOURCES += src/rehearse/rehearse_site.c src/rehearse/rehearse_site.h
librehearse_a_SOURCES += src/rehearse/rehearse_dates.c src/rehearse/rehearse_dates.h
librehearse_a_SOURCES += src/rehearse/rehearse_names.c src/rehearse/rehearse_names.h
librehearse_a_SOURCES += src/rehearse/rehearse_enrol.c
librehearse_a_SOURCES += src/rehearse/rehearse_people.c src/rehearse/rehearse_people.h
librehearse_a_SOURCES += src/rehearse/rehearse_ways.c src/rehearse/rehearse_ways.h
librehearse_a_SOURCES += src/rehearse/rehearse_answers.c src/rehearse/rehearse_answers.h
librehearse_a_SOURCES += src/rehearse/rehearse_answers_inside.h src/rehearse/rehearse_invited.c
librehearse_a_SOURCES += src/rehearse/rehearse_letter.c src/rehearse/rehearse_letter.h
librehearse_a_SOURCES += src/rehearse/rehearse_calendar.c src/rehearse/rehearse_calendar.h
librehearse_a_SOURCES += src/rehearse/rehearse_fill.c src/rehearse/rehearse_fill.h
librehearse_a_SOURCES += src/rehearse/rehearse_office.c src/rehearse/rehearse_office.h
librehearse_a_SOURCES += src/rehearse/rehearse_summary.c src/rehearse/rehearse_summary.h
