-- What one member's enrolment keeps on a phone. Everything in this file is encrypted as a whole.

-- Who this enrolment is, and the few numbers that belong to no table.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Every replica under which this enrolment has ever written. The newest that fits a document
-- writes it: one without a document fits all.
CREATE TABLE epoch (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    epoch   BLOB NOT NULL UNIQUE CHECK (length(epoch) = 8),
    replica BLOB NOT NULL UNIQUE CHECK (length(replica) = 16),
    doc     BLOB CHECK (doc IS NULL OR length(doc) = 16)
) STRICT;

-- The documents. `heads` are those of `bytes`; a stub has heads and no bytes.
CREATE TABLE document (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    unit         TEXT,
    -- The id of its private companion; null for a companion itself.
    companion    BLOB UNIQUE CHECK (companion IS NULL OR length(companion) = 16),
    heads        BLOB NOT NULL CHECK (length(heads) % 32 = 0),
    -- What the server is known to have, of what this phone has.
    server_heads BLOB NOT NULL CHECK (length(server_heads) % 32 = 0),
    -- Own changes after server_heads, or a journal. Written with what it follows from.
    pending      INTEGER NOT NULL CHECK (pending IN (0, 1)),
    -- The whole document is to be asked for in the next request.
    wanted       INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    bytes        BLOB
) STRICT;
CREATE INDEX document_pending ON document (id) WHERE pending = 1;
CREATE INDEX document_wanted ON document (id) WHERE wanted = 1;

-- Edits that are not in a change yet, in the order in which they were made. A journal is named by
-- the change it will become, so that a restored phone can tell whether that was sent already.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    doc     BLOB NOT NULL CHECK (length(doc) = 16),
    replica BLOB NOT NULL CHECK (length(replica) = 16),
    seq     INTEGER NOT NULL CHECK (seq > 0),
    edit    TEXT NOT NULL,
    -- When it was made: a change that is cut in the evening says what was said at noon.
    made    INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_of_document ON journal (doc, id);

-- The plain edits of each change that the server has not taken yet: they come back to their
-- author when the change is refused.
CREATE TABLE frozen (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    doc   BLOB NOT NULL CHECK (length(doc) = 16),
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    edits TEXT NOT NULL,
    UNIQUE (doc, hash)
) STRICT;

-- Who wrote each change of somebody else, with the server's proof: what a restored server lost
-- can be brought back under its author's name.
CREATE TABLE author (
    doc      BLOB NOT NULL CHECK (length(doc) = 16),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    who      TEXT NOT NULL,
    device   BLOB NOT NULL CHECK (length(device) = 16),
    tag      BLOB NOT NULL,
    received INTEGER NOT NULL,
    PRIMARY KEY (doc, hash)
) STRICT, WITHOUT ROWID;

-- The feeds that are followed, and the feeds each document is in.
CREATE TABLE feed (
    id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE document_feed (
    doc  BLOB NOT NULL CHECK (length(doc) = 16),
    feed TEXT NOT NULL,
    PRIMARY KEY (doc, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_feed_by_feed ON document_feed (feed, doc);

-- How far each organisation's log was read, as it is presented to the server.
CREATE TABLE cursor (
    organisation TEXT PRIMARY KEY,
    cursor       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the last accepted pushes ended: they prove which log the phone has seen.
CREATE TABLE receipt (
    organisation TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    chain        BLOB NOT NULL CHECK (length(chain) = 16),
    PRIMARY KEY (organisation, seq)
) STRICT, WITHOUT ROWID;

-- Reference data, read-only here.
CREATE TABLE catalogue (
    key     TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    json    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids that were erased for good: an older backup of the server must not bring them back.
CREATE TABLE erased (
    doc BLOB PRIMARY KEY CHECK (length(doc) = 16)
) STRICT, WITHOUT ROWID;

-- What the member must know and decide: above all edits that the server would not take.
CREATE TABLE attention (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    doc    BLOB NOT NULL CHECK (length(doc) = 16),
    hash   BLOB CHECK (hash IS NULL OR length(hash) = 32),
    code   TEXT NOT NULL,
    reason TEXT NOT NULL,
    edits  TEXT NOT NULL,
    at     INTEGER NOT NULL
) STRICT;

-- One row for each session as the lists show it, journal included.
CREATE TABLE list (
    row       INTEGER PRIMARY KEY,
    doc       BLOB NOT NULL UNIQUE CHECK (length(doc) = 16),
    -- Milliseconds: when it began, else when it is planned, else when it was begun to be written.
    moment    INTEGER NOT NULL,
    status    TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    unsent    INTEGER NOT NULL CHECK (unsent IN (0, 1)),
    conflicts INTEGER NOT NULL CHECK (conflicts >= 0),
    unit      TEXT,
    kind      TEXT,
    title     TEXT NOT NULL,
    place     TEXT NOT NULL,
    people    INTEGER NOT NULL,
    -- What is searched, without accents and capitals.
    words     TEXT NOT NULL
) STRICT;
CREATE INDEX list_by_moment ON list (moment DESC, row DESC) WHERE withdrawn = 0;
CREATE INDEX list_by_status ON list (status, moment DESC, row DESC) WHERE withdrawn = 0;
CREATE INDEX list_unsent ON list (moment DESC, row DESC) WHERE unsent = 1;
CREATE INDEX list_conflicts ON list (moment DESC, row DESC) WHERE conflicts > 0;

-- The words of `list` by their beginnings; the text itself lies there only.
CREATE VIRTUAL TABLE list_words USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = 'unicode61'
);
