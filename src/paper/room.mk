# paper: what people open. Certificates, forms, workbooks, letters, reports, pages, and the templates they are drawn from.
noinst_LIBRARIES += libpaper.a
PAPER_CFLAGS = $(JANSSON_CFLAGS) $(ZIP_CFLAGS) $(XLSXWRITER_CFLAGS) $(RSVG_CFLAGS) $(PANGO_CFLAGS) $(QRENCODE_CFLAGS) $(QPDF_CFLAGS) \
	$(XML_CFLAGS)
PAPER_LIBS = libpaper.a libbase.a $(XLSXWRITER_LIBS) $(ZIP_LIBS) $(RSVG_LIBS) $(PANGO_LIBS) $(QRENCODE_LIBS) \
	$(QPDF_LIBS) $(XML_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS)
libpaper_a_CPPFLAGS = $(AM_CPPFLAGS) $(PAPER_CFLAGS)
libpaper_a_SOURCES = \
	src/paper/certificate.c \
	src/paper/certificate.h \
	src/paper/form.h \
	src/paper/form_page.c \
	src/paper/form_page.h \
	src/paper/form_box.c \
	src/paper/form_box.h \
	src/paper/form_control.c \
	src/paper/form_control.h \
	src/paper/form_document.c \
	src/paper/form_parts.c \
	src/paper/form_parts.h \
	src/paper/form_styles.c \
	src/paper/form_styles.h \
	src/paper/form_table.c \
	src/paper/form_table.h \
	src/paper/form_workbook.c \
	src/paper/letter.c \
	src/paper/letter.h \
	src/paper/markup.c \
	src/paper/markup.h \
	src/paper/markup_layout.c \
	src/paper/markup_text.c \
	src/paper/master.c \
	src/paper/master.h \
	src/paper/master_cells.c \
	src/paper/master_cells.h \
	src/paper/master_footer.c \
	src/paper/master_inside.h \
	src/paper/master_sheet.c \
	src/paper/master_word.c \
	src/paper/office_file.c \
	src/paper/office_file.h \
	src/paper/package.c \
	src/paper/package.h \
	src/paper/page.c \
	src/paper/page.h \
	src/paper/page_own.c \
	src/paper/page_own.h \
	src/paper/page_style.c \
	src/paper/page_style.h \
	src/paper/pdf.c \
	src/paper/pdf.h \
	src/paper/plate.c \
	src/paper/plate.h \
	src/paper/plate_text.c \
	src/paper/plate_text.h \
	src/paper/report.c \
	src/paper/report.h \
	src/paper/report_chart.c \
	src/paper/report_html.c \
	src/paper/report_picture.c \
	src/paper/report_pdf.c \
	src/paper/report_plain.c \
	src/paper/report_write.h \
	src/paper/report_xlsx.c \
	src/paper/report_xlsx.h \
	src/paper/report_xlsx_chart.c \
	src/paper/spreadsheet.c \
	src/paper/spreadsheet.h \
	src/paper/template.c \
	src/paper/template.h \
	src/paper/template_parse.c \
	src/paper/template_parse.h \
	src/paper/tree.c \
	src/paper/tree.h
