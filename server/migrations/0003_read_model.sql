-- What pages and reports read: rows that the projection writes in the transaction of the commit.
-- All of it can be dropped and rebuilt from the documents; nothing here is the truth.

CREATE TABLE session_row (
    doc          BLOB    PRIMARY KEY CHECK (length(doc) = 16),
    unit         TEXT    NOT NULL,
    -- local date in the unit's time zone
    day          TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    status       TEXT    NOT NULL CHECK (status IN ('planned', 'running', 'done', 'cancelled')),
    kind         TEXT,
    campaign     TEXT,
    title        TEXT    NOT NULL,
    -- without case and accents: the order of titles
    title_order  TEXT    NOT NULL,
    country      TEXT    NOT NULL,
    adm1         TEXT    NOT NULL,
    locality     TEXT    NOT NULL,
    venue        TEXT    NOT NULL,
    -- in the register of venues; empty: only the text is known
    venue_id     TEXT    NOT NULL,
    -- title, locality and venue without case and accents
    search       TEXT    NOT NULL,
    -- activities that this one record summarises
    activities   INTEGER NOT NULL CHECK (activities >= 0),
    -- contacts: by sex and age, or by group where nobody counted by sex and age
    people       INTEGER NOT NULL CHECK (people >= 0),
    materials    INTEGER NOT NULL CHECK (materials >= 0),
    media_items  INTEGER NOT NULL CHECK (media_items >= 0),
    broadcasts   INTEGER NOT NULL CHECK (broadcasts >= 0),
    -- the figures by cell, packed: a row for each of a dozen cells made every sum wait for a million
    cells        BLOB    NOT NULL CHECK (length(cells) > 0),
    -- fields of which two different things were said
    conflicts    INTEGER NOT NULL CHECK (conflicts >= 0),
    -- people who counted
    counters     INTEGER NOT NULL CHECK (counters >= 0),
    withdrawn    INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    duplicate_of BLOB    CHECK (length(duplicate_of) = 16),
    -- whether figures count it: neither withdrawn nor cancelled, and no duplicate of one that is
    -- counted
    counted      INTEGER NOT NULL CHECK (counted IN (0, 1)),
    -- the last receipt of the session or its private companion, ms since 1970
    received     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lists: each order with the document as the tie-breaker, for everybody and within one unit.
CREATE INDEX session_by_day ON session_row (day, doc) WHERE withdrawn = 0;
CREATE INDEX session_by_title ON session_row (title_order, doc) WHERE withdrawn = 0;
CREATE INDEX session_by_people ON session_row (people, doc) WHERE withdrawn = 0;
CREATE INDEX session_by_received ON session_row (received, doc) WHERE withdrawn = 0;
CREATE INDEX session_by_unit ON session_row (unit, doc) WHERE withdrawn = 0;
CREATE INDEX session_of_unit_by_day ON session_row (unit, day, doc) WHERE withdrawn = 0;
CREATE INDEX session_of_unit_by_title ON session_row (unit, title_order, doc) WHERE withdrawn = 0;
CREATE INDEX session_of_unit_by_people ON session_row (unit, people, doc) WHERE withdrawn = 0;
CREATE INDEX session_of_unit_by_received ON session_row (unit, received, doc) WHERE withdrawn = 0;

-- Figures without touching the rows.
CREATE INDEX session_figures ON session_row (
    unit, day, campaign, kind, status, activities, people, materials, media_items, broadcasts,
    conflicts
) WHERE counted = 1;
CREATE INDEX session_cells ON session_row (
    unit, day, campaign, kind, status, conflicts, cells
) WHERE counted = 1;
CREATE INDEX session_cancelled ON session_row (unit, day, campaign, kind, conflicts)
    WHERE withdrawn = 0 AND status = 'cancelled';

CREATE INDEX session_duplicates ON session_row (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE TABLE session_team (
    doc    BLOB NOT NULL CHECK (length(doc) = 16),
    member TEXT NOT NULL CHECK (member <> ''),
    PRIMARY KEY (doc, member)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_member ON session_team (member, doc);

CREATE TABLE exchange_row (
    doc          BLOB    PRIMARY KEY CHECK (length(doc) = 16),
    unit         TEXT    NOT NULL,
    day          TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    status       TEXT    NOT NULL CHECK (status IN ('planned', 'running', 'done', 'cancelled')),
    programme    TEXT,
    title        TEXT    NOT NULL,
    host         TEXT,
    hours        INTEGER CHECK (hours >= 0),
    participants INTEGER NOT NULL CHECK (participants >= 0),
    conflicts    INTEGER NOT NULL CHECK (conflicts >= 0),
    withdrawn    INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    received     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX exchange_by_day ON exchange_row (day, doc) WHERE withdrawn = 0;
