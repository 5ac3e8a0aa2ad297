# tests of the room scheme, and of the site file
check_PROGRAMS += tests/scheme/test-scheme tests/scheme/test-broken tests/scheme/test-site
TESTS += tests/scheme/test-scheme tests/scheme/test-broken tests/scheme/test-site
tests_scheme_test_scheme_SOURCES = tests/scheme/test-scheme.c
tests_scheme_test_scheme_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
tests_scheme_test_scheme_LDADD = libscheme.a libbase.a $(CONFIG_LIBS) $(GLIB_LIBS)
tests_scheme_test_broken_SOURCES = tests/scheme/test-broken.c
tests_scheme_test_broken_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
tests_scheme_test_broken_LDADD = libscheme.a libbase.a $(CONFIG_LIBS) $(GLIB_LIBS)
tests_scheme_test_site_SOURCES = tests/scheme/test-site.c
tests_scheme_test_site_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
tests_scheme_test_site_LDADD = libpass.a libmail.a libscheme.a libbase.a \
	$(CURL_LIBS) $(GMIME_LIBS) $(JANSSON_LIBS) $(CRYPTO_LIBS) $(CONFIG_LIBS) $(GLIB_LIBS)
