-- Photos: which of them sessions and exchanges name, which are here, and which are on their way.

-- A part of the read model: what private companions name, whether it is here or not.
CREATE TABLE attachment (
    -- the session or exchange
    doc        BLOB    NOT NULL CHECK (length(doc) = 16),
    sha256     BLOB    NOT NULL CHECK (length(sha256) = 32),
    name       TEXT    NOT NULL CHECK (name <> ''),
    media_type TEXT    NOT NULL,
    bytes      INTEGER NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (doc, sha256)
) STRICT, WITHOUT ROWID;

-- What is here whole. Its bytes lie beside the database, under these two names.
CREATE TABLE blob (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    sha256       BLOB    NOT NULL CHECK (length(sha256) = 32),
    bytes        INTEGER NOT NULL CHECK (bytes > 0),
    -- who sent its last piece
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    member       TEXT    NOT NULL CHECK (member <> ''),
    received     INTEGER NOT NULL,
    -- since when nothing names it; it goes some days after that
    detached     INTEGER,
    PRIMARY KEY (organisation, doc, sha256)
) STRICT, WITHOUT ROWID;

-- What is being sent, by each phone for itself: nobody can spoil what another phone sends.
CREATE TABLE upload (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    sha256       BLOB    NOT NULL CHECK (length(sha256) = 32),
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    -- of the whole; the room for it is taken from the beginning
    bytes        INTEGER NOT NULL CHECK (bytes > 0),
    -- so many are on the disk
    kept         INTEGER NOT NULL CHECK (kept >= 0 AND kept < bytes),
    begun        INTEGER NOT NULL,
    -- when the last piece came
    last         INTEGER NOT NULL,
    PRIMARY KEY (organisation, device, doc, sha256)
) STRICT, WITHOUT ROWID;

-- Companions that are here already may name something: the rows are written anew.
UPDATE suspect_rules SET edition = 0 WHERE EXISTS (SELECT 1 FROM document WHERE kind = 2);
