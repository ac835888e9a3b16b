-- What came from files of other tools, so that the same file twice brings nothing twice and an
-- import can be taken back.

CREATE TABLE import (
    id           INTEGER PRIMARY KEY,
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    -- in whose name
    member       TEXT    NOT NULL REFERENCES member (id),
    made_at      INTEGER NOT NULL,
    -- the file's name without its folder, or the example's
    name         TEXT    NOT NULL CHECK (name <> ''),
    undone_at    INTEGER
) STRICT;

CREATE TABLE import_row (
    import    INTEGER NOT NULL REFERENCES import (id),
    -- what its source calls it, or a hash of what it said
    source    TEXT    NOT NULL CHECK (source <> ''),
    doc       BLOB    NOT NULL CHECK (length(doc) = 16),
    -- the document's last entry at the import: a later one shows that somebody edited it
    seq       INTEGER NOT NULL CHECK (seq > 0),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (import, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_by_source ON import_row (source) WHERE withdrawn = 0;
