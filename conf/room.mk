# What is installed beside the programs: configuration, schemes, bank holidays, templates.
mentordsysconfdir = $(sysconfdir)/mentord
schemesdir = $(datadir)/mentord/schemes
holidaysdir = $(datadir)/mentord/bank-holidays
mailtemplatesdir = $(datadir)/mentord/templates/mail
certificatesdir = $(datadir)/mentord/templates/certificates
yearsdir = $(datadir)/mentord/years

# What the office edits is installed once and never overwritten; it is removed only while it is as it was installed.
site_files = conf/mentord.conf conf/year-2026-27.conf
EXTRA_DIST += $(site_files)
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(mentordsysconfdir)'
	@for f in $(site_files); do to="$(DESTDIR)$(mentordsysconfdir)/$${f#conf/}"; \
	  if test -e "$$to"; then echo "kept: $$to"; else $(INSTALL_DATA) "$(srcdir)/$$f" "$$to" || exit 1; fi; done
uninstall-local:
	@for f in $(site_files); do to="$(DESTDIR)$(mentordsysconfdir)/$${f#conf/}"; \
	  if cmp -s "$(srcdir)/$$f" "$$to"; then rm -f "$$to"; fi; done

# Programs of the build tree find the same things beside themselves: site_data_directory().
noinst_DATA += data/.links
data/.links:
	$(AM_V_GEN)$(MKDIR_P) data && rm -f data/templates data/schemes data/bank-holidays data/years \
	  && ln -s '$(abs_top_srcdir)/templates' data/templates \
	  && ln -s '$(abs_top_srcdir)/conf/schemes' data/schemes \
	  && ln -s '$(abs_top_srcdir)/conf/bank-holidays' data/bank-holidays \
	  && ln -s '$(abs_top_srcdir)/conf' data/years && touch $@
CLEANFILES += data/.links data/templates data/schemes data/bank-holidays data/years
