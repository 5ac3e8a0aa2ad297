-- The store: one SQLite file, WAL, STRICT tables. Instants are UTC seconds; days are local dates as days since 1970-01-01.
-- A promise that a key can hold is held by a key: one obligation a person, requirement, instance and year; one award of it;
-- one mail a purpose; one recipient a mail.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- people ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE school (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  key    TEXT NOT NULL UNIQUE,      -- text_name_key: how it is compared
  region TEXT                       -- NULL: the partnership's
) STRICT;

CREATE TABLE person (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,             -- as the person writes it
  since  INTEGER NOT NULL           -- instant
) STRICT;

-- The words of each name's key, so that a name is found by any of them.
CREATE TABLE name_word (
  word   TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  PRIMARY KEY (word, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_person ON name_word (person);

-- An address belongs to one person, or stands several times and is then marked shared.
CREATE TABLE address (
  address   TEXT NOT NULL,          -- lower case
  person    INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  preferred INTEGER NOT NULL DEFAULT 1,
  bounced   INTEGER,                -- instant of the last permanent refusal
  PRIMARY KEY (address, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_person ON address (person);

CREATE TABLE role (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  role   TEXT NOT NULL,
  school INTEGER REFERENCES school,
  covers TEXT,                      -- for a role of kind assigned: for whom (an address or a school's name)
  since  INTEGER NOT NULL,          -- day
  until  INTEGER                    -- day, the last one; NULL: still
) STRICT;
CREATE INDEX role_person ON role (person);
CREATE INDEX role_holder ON role (scheme, role, school);
CREATE INDEX role_school ON role (school);

-- What role.covers names, each taken apart: an address, or the key of a school's name.
CREATE TABLE assigned (
  key  TEXT NOT NULL,
  role INTEGER NOT NULL REFERENCES role ON DELETE CASCADE,
  PRIMARY KEY (key, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX assigned_role ON assigned (role);

CREATE TABLE attribute (
  person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (person, scheme, name, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribute_value ON attribute (scheme, name, value);

-- Whose obligations must be decided again, because a fact about them changed.
CREATE TABLE dirty (
  person INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE
) STRICT;

-- events ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE session (
  id        INTEGER PRIMARY KEY,
  year      TEXT NOT NULL,
  key       TEXT NOT NULL,          -- stable within the year
  scheme    TEXT NOT NULL,
  event     TEXT NOT NULL,
  term      TEXT,
  start     INTEGER NOT NULL,       -- instant
  minutes   INTEGER NOT NULL,
  place     TEXT NOT NULL,
  title     TEXT NOT NULL,
  filter    TEXT NOT NULL,          -- JSON {"phase": ["primary"]}
  cancelled INTEGER NOT NULL DEFAULT 0,
  sequence  INTEGER NOT NULL DEFAULT 0,
  changed   INTEGER NOT NULL,       -- instant
  UNIQUE (year, key)
) STRICT;
CREATE INDEX session_event ON session (scheme, event, year, start);

-- obligations -------------------------------------------------------------------------------------------------------------------

CREATE TABLE obligation (
  id          INTEGER PRIMARY KEY,
  ref         TEXT NOT NULL UNIQUE,
  scheme      TEXT NOT NULL,
  requirement TEXT NOT NULL,
  instance    TEXT NOT NULL,        -- '' or a term or 'event.term'
  year        TEXT NOT NULL,
  person      INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  school      INTEGER REFERENCES school,
  state       TEXT NOT NULL CHECK (state IN ('upcoming', 'open', 'answered', 'met', 'overdue', 'waived', 'ended')),
  opens       INTEGER,              -- instant when it will open, NULL: not known yet
  opened      INTEGER,              -- instant
  sent        INTEGER,              -- instant at which the server took the request: its local date is day 0
  due         INTEGER,              -- day
  extended    INTEGER,              -- day, by hand
  answered    INTEGER,              -- instant at which something came that is not filed yet
  met         INTEGER,              -- instant
  evidence    TEXT,                 -- what met it, in words
  next        INTEGER,              -- instant when it must be looked at again; NULL: never by the clock alone
  next_what   TEXT,                 -- what will happen then: 'request', 'rung -3', 'overdue' ...
  sequence    INTEGER NOT NULL DEFAULT 0, -- of its deadline in feeds
  changed     INTEGER NOT NULL,     -- instant of the last change of its deadline
  UNIQUE (scheme, requirement, instance, year, person)
) STRICT;
CREATE INDEX obligation_next ON obligation (next) WHERE next IS NOT NULL;
CREATE INDEX obligation_person ON obligation (person);
CREATE INDEX obligation_open ON obligation (scheme, requirement, state);

-- what came ---------------------------------------------------------------------------------------------------------------------

CREATE TABLE message (
  id         INTEGER PRIMARY KEY,
  folder     TEXT NOT NULL,         -- 'inbox', 'junk', 'form' (posted), 'hand' (record)
  key        TEXT NOT NULL,         -- where it lay: a name may come back for another message, so only the bytes tell
  sha256     TEXT NOT NULL UNIQUE,
  arrival    INTEGER NOT NULL,
  arrival_unsure INTEGER NOT NULL DEFAULT 0,
  stored     INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('stored', 'done', 'case')),
  attempts   INTEGER NOT NULL DEFAULT 0,
  kind       TEXT,                  -- of the reading; 'unread' when the reader could not
  message_id TEXT,
  from_address TEXT,
  person     INTEGER REFERENCES person ON DELETE SET NULL, -- the sender, when known
  subject    TEXT,
  duplicate  INTEGER REFERENCES message
) STRICT;
CREATE INDEX message_state ON message (state) WHERE state = 'stored';
CREATE INDEX message_id ON message (message_id);
CREATE INDEX message_kind ON message (kind);

CREATE TABLE raw (
  message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
  bytes   BLOB NOT NULL
) STRICT;

-- A form that came back and was filed. A later version of the same keeps the earlier ones.
CREATE TABLE filed (
  id         INTEGER PRIMARY KEY,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  scheme     TEXT NOT NULL,
  form       TEXT NOT NULL,
  person     INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  message    INTEGER REFERENCES message,
  document   TEXT,                  -- its name
  sha256     TEXT,
  arrival    INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  by         TEXT NOT NULL,         -- the address that sent it, or 'by hand: reason'
  why        TEXT NOT NULL,         -- how it was linked
  UNIQUE (obligation, version)
) STRICT;
CREATE INDEX filed_person ON filed (person);
CREATE INDEX filed_form ON filed (scheme, form, arrival);

CREATE TABLE answer (
  filed INTEGER NOT NULL REFERENCES filed ON DELETE CASCADE,
  field TEXT NOT NULL,              -- id of the form's field
  value TEXT NOT NULL,
  PRIMARY KEY (filed, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance (
  id      INTEGER PRIMARY KEY,
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  event   TEXT NOT NULL,
  term    TEXT,
  day     INTEGER NOT NULL,
  how     TEXT NOT NULL CHECK (how IN ('attended', 'reviewed')),
  message INTEGER REFERENCES message,
  source  TEXT NOT NULL,            -- who says so, in words
  at      INTEGER NOT NULL,
  UNIQUE (person, scheme, event, day, how)
) STRICT;

CREATE TABLE activity (
  id       INTEGER PRIMARY KEY,
  person   INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  scheme   TEXT NOT NULL,
  activity TEXT NOT NULL,
  day      INTEGER NOT NULL,
  hours    REAL,                    -- NULL: not said
  message  INTEGER REFERENCES message,
  source   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  UNIQUE (person, scheme, activity, day)
) STRICT;

CREATE TABLE approval (
  id         INTEGER PRIMARY KEY,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  approved   INTEGER NOT NULL,
  message    INTEGER REFERENCES message,
  source     TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX approval_obligation ON approval (obligation);

CREATE TABLE award (
  id         INTEGER PRIMARY KEY,
  scheme     TEXT NOT NULL,
  award      TEXT NOT NULL,
  instance   TEXT NOT NULL,
  year       TEXT NOT NULL,
  person     INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  obligation INTEGER REFERENCES obligation ON DELETE SET NULL, -- the last one that it waited for
  name       TEXT NOT NULL,         -- as printed
  title      TEXT NOT NULL,
  words      TEXT NOT NULL,
  detail     TEXT NOT NULL,
  credits    INTEGER NOT NULL,
  certificate TEXT,                 -- template, NULL: no paper
  code       TEXT NOT NULL UNIQUE,
  issued     INTEGER NOT NULL,      -- instant
  pdf        BLOB,                  -- drawn from this row, before its mail is queued
  UNIQUE (scheme, award, instance, year, person)
) STRICT;
CREATE INDEX award_person ON award (person);
CREATE INDEX award_undrawn ON award (id) WHERE certificate IS NOT NULL AND pdf IS NULL;

-- what goes out -----------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  purpose    TEXT NOT NULL UNIQUE,  -- 'request:REF', 'chase:PERSON:DAY', 'receipt:MESSAGE' ...: why it exists at most once
  kind       TEXT NOT NULL CHECK (kind IN ('opening', 'chaser', 'digest', 'answer', 'award', 'office')),
  template   TEXT NOT NULL,
  requirement TEXT,
  person     INTEGER REFERENCES person ON DELETE SET NULL,
  message    INTEGER REFERENCES message, -- what it answers
  message_id TEXT NOT NULL UNIQUE,
  subject    TEXT NOT NULL,
  sender     TEXT NOT NULL,         -- envelope sender
  state      TEXT NOT NULL CHECK (state IN ('queued', 'held', 'sending', 'sent', 'failed', 'unsure', 'cancelled')),
  why        TEXT NOT NULL,
  created    INTEGER NOT NULL,
  not_before INTEGER NOT NULL,      -- instant: the start of its window
  next_try   INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  sent       INTEGER,
  error      TEXT
) STRICT;
-- What answers somebody goes before what mentord begins, then by the window.
CREATE INDEX outbox_due ON outbox (kind IN ('answer', 'award'), not_before) WHERE state IN ('queued', 'sending', 'unsure');
CREATE INDEX outbox_next ON outbox (next_try) WHERE state IN ('queued', 'sending', 'unsure');
CREATE INDEX outbox_state ON outbox (state);
CREATE INDEX outbox_person ON outbox (person, created);
CREATE INDEX outbox_kind ON outbox (kind, created);

-- Apart from the row, which changes with each attempt: the bytes never do.
CREATE TABLE sealed (
  outbox INTEGER PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE recipient (
  outbox  INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  address TEXT NOT NULL,
  cc      INTEGER NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'unsure')),
  code    INTEGER,
  words   TEXT,
  PRIMARY KEY (outbox, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_address ON recipient (address);

CREATE TABLE covers (
  outbox     INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  rung       INTEGER,               -- working days of the rung; NULL: no rung
  PRIMARY KEY (outbox, obligation)
) STRICT, WITHOUT ROWID;
CREATE INDEX covers_obligation ON covers (obligation);

-- Rungs that were climbed: by a mail, by a line in a digest, or passed over because a later one was due already.
CREATE TABLE rung (
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  rung       INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  how        TEXT NOT NULL,
  PRIMARY KEY (obligation, rung)
) STRICT, WITHOUT ROWID;

-- News for a role holder's next digest.
CREATE TABLE news (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whom to tell
  kind       TEXT NOT NULL,         -- 'return', 'escalation', 'attendance'
  obligation INTEGER REFERENCES obligation ON DELETE CASCADE,
  filed      INTEGER REFERENCES filed ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  outbox     INTEGER REFERENCES outbox -- the digest that told it
) STRICT;
CREATE INDEX news_waiting ON news (person) WHERE outbox IS NULL;
-- A return is told once; other news not twice in one digest.
CREATE UNIQUE INDEX news_once ON news (person, kind, ifnull(obligation, 0), ifnull(filed, 0))
  WHERE outbox IS NULL OR filed IS NOT NULL;

-- what a human must settle --------------------------------------------------------------------------------------------------------

CREATE TABLE cases (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  message    INTEGER REFERENCES message,
  document   INTEGER,               -- position among the reading's documents; NULL: the message
  obligation INTEGER REFERENCES obligation ON DELETE SET NULL, -- the best guess
  person     INTEGER REFERENCES person ON DELETE SET NULL,
  form       TEXT,
  question   TEXT NOT NULL,
  detail     TEXT NOT NULL,         -- JSON: guesses with reasons, proposed values, rows
  opened     INTEGER NOT NULL,
  settled    INTEGER,
  outcome    TEXT
) STRICT;
CREATE INDEX cases_open ON cases (id) WHERE settled IS NULL;
CREATE INDEX cases_obligation ON cases (obligation) WHERE settled IS NULL;

CREATE TABLE journal (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  what       TEXT NOT NULL,
  cause      TEXT NOT NULL,         -- 'message 12', 'clock', 'office: reason', 'import FILE'
  person     INTEGER,
  obligation INTEGER
) STRICT;
CREATE INDEX journal_person ON journal (person);
CREATE INDEX journal_obligation ON journal (obligation);

-- private feeds -------------------------------------------------------------------------------------------------------------------

CREATE TABLE token (
  token   TEXT PRIMARY KEY,
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  purpose TEXT NOT NULL,            -- 'feed:SCHEME-FEED'
  made    INTEGER NOT NULL,
  gone    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX token_person ON token (person);
CREATE UNIQUE INDEX token_current ON token (person, purpose) WHERE gone IS NULL;

-- what must be published again -----------------------------------------------------------------------------------------------------

-- Whose private feeds may show something else than they do. Kept by triggers, so that no writer can forget it.
CREATE TABLE unpublished (
  person INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE,
  reach  INTEGER NOT NULL           -- 0: their feeds alone; 1: of those who cover them too; 2: of those who may have before too
) STRICT;

CREATE TRIGGER unpublished_role_new AFTER INSERT ON role BEGIN
  INSERT INTO unpublished VALUES (new.person, 2) ON CONFLICT DO UPDATE SET reach = 2;
END;
CREATE TRIGGER unpublished_role AFTER UPDATE ON role BEGIN
  INSERT INTO unpublished VALUES (new.person, 2) ON CONFLICT DO UPDATE SET reach = 2;
END;
CREATE TRIGGER unpublished_attribute_new AFTER INSERT ON attribute BEGIN
  INSERT INTO unpublished VALUES (new.person, 2) ON CONFLICT DO UPDATE SET reach = 2;
END;
CREATE TRIGGER unpublished_attribute_gone AFTER DELETE ON attribute
  WHEN EXISTS (SELECT 1 FROM person WHERE id = old.person) BEGIN
  INSERT INTO unpublished VALUES (old.person, 2) ON CONFLICT DO UPDATE SET reach = 2;
END;
CREATE TRIGGER unpublished_obligation AFTER UPDATE OF due, extended, state ON obligation
  WHEN old.due IS NOT new.due OR old.extended IS NOT new.extended OR old.state <> new.state BEGIN
  INSERT INTO unpublished VALUES (new.person, 1) ON CONFLICT DO UPDATE SET reach = max(reach, 1);
END;
CREATE TRIGGER unpublished_token_new AFTER INSERT ON token BEGIN
  INSERT INTO unpublished VALUES (new.person, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unpublished_token AFTER UPDATE ON token BEGIN
  INSERT INTO unpublished VALUES (new.person, 0) ON CONFLICT DO NOTHING;
END;

-- What everybody may see changed, or a file is left whose token is no more: all is published anew.
CREATE TRIGGER unpublished_session_new AFTER INSERT ON session BEGIN
  DELETE FROM meta WHERE key = 'published';
END;
CREATE TRIGGER unpublished_session AFTER UPDATE ON session BEGIN
  DELETE FROM meta WHERE key = 'published';
END;
CREATE TRIGGER unpublished_token_gone AFTER DELETE ON token BEGIN
  DELETE FROM meta WHERE key = 'published';
END;
