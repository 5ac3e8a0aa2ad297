check_PROGRAMS += tests/base/test-base
TESTS += tests/base/test-base
tests_base_test_base_SOURCES = tests/base/test-base.c
tests_base_test_base_LDADD = libbase.a $(CRYPTO_LIBS) $(GLIB_LIBS)
