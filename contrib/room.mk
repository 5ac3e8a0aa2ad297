# What stands around the programs: the unit, and the scripts of newcomers and of CI.
# Two units of one source: a line that begins with @one@ is of the one alone, with @each@ of the template alone.
UNITS = contrib/mentord.service contrib/mentord@.service
UNIT_SED = $(SED) -e 's|@bindir[@]|$(bindir)|g' -e 's|@sysconfdir[@]|$(sysconfdir)|g'
contrib/mentord.service: $(srcdir)/contrib/mentord.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) contrib && $(UNIT_SED) -e '/^@each[@]/d' -e 's|^@one[@]||' -e 's|@instance[@]||g' \
	  $(srcdir)/contrib/mentord.service.in > $@.new && mv $@.new $@
contrib/mentord@.service: $(srcdir)/contrib/mentord.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) contrib && $(UNIT_SED) -e '/^@one[@]/d' -e 's|^@each[@]||' -e 's|@instance[@]|/%i|g' \
	  $(srcdir)/contrib/mentord.service.in > $@.new && mv $@.new $@
CLEANFILES += $(UNITS)
noinst_DATA += $(UNITS)
if SYSTEMD
systemdsystemunit_DATA = $(UNITS)
# the user of the units, made by systemd-sysusers
sysusersdir = $(prefix)/lib/sysusers.d
install-data-hook:
	$(MKDIR_P) '$(DESTDIR)$(sysusersdir)'
	$(INSTALL_DATA) '$(srcdir)/contrib/mentord.sysusers' '$(DESTDIR)$(sysusersdir)/mentord.conf'
uninstall-hook:
	rm -f '$(DESTDIR)$(sysusersdir)/mentord.conf'
endif
EXTRA_DIST += contrib/mentord.service.in contrib/mentord.sysusers contrib/packages contrib/install-packages contrib/quickstart contrib/check contrib/fuzz contrib/package contrib/try-package \
	README.md NEWS LICENSE
# The Debian package is made from the tarball: contrib/package.
EXTRA_DIST += debian/README.Debian debian/changelog debian/control debian/copyright debian/mentord.docs debian/mentord.lintian-overrides \
	debian/mentord.postinst debian/mentord.prerm debian/rules \
	debian/source/format debian/source/lintian-overrides debian/tests/control debian/tests/installed debian/tests/service debian/tests/term
