-- The log and what is read off it to answer phones. One log for each organisation; the
-- organisation is part of every key, so that each can live on a node of its own one day.
-- `change.bytes` is the truth: every other table here can be rebuilt from the log.

-- One row for each entry, for ever: a phone proves with (seq, chain) which history it has seen,
-- also long after what the entry said was erased. AUTOINCREMENT, because plain row ids are used
-- again after the last rows were deleted, and a cursor would then point into another history.
CREATE TABLE log (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    -- 0 change, 1 feed, 2 retract, 3 erase
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
    -- who, as authenticated; an administrator at the command line has no device
    device       BLOB    CHECK (length(device) = 16),
    member       TEXT    CHECK (member <> ''),
    -- ms since 1970, by the server's clock
    received     INTEGER NOT NULL,
    -- hash of the previous chain and of this entry
    chain        BLOB    NOT NULL CHECK (length(chain) = 16),
    CHECK (kind <> 0 OR (device IS NOT NULL AND member IS NOT NULL))
) STRICT;

-- The end of each organisation's log.
CREATE TABLE log_head (
    organisation TEXT    PRIMARY KEY CHECK (organisation <> ''),
    seq          INTEGER NOT NULL,
    chain        BLOB    NOT NULL CHECK (length(chain) = 16)
) STRICT, WITHOUT ROWID;

-- Every admitted change, as it came.
CREATE TABLE change (
    seq          INTEGER PRIMARY KEY REFERENCES log (seq),
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    hash         BLOB    NOT NULL CHECK (length(hash) = 32),
    actor        BLOB    NOT NULL CHECK (length(actor) = 16),
    actor_seq    INTEGER NOT NULL CHECK (actor_seq > 0),
    start_op     INTEGER NOT NULL CHECK (start_op > 0),
    -- the last operation's number: what depends on this change starts above it
    max_op       INTEGER NOT NULL CHECK (max_op >= start_op - 1),
    -- the first change of a document puts it into the feed of its unit
    feed         TEXT    CHECK (feed <> ''),
    bytes        BLOB    NOT NULL CHECK (length(bytes) > 0),
    UNIQUE (organisation, doc, hash),
    -- a second change with the same number is a forgery or a restored phone
    UNIQUE (organisation, doc, actor, actor_seq)
) STRICT;

CREATE INDEX change_in_order ON change (organisation, doc, seq);

