# reader: the sandboxed process and every format. What the engine links of it is reader.o, wire.o and reading*.o alone.
READER_CFLAGS = $(GMIME_CFLAGS) $(ICAL_CFLAGS) $(JANSSON_CFLAGS) $(SECCOMP_CFLAGS) $(ZIP_CFLAGS) $(XML_CFLAGS)
READER_LIBS = libreader.a libdocuments.a libreader.a libbase.a $(GMIME_LIBS) $(ICAL_LIBS) $(JANSSON_LIBS) $(SECCOMP_LIBS) \
	$(DOCUMENTS_LIBS) $(GLIB_LIBS)
noinst_LIBRARIES += libreader.a
libreader_a_CPPFLAGS = $(AM_CPPFLAGS) $(READER_CFLAGS)
libreader_a_SOURCES =
# face and process
libreader_a_SOURCES += src/reader/reader.c src/reader/reader.h
libreader_a_SOURCES += src/reader/reading.c src/reader/reading.h
libreader_a_SOURCES += src/reader/reading_json.c
libreader_a_SOURCES += src/reader/wire.c src/reader/wire.h
libreader_a_SOURCES += src/reader/serve.c src/reader/serve.h
libreader_a_SOURCES += src/reader/lockdown.c src/reader/lockdown.h
libreader_a_SOURCES += src/reader/converters.c src/reader/converters.h
libreader_a_SOURCES += src/reader/whole.c src/reader/whole.h
# messages
libreader_a_SOURCES += src/reader/message.c src/reader/message.h
libreader_a_SOURCES += src/reader/headers.c src/reader/headers.h
libreader_a_SOURCES += src/reader/files.c src/reader/files.h
libreader_a_SOURCES += src/reader/kind.c src/reader/kind.h
libreader_a_SOURCES += src/reader/bounce.c src/reader/bounce.h
libreader_a_SOURCES += src/reader/quote.c src/reader/quote.h
libreader_a_SOURCES += src/reader/html.c src/reader/html.h
libreader_a_SOURCES += src/reader/links.c src/reader/links.h
libreader_a_SOURCES += src/reader/invitation.c src/reader/invitation.h
libreader_a_SOURCES += src/reader/smime.c src/reader/smime.h
libreader_a_SOURCES += src/reader/tnef.c src/reader/tnef.h
libreader_a_SOURCES += src/reader/outlook.c src/reader/outlook.h
libreader_a_SOURCES += src/reader/mapi.c src/reader/mapi.h
libreader_a_SOURCES += src/reader/msg.c src/reader/msg.h
libreader_a_SOURCES += src/reader/compound.c src/reader/compound.h
libreader_a_SOURCES += src/reader/rtf.c src/reader/rtf.h
libreader_a_SOURCES += src/reader/conclude.c src/reader/conclude.h

# documents: every format, by content
noinst_LIBRARIES += libdocuments.a
libdocuments_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(ZIP_CFLAGS) $(JANSSON_CFLAGS) $(QPDF_CFLAGS) $(POPPLER_CFLAGS)
libdocuments_a_SOURCES =
libdocuments_a_SOURCES += src/reader/document.h
libdocuments_a_SOURCES += src/reader/document.c
libdocuments_a_SOURCES += src/reader/formats.h
libdocuments_a_SOURCES += src/reader/sniff.c
libdocuments_a_SOURCES += src/reader/text.c
libdocuments_a_SOURCES += src/reader/package.h
libdocuments_a_SOURCES += src/reader/package.c
libdocuments_a_SOURCES += src/reader/xml.h
libdocuments_a_SOURCES += src/reader/xml.c
libdocuments_a_SOURCES += src/reader/ooxml.h
libdocuments_a_SOURCES += src/reader/ooxml.c
libdocuments_a_SOURCES += src/reader/passage.h
libdocuments_a_SOURCES += src/reader/passage.c
libdocuments_a_SOURCES += src/reader/grid.h
libdocuments_a_SOURCES += src/reader/grid.c
libdocuments_a_SOURCES += src/reader/sheet.h
libdocuments_a_SOURCES += src/reader/sheet.c
libdocuments_a_SOURCES += src/reader/numberformat.h
libdocuments_a_SOURCES += src/reader/numberformat.c
libdocuments_a_SOURCES += src/reader/docx.h
libdocuments_a_SOURCES += src/reader/docx.c
libdocuments_a_SOURCES += src/reader/docx_controls.c
libdocuments_a_SOURCES += src/reader/xlsx.c
libdocuments_a_SOURCES += src/reader/odf.h
libdocuments_a_SOURCES += src/reader/odf.c
libdocuments_a_SOURCES += src/reader/odf_controls.c
libdocuments_a_SOURCES += src/reader/odf_tables.c
libdocuments_a_SOURCES += src/reader/csv.c
libdocuments_a_SOURCES += src/reader/stamp.h
libdocuments_a_SOURCES += src/reader/stamp.c
libdocuments_a_SOURCES += src/reader/attendance.h
libdocuments_a_SOURCES += src/reader/attendance.c
libdocuments_a_SOURCES += src/reader/pdf.h
libdocuments_a_SOURCES += src/reader/pdf.c
libdocuments_a_SOURCES += src/reader/pdf_object.c
libdocuments_a_SOURCES += src/reader/pdf_form.c
libdocuments_a_SOURCES += src/reader/pdf_value.c
libdocuments_a_SOURCES += src/reader/pdf_pages.c
libdocuments_a_SOURCES += src/reader/pdf_text.c
libdocuments_a_SOURCES += src/reader/pdf_layout.c
libdocuments_a_SOURCES += src/reader/pdf_attached.c
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
