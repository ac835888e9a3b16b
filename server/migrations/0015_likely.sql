-- Sessions are compared with their neighbours in time as long as figures count them: whether a
-- pointer stands says less, because of a circle of pointers one session counts.
DROP INDEX session_by_moment;
DROP INDEX session_of_unit_by_moment;
CREATE INDEX session_by_moment ON session_row (moment, doc) WHERE counted = 1;
CREATE INDEX session_of_unit_by_moment ON session_row (unit, moment, doc) WHERE counted = 1;
