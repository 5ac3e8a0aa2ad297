# Files and the reading each must give: README.md.
TESTS += tests/corpus/test_corpus.py tests/corpus/test_kinds.py
dist_check_SCRIPTS += tests/corpus/test_corpus.py tests/corpus/test_kinds.py
EXTRA_DIST += tests/corpus/README.md tests/corpus/documents tests/corpus/messages tests/corpus/make
