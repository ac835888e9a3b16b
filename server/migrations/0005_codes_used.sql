-- A one-time code is used once; that it was is remembered for as long as it would have lived, so
-- that whoever tries it again is told.

ALTER TABLE sign_in_code ADD COLUMN used_at INTEGER;
