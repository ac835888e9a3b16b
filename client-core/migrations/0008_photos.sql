-- Photos of sessions, as they are sent: a row for each that lies on this phone.
CREATE TABLE photo (
    -- The order in which they came and are sent; what the server has goes in it, for want of room.
    row    INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The session.
    doc    BLOB NOT NULL CHECK (length(doc) = 16),
    -- SHA-256 of the file.
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    -- Whether it was attached on this phone, which then brings it to the server.
    own    INTEGER NOT NULL CHECK (own IN (0, 1)),
    -- 0: to be sent; 1: the server has it; 2: the server will not have it.
    state  INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    -- Bytes that the server has of it.
    sent   INTEGER NOT NULL CHECK (sent BETWEEN 0 AND length),
    length INTEGER NOT NULL CHECK (length > 0),
    bytes  BLOB NOT NULL CHECK (length(bytes) = length),
    UNIQUE (doc, hash)
) STRICT;
-- What is unsent is counted after each tap: no page with a photo on it is read for that.
CREATE INDEX photo_state ON photo (state, doc, length);
