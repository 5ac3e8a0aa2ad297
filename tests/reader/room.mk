READER_TESTS = tests/reader/test-process tests/reader/test-sandbox tests/reader/test-wire tests/reader/test-message tests/reader/test-trust tests/reader/test-corpora
check_PROGRAMS += $(READER_TESTS) tests/reader/misbehave tests/reader/mortal-reader
TESTS += $(READER_TESTS)
tests_reader_test_process_SOURCES = tests/reader/test-process.c
tests_reader_test_process_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_process_LDADD = $(READER_LIBS)
tests_reader_test_wire_SOURCES = tests/reader/test-wire.c
tests_reader_test_wire_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_wire_LDADD = $(READER_LIBS)
tests_reader_mortal_reader_SOURCES = tests/reader/mortal-reader.c
tests_reader_mortal_reader_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_mortal_reader_LDADD = $(READER_LIBS)
check_PROGRAMS += tests/reader/test-posted
TESTS += tests/reader/test-posted
tests_reader_test_posted_SOURCES = tests/reader/test-posted.c
tests_reader_test_posted_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_posted_LDADD = $(READER_LIBS)
check_PROGRAMS += tests/reader/test-cuts
TESTS += tests/reader/test-cuts
tests_reader_test_cuts_SOURCES = tests/reader/test-cuts.c
tests_reader_test_cuts_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_cuts_LDADD = $(READER_LIBS)
check_PROGRAMS += tests/reader/test-growth
if !SANITIZED # whose run-time has costs of its own
TESTS += tests/reader/test-growth
endif
tests_reader_test_growth_SOURCES = tests/reader/test-growth.c tests/reader/zip-writer.c tests/reader/zip-writer.h
tests_reader_test_growth_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_growth_LDADD = $(READER_LIBS)
tests_reader_misbehave_SOURCES = tests/reader/misbehave.c tests/reader/misdeeds.c tests/reader/misdeeds.h
tests_reader_test_sandbox_SOURCES = tests/reader/test-sandbox.c tests/reader/misdeeds.h
tests_reader_test_sandbox_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_sandbox_LDADD = $(READER_LIBS)
tests_reader_misbehave_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_misbehave_LDADD = $(READER_LIBS)
tests_reader_test_message_SOURCES = tests/reader/test-message.c
tests_reader_test_message_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_message_LDADD = $(READER_LIBS)
tests_reader_test_corpora_SOURCES = tests/reader/test-corpora.c
tests_reader_test_corpora_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_corpora_LDADD = $(READER_LIBS)
tests_reader_test_trust_SOURCES = tests/reader/test-trust.c
tests_reader_test_trust_CPPFLAGS = $(libreader_a_CPPFLAGS)
tests_reader_test_trust_LDADD = $(READER_LIBS)
# documents
check_PROGRAMS += tests/reader/test-documents tests/reader/test-hostile-documents
TESTS += tests/reader/test-documents tests/reader/test-hostile-documents
EXTRA_DIST += tests/reader/make_documents.py tests/reader/word_beside.py
clean-local: # what make_documents.py and LibreOffice made
	rm -rf tests/reader/documents
tests_reader_test_documents_SOURCES = tests/reader/test-documents.c
tests_reader_test_documents_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_reader_test_documents_LDADD = libdocuments.a libreader.a libbase.a $(DOCUMENTS_LIBS) $(GLIB_LIBS)
tests_reader_test_hostile_documents_SOURCES = \
	tests/reader/test-hostile-documents.c tests/reader/zip-writer.c tests/reader/zip-writer.h
tests_reader_test_hostile_documents_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(ZIP_CFLAGS)
tests_reader_test_hostile_documents_LDADD = libdocuments.a libreader.a libbase.a $(DOCUMENTS_LIBS) $(GLIB_LIBS)
check_PROGRAMS += tests/reader/test-stamps
TESTS += tests/reader/test-stamps
tests_reader_test_stamps_SOURCES = tests/reader/test-stamps.c
tests_reader_test_stamps_LDADD = libdocuments.a libreader.a libbase.a $(DOCUMENTS_LIBS) $(GLIB_LIBS)
check_PROGRAMS += tests/reader/read-document
# beside independent readers, over public collections
AGREEMENT_TESTS = tests/reader/agreement_text.py tests/reader/agreement_workbooks.py tests/reader/agreement_pdf.py \
	tests/reader/agreement_mail.py tests/reader/agreement_calendar.py
TESTS += $(AGREEMENT_TESTS)
dist_check_SCRIPTS += $(AGREEMENT_TESTS)
EXTRA_DIST += tests/reader/beside.py tests/reader/opendocument.py
EXTRA_DIST += tests/reader/hostile_files.py
TESTS += tests/reader/test_hostile.py
dist_check_SCRIPTS += tests/reader/test_hostile.py
tests_reader_read_document_SOURCES = tests/reader/read-document.c
tests_reader_read_document_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_reader_read_document_LDADD = libdocuments.a libreader.a libbase.a $(DOCUMENTS_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS)
