-- Version 5: calendars and pages.

-- A date put into somebody's own calendar by mail, and what they said to it (RFC 5546).
CREATE TABLE invitation (
  id        INTEGER PRIMARY KEY,
  person    INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  session   INTEGER NOT NULL REFERENCES session,
  uid       TEXT NOT NULL UNIQUE,   -- it has a random part: whoever answers with it was sent it
  state     TEXT NOT NULL CHECK (state IN ('tentative', 'confirmed', 'withdrawn')), -- as it stands with them
  sequence  INTEGER NOT NULL,       -- of what was sent last
  of        INTEGER NOT NULL,       -- the session's own sequence when that was sent
  answer    TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'ACCEPTED', 'DECLINED', 'TENTATIVE', 'COUNTER')),
  stamp     INTEGER,                -- instant: DTSTAMP of the answer, or its arrival
  message   INTEGER REFERENCES message  -- that answered; NULL: none, or by hand
) STRICT;
CREATE INDEX invitation_person ON invitation (person, session); -- who was two people may have two
CREATE INDEX invitation_session ON invitation (session);
CREATE INDEX invitation_message ON invitation (message);

-- A session that stands in a lead's own calendar, who invited the mailbox to it.
CREATE TABLE meeting (
  uid        TEXT NOT NULL,
  recurrence TEXT NOT NULL,         -- RECURRENCE-ID of one of a series, or ''
  session    INTEGER NOT NULL REFERENCES session,
  sequence   INTEGER NOT NULL,      -- theirs
  stamp      INTEGER NOT NULL,      -- instant: their DTSTAMP
  organizer  INTEGER REFERENCES person ON DELETE SET NULL,
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
