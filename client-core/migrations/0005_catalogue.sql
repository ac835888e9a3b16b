-- The catalogue comes in pages, and an entry goes when its unit is no longer followed.

-- The unit whose members alone need an entry stands in the entry itself, of whatever kind it is.
ALTER TABLE catalogue ADD COLUMN unit TEXT
    GENERATED ALWAYS AS (CASE WHEN json_valid(json) THEN json ->> '$.unit' END) VIRTUAL;
-- Everything is being said anew, and this was not said again yet.
ALTER TABLE catalogue ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1));
CREATE INDEX catalogue_of_unit ON catalogue (unit) WHERE unit IS NOT NULL;
CREATE INDEX catalogue_stale ON catalogue (key) WHERE stale = 1;

-- Where the catalogue stands is `catalogue` now; everything is asked for once.
DELETE FROM meta WHERE name = 'catalogue_version';

-- One row for each venue that can be picked, so that a search reads no JSON.
CREATE TABLE venue (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    -- The name without case and accents: the order of a list.
    ordered TEXT    NOT NULL,
    -- Hundredths of a degree; null where nobody said.
    lat     INTEGER,
    lon     INTEGER CHECK ((lat IS NULL) = (lon IS NULL)),
    -- What is searched: name and locality without case and accents.
    words   TEXT    NOT NULL
) STRICT;
CREATE VIRTUAL TABLE venue_words USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = 'unicode61'
);
