# tests of the room web
check_PROGRAMS += tests/web/test-web
TESTS += tests/web/test-web tests/web/test_web.py tests/web/test_post.py
dist_check_SCRIPTS += tests/web/test_web.py tests/web/test_post.py
tests_web_test_web_SOURCES = tests/web/test-web.c
tests_web_test_web_LDADD = libweb.a libwebserver.a libbase.a $(MHD_LIBS) $(JANSSON_LIBS) $(SECCOMP_LIBS) $(CRYPTO_LIBS) $(GLIB_LIBS)
