-- What waits for a coordinator is listed by the session or exchange that it is about, in order, and
-- bounded for each phone.

-- The session or exchange: of a companion its parent, as far as that is known.
ALTER TABLE quarantine ADD COLUMN about BLOB CHECK (length(about) = 16);
-- Where the change stands among those of its document: what depends on another starts above it.
ALTER TABLE quarantine ADD COLUMN start_op INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN actor_seq INTEGER NOT NULL DEFAULT 0;

UPDATE quarantine SET about = doc WHERE kind <> 2;
-- A companion was begun in the millisecond of its parent, which is nearly always the only one.
UPDATE quarantine SET about = coalesce((
    SELECT min(parent) FROM (
        SELECT doc AS parent FROM document
        WHERE document.organisation = quarantine.organisation AND document.kind <> 2
          AND substr(document.doc, 1, 6) = substr(quarantine.doc, 1, 6)
        UNION
        SELECT doc FROM quarantine AS other
        WHERE other.organisation = quarantine.organisation AND other.kind <> 2
          AND substr(other.doc, 1, 6) = substr(quarantine.doc, 1, 6)
    ) HAVING count(*) = 1
), doc) WHERE kind = 2;

DROP INDEX quarantine_waiting;
CREATE INDEX quarantine_waiting
    ON quarantine (organisation, about, device, member, kind, unit, received)
    WHERE rejected_at IS NULL;
CREATE INDEX quarantine_in_order ON quarantine (organisation, doc, start_op, actor_seq, hash)
    WHERE rejected_at IS NULL;

-- How much each device put here: what waits, and what is kept although it was refused for good.
-- Counted as rows come and go, so that no push has to count them.
CREATE TABLE quarantine_sum (
    organisation  TEXT    NOT NULL CHECK (organisation <> ''),
    device        BLOB    NOT NULL CHECK (length(device) = 16),
    changes       INTEGER NOT NULL CHECK (changes >= 0),
    bytes         INTEGER NOT NULL CHECK (bytes >= 0),
    waiting       INTEGER NOT NULL CHECK (waiting BETWEEN 0 AND changes),
    waiting_bytes INTEGER NOT NULL CHECK (waiting_bytes BETWEEN 0 AND bytes),
    PRIMARY KEY (organisation, device)
) STRICT, WITHOUT ROWID;

INSERT INTO quarantine_sum
    SELECT organisation, device, count(*), sum(length(bytes)),
           count(*) FILTER (WHERE rejected_at IS NULL),
           coalesce(sum(length(bytes)) FILTER (WHERE rejected_at IS NULL), 0)
    FROM quarantine GROUP BY organisation, device;

CREATE TRIGGER quarantine_kept AFTER INSERT ON quarantine BEGIN
    INSERT INTO quarantine_sum VALUES
        (NEW.organisation, NEW.device, 1, length(NEW.bytes), 1, length(NEW.bytes))
    ON CONFLICT (organisation, device) DO UPDATE SET
        changes = changes + 1, bytes = bytes + excluded.bytes,
        waiting = waiting + 1, waiting_bytes = waiting_bytes + excluded.bytes;
END;

CREATE TRIGGER quarantine_rejected AFTER UPDATE OF rejected_at ON quarantine
WHEN OLD.rejected_at IS NULL AND NEW.rejected_at IS NOT NULL BEGIN
    UPDATE quarantine_sum SET
        waiting = waiting - 1, waiting_bytes = waiting_bytes - length(OLD.bytes)
    WHERE organisation = OLD.organisation AND device = OLD.device;
END;

-- What leaves was let in, so it waited.
CREATE TRIGGER quarantine_let_in AFTER DELETE ON quarantine WHEN OLD.rejected_at IS NULL BEGIN
    UPDATE quarantine_sum SET
        changes = changes - 1, bytes = bytes - length(OLD.bytes),
        waiting = waiting - 1, waiting_bytes = waiting_bytes - length(OLD.bytes)
    WHERE organisation = OLD.organisation AND device = OLD.device;
END;
