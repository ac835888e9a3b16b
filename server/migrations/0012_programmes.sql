-- Joint programmes: which units work in one. A programme's name is an entry of the catalogue, what
-- is shared in it are rows of its feed, and who follows that are windows as of any other feed.

CREATE TABLE programme_unit (
    programme TEXT NOT NULL CHECK (programme <> ''),
    unit      TEXT NOT NULL CHECK (unit <> ''),
    PRIMARY KEY (programme, unit)
) STRICT, WITHOUT ROWID;

CREATE INDEX programme_of_unit ON programme_unit (unit, programme);

-- What was done to programmes, for whoever asks later: for ever, in order.
CREATE TABLE programme_deed (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    programme TEXT    NOT NULL CHECK (programme <> ''),
    what      TEXT    NOT NULL CHECK (what IN ('made', 'shared', 'unshared', 'admitted')),
    -- what was shared or unshared
    doc       BLOB    CHECK (length(doc) = 16),
    -- the partner who was let in
    subject   TEXT    CHECK (subject <> '')
) STRICT;
