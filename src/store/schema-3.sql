-- Version 3: what lies between two people, what a school is and chose, and what somebody is to do by a day.

-- A stretch of days between people: a placement, a pair of mentor and mentee. Its key is the instance of what repeats with it.
CREATE TABLE placement (
  id      INTEGER PRIMARY KEY,
  scheme  TEXT NOT NULL,
  event   TEXT NOT NULL,            -- the event that spans
  key     TEXT NOT NULL,            -- stable
  school  INTEGER REFERENCES school,
  trainee INTEGER REFERENCES person ON DELETE CASCADE,
  mentor  INTEGER REFERENCES person ON DELETE SET NULL,
  tutor   INTEGER REFERENCES person ON DELETE SET NULL,
  first   INTEGER NOT NULL,         -- days, both included
  last    INTEGER NOT NULL,
  source  TEXT NOT NULL,            -- the year file or the import that says so
  gone    INTEGER,                  -- instant since which its source no longer names it
  UNIQUE (scheme, key)
) STRICT;
CREATE INDEX placement_trainee ON placement (trainee);
CREATE INDEX placement_mentor ON placement (mentor);
CREATE INDEX placement_tutor ON placement (tutor);
CREATE INDEX placement_school ON placement (school);
CREATE INDEX placement_source ON placement (source);

-- What is known of a school from a day on: its standing, the track that it chose. The latest line holds, the others are history.
CREATE TABLE school_attribute (
  school  INTEGER NOT NULL REFERENCES school ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  since   INTEGER NOT NULL,         -- day
  source  TEXT NOT NULL,            -- who decided, in words
  message INTEGER REFERENCES message,
  at      INTEGER NOT NULL,
  PRIMARY KEY (school, scheme, name, since)
) STRICT, WITHOUT ROWID;

-- Something that one person is to do by a day: agreed upon, decided, or left over from a session that they missed.
CREATE TABLE action (
  id      INTEGER PRIMARY KEY,
  scheme  TEXT NOT NULL,
  key     TEXT NOT NULL,            -- stable: the instance of its obligation
  kind    TEXT NOT NULL,            -- what made it: the form, or the requirement that was missed
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- the owner
  about   INTEGER REFERENCES person ON DELETE CASCADE,
  school  INTEGER REFERENCES school ON DELETE CASCADE,
  words   TEXT NOT NULL,            -- what is to be done
  due     INTEGER,                  -- day
  source  TEXT NOT NULL,            -- in words
  filed   INTEGER REFERENCES filed ON DELETE SET NULL,
  made    INTEGER NOT NULL,
  UNIQUE (scheme, key)
) STRICT;
CREATE INDEX action_person ON action (person);
CREATE INDEX action_kind ON action (scheme, kind);

-- What somebody says of how they get on with what their own word alone can show; "done" closes it.
CREATE TABLE progress (
  id         INTEGER PRIMARY KEY,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  words      TEXT NOT NULL,
  done       INTEGER NOT NULL CHECK (done IN (0, 1)),
  message    INTEGER REFERENCES message,
  source     TEXT NOT NULL,         -- who says so
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX progress_obligation ON progress (obligation);

-- Whom a form speaks of, when that is not its sender; the one who said yes or no; the school that holds an award.
ALTER TABLE filed ADD COLUMN about INTEGER REFERENCES person ON DELETE CASCADE;
CREATE INDEX filed_about ON filed (about);
ALTER TABLE approval ADD COLUMN by INTEGER REFERENCES person ON DELETE SET NULL;
ALTER TABLE approval ADD COLUMN words TEXT;
ALTER TABLE approval ADD COLUMN role TEXT;                        -- for which it was said; NULL: by hand, for all
ALTER TABLE approval ADD COLUMN returned INTEGER NOT NULL DEFAULT 0; -- a no that gives the work back
ALTER TABLE approval ADD COLUMN filed INTEGER REFERENCES filed ON DELETE CASCADE; -- the version that was seen
ALTER TABLE approval ADD COLUMN correction INTEGER NOT NULL DEFAULT 0; -- and the last correction of it; 0: none
ALTER TABLE award ADD COLUMN school INTEGER REFERENCES school;
ALTER TABLE award ADD COLUMN holder TEXT NOT NULL DEFAULT 'person'; -- 'person', 'school', 'partnership'
ALTER TABLE award ADD COLUMN told INTEGER; -- instant at which the mail that names it was queued, of a school's or the partnership's
CREATE INDEX award_untold ON award (id) WHERE holder <> 'person' AND told IS NULL;
CREATE INDEX award_of ON award (scheme, award, year);

-- What a school claimed for somebody's award, as a funding body's list has it, and what was answered.
CREATE TABLE claim (
  id        INTEGER PRIMARY KEY,
  scheme    TEXT NOT NULL,
  award     TEXT NOT NULL,
  year      TEXT NOT NULL,
  reference TEXT NOT NULL,
  person    INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  hours     INTEGER NOT NULL,
  accepted  INTEGER NOT NULL,       -- 1 yes, 0 no
  reason    TEXT NOT NULL,
  message   INTEGER REFERENCES message,
  at        INTEGER NOT NULL,
  UNIQUE (scheme, award, year, reference, person)
) STRICT;
CREATE INDEX claim_person ON claim (person);

-- A certificate that another one replaced: its code still answers.
CREATE TABLE superseded (
  code   TEXT PRIMARY KEY,
  award  INTEGER NOT NULL REFERENCES award ON DELETE CASCADE,
  name   TEXT NOT NULL,             -- as it was printed
  issued INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  why    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX superseded_award ON superseded (award);

-- A place in a session or a cohort, in the order in which it was asked for.
CREATE TABLE booking (
  id      INTEGER PRIMARY KEY,
  scheme  TEXT NOT NULL,
  event   TEXT NOT NULL,
  group_key TEXT NOT NULL,          -- the session's key, or the cohort's name
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  state   TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'given up')),
  at      INTEGER NOT NULL,
  UNIQUE (scheme, event, group_key, person)
) STRICT;
CREATE INDEX booking_person ON booking (person);
CREATE INDEX booking_waiting ON booking (state) WHERE state = 'waiting';

