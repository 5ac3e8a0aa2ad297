# the bench: run by hand, never by make check
EXTRA_DIST += tests/bench/run tests/bench/readers tests/bench/bench_site.py tests/bench/reading.py tests/bench/sending.py \
	tests/bench/poll.lua tests/bench/serving.py tests/bench/sink.c
