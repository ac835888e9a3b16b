-- Whether the people of a session were estimated: a report then says "about". Rows without a word are
-- written anew.

ALTER TABLE session_row ADD COLUMN estimated INTEGER CHECK (estimated IN (0, 1));

CREATE INDEX session_estimated ON session_row (unit, day, campaign, kind, status, conflicts, people)
    WHERE counted = 1 AND estimated = 1;
