# Manual pages and the contract.
dist_man_MANS += doc/mentord.1 doc/mentord.conf.5
dist_doc_DATA = doc/schemes.md doc/contract.md doc/documents.md doc/requirements.md doc/faults.md
EXTRA_DIST += doc/pictures/certificate.png doc/pictures/page.png doc/pictures/lead-page.png doc/mentord-scheme.head

# One text, two ways to read it: the page is doc/schemes.md as a manual page.
dist_man_MANS += doc/mentord-scheme.5
CLEANFILES += doc/mentord-scheme.5
doc/mentord-scheme.5: doc/schemes.md doc/mentord-scheme.head
	$(AM_V_GEN)$(MKDIR_P) doc && { cat $(srcdir)/doc/mentord-scheme.head && \
	  $(LOWDOWN) -Tman $(srcdir)/doc/schemes.md | $(SED) -e 's/^Schemes and years$$/DESCRIPTION/' -e '/^DESCRIPTION$$/{n;d;}' -e 's/\\fC/\\fB/g' && \
	  printf '.SH SEE ALSO\n\\fBmentord\\fR(1), \\fBmentord.conf\\fR(5)\n'; } >$@.new && mv $@.new $@
