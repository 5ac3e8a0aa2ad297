# office: what the office does by hand: import, record, review.
noinst_LIBRARIES += liboffice.a
liboffice_a_CPPFLAGS = $(libpass_a_CPPFLAGS)
liboffice_a_SOURCES =
liboffice_a_SOURCES += src/office/import.c src/office/import.h
liboffice_a_SOURCES += src/office/import_table.c src/office/import_table.h
liboffice_a_SOURCES += src/office/import_people.c src/office/import_schools.c
liboffice_a_SOURCES += src/office/import_person_row.c src/office/import_person_row.h
liboffice_a_SOURCES += src/office/import_succession.c src/office/import_logged.c
liboffice_a_SOURCES += src/office/import_dates.c
liboffice_a_SOURCES += src/office/import_placements.c
liboffice_a_SOURCES += src/office/import_calendar.c src/office/import_meeting.c
liboffice_a_SOURCES += src/office/record.c src/office/record.h
liboffice_a_SOURCES += src/office/case_file.c src/office/case_file.h
liboffice_a_SOURCES += src/office/review.c src/office/review.h
liboffice_a_SOURCES += src/office/review_form.c src/office/review_form.h
liboffice_a_SOURCES += src/office/review_typed.c src/office/review_typed.h
liboffice_a_SOURCES += src/office/exchange.c src/office/exchange.h
