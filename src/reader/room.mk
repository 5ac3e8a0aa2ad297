# reader: the sandboxed process and every format. What the engine links of it is reader.o, wire.o and reading*.o alone.
READER_CFLAGS = $(GMIME_CFLAGS) $(ICAL_CFLAGS) $(JANSSON_CFLAGS) $(SECCOMP_CFLAGS) $(ZIP_CFLAGS) $(XML_CFLAGS)
READER_LIBS = libreader.a libdocuments.a libreader.a libbase.a $(GMIME_LIBS) $(ICAL_LIBS) $(JANSSON_LIBS) $(SECCOMP_LIBS) \
	$(DOCUMENTS_LIBS) $(GLIB_LIBS)
noinst_LIBRARIES += libreader.a
libreader_a_CPPFLAGS = $(AM_CPPFLAGS) $(READER_CFLAGS)
libreader_a_SOURCES =
# face and process
libreader_a_SOURCES += src/reader/converters.c src/reader/converters.h
libreader_a_SOURCES += src/reader/lockdown.c src/reader/lockdown.h
libreader_a_SOURCES += src/reader/reader.c src/reader/reader.h
libreader_a_SOURCES += src/reader/reading.c src/reader/reading.h
libreader_a_SOURCES += src/reader/reading_back.c
libreader_a_SOURCES += src/reader/reading_json.c
libreader_a_SOURCES += src/reader/serve.c src/reader/serve.h
libreader_a_SOURCES += src/reader/whole.c src/reader/whole.h
libreader_a_SOURCES += src/reader/wire.c src/reader/wire.h
# messages: from the bytes of a mail to what it says and brings
libreader_a_SOURCES += src/reader/message/armour.c src/reader/message/armour.h
libreader_a_SOURCES += src/reader/message/away.c src/reader/message/away.h src/reader/message/away_deputy.c
libreader_a_SOURCES += src/reader/message/awayday.c src/reader/message/awayday.h
libreader_a_SOURCES += src/reader/message/bounce.c src/reader/message/bounce.h
libreader_a_SOURCES += src/reader/message/bounce_prose.c src/reader/message/bounce_reason.c
libreader_a_SOURCES += src/reader/message/conclude.c src/reader/message/conclude.h
libreader_a_SOURCES += src/reader/message/encoded.c src/reader/message/encoded.h
libreader_a_SOURCES += src/reader/message/files.c src/reader/message/files.h
libreader_a_SOURCES += src/reader/message/headers.c src/reader/message/headers.h
libreader_a_SOURCES += src/reader/message/calendar_time.c src/reader/message/calendar_time.h
libreader_a_SOURCES += src/reader/message/invitation.c src/reader/message/invitation.h
libreader_a_SOURCES += src/reader/message/recurrence.c src/reader/message/recurrence.h
libreader_a_SOURCES += src/reader/message/kind.c src/reader/message/kind.h
libreader_a_SOURCES += src/reader/message/kind_away.c src/reader/message/kind_inside.h
libreader_a_SOURCES += src/reader/message/kind_filter.c src/reader/message/kind_server.c
libreader_a_SOURCES += src/reader/message/links.c src/reader/message/links.h
libreader_a_SOURCES += src/reader/message/mapi.c src/reader/message/mapi.h
libreader_a_SOURCES += src/reader/message/marks.c src/reader/message/marks.h
libreader_a_SOURCES += src/reader/message/message.c src/reader/message/message.h
libreader_a_SOURCES += src/reader/message/msg.c src/reader/message/msg.h
libreader_a_SOURCES += src/reader/message/names.c src/reader/message/names.h
libreader_a_SOURCES += src/reader/message/notice.c src/reader/message/notice.h
libreader_a_SOURCES += src/reader/message/outlook.c src/reader/message/outlook.h
libreader_a_SOURCES += src/reader/message/partkind.c src/reader/message/partkind.h
libreader_a_SOURCES += src/reader/message/picture.c src/reader/message/picture.h
libreader_a_SOURCES += src/reader/message/posted.c src/reader/message/posted.h
libreader_a_SOURCES += src/reader/message/quote.c src/reader/message/quote.h
libreader_a_SOURCES += src/reader/message/report.h
libreader_a_SOURCES += src/reader/message/saiddate.c src/reader/message/saiddate.h
libreader_a_SOURCES += src/reader/message/search.c src/reader/message/search.h
libreader_a_SOURCES += src/reader/message/signature.c src/reader/message/signature.h
libreader_a_SOURCES += src/reader/message/signature_words.h
libreader_a_SOURCES += src/reader/message/smime.c src/reader/message/smime.h
libreader_a_SOURCES += src/reader/message/tnef.c src/reader/message/tnef.h
libreader_a_SOURCES += src/reader/message/words.c src/reader/message/words.h

