# report: what the partnership is told in tables. Part of the library of pass, which mails them and knows the facts.
libpass_a_SOURCES += src/report/reports.c src/report/reports.h
libpass_a_SOURCES += src/report/view.c src/report/view.h
libpass_a_SOURCES += src/report/kinds.h
libpass_a_SOURCES += src/report/hide.c src/report/hide.h
libpass_a_SOURCES += src/report/ratings.c src/report/ratings.h
libpass_a_SOURCES += src/report/nameless.c src/report/nameless.h
libpass_a_SOURCES += src/report/needs.c src/report/needs_groups.c src/report/needs_groups.h
libpass_a_SOURCES += src/report/compliance.c
libpass_a_SOURCES += src/report/owing.c
libpass_a_SOURCES += src/report/progress.c src/report/progress.h
