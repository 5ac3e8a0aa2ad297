-- Version 2: why a return was filed, what in it is in doubt, and what was corrected afterwards.

ALTER TABLE message ADD COLUMN verdict TEXT;                     -- who sent it, as far as that can be known, in words
ALTER TABLE filed ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}'; -- JSON: what was compared to find whose it is
ALTER TABLE filed ADD COLUMN problem TEXT;                       -- of the reading: 'macro'; NULL: none

-- What stands in a box and cannot be what the box holds, until somebody says what it should be.
CREATE TABLE held (
  filed INTEGER NOT NULL REFERENCES filed ON DELETE CASCADE,
  field TEXT NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (filed, field)
) STRICT, WITHOUT ROWID;

-- Every answer that was changed after it was filed.
CREATE TABLE correction (
  id     INTEGER PRIMARY KEY,
  filed  INTEGER NOT NULL REFERENCES filed ON DELETE CASCADE,
  field  TEXT NOT NULL,
  before TEXT,                      -- NULL: the box was empty
  after  TEXT NOT NULL,
  cause  TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_filed ON correction (filed);

-- Every case about an obligation, a message or a person, settled ones too.
CREATE INDEX cases_about ON cases (obligation);
CREATE INDEX cases_message ON cases (message);
CREATE INDEX cases_person ON cases (person, kind);

-- So that nobody can guess the Message-ID of a mail that went to somebody else: a reply to it proves that it was read.
INSERT INTO meta (key, value) VALUES ('salt', lower(hex(randomblob(16)))) ON CONFLICT DO NOTHING;
