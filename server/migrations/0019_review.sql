-- A row says of a session that was changed after its review whether that had verified or returned it.
-- Rows that do not are written anew, with all others, like those without a word of estimates.

ALTER TABLE session_row RENAME COLUMN review TO review_before;
ALTER TABLE session_row ADD COLUMN review TEXT
    CHECK (review IN ('verified', 'returned', 'verified-changed', 'returned-changed'));
UPDATE session_row SET review = review_before WHERE review_before IN ('verified', 'returned');
UPDATE session_row SET estimated = NULL WHERE review_before = 'changed';
ALTER TABLE session_row DROP COLUMN review_before;
