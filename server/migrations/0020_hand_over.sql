-- Who brought what another phone had handed over, so that pages can say it. The log names the
-- author, as of every change.
CREATE TABLE carried (
    seq    INTEGER PRIMARY KEY REFERENCES log (seq),
    device BLOB    NOT NULL CHECK (length(device) = 16),
    member TEXT    NOT NULL CHECK (member <> '')
) STRICT;

-- The same of what waits for a coordinator.
ALTER TABLE quarantine ADD COLUMN carrier_device BLOB CHECK (length(carrier_device) = 16);
ALTER TABLE quarantine ADD COLUMN carrier_member TEXT CHECK (carrier_member <> '');
