-- The log position up to which everything is in the last backup that was verified: what phones may
-- one day drop, because a lost server would still have it.

CREATE TABLE backup (
    organisation TEXT    PRIMARY KEY CHECK (organisation <> ''),
    seq          INTEGER NOT NULL CHECK (seq >= 0),
    chain        BLOB    NOT NULL CHECK (length(chain) = 16),
    -- when the copy was made, not when it was verified
    made_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
