-- A coordinator decides what becomes of a change that waits. One that is let in leaves the table;
-- one that is refused for good keeps its bytes here, and its reason stands in `refused`.
ALTER TABLE quarantine ADD COLUMN rejected_at INTEGER;

-- What still waits is looked for by every overview, and is nearly always nothing.
CREATE INDEX quarantine_waiting ON quarantine (organisation, received)
    WHERE rejected_at IS NULL;
