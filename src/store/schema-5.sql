-- Version 5: calendars and pages.

-- A date put into somebody's own calendar by mail, and what they said to it (RFC 5546).
CREATE TABLE invitation (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  session    INTEGER NOT NULL REFERENCES session,
  obligation INTEGER REFERENCES obligation, -- that it is to meet; NULL: of a place that they asked for themselves
  uid        TEXT NOT NULL UNIQUE,   -- nobody can guess it: whoever answers with it was sent it
  letter     TEXT NOT NULL,          -- "B": what it is called among the dates of its obligation, for ever
  want       TEXT NOT NULL DEFAULT '' CHECK (want IN ('', 'tentative', 'waiting', 'confirmed', 'withdrawn')), -- how it should stand
  why        TEXT NOT NULL DEFAULT '', -- what its reader is told of that
  cause      INTEGER REFERENCES message, -- whose answer made it so; NULL: nobody's
  state      TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'tentative', 'waiting', 'confirmed', 'withdrawn')), -- as it stands with them; '': never sent
  sequence   INTEGER NOT NULL DEFAULT -1, -- of what was sent last
  of         INTEGER NOT NULL DEFAULT -1, -- the session's own sequence when that was sent
  start      INTEGER,                -- instant, length and place as they were sent last
  minutes    INTEGER,
  place      TEXT NOT NULL DEFAULT '',
  answer     TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'COUNTER')),
  stamp      INTEGER,                -- instant: DTSTAMP of the answer, or its arrival
  message    INTEGER REFERENCES message -- that answered; NULL: none, or by hand
) STRICT;
CREATE INDEX invitation_person ON invitation (person, session); -- who was two people may have two
CREATE INDEX invitation_session ON invitation (session);
CREATE INDEX invitation_obligation ON invitation (obligation);
CREATE INDEX invitation_message ON invitation (message);
CREATE INDEX invitation_cause ON invitation (cause);
-- Its dates moved, or it is off: who has it in their calendar is decided again.
CREATE TRIGGER invitation_moved AFTER UPDATE OF sequence ON session WHEN old.sequence <> new.sequence BEGIN
  INSERT INTO dirty SELECT DISTINCT person FROM invitation WHERE session = new.id ON CONFLICT DO NOTHING;
END;

