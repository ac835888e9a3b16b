-- What a list says of a session beside its title: whose it is, who is to hold it, what a
-- coordinator answered, and what tells whether two are one event.

-- Member ids, in order, separated by spaces. NULL: written by an older app; written anew bit by bit.
ALTER TABLE list ADD COLUMN team TEXT;
-- The member who began it, as far as this phone knows.
ALTER TABLE list ADD COLUMN author TEXT;
-- The coordinator's words, while the session is returned and nobody has edited it since.
ALTER TABLE list ADD COLUMN returned TEXT;
-- `country|adm1|locality|venue|venue_id` and `latitude,longitude`
ALTER TABLE list ADD COLUMN spot TEXT;
ALTER TABLE list ADD COLUMN at TEXT;
-- The kept session of which it is a duplicate.
ALTER TABLE list ADD COLUMN duplicate_of BLOB
    CHECK (duplicate_of IS NULL OR length(duplicate_of) = 16);

CREATE INDEX list_returned ON list (moment DESC, row DESC) WHERE returned IS NOT NULL;
CREATE INDEX list_outdated ON list (moment DESC, row DESC) WHERE team IS NULL;
