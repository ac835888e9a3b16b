-- What was done to members and their phones, for whoever asks later: for ever, in order.

CREATE TABLE deed (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    -- who did it; NULL: an administrator at the command line
    member  TEXT    CHECK (member <> ''),
    what    TEXT    NOT NULL CHECK (what <> ''),
    -- to whom
    subject TEXT    NOT NULL CHECK (subject <> ''),
    -- to which of the subject's phones
    device  BLOB    CHECK (length(device) = 16)
) STRICT;

CREATE INDEX deed_of_device ON deed (device, id) WHERE device IS NOT NULL;
