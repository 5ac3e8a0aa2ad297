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
  found     TEXT NOT NULL,          -- how: 'envelope', 'message-id', 'header', 'quote', 'recipient', 'server', ''
  message   INTEGER REFERENCES message,
  at        INTEGER NOT NULL,
  over      INTEGER                 -- instant since which it no longer counts: another address, or a human said so
) STRICT;
CREATE INDEX undelivered_address ON undelivered (address);
CREATE INDEX undelivered_person ON undelivered (person);
CREATE INDEX undelivered_outbox ON undelivered (outbox);

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
  what  TEXT NOT NULL,              -- 'mailbox', 'submission', 'work' ...
  words TEXT NOT NULL,
  since INTEGER NOT NULL,
  told  INTEGER,                    -- instant, by whatever way still worked
  by    TEXT NOT NULL DEFAULT '',   -- that way
  over  INTEGER
) STRICT;
CREATE UNIQUE INDEX outage_now ON outage (what) WHERE over IS NULL;

-- Erased: the row stays for the year's counts, without a name, an address or a word of theirs.
ALTER TABLE person ADD COLUMN erased INTEGER; -- instant
-- The bytes are gone, by retention or erasure; the digest of them stays, so that the same mail is not taken twice.
ALTER TABLE message ADD COLUMN purged INTEGER; -- instant
