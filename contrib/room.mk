# What stands around the programs: units, completion, the Debian package, and the scripts of newcomers and of CI.
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
endif

# What is installed under another name than it has here: SOURCE FOLDER NAME.
bashcompletionsdir = $(datadir)/bash-completion/completions
RENAMED = contrib/mentord.bash $(bashcompletionsdir) mentord
if SYSTEMD
RENAMED += $(srcdir)/contrib/mentord.sysusers $(sysusersdir) mentord.conf
endif
install-data-hook: contrib/mentord.bash
	@set $(RENAMED); while test $$# != 0; do $(MKDIR_P) "$(DESTDIR)$$2" && \
	  $(INSTALL_DATA) "$$1" "$(DESTDIR)$$2/$$3" || exit 1; shift 3; done
uninstall-hook:
	@set $(RENAMED); while test $$# != 0; do rm -f "$(DESTDIR)$$2/$$3"; shift 3; done
EXTRA_DIST += contrib/mentord.service.in contrib/mentord.sysusers contrib/packages contrib/install-packages contrib/quickstart \
	contrib/check contrib/fuzz contrib/package contrib/try-package README.md NEWS LICENSE
# Completion: what the program's own help says.
contrib/mentord.bash: $(srcdir)/contrib/mentord.bash.in Makefile
	$(AM_V_GEN)$(MKDIR_P) contrib && $(SED) -e 's|@datadir[@]|$(datadir)|g' $(srcdir)/contrib/mentord.bash.in > $@.new && mv $@.new $@
CLEANFILES += contrib/mentord.bash
noinst_DATA += contrib/mentord.bash
EXTRA_DIST += contrib/mentord.bash.in
fishcompletionsdir = $(datadir)/fish/vendor_completions.d
dist_fishcompletions_DATA = contrib/mentord.fish

# The Debian package is made from the tarball: contrib/package.
EXTRA_DIST += debian/README.Debian debian/changelog debian/control debian/copyright debian/mentord.docs debian/mentord.lintian-overrides \
	debian/mentord.postinst debian/mentord.prerm debian/rules \
	debian/source/format debian/source/lintian-overrides debian/tests/control debian/tests/installed debian/tests/service debian/tests/term
