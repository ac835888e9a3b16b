-- A programme can be closed, and a partner can be let go: two more deeds. The table is written anew,
-- because a check cannot be widened where it stands.
CREATE TABLE programme_deed_now (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    programme TEXT    NOT NULL CHECK (programme <> ''),
    what      TEXT    NOT NULL CHECK (what IN
        ('made', 'shared', 'unshared', 'admitted', 'dismissed', 'closed')),
    -- what was shared or unshared
    doc       BLOB    CHECK (length(doc) = 16),
    -- the partner who was let in or let go
    subject   TEXT    CHECK (subject <> '')
) STRICT;

INSERT INTO programme_deed_now (id, at, programme, what, doc, subject)
    SELECT id, at, programme, what, doc, subject FROM programme_deed ORDER BY id;

DROP TABLE programme_deed;
ALTER TABLE programme_deed_now RENAME TO programme_deed;

-- Whether a programme is closed is what its last deed of these two says.
CREATE INDEX programme_deed_of ON programme_deed (programme, id)
    WHERE what IN ('made', 'closed');