noinst_LIBRARIES += libdocuments.a
libdocuments_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(ZIP_CFLAGS) $(JANSSON_CFLAGS) $(QPDF_CFLAGS) $(POPPLER_CFLAGS)
libdocuments_a_SOURCES =
# documents: told apart by content, and what all formats share
libdocuments_a_SOURCES += src/reader/document/answer.c
libdocuments_a_SOURCES += src/reader/document/attendance.c src/reader/document/attendance.h
libdocuments_a_SOURCES += src/reader/document/attendee.c src/reader/document/attendee.h
libdocuments_a_SOURCES += src/reader/document/boxes.c src/reader/document/boxes.h
libdocuments_a_SOURCES += src/reader/document/compound.c src/reader/document/compound.h
libdocuments_a_SOURCES += src/reader/document/csv.c src/reader/document/csv_cuts.c
libdocuments_a_SOURCES += src/reader/document/document.c src/reader/document/document.h
libdocuments_a_SOURCES += src/reader/document/entities.c src/reader/document/entities.h
libdocuments_a_SOURCES += src/reader/document/formats.h
libdocuments_a_SOURCES += src/reader/document/grid.c src/reader/document/grid.h
libdocuments_a_SOURCES += src/reader/document/grid_inside.h
libdocuments_a_SOURCES += src/reader/document/grid_list.c
libdocuments_a_SOURCES += src/reader/document/grid_matrix.c
libdocuments_a_SOURCES += src/reader/document/html.c src/reader/document/html.h
libdocuments_a_SOURCES += src/reader/document/html_page.c
libdocuments_a_SOURCES += src/reader/document/ooxml.c src/reader/document/ooxml.h
libdocuments_a_SOURCES += src/reader/document/package.c src/reader/document/package.h
libdocuments_a_SOURCES += src/reader/document/passage.c src/reader/document/passage.h
libdocuments_a_SOURCES += src/reader/document/rtf.c src/reader/document/rtf.h
libdocuments_a_SOURCES += src/reader/document/rtf_page.c
libdocuments_a_SOURCES += src/reader/document/sniff.c
libdocuments_a_SOURCES += src/reader/document/sniff_ole.c
libdocuments_a_SOURCES += src/reader/document/sniff_package.c
libdocuments_a_SOURCES += src/reader/document/sniff_text.c
libdocuments_a_SOURCES += src/reader/document/stamp.c src/reader/document/stamp.h
libdocuments_a_SOURCES += src/reader/document/text.c
libdocuments_a_SOURCES += src/reader/document/xml.c src/reader/document/xml.h
# Word
libdocuments_a_SOURCES += src/reader/word/docx.c src/reader/word/docx.h
libdocuments_a_SOURCES += src/reader/word/docx_controls.c
libdocuments_a_SOURCES += src/reader/word/docx_fields.c
libdocuments_a_SOURCES += src/reader/word/docx_prompts.c
libdocuments_a_SOURCES += src/reader/word/docx_symbols.c
libdocuments_a_SOURCES += src/reader/word/docx_tables.c
libdocuments_a_SOURCES += src/reader/word/docx_text.c
# Excel
libdocuments_a_SOURCES += src/reader/workbook/numberformat.c src/reader/workbook/numberformat.h
libdocuments_a_SOURCES += src/reader/workbook/sheet.c src/reader/workbook/sheet.h
libdocuments_a_SOURCES += src/reader/workbook/xlsx.c
libdocuments_a_SOURCES += src/reader/workbook/xlsx_drawings.c src/reader/workbook/xlsx_drawings.h
# OpenDocument
libdocuments_a_SOURCES += src/reader/opendocument/odf.c src/reader/opendocument/odf.h
libdocuments_a_SOURCES += src/reader/opendocument/odf_controls.c
libdocuments_a_SOURCES += src/reader/opendocument/odf_forms.c
libdocuments_a_SOURCES += src/reader/opendocument/odf_tables.c
# PDF
libdocuments_a_SOURCES += src/reader/pdf/pdf.c src/reader/pdf/pdf.h
libdocuments_a_SOURCES += src/reader/pdf/pdf_attached.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_cells.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_date.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_form.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_layout.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_object.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_pages.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_rules.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_tame.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_text.c
libdocuments_a_SOURCES += src/reader/pdf/pdf_value.c
DOCUMENTS_LIBS = $(XML_LIBS) $(ZIP_LIBS) $(QPDF_LIBS) $(POPPLER_LIBS) $(CRYPTO_LIBS) -lm

# The quick program defines for itself what elsewhere.c says, and is linked with the libraries of the rest alone.
pkglibexec_PROGRAMS += src/mentord-reader src/mentord-reader-whole
src_mentord_reader_SOURCES = src/reader/main.c src/reader/elsewhere.c
src_mentord_reader_CPPFLAGS = $(libreader_a_CPPFLAGS)
src_mentord_reader_LDADD = libreader.a libdocuments.a libreader.a libbase.a $(GMIME_LIBS) $(JANSSON_LIBS) $(SECCOMP_LIBS) \
	$(XML_LIBS) $(ZIP_LIBS) $(CRYPTO_LIBS) -lm $(GLIB_LIBS)
src_mentord_reader_whole_SOURCES = src/reader/main.c
src_mentord_reader_whole_CPPFLAGS = $(libreader_a_CPPFLAGS)
src_mentord_reader_whole_LDADD = $(READER_LIBS)
