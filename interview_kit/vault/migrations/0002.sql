-- What depends on what in a protocol, found once, so that a large one opens quickly. Only a cache: it can be
-- made again from the protocol at any time.
CREATE TABLE protocol_graph (
    protocol BLOB PRIMARY KEY REFERENCES protocol (digest),
    version  INTEGER NOT NULL,              -- of the program's way of finding it
    body     TEXT NOT NULL                  -- JSON
) STRICT;
