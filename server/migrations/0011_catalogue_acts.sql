-- Who decided what about entries of the catalogue, so that it can be looked up and taken back.
CREATE TABLE catalogue_act (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    -- NULL: an administrator at the command line
    member TEXT    CHECK (member <> ''),
    what   TEXT    NOT NULL CHECK (what IN ('import', 'accept', 'rename', 'merge', 'undo')),
    key    TEXT    NOT NULL CHECK (key <> ''),
    -- what the entry said; NULL: it was not there
    before TEXT    CHECK (before IS NULL OR json_valid(before)),
    after  TEXT    CHECK (after IS NULL OR json_valid(after)),
    -- each act is taken back once
    undoes INTEGER UNIQUE REFERENCES catalogue_act (number)
) STRICT;

-- The venues that were merged into one are found from it.
CREATE INDEX catalogue_by_merge ON catalogue (json ->> '$.merged_into')
    WHERE json ->> '$.merged_into' IS NOT NULL;
