-- When an administrator first saw it as a code. From then on no welcome names it as held, and the
-- phone leaves another one in its place.
ALTER TABLE deposit ADD COLUMN handed_out INTEGER;

-- Phones that are closed are not unlocked any more.
DELETE FROM deposit WHERE device IN (SELECT id FROM device WHERE closed_at IS NOT NULL);