-- A session that stands in a lead's own calendar, who invited the mailbox to it, or in a calendar file.
CREATE TABLE meeting (
  uid        TEXT NOT NULL,
  recurrence TEXT NOT NULL,         -- local day on which one of a series was to be, YYYY-MM-DD, or ''
  session    INTEGER NOT NULL REFERENCES session,
  sequence   INTEGER NOT NULL,      -- theirs
  stamp      INTEGER NOT NULL,      -- instant: their DTSTAMP
  excepted   INTEGER NOT NULL,      -- moved or cancelled by itself, and no longer with its series
  organizer  INTEGER REFERENCES person ON DELETE SET NULL, -- NULL: the office, or a file
  message    INTEGER REFERENCES message, -- the last that changed it
  PRIMARY KEY (uid, recurrence)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_session ON meeting (session);
CREATE INDEX meeting_organizer ON meeting (organizer);
CREATE INDEX meeting_message ON meeting (message);

-- When a feed was last asked for. Nothing is kept of who asked.
CREATE TABLE fetched (
  feed  TEXT PRIMARY KEY,           -- the first 16 hex digits of the SHA-256 of its name
  first INTEGER NOT NULL,           -- instants
  last  INTEGER NOT NULL,
  refused INTEGER                   -- instant at which it was last answered that the link was renewed
) STRICT, WITHOUT ROWID;

-- When and where a session was to be, before that changed: calendars say for a while what it was. Kept by a trigger, so that
-- no writer can forget it.
CREATE TABLE session_was (
  id        INTEGER PRIMARY KEY,
  session   INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  at        INTEGER NOT NULL,       -- instant of the change
  start     INTEGER NOT NULL,       -- as they stood until then
  minutes   INTEGER NOT NULL,
  place     TEXT NOT NULL,
  cancelled INTEGER NOT NULL
) STRICT;
CREATE INDEX session_was_session ON session_was (session, at);
CREATE INDEX session_was_at ON session_was (at);
CREATE TRIGGER session_was_changed AFTER UPDATE OF start, minutes, place, cancelled ON session
  WHEN old.start <> new.start OR old.minutes <> new.minutes OR old.place <> new.place OR old.cancelled <> new.cancelled BEGIN
  INSERT INTO session_was (session, at, start, minutes, place, cancelled)
    VALUES (new.id, new.changed, old.start, old.minutes, old.place, old.cancelled);
END;

-- Whether a change of a session so near that it goes by mail was told: by one row here until it was.
CREATE TABLE change (
  was   INTEGER PRIMARY KEY REFERENCES session_was ON DELETE CASCADE,
  shown INTEGER,                    -- instant of the pass that brought it to the feeds
  told  INTEGER                     -- instant at which it was settled who is told by mail
) STRICT;
CREATE INDEX change_untold ON change (was) WHERE told IS NULL;
CREATE TRIGGER change_new AFTER INSERT ON session_was BEGIN
  INSERT INTO change (was) VALUES (new.id);
END;

-- What private feeds and pages show beside what marked them before: what was offered, answered and chosen, what was sent, who
-- came, what was filed and awarded, and names.
CREATE TRIGGER unpublished_invitation_new AFTER INSERT ON invitation BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_invitation AFTER UPDATE ON invitation BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_booking_new AFTER INSERT ON booking BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_booking AFTER UPDATE ON booking BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_mail_sent AFTER UPDATE OF state ON outbox
  WHEN new.state = 'sent' AND old.state <> 'sent' AND new.person IS NOT NULL AND new.kind IN ('opening', 'chaser') BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_attendance_new AFTER INSERT ON attendance BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_attendance_gone AFTER DELETE ON attendance
  WHEN EXISTS (SELECT 1 FROM person WHERE id = old.person) BEGIN
  INSERT INTO unpublished VALUES (old.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_activity AFTER INSERT ON activity BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_filed AFTER INSERT ON filed BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_correction AFTER INSERT ON correction BEGIN
  INSERT INTO unpublished SELECT person, 1 FROM filed WHERE id = new.filed ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_obligation_new AFTER INSERT ON obligation BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_name AFTER UPDATE OF name ON person WHEN new.erased IS NULL BEGIN
  INSERT INTO unpublished VALUES (new.id, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_award_new AFTER INSERT ON award BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
-- And what the page /verify says of a certificate: of one that is replaced, somebody else's after a merge, or withdrawn.
CREATE TRIGGER unpublished_award AFTER UPDATE OF code, name, person ON award BEGIN
  INSERT INTO unpublished VALUES (new.person, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unpublished_superseded AFTER INSERT ON superseded BEGIN
  INSERT INTO unpublished SELECT person, 0 FROM award WHERE id = new.award ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unpublished_erased AFTER UPDATE OF erased ON person BEGIN
  INSERT INTO unpublished VALUES (new.id, 0) ON CONFLICT DO NOTHING;
END;
DELETE FROM meta WHERE key = 'published'; -- nothing of it stands there yet

-- A form that was sent from its page is found by the token of that page.
CREATE INDEX message_form ON message (key) WHERE folder = 'form';

-- The office's page shows what waits for the office too.
CREATE TRIGGER published_office_case_new AFTER INSERT ON cases BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;
CREATE TRIGGER published_office_case AFTER UPDATE ON cases BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;
CREATE TRIGGER published_office_mail_new AFTER INSERT ON outbox BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;
CREATE TRIGGER published_office_mail AFTER UPDATE OF state ON outbox BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;
CREATE TRIGGER published_office_outage_new AFTER INSERT ON outage BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;
CREATE TRIGGER published_office_outage AFTER UPDATE OF over ON outage BEGIN
  DELETE FROM meta WHERE key = 'published_office';
END;

-- Placements as entries of calendars: SEQUENCE, and the instant of the last change.
ALTER TABLE placement ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE placement ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
UPDATE placement SET changed = ifnull((SELECT max(at) FROM journal), 0);
CREATE TRIGGER unpublished_placement_new AFTER INSERT ON placement BEGIN
  INSERT INTO unpublished SELECT id, 0 FROM person WHERE id IN (new.trainee, new.mentor, new.tutor) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unpublished_placement AFTER UPDATE ON placement BEGIN
  INSERT INTO unpublished SELECT id, 0 FROM person
    WHERE id IN (old.trainee, old.mentor, old.tutor, new.trainee, new.mentor, new.tutor) ON CONFLICT DO NOTHING;
END;

-- Whether a private link's file was ever written: it is before a mail goes that names it. Those from before this version were.
ALTER TABLE token ADD COLUMN written INTEGER NOT NULL DEFAULT 1;
CREATE INDEX token_unwritten ON token (person) WHERE NOT written AND gone IS NULL;
