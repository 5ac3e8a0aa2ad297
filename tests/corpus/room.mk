# Files and the reading each must give: README.md.
TESTS += tests/corpus/test_corpus.py
dist_check_SCRIPTS += tests/corpus/test_corpus.py
EXTRA_DIST += tests/corpus/README.md tests/corpus/documents tests/corpus/messages
# Word documents: word.py makes them
EXTRA_DIST += tests/corpus/make/word.py tests/corpus/make/word_parts.py tests/corpus/make/word_tables.py \
	tests/corpus/make/word_controls.py tests/corpus/make/word_text.py tests/corpus/make/word_programs.py tests/corpus/make/word_npm.js
EXTRA_DIST += tests/corpus/make/case.py tests/corpus/make/tables.py tests/corpus/make/xlsx.py tests/corpus/make/opendocument.py
EXTRA_DIST += tests/corpus/make
