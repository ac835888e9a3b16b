-- What opens the lock of a phone whose PIN was forgotten: the last that it left, sealed to a recovery
-- key that is not in this database.

CREATE TABLE deposit (
    device   BLOB    PRIMARY KEY CHECK (length(device) = 16),
    -- names the secret in the box
    unlock   BLOB    NOT NULL CHECK (length(unlock) = 8),
    -- the public half of the key that opens it
    recovery BLOB    NOT NULL CHECK (length(recovery) = 32),
    sealed   BLOB    NOT NULL CHECK (length(sealed) = 64),
    received INTEGER NOT NULL
) STRICT;
