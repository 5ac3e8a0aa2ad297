# scheme: the rules language; files of conf/ that it reads
noinst_LIBRARIES += libscheme.a
libscheme_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
libscheme_a_SOURCES = src/scheme/scheme.h src/scheme/scheme_load.h src/scheme/scheme_evidence.h \
	src/scheme/scheme_apart.c src/scheme/scheme_awards.c src/scheme/scheme_check.c src/scheme/scheme_evidence.c src/scheme/scheme_find.c src/scheme/scheme_forms.c src/scheme/scheme_alerts.c \
	src/scheme/scheme_free.c src/scheme/scheme_load.c src/scheme/scheme_people.c src/scheme/scheme_refer.c src/scheme/scheme_reports.c src/scheme/scheme_requirements.c \
	     src/scheme/scheme_turns.c \
	src/scheme/year_load.c src/scheme/year_placements.c

dist_schemes_DATA = conf/schemes/bcu.conf
dist_schemes_DATA += conf/schemes/bpn.conf
dist_schemes_DATA += conf/schemes/exeter.conf
dist_schemes_DATA += conf/schemes/hwstpa.conf
dist_schemes_DATA += conf/schemes/wltec.conf
dist_years_DATA = conf/year-2026-27.conf
