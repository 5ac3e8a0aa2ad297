# base: clock, days, refs, text, errors, log. Knows nothing of mentors.
noinst_LIBRARIES += libbase.a
libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS) $(CRYPTO_CFLAGS)
libbase_a_SOURCES = src/base/award_code.c src/base/award_code.h \
	src/base/clock.c src/base/clock.h src/base/day.c src/base/day.h src/base/checksum.c src/base/checksum.h src/base/fault.c src/base/fault.h \
	src/base/conf.c src/base/conf.h src/base/conf_table.c src/base/conf_table.h \
	src/base/log.c src/base/log.h src/base/notify.c src/base/notify.h src/base/ref.c src/base/ref.h src/base/seal.c src/base/seal.h src/base/seam.c src/base/seam.h \
	src/base/text.c src/base/text.h src/base/write.c src/base/write.h
