-- When an administrator first saw it as a code. From then on no welcome names it as held, and the
-- phone leaves another one in its place.
ALTER TABLE deposit ADD COLUMN handed_out INTEGER;