-- Consent to pass data on, as given or withdrawn; the latest line holds.
CREATE TABLE consent (
  id      INTEGER PRIMARY KEY,
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  field   TEXT NOT NULL,            -- "form.field" that asked
  words   TEXT NOT NULL,            -- what was agreed to
  given   INTEGER NOT NULL,
  message INTEGER REFERENCES message,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent (person);

-- What other providers' registers say, as they signed it.
CREATE TABLE elsewhere (
  id       INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  school   TEXT NOT NULL,
  title    TEXT NOT NULL,
  words    TEXT NOT NULL,
  issued   INTEGER NOT NULL,        -- day
  gone     INTEGER,                 -- instant since which that provider no longer lists it
  at       INTEGER NOT NULL,
  UNIQUE (provider, code)
) STRICT;

-- What somebody is asked about an obligation, their own or another's, and the mail that did: several may go in one.
CREATE TABLE asking (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whom to ask
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  what       TEXT NOT NULL CHECK (what IN ('request', 'invite', 'make-up', 'rung', 'escalate')),
  rung       INTEGER NOT NULL,      -- working days; 0 for what is no rung
  template   TEXT NOT NULL,
  cc         TEXT,                  -- role of those in copy
  at         INTEGER NOT NULL,      -- instant
  outbox     INTEGER REFERENCES outbox, -- NULL: not asked yet
  passed     INTEGER,               -- instant at which it was passed over for good: rules that changed would have asked it earlier
  UNIQUE (obligation, person, what, rung)
) STRICT;
CREATE INDEX asking_waiting ON asking (person) WHERE outbox IS NULL;
CREATE INDEX asking_outbox ON asking (outbox);
INSERT INTO asking (person, obligation, what, rung, template, at, outbox)
  SELECT o.person, c.obligation, substr(o.purpose, 1, instr(o.purpose, ':') - 1), 0, o.template, o.created, o.id
    FROM outbox o JOIN covers c ON c.outbox = o.id
    WHERE o.person IS NOT NULL AND (o.purpose GLOB 'request:*' OR o.purpose GLOB 'invite:*' OR o.purpose GLOB 'make-up:*');
-- Whose place somebody took, with this role at this school: what that person still owed passes to them.
ALTER TABLE role ADD COLUMN replaces INTEGER REFERENCES person ON DELETE SET NULL;

-- Whose yes is awaited, and which version of the work each mail to them showed. Without outbox: it waits for its mail.
CREATE TABLE signing (
  id         INTEGER PRIMARY KEY,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE,
  person     INTEGER REFERENCES person ON DELETE CASCADE, -- NULL: the office
  role       TEXT NOT NULL,
  deputy     INTEGER NOT NULL,      -- stands in for the holder of the role
  filed      INTEGER REFERENCES filed ON DELETE CASCADE,
  correction INTEGER NOT NULL,
  template   TEXT NOT NULL,
  chaser     INTEGER NOT NULL,
  outbox     INTEGER REFERENCES outbox ON DELETE CASCADE,
  item       INTEGER,               -- its number in that mail
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX approval_filed ON approval (filed) WHERE returned = 1;
CREATE INDEX signing_obligation ON signing (obligation);
CREATE INDEX signing_person ON signing (person);
CREATE INDEX signing_outbox ON signing (outbox);
CREATE INDEX signing_waiting ON signing (id) WHERE outbox IS NULL;

-- An award for what was met before the rules changed: its mail waits for the office.
ALTER TABLE award ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
