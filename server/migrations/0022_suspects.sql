-- What the privacy guard found in admitted texts, and what of it a coordinator called harmless.

-- A part of the read model. What was found stands here as a mark alone: rows hold no number of
-- anybody's.
CREATE TABLE suspect (
    -- the document in which it stands: a session, an exchange or a companion
    doc    BLOB NOT NULL CHECK (length(doc) = 16),
    -- the session or exchange
    about  BLOB NOT NULL CHECK (length(about) = 16),
    -- the field, as the plain form names it
    field  TEXT NOT NULL CHECK (field <> ''),
    kind   TEXT NOT NULL CHECK (kind IN ('identity', 'phone', 'email', 'address')),
    mark   BLOB NOT NULL CHECK (length(mark) = 8),
    PRIMARY KEY (doc, field, kind, mark)
) STRICT, WITHOUT ROWID;

CREATE INDEX suspect_about ON suspect (about, mark);

-- Said by a coordinator: no rebuild takes it away, and it is about what was looked at, nothing else.
CREATE TABLE harmless (
    about  BLOB    NOT NULL CHECK (length(about) = 16),
    mark   BLOB    NOT NULL CHECK (length(mark) = 8),
    member TEXT    NOT NULL CHECK (member <> ''),
    at     INTEGER NOT NULL,
    PRIMARY KEY (about, mark)
) STRICT, WITHOUT ROWID;

-- The edition of the rules by which the suspects were found: with another, rows are written anew.
CREATE TABLE suspect_rules (
    edition INTEGER NOT NULL CHECK (edition >= 0)
) STRICT;
INSERT INTO suspect_rules SELECT NOT EXISTS (SELECT 1 FROM document);
