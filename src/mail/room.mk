# mail
noinst_LIBRARIES += libmail.a
libmail_a_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
libmail_a_SOURCES = \
	src/mail/compose.c src/mail/compose.h src/mail/imap.c src/mail/imap.h src/mail/imap_answer.c \
	src/mail/imap_answer.h src/mail/imap_command.c src/mail/imap_window.c src/mail/login.c src/mail/login.h \
	src/mail/login_token.c src/mail/login_token.h src/mail/probe.c src/mail/probe.h src/mail/probe_imap.c src/mail/probe_wire.h src/mail/refusals.c src/mail/refusals.h \
	src/mail/sasl.c src/mail/sasl.h src/mail/token_server.c src/mail/token_server.h src/mail/mailbox.c src/mail/mailbox.h src/mail/mailbox_backend.h \
	src/mail/maildir.c src/mail/maildir.h src/mail/maildir_mailbox.c src/mail/maildir_submission.c src/mail/nowhere.c src/mail/smtp.c \
	src/mail/smtp_refusal.c src/mail/smtp_refusal.h src/mail/smtp_session.c src/mail/smtp_session.h \
	src/mail/submission.c src/mail/submission.h src/mail/submission_backend.h src/mail/wire.c src/mail/wire.h \
	src/mail/wire_connect.c src/mail/wire_login.c src/mail/wire_link.h
