-- A workspace restored from a backup goes on with new keys and counts its seals from one, beside what the laptop
-- before it had sealed.
CREATE TABLE sealed_by (
    laptop    TEXT NOT NULL,                -- key id whose seal number it is
    number    INTEGER NOT NULL,             -- from 1, without gaps
    interview TEXT NOT NULL UNIQUE REFERENCES interview (id),
    bundle    BLOB NOT NULL UNIQUE,         -- SHA-256 of the manifest
    file      TEXT NOT NULL UNIQUE,         -- opaque name under sealed/
    digest    BLOB NOT NULL,                -- SHA-256 of the file
    size      INTEGER NOT NULL,
    day       TEXT NOT NULL,
    exported  TEXT,                         -- last time copied out
    received  TEXT,                         -- time in the office's receipt
    PRIMARY KEY (laptop, number)
) STRICT;
INSERT INTO sealed_by
    SELECT (SELECT json_extract(value, '$') FROM setting WHERE name = 'author'), sealed.* FROM sealed;
DROP TABLE sealed;
ALTER TABLE sealed_by RENAME TO sealed;
