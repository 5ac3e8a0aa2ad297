# web: the program that shows the published folder, and the engine's face of it.
pkglibexec_PROGRAMS += src/mentord-web
src_mentord_web_SOURCES = src/web/main.c
src_mentord_web_LDADD = libwebserver.a libbase.a $(MHD_LIBS) $(JANSSON_LIBS) $(SECCOMP_LIBS) $(CRYPTO_LIBS) $(GLIB_LIBS)

noinst_LIBRARIES += libwebserver.a
libwebserver_a_CPPFLAGS = $(AM_CPPFLAGS) $(MHD_CFLAGS) $(SECCOMP_CFLAGS) $(JANSSON_CFLAGS)
libwebserver_a_SOURCES =
libwebserver_a_SOURCES += src/web/answer.c src/web/answer.h src/web/condition.c src/web/condition.h
libwebserver_a_SOURCES += src/web/crowd.c src/web/crowd.h src/web/frame.c src/web/frame.h src/web/limit.c src/web/limit.h
libwebserver_a_SOURCES += src/web/lockdown.c src/web/lockdown.h src/web/metrics.c src/web/metrics.h
libwebserver_a_SOURCES += src/web/peer.c src/web/peer.h src/web/published.c src/web/published.h
libwebserver_a_SOURCES += src/web/refusal.c src/web/refusal.h
libwebserver_a_SOURCES += src/web/server.c src/web/server.h src/web/told.c src/web/told.h src/web/verify.c src/web/verify.h
libwebserver_a_SOURCES += src/web/post.c src/web/post.h src/web/post_page.c src/web/post_page.h
libwebserver_a_SOURCES += src/web/records.c src/web/records.h

noinst_LIBRARIES += libweb.a
libweb_a_SOURCES = src/web/web.c src/web/web.h src/web/web_pipe.c src/web/web_pipe.h
