# Pages as a browser shows them: browser.py drives Chromium, npm.py fetches axe-core.
EXTRA_DIST += tests/browser/browser.py tests/browser/npm.py
BROWSER_TESTS =
BROWSER_TESTS += tests/browser/test_index.py
BROWSER_TESTS += tests/browser/test_mails.py
BROWSER_TESTS += tests/browser/test_pages.py
BROWSER_TESTS += tests/browser/test_verify_page.py
BROWSER_TESTS += tests/browser/test_form.py
TESTS += $(BROWSER_TESTS)
dist_check_SCRIPTS += $(BROWSER_TESTS)
mostlyclean-local: # pictures to look at, and what npm fetched
	rm -rf tests/browser/pictures tests/npm
check_PROGRAMS += tests/browser/mail-sample
tests_browser_mail_sample_SOURCES = tests/browser/mail-sample.c
tests_browser_mail_sample_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_browser_mail_sample_LDADD = $(PAPER_LIBS)
