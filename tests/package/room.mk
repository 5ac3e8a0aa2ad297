# what stands around the programs: units, completion, manual pages, the Debian package
PACKAGE_TESTS =
PACKAGE_TESTS += tests/package/test_units.py
PACKAGE_TESTS += tests/package/test_completion.py
PACKAGE_TESTS += tests/package/test_manuals.py
PACKAGE_TESTS += tests/package/test_progress.py
TESTS += $(PACKAGE_TESTS)
dist_check_SCRIPTS += $(PACKAGE_TESTS)
EXTRA_DIST += tests/package/table.py
