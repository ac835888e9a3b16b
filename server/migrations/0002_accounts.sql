-- Who belongs to the organisation, what lets them in, and the reference data that all of them need.
-- Secrets (codes, tokens, cookies) stand here as SHA-256 only, passwords as argon2id.

CREATE TABLE organisation (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    id       TEXT    NOT NULL CHECK (id <> ''),
    name     TEXT    NOT NULL CHECK (name <> ''),
    -- ISO 3166-1
    country  TEXT    NOT NULL CHECK (length(country) = 2)
) STRICT;

CREATE TABLE member (
    -- opaque: what documents and logs say instead of a name
    id       TEXT    PRIMARY KEY CHECK (id <> ''),
    name     TEXT    NOT NULL CHECK (name <> ''),
    -- the name without case and accents: what people type when they sign in
    folded   TEXT    NOT NULL UNIQUE,
    role     TEXT    NOT NULL
             CHECK (role IN ('volunteer', 'coordinator', 'national', 'partner', 'admin')),
    -- where the member belongs; what the member may see are the follow windows of the log
    unit     TEXT    NOT NULL CHECK (unit <> ''),
    -- of the pages; NULL: the browser's
    language TEXT,
    -- argon2id with its parameters and salt; NULL: never chosen
    password TEXT,
    made_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A phone that a member joined with.
CREATE TABLE device (
    id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
    member      TEXT    NOT NULL REFERENCES member (id),
    -- Ed25519; replicas are recomputed from it, so two devices never share one
    public_key  BLOB    NOT NULL UNIQUE CHECK (length(public_key) = 32),
    token_hash  BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- the app and its version at joining
    app         TEXT    NOT NULL,
    enrolled_at INTEGER NOT NULL,
    -- closed: may push once more into quarantine, sees nothing
    closed_at   INTEGER,
    -- to be wiped at the next contact
    wipe_at     INTEGER CHECK (wipe_at IS NULL OR closed_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_of_member ON device (member);

-- A device with a valid certificate that this (restored) database does not know.
CREATE TABLE readmission (
    device     BLOB    PRIMARY KEY CHECK (length(device) = 16),
    member     TEXT    NOT NULL,
    unit       TEXT    NOT NULL,
    public_key BLOB    NOT NULL CHECK (length(public_key) = 32),
    -- the first that asked: a second one needs an administrator's eye first
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    app        TEXT    NOT NULL,
    asked_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invite (
    code_hash  BLOB    PRIMARY KEY CHECK (length(code_hash) = 32),
    member     TEXT    NOT NULL REFERENCES member (id),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > made_at),
    -- the one device that used it; the same may ask again when the answer was lost
    device     BLOB    REFERENCES device (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX invite_of_member ON invite (member);

CREATE TABLE sign_in_code (
    code_hash  BLOB    PRIMARY KEY CHECK (length(code_hash) = 32),
    member     TEXT    NOT NULL REFERENCES member (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_code_of_member ON sign_in_code (member);

-- A signed-in browser.
CREATE TABLE cookie (
    hash       BLOB    PRIMARY KEY CHECK (length(hash) = 32),
    member     TEXT    NOT NULL REFERENCES member (id),
    -- what each form of this browser must bring along
    csrf       TEXT    NOT NULL CHECK (length(csrf) >= 32),
    -- signed in by a one-time code: a password comes first
    by_code    INTEGER NOT NULL CHECK (by_code IN (0, 1)),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX cookie_of_member ON cookie (member);
CREATE INDEX cookie_by_expiry ON cookie (expires_at);

-- Wrong passwords and codes: each makes the next try wait longer. Known and unknown names alike.
CREATE TABLE attempt (
    -- SHA-256 of what was tried: a name, an address
    subject  BLOB    PRIMARY KEY CHECK (length(subject) = 32),
    failures INTEGER NOT NULL CHECK (failures > 0),
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_by_time ON attempt (last_at);

-- Reference data that travels to phones as entries that changed.
CREATE TABLE catalogue (
    -- kind/id
    key     TEXT    PRIMARY KEY CHECK (key LIKE '_%/_%'),
    -- the unit whose members alone need it; NULL: everybody
    unit    TEXT,
    -- rises with each change of any entry
    version INTEGER NOT NULL UNIQUE CHECK (version > 0),
    -- NULL: gone; the row stays, so that phones hear of it
    json    TEXT    CHECK (json IS NULL OR json_valid(json))
) STRICT, WITHOUT ROWID;
