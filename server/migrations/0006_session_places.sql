-- Where people were reached, without touching the rows: coverage is asked for by county.

CREATE INDEX session_places ON session_row (
    unit, adm1, country, day, campaign, kind, status, conflicts, activities, people
) WHERE counted = 1;
