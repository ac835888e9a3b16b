-- The everyday work of a coordinator: likely duplicates, sessions that move, reviews.

-- When a session took place or is to, ms since 1970. NULL: the row was written by a version that
-- did not know it; the read model is then written anew.
ALTER TABLE session_row ADD COLUMN moment INTEGER;
-- `latitude,longitude`, about 1 km; NULL: not known
ALTER TABLE session_row ADD COLUMN at TEXT;
-- what a coordinator said of it last, and whether it was changed after that
ALTER TABLE session_row ADD COLUMN review TEXT
    CHECK (review IN ('verified', 'returned', 'changed'));

CREATE INDEX session_by_moment ON session_row (moment, doc)
    WHERE withdrawn = 0 AND status <> 'cancelled' AND duplicate_of IS NULL;
CREATE INDEX session_of_unit_by_moment ON session_row (unit, moment, doc)
    WHERE withdrawn = 0 AND status <> 'cancelled' AND duplicate_of IS NULL;
-- The list of those that are hidden.
CREATE INDEX session_withdrawn ON session_row (day, doc) WHERE withdrawn = 1;
CREATE INDEX session_unread ON session_row (doc) WHERE moment IS NULL;

-- Two sessions that look alike and were said to be two events; `one` is the smaller id.
CREATE TABLE told_apart (
    one    BLOB    NOT NULL CHECK (length(one) = 16),
    other  BLOB    NOT NULL CHECK (length(other) = 16 AND one < other),
    member TEXT    NOT NULL CHECK (member <> ''),
    at     INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX told_apart_by_time ON told_apart (at);

-- What coordinators did beside the documents: for ever, in order.
CREATE TABLE act (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    member TEXT    NOT NULL CHECK (member <> ''),
    what   TEXT    NOT NULL CHECK (what <> ''),
    doc    BLOB    NOT NULL CHECK (length(doc) = 16),
    about  TEXT    NOT NULL CHECK (json_valid(about))
) STRICT;

CREATE INDEX act_of_document ON act (doc, id);
