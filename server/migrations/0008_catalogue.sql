-- The catalogue is asked for by who needs an entry, in the order of change: what one changed entry
-- costs does not depend on how many there are.

-- Long registers travel behind the documents.
ALTER TABLE catalogue ADD COLUMN late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1));
UPDATE catalogue SET late = 1 WHERE key LIKE 'venue/%' OR key LIKE 'indicator/%';
-- The unit, or nothing for what everybody needs: a key of an index holds no NULL.
ALTER TABLE catalogue ADD COLUMN scope TEXT NOT NULL
    GENERATED ALWAYS AS (coalesce(unit, '')) VIRTUAL;
CREATE INDEX catalogue_by_scope ON catalogue (scope, late, version);

-- An entry left this scope for another one with this version: who followed it must hear of that.
CREATE TABLE catalogue_left (
    scope   TEXT    NOT NULL,
    late    INTEGER NOT NULL CHECK (late IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    key     TEXT    NOT NULL,
    PRIMARY KEY (scope, late, version),
    UNIQUE (key, scope)
) STRICT, WITHOUT ROWID;
