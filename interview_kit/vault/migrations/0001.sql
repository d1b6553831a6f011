-- One schema for both roles: a field workspace leaves the office's tables empty, and the other way round.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL                     -- JSON
) STRICT;

CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    box  BLOB NOT NULL                      -- wrapped under the author key
) STRICT;

CREATE TABLE protocol (
    digest  BLOB PRIMARY KEY,               -- SHA-256 of the canonical JSON
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    body    BLOB NOT NULL                   -- canonical JSON
) STRICT;

-- Field -----------------------------------------------------------------------------------------

CREATE TABLE interview (
    id       TEXT PRIMARY KEY,              -- 26 base32 characters
    state    TEXT NOT NULL CHECK (state IN ('draft', 'sealed')),
    protocol BLOB NOT NULL REFERENCES protocol (digest),
    started  TEXT NOT NULL                  -- date; a sealed row shows this and the id, nothing more
) STRICT;

CREATE TABLE entry (
    interview  TEXT NOT NULL REFERENCES interview (id),
    counter    INTEGER NOT NULL,
    time       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    path       TEXT NOT NULL,
    author     TEXT NOT NULL,
    previous   BLOB NOT NULL,
    commitment BLOB NOT NULL,
    salt       BLOB,
    value      TEXT,                        -- canonical JSON
    PRIMARY KEY (interview, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    id        TEXT PRIMARY KEY,             -- also the name of its side file
    interview TEXT NOT NULL REFERENCES interview (id),
    key       BLOB NOT NULL,                -- forgetting the row forgets the file
    sha256    BLOB NOT NULL,
    size      INTEGER NOT NULL
) STRICT;

CREATE TABLE sealed (
    number    INTEGER PRIMARY KEY,          -- the laptop's seal number, from 1, without gaps
    interview TEXT NOT NULL UNIQUE REFERENCES interview (id),
    bundle    BLOB NOT NULL UNIQUE,         -- SHA-256 of the manifest
    file      TEXT NOT NULL UNIQUE,         -- opaque name under sealed/
    digest    BLOB NOT NULL,                -- SHA-256 of the file
    size      INTEGER NOT NULL,
    day       TEXT NOT NULL,
    exported  TEXT,                         -- last time copied out
    received  TEXT                          -- time in the office's receipt
) STRICT;

CREATE TABLE pinned_office (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint BLOB NOT NULL,
    number      INTEGER NOT NULL,           -- of the latest pack; an older one is refused
    body        TEXT NOT NULL               -- the pack's JSON
) STRICT;

-- Office ----------------------------------------------------------------------------------------

CREATE TABLE laptop (
    key         TEXT PRIMARY KEY,           -- key id of its signing keys, hex
    name        TEXT NOT NULL,
    fingerprint BLOB NOT NULL UNIQUE,
    body        TEXT NOT NULL,              -- the enrolment request's JSON
    enrolled    TEXT NOT NULL
) STRICT;

CREATE TABLE bundle (
    id          BLOB PRIMARY KEY,           -- SHA-256 of the manifest
    interview   TEXT NOT NULL,
    laptop      TEXT NOT NULL REFERENCES laptop (key),
    number      INTEGER NOT NULL,           -- the laptop's seal number
    protocol    BLOB NOT NULL REFERENCES protocol (digest),
    manifest    TEXT NOT NULL,
    body        TEXT NOT NULL,              -- interview.json, checked
    file        TEXT NOT NULL UNIQUE,       -- opaque name under sealed/
    digest      BLOB NOT NULL,              -- SHA-256 of the file
    imported    TEXT NOT NULL
) STRICT;
CREATE INDEX bundle_interview ON bundle (interview);

CREATE TABLE archived_answer (
    bundle BLOB NOT NULL REFERENCES bundle (id),
    path   TEXT NOT NULL,                   -- positions counted from 1
    field  TEXT NOT NULL,                   -- path without positions
    value  TEXT NOT NULL,                   -- canonical JSON of the answer
    PRIMARY KEY (bundle, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX archived_answer_field ON archived_answer (field);

CREATE TABLE quarantined (
    digest     BLOB PRIMARY KEY,            -- SHA-256 of the file
    file       TEXT NOT NULL UNIQUE,        -- opaque name under quarantine/
    code       TEXT NOT NULL,               -- of the error, with its parameters in JSON
    parameters TEXT NOT NULL,
    time       TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    time   TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL                    -- JSON
) STRICT;
