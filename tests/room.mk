# The suite. Every test prints TAP; automake's driver counts it.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh .py
SH_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_COMPILER = /usr/bin/python3
AM_TESTS_ENVIRONMENT = \
	export TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' \
	  G_TEST_SRCDIR='$(abs_top_srcdir)/tests' G_TEST_BUILDDIR='$(abs_top_builddir)/tests' \
	  ASAN_OPTIONS='detect_leaks=1' \
	  LSAN_OPTIONS='print_suppressions=0:suppressions=$(abs_top_srcdir)/tests/lsan.supp' G_SLICE=always-malloc;

EXTRA_DIST += tests/lsan.supp tests/valgrind.supp

include tests/base/room.mk
include tests/calendar/room.mk
include tests/scheme/room.mk
include tests/store/room.mk
include tests/reader/room.mk
include tests/corpus/room.mk
include tests/mail/room.mk
include tests/browser/room.mk
include tests/paper/room.mk
include tests/web/room.mk
include tests/pass/room.mk
include tests/e2e/room.mk
include tests/package/room.mk
include tests/fuzz/room.mk
include tests/bench/room.mk
