-- Version 4: mail as it really is. What comes back, who is away, what does not work, and what is kept no longer.

-- Mail of ours that did not arrive or was not wanted: one line a message that says so, and address.
CREATE TABLE undelivered (
  id        INTEGER PRIMARY KEY,
  address   TEXT NOT NULL,          -- lower case
  person    INTEGER REFERENCES person ON DELETE CASCADE,
  kind      TEXT NOT NULL CHECK (kind IN ('failed', 'delayed', 'complaint', 'challenge')),
  status    TEXT NOT NULL,          -- enhanced status (RFC 3463), or ''
  words     TEXT NOT NULL,
  outbox    INTEGER REFERENCES outbox ON DELETE SET NULL, -- the mail that it speaks of; NULL: not found
  found     TEXT NOT NULL,          -- how: 'envelope', 'message-id', 'header', 'recipient', 'server', ''
  message   INTEGER REFERENCES message,
  at        INTEGER NOT NULL,
  over      INTEGER                 -- instant since which it no longer counts: another address, or a human said so
) STRICT;
-- A message that is read again says nothing new.
CREATE UNIQUE INDEX undelivered_once ON undelivered (message, address, kind) WHERE message IS NOT NULL;
CREATE INDEX undelivered_open ON undelivered (kind, person) WHERE over IS NULL;
CREATE INDEX undelivered_unknown ON undelivered (at) WHERE found = '';
CREATE INDEX undelivered_address ON undelivered (address);
CREATE INDEX undelivered_person ON undelivered (person);
CREATE INDEX undelivered_outbox ON undelivered (outbox);
-- By the token in its envelope sender a mail is found that comes back.
CREATE INDEX outbox_sender ON outbox (sender);

-- Who says, by an automatic reply, that they are away, until when, and who stands in.
CREATE TABLE away (
  person  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  message INTEGER REFERENCES message,
  at      INTEGER NOT NULL,         -- instant
  until   INTEGER,                  -- day, the last one away; NULL: not said
  deputy  TEXT NOT NULL,            -- address or name as written, or ''
  PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;

-- What is deaf or stuck, told once, until it works again.
CREATE TABLE outage (
  id    INTEGER PRIMARY KEY,
  what  TEXT NOT NULL,              -- 'mailbox', 'submission', 'template' ...
  words TEXT NOT NULL,              -- what was said last
  since INTEGER NOT NULL,
  tries INTEGER NOT NULL,           -- that failed, one after the other
  told  INTEGER,                    -- instant, by whatever way still worked
  by    TEXT NOT NULL DEFAULT '',   -- those ways: 'mail', 'command', 'mail command'
  over  INTEGER,
  ended INTEGER                     -- instant at which it was told that it works again
) STRICT;
CREATE UNIQUE INDEX outage_now ON outage (what) WHERE over IS NULL;

-- Erased: the row stays for the year's counts, without a name, an address or a word of theirs.
ALTER TABLE person ADD COLUMN erased INTEGER; -- instant
-- The bytes are gone, by retention or erasure; the digest of them stays, so that the same mail is not taken twice.
ALTER TABLE message ADD COLUMN purged INTEGER; -- instant

-- What the office asks for by mail: taken with its message, carried out after the mailbox is drained.
CREATE TABLE office_mail (
  message INTEGER PRIMARY KEY REFERENCES message,
  person  INTEGER REFERENCES person ON DELETE CASCADE, -- who wrote; NULL: the partnership's office
  about   INTEGER,                  -- the case of the mail that it answers, or NULL
  words   TEXT NOT NULL,            -- its lines; '' once they are carried out
  reply   TEXT NOT NULL,            -- Message-ID to answer, or ''
  done    INTEGER
) STRICT;
CREATE INDEX office_mail_waiting ON office_mail (message) WHERE done IS NULL;
-- What was told by a mail that is taken back.
CREATE INDEX news_outbox ON news (outbox);
-- Mails of which the bytes are to go, here and on the server: those of somebody who was erased, and those kept long enough.
CREATE TABLE removal (
  message INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
  why     TEXT NOT NULL CHECK (why IN ('erasure', 'retention')),
  at      INTEGER NOT NULL,
  waits   INTEGER                   -- instant until which it is announced only; NULL: it may go
) STRICT;
-- Mails of ours of which the bytes are to go, announced.
CREATE TABLE removal_sent (
  outbox INTEGER PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
  waits  INTEGER NOT NULL           -- instant
) STRICT;

-- The addresses of those who were erased, as numbers that only this store can compare: an import may not bring them back.
CREATE TABLE forgotten (
  key TEXT PRIMARY KEY,
  at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- The order in which mails of one window go out: what is due first goes first. The highest day: nothing is due.
ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 2147483647; -- day
-- Since when a server puts this mail off: it is given up some days later.
ALTER TABLE outbox ADD COLUMN put_off INTEGER; -- instant
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (kind IN ('answer', 'award'), not_before, urgency) WHERE state IN ('queued', 'sending', 'unsure');
-- What an obligation was called that became one with another: a form with that ref is still filed.
CREATE TABLE ref_of (
  ref        TEXT PRIMARY KEY,
  obligation INTEGER NOT NULL REFERENCES obligation ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX ref_of_obligation ON ref_of (obligation);
