# tests of the room mail
MAIL_LIBS = libmail.a libbase.a $(GMIME_LIBS) $(CURL_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS) $(GLIB_LIBS)

MAIL_PY_TESTS = tests/mail/test_compose.py tests/mail/test_imap.py tests/mail/test_imap_faults.py tests/mail/test_login.py tests/mail/test_smtp.py
check_PROGRAMS += tests/mail/test-compose tests/mail/test-maildir tests/mail/test-wire tests/mail/mail-driver
TESTS += tests/mail/test-compose tests/mail/test-maildir tests/mail/test-wire $(MAIL_PY_TESTS)
dist_check_SCRIPTS += $(MAIL_PY_TESTS)
EXTRA_DIST += tests/mail/harness.py tests/e2e/servers.py

tests_mail_test_compose_SOURCES = tests/mail/test-compose.c
tests_mail_test_compose_LDADD = $(MAIL_LIBS)
tests_mail_test_maildir_SOURCES = tests/mail/test-maildir.c
tests_mail_test_maildir_LDADD = $(MAIL_LIBS)
tests_mail_test_wire_SOURCES = tests/mail/test-wire.c
tests_mail_test_wire_LDADD = $(MAIL_LIBS)
tests_mail_mail_driver_SOURCES = tests/mail/mail-driver.c
tests_mail_mail_driver_LDADD = $(MAIL_LIBS)