-- One row for each document, as of its last change.
CREATE TABLE document (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    -- 0 session, 1 exchange, 2 private
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- the unit that owns it; of a companion: its parent's
    unit         TEXT    NOT NULL CHECK (unit <> ''),
    -- whose companion it is
    parent       BLOB    CHECK (length(parent) = 16),
    -- hashes, in ascending order
    heads        BLOB    NOT NULL CHECK (length(heads) > 0 AND length(heads) % 32 = 0),
    max_op       INTEGER NOT NULL CHECK (max_op > 0),
    changes      INTEGER NOT NULL CHECK (changes > 0),
    last_seq     INTEGER NOT NULL REFERENCES log (seq),
    -- the member who wrote the first change
    author       TEXT    NOT NULL CHECK (author <> ''),
    -- local date in the unit's time zone
    day          TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    planned      INTEGER NOT NULL CHECK (planned IN (0, 1)),
    PRIMARY KEY (organisation, doc),
    CHECK ((kind = 2) = (parent IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- A saved document that stands for its changes up to `seq`. Only a cache: it is loaded and its
-- heads compared before it is believed.
CREATE TABLE snapshot (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    seq          INTEGER NOT NULL REFERENCES log (seq),
    heads        BLOB    NOT NULL CHECK (length(heads) > 0 AND length(heads) % 32 = 0),
    bytes        BLOB    NOT NULL CHECK (length(bytes) > 0),
    PRIMARY KEY (organisation, doc)
) STRICT, WITHOUT ROWID;

-- Which documents a feed lists, each at its latest entry.
CREATE TABLE feed_document (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    feed         TEXT    NOT NULL CHECK (feed <> ''),
    -- who read less than this gets the whole document
    joined       INTEGER NOT NULL,
    -- when it left; the row stays, so that phones hear of it
    gone         INTEGER CHECK (gone > joined),
    last_seq     INTEGER NOT NULL CHECK (last_seq >= joined AND (gone IS NULL OR gone = last_seq)),
    -- the order in which a newly followed feed is fetched
    day          TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    planned      INTEGER NOT NULL CHECK (planned IN (0, 1)),
    PRIMARY KEY (organisation, doc, feed)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX feed_by_seq ON feed_document (organisation, feed, last_seq);
CREATE INDEX feed_by_day ON feed_document (organisation, feed, planned, day, doc)
    WHERE gone IS NULL;

-- Entries of kind feed: a document joins or leaves a feed, a member follows one or no longer does.
CREATE TABLE feed_event (
    seq          INTEGER PRIMARY KEY REFERENCES log (seq),
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    feed         TEXT    NOT NULL CHECK (feed <> ''),
    doc          BLOB    CHECK (length(doc) = 16),
    follower     TEXT    CHECK (follower <> ''),
    enters       INTEGER NOT NULL CHECK (enters IN (0, 1)),
    CHECK ((doc IS NULL) <> (follower IS NULL))
) STRICT;

CREATE INDEX feed_event_of_document ON feed_event (organisation, doc, seq) WHERE doc IS NOT NULL;

-- From which entry to which a member follows a feed. All devices of a member follow the same.
CREATE TABLE follow (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    member       TEXT    NOT NULL CHECK (member <> ''),
    feed         TEXT    NOT NULL CHECK (feed <> ''),
    since        INTEGER NOT NULL REFERENCES log (seq),
    until        INTEGER REFERENCES log (seq) CHECK (until > since),
    PRIMARY KEY (organisation, member, feed, since)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX follow_once ON follow (organisation, member, feed) WHERE until IS NULL;

-- The replicas that wrote here. Cells in documents name a replica by its first half only, so two
-- replicas with the same first half would share counts.
CREATE TABLE replica (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    short        BLOB    NOT NULL CHECK (length(short) = 8),
    replica      BLOB    NOT NULL CHECK (length(replica) = 16),
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    member       TEXT    NOT NULL CHECK (member <> ''),
    PRIMARY KEY (organisation, short)
) STRICT, WITHOUT ROWID;

-- Changes that will never be taken, by whatever way they come.
CREATE TABLE refused (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    hash         BLOB    NOT NULL CHECK (length(hash) = 32),
    -- whose it is: the device hears the first reason again, others that it was refused before
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    -- as on the wire
    code         INTEGER NOT NULL CHECK (code > 0),
    reason       TEXT    NOT NULL,
    received     INTEGER NOT NULL,
    PRIMARY KEY (organisation, doc, hash)
) STRICT, WITHOUT ROWID;

-- What was said again under a new replica after a refusal: from `seq` on, nothing more of the old
-- replica is taken in this document.
CREATE TABLE replaced (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    old          BLOB    NOT NULL CHECK (length(old) = 8),
    from_seq     INTEGER NOT NULL CHECK (from_seq > 0),
    PRIMARY KEY (organisation, doc, old)
) STRICT, WITHOUT ROWID;

-- Changes that wait for a coordinator: their writer may no longer see the document.
CREATE TABLE quarantine (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    doc          BLOB    NOT NULL CHECK (length(doc) = 16),
    hash         BLOB    NOT NULL CHECK (length(hash) = 32),
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    member       TEXT    NOT NULL CHECK (member <> ''),
    received     INTEGER NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- for which unit a new document was begun
    unit         TEXT    CHECK (unit <> ''),
    bytes        BLOB    NOT NULL CHECK (length(bytes) > 0),
    PRIMARY KEY (organisation, doc, hash)
) STRICT, WITHOUT ROWID;

-- What is known of each device's last exchange. Written with pushes, otherwise at most once a
-- minute for all devices together.
CREATE TABLE presence (
    organisation TEXT    NOT NULL CHECK (organisation <> ''),
    device       BLOB    NOT NULL CHECK (length(device) = 16),
    install      BLOB    NOT NULL CHECK (length(install) = 8),
    -- the device raises it with each request: one that goes back was restored or cloned
    sent         INTEGER NOT NULL CHECK (sent >= 0),
    last_sync    INTEGER NOT NULL,
    -- sessions with work that was not sent yet
    unsent       INTEGER NOT NULL CHECK (unsent >= 0),
    app          TEXT    NOT NULL,
    -- how far its clock is ahead
    clock_ms     INTEGER NOT NULL,
    PRIMARY KEY (organisation, device)
) STRICT, WITHOUT ROWID;
