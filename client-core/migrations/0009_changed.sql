-- Whether a session was changed after it was verified, as a list says it.

-- NULL: written by an older app; written anew bit by bit.
ALTER TABLE list ADD COLUMN changed INTEGER CHECK (changed IS NULL OR changed IN (0, 1));

DROP INDEX list_outdated;
CREATE INDEX list_outdated ON list (moment DESC, row DESC) WHERE changed IS NULL;
