-- Units and campaigns are added, changed and closed as well: what may be done to an entry is listed
-- where it is done, not here.
CREATE TABLE catalogue_act_2 (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    -- NULL: an administrator at the command line
    member TEXT    CHECK (member <> ''),
    what   TEXT    NOT NULL CHECK (what <> ''),
    key    TEXT    NOT NULL CHECK (key <> ''),
    -- what the entry said; NULL: it was not there
    before TEXT    CHECK (before IS NULL OR json_valid(before)),
    after  TEXT    CHECK (after IS NULL OR json_valid(after)),
    -- each act is taken back once
    undoes INTEGER UNIQUE REFERENCES catalogue_act_2 (number)
) STRICT;

INSERT INTO catalogue_act_2 (number, at, member, what, key, before, after, undoes)
    SELECT number, at, member, what, key, before, after, undoes FROM catalogue_act
    ORDER BY number;
DROP TABLE catalogue_act;
ALTER TABLE catalogue_act_2 RENAME TO catalogue_act;
