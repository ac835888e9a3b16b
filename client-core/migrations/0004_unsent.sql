-- How many sessions and exchanges have, or whose companion has, something to be sent. The number
-- is shown after each tap and told in each sync, so it is kept instead of counted: by triggers, in
-- the transaction of what it counts, whatever that transaction does.
CREATE TABLE unsent (
    row    INTEGER PRIMARY KEY CHECK (row = 1),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT;

INSERT INTO unsent (row, number)
SELECT 1, count(*) FROM document AS parent
WHERE kind <> 2 AND (pending = 1 OR EXISTS
    (SELECT 1 FROM document WHERE id = parent.companion AND pending = 1));

-- A session or exchange counts unless its companion makes it count already.
CREATE TRIGGER unsent_begun AFTER INSERT ON document
WHEN NEW.kind <> 2 AND (NEW.pending = 1 OR EXISTS
    (SELECT 1 FROM document WHERE id = NEW.companion AND pending = 1))
BEGIN
    UPDATE unsent SET number = number + 1;
END;
CREATE TRIGGER unsent_changed AFTER UPDATE OF pending ON document
WHEN NEW.kind <> 2 AND OLD.pending <> NEW.pending AND NOT EXISTS
    (SELECT 1 FROM document WHERE id = NEW.companion AND pending = 1)
BEGIN
    UPDATE unsent SET number = number + NEW.pending - OLD.pending;
END;
CREATE TRIGGER unsent_gone AFTER DELETE ON document
WHEN OLD.kind <> 2 AND (OLD.pending = 1 OR EXISTS
    (SELECT 1 FROM document WHERE id = OLD.companion AND pending = 1))
BEGIN
    UPDATE unsent SET number = number - 1;
END;

-- A companion makes its session count when nothing of the session itself does.
CREATE TRIGGER unsent_companion_begun AFTER INSERT ON document
WHEN NEW.kind = 2 AND NEW.pending = 1 AND EXISTS
    (SELECT 1 FROM document WHERE companion = NEW.id AND pending = 0)
BEGIN
    UPDATE unsent SET number = number + 1;
END;
CREATE TRIGGER unsent_companion_changed AFTER UPDATE OF pending ON document
WHEN NEW.kind = 2 AND OLD.pending <> NEW.pending AND EXISTS
    (SELECT 1 FROM document WHERE companion = NEW.id AND pending = 0)
BEGIN
    UPDATE unsent SET number = number + NEW.pending - OLD.pending;
END;
CREATE TRIGGER unsent_companion_gone AFTER DELETE ON document
WHEN OLD.kind = 2 AND OLD.pending = 1 AND EXISTS
    (SELECT 1 FROM document WHERE companion = OLD.id AND pending = 0)
BEGIN
    UPDATE unsent SET number = number - 1;
END;
