# What stands around the programs: the unit, and the scripts of newcomers and of CI.
contrib/mentord.service: $(srcdir)/contrib/mentord.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) contrib && $(SED) -e 's|@bindir[@]|$(bindir)|g' -e 's|@sysconfdir[@]|$(sysconfdir)|g' \
	  $(srcdir)/contrib/mentord.service.in > $@.new && mv $@.new $@
CLEANFILES += contrib/mentord.service
if SYSTEMD
systemdsystemunit_DATA = contrib/mentord.service
endif
EXTRA_DIST += contrib/mentord.service.in contrib/packages contrib/install-packages contrib/quickstart contrib/check contrib/fuzz \
	README.md NEWS LICENSE
