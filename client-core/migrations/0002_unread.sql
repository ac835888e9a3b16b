-- Documents that came whole and that this app could not read, or whose kind it does not know. A
-- reader is an app's version with the form of documents that it writes: each one asks once.
CREATE TABLE unread (
    doc    BLOB PRIMARY KEY CHECK (length(doc) = 16),
    reader TEXT NOT NULL
) STRICT, WITHOUT ROWID;
