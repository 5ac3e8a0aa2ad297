# mail
noinst_LIBRARIES += libmail.a
libmail_a_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
libmail_a_SOURCES = \
	src/mail/compose.c src/mail/compose.h    \
	   src/mail/login.c src/mail/login.h \
	src/mail/login_token.c src/mail/login_token.h
