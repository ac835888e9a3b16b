-- The list of one county does not pass by the sessions of all others to find its own.
CREATE INDEX session_of_county ON session_row (adm1, unit, country);