dist_mailtemplates_DATA =
dist_mailtemplates_DATA += templates/mail/action-noted.mustache
dist_mailtemplates_DATA += templates/mail/action-overdue.mustache
dist_mailtemplates_DATA += templates/mail/action-request.mustache
dist_mailtemplates_DATA += templates/mail/alert-raised.mustache
dist_mailtemplates_DATA += templates/mail/concern-request.mustache
dist_mailtemplates_DATA += templates/mail/conversation-request.mustache
dist_mailtemplates_DATA += templates/mail/follow-up-request.mustache
dist_mailtemplates_DATA += templates/mail/induction-follow-up.mustache
dist_mailtemplates_DATA += templates/mail/layout.html
dist_mailtemplates_DATA += templates/mail/meeting-records.mustache
dist_mailtemplates_DATA += templates/mail/placement-form-overdue.mustache
dist_mailtemplates_DATA += templates/mail/placement-form-request.mustache
dist_mailtemplates_DATA += templates/mail/plan-overdue.mustache
dist_mailtemplates_DATA += templates/mail/plan-request.mustache
dist_mailtemplates_DATA += templates/mail/runs.html
dist_mailtemplates_DATA += templates/mail/assurance.mustache
dist_mailtemplates_DATA += templates/mail/claim-eligible.mustache
dist_mailtemplates_DATA += templates/mail/track-request.mustache
dist_mailtemplates_DATA += templates/mail/essentials-request.mustache
dist_mailtemplates_DATA += templates/mail/essentials-outstanding.mustache
dist_mailtemplates_DATA += templates/mail/enhancements-invitation.mustache
dist_mailtemplates_DATA += templates/mail/mentor-training-update.mustache
dist_mailtemplates_DATA += templates/mail/quality-note-request.mustache
dist_mailtemplates_DATA += templates/mail/review-invitation.mustache
dist_mailtemplates_DATA += templates/mail/session-plans-note.mustache
dist_mailtemplates_DATA += templates/mail/alert.mustache
dist_mailtemplates_DATA += templates/mail/works-again.mustache
dist_mailtemplates_DATA += templates/mail/office-reply.mustache
dist_mailtemplates_DATA += templates/mail/hours-said.mustache
dist_mailtemplates_DATA += templates/mail/stop.mustache
dist_mailtemplates_DATA += templates/mail/commands.mustache
dist_mailtemplates_DATA += templates/mail/order-refused.mustache
dist_mailtemplates_DATA += templates/mail/answers.mustache
dist_mailtemplates_DATA += templates/mail/approval-given-back.mustache
dist_mailtemplates_DATA += templates/mail/approval-escalation.mustache
dist_mailtemplates_DATA += templates/mail/approval-how.mustache
dist_mailtemplates_DATA += templates/mail/awaited.mustache
dist_mailtemplates_DATA += templates/mail/approval-items.mustache
dist_mailtemplates_DATA += templates/mail/approval-noted.mustache
dist_mailtemplates_DATA += templates/mail/approval-overdue.mustache
dist_mailtemplates_DATA += templates/mail/approval-refused.mustache
dist_mailtemplates_DATA += templates/mail/approval-request.mustache
dist_mailtemplates_DATA += templates/mail/approval-scan.mustache
dist_mailtemplates_DATA += templates/mail/approval-unsure.mustache
dist_mailtemplates_DATA += templates/mail/approvals.mustache
dist_mailtemplates_DATA += templates/mail/asks.mustache
dist_mailtemplates_DATA += templates/mail/restored.mustache
dist_mailtemplates_DATA += templates/mail/retention.mustache
dist_mailtemplates_DATA += templates/mail/rules-changed.mustache
dist_mailtemplates_DATA += templates/mail/rules-refused.mustache
dist_mailtemplates_DATA += templates/mail/attendance-overdue.mustache
dist_mailtemplates_DATA += templates/mail/attendance-request.mustache
dist_mailtemplates_DATA += templates/mail/brake.mustache
dist_mailtemplates_DATA += templates/mail/calendar-link.mustache
dist_mailtemplates_DATA += templates/mail/certificate.mustache
dist_mailtemplates_DATA += templates/mail/certificates.mustache
dist_mailtemplates_DATA += templates/mail/core-invitation.mustache
dist_mailtemplates_DATA += templates/mail/entry-changed.mustache templates/mail/date-confirmed.mustache
dist_mailtemplates_DATA += templates/mail/date-entry.mustache templates/mail/date-offer.mustache
dist_mailtemplates_DATA += templates/mail/date-waiting.mustache templates/mail/date-withdrawn.mustache
dist_mailtemplates_DATA += templates/mail/core-make-up.mustache
dist_mailtemplates_DATA += templates/mail/date-changed.mustache
dist_mailtemplates_DATA += templates/mail/dates.mustache
dist_mailtemplates_DATA += templates/mail/digest.mustache
dist_mailtemplates_DATA += templates/mail/entry-record-request.mustache
dist_mailtemplates_DATA += templates/mail/flyer.mustache
dist_mailtemplates_DATA += templates/mail/flyer-overdue.mustache
dist_mailtemplates_DATA += templates/mail/drop-ins-outstanding.mustache
dist_mailtemplates_DATA += templates/mail/evaluation-overdue.mustache
dist_mailtemplates_DATA += templates/mail/evaluation-request.mustache
dist_mailtemplates_DATA += templates/mail/help.mustache
dist_mailtemplates_DATA += templates/mail/hours.mustache
dist_mailtemplates_DATA += templates/mail/how.mustache
dist_mailtemplates_DATA += templates/mail/mentor-details-overdue.mustache
dist_mailtemplates_DATA += templates/mail/mentor-details-request.mustache
dist_mailtemplates_DATA += templates/mail/name-asked.mustache
dist_mailtemplates_DATA += templates/mail/mastery-invitation.mustache
dist_mailtemplates_DATA += templates/mail/meeting-taken.mustache templates/mail/meeting-unclear.mustache
dist_mailtemplates_DATA += templates/mail/need-file.mustache
dist_mailtemplates_DATA += templates/mail/not-me.mustache
dist_mailtemplates_DATA += templates/mail/office-digest.mustache
dist_mailtemplates_DATA += templates/mail/noted.mustache templates/mail/copies.mustache templates/mail/about-person.mustache
dist_mailtemplates_DATA += templates/mail/self-evaluation-overdue.mustache
dist_mailtemplates_DATA += templates/mail/self-evaluation-request.mustache
dist_mailtemplates_DATA += templates/mail/session-invitation.mustache
dist_mailtemplates_DATA +=  templates/mail/roster-changed.mustache templates/mail/make-up-done.mustache
dist_mailtemplates_DATA += templates/mail/which-person.mustache templates/mail/which-date.mustache
dist_mailtemplates_DATA += templates/mail/address-learned.mustache templates/mail/address-refused.mustache
dist_mailtemplates_DATA += templates/mail/address-wanted.mustache templates/mail/address-changed.mustache
dist_mailtemplates_DATA += templates/mail/lead-unreachable.mustache
dist_mailtemplates_DATA += templates/mail/consent-withdrawn.mustache
dist_mailtemplates_DATA += templates/mail/counter-declined.mustache
dist_mailtemplates_DATA += templates/mail/place-asked.mustache templates/mail/place-free.mustache
dist_mailtemplates_DATA += templates/mail/place-given-up.mustache templates/mail/place-waiting.mustache
dist_mailtemplates_DATA += templates/mail/receipt.mustache
dist_mailtemplates_DATA += templates/mail/reports.mustache
dist_mailtemplates_DATA += templates/mail/registration-invitation.mustache
dist_mailtemplates_DATA += templates/mail/signature.mustache
dist_mailtemplates_DATA += templates/mail/so-far.mustache
dist_mailtemplates_DATA += templates/mail/tracker-due-soon.mustache
dist_mailtemplates_DATA += templates/mail/tracker-escalation.mustache
dist_mailtemplates_DATA += templates/mail/tracker-overdue-again.mustache
dist_mailtemplates_DATA += templates/mail/tracker-overdue.mustache
dist_mailtemplates_DATA += templates/mail/tracker-request.mustache
dist_mailtemplates_DATA += templates/mail/tracker-review-invitation.mustache
dist_mailtemplates_DATA += templates/mail/verify.mustache
dist_mailtemplates_DATA += templates/mail/transcript.mustache
dist_mailtemplates_DATA += templates/mail/why.mustache
dist_mailtemplates_DATA += templates/mail/application-request.mustache
dist_mailtemplates_DATA += templates/mail/application-overdue.mustache
dist_mailtemplates_DATA += templates/mail/programme-invitation.mustache
dist_mailtemplates_DATA += templates/mail/sessions-outstanding.mustache
dist_mailtemplates_DATA += templates/mail/study-log-request.mustache
dist_mailtemplates_DATA += templates/mail/study-log-outstanding.mustache
dist_mailtemplates_DATA += templates/mail/assignment-request.mustache
dist_mailtemplates_DATA += templates/mail/assignment-due-soon.mustache
dist_mailtemplates_DATA += templates/mail/assignment-overdue.mustache
dist_mailtemplates_DATA += templates/mail/agreement-request.mustache
dist_mailtemplates_DATA += templates/mail/agreement-overdue.mustache
dist_mailtemplates_DATA += templates/mail/mentee-report-request.mustache
dist_mailtemplates_DATA += templates/mail/pool-invitation.mustache
dist_mailtemplates_DATA += templates/mail/aspiring-invitation.mustache
dist_mailtemplates_DATA += templates/mail/register-request.mustache
dist_mailtemplates_DATA += templates/mail/document-review-request.mustache
dist_mailtemplates_DATA += templates/mail/review-request.mustache
dist_mailtemplates_DATA += templates/mail/review-overdue.mustache
dist_mailtemplates_DATA += templates/mail/standardisation-invitation.mustache
dist_certificates_DATA =
dist_certificates_DATA += templates/certificates/attendance.svg
dist_certificates_DATA += templates/certificates/certification.svg
dist_certificates_DATA += templates/certificates/mentor-flyer.svg
dist_certificates_DATA += templates/certificates/completion.svg
dist_certificates_DATA += templates/certificates/credits.svg
dist_certificates_DATA += templates/certificates/mastery.svg
