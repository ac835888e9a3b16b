-- Hand-overs of other phones that are carried to the server as they were signed, until it has
-- answered for them.
CREATE TABLE envelope (
    -- The order in which they were taken: one may build on another before it.
    row   INTEGER PRIMARY KEY AUTOINCREMENT,
    id    BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    -- The member whose phone made it, and when by that phone's clock.
    giver TEXT NOT NULL,
    made  INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- The documents that each one speaks of.
CREATE TABLE envelope_document (
    envelope INTEGER NOT NULL REFERENCES envelope (row) ON DELETE CASCADE,
    doc      BLOB NOT NULL CHECK (length(doc) = 16),
    PRIMARY KEY (doc, envelope)
) STRICT, WITHOUT ROWID;
CREATE INDEX envelope_document_by_envelope ON envelope_document (envelope);
