-- An office may stop trusting a laptop from some bundle on; what does not count is kept, and held.
CREATE TABLE ended (
    laptop TEXT PRIMARY KEY REFERENCES laptop (key),
    why    TEXT NOT NULL CHECK (why IN ('revoked', 'replaced')),
    number INTEGER NOT NULL,                -- seal number of the last bundle that counts; 0 where none does
    bundle BLOB,                            -- its id
    reason TEXT NOT NULL,
    time   TEXT NOT NULL,
    successor TEXT                          -- key id of what replaced it
) STRICT;

CREATE TABLE sealed_for (                   -- bundles this office sealed for an interviewer who was gone
    bundle BLOB PRIMARY KEY                 -- its id
) STRICT;

ALTER TABLE bundle ADD COLUMN standing TEXT NOT NULL DEFAULT 'accepted'
    CHECK (standing IN ('accepted', 'held'));
ALTER TABLE bundle ADD COLUMN backed_up TEXT;   -- when a backup that holds it was read back

CREATE TABLE supervisor (                   -- who may release what is held, two of them together
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL,                     -- public keys, and the private ones under a passphrase, as JSON
    gone TEXT                               -- when they stopped being one; what they signed is checked for good
) STRICT;

CREATE TABLE released (
    bundle BLOB PRIMARY KEY REFERENCES bundle (id),
    body   TEXT NOT NULL                    -- what two supervisors signed, as JSON
) STRICT;

ALTER TABLE sealed ADD COLUMN safe TEXT;    -- when the office said that a backup holds it
ALTER TABLE sealed ADD COLUMN about TEXT;   -- the interview this one corrects, adds to or withdraws consent from
