-- Recordings that no answer names yet. A row is there before the first byte of sound is, so that a recording
-- cut by a crash can be played; when one becomes an answer, its key moves to the table attachment.
CREATE TABLE recording (
    id        TEXT PRIMARY KEY,             -- also the name of its side file
    interview TEXT NOT NULL REFERENCES interview (id),
    path      TEXT NOT NULL,                -- of the question it was begun for, with stable instance ids
    media     TEXT NOT NULL,
    key       BLOB NOT NULL,                -- forgetting the row forgets the file
    state     TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'waiting'))
                                            -- waiting: finished, but its question takes no answer now
) STRICT;
