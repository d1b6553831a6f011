-- An entry is its line of journal.jsonl, not a column for each part. Whatever is bound to a statement is locked
-- into memory and wiped again, piece by piece, and every answer waits for that. And what comes at the end of a
-- table touches fewer pages than what comes at the end of an interview, wherever that lies.

-- Where a damaged disk took an interview's row, its journal still tells it.
INSERT INTO interview
    SELECT interview, 'draft', unhex(json_extract(value, '$.protocol.digest')), substr(time, 1, 10)
    FROM entry WHERE counter = 1 AND interview NOT IN (SELECT id FROM interview);

ALTER TABLE interview ADD COLUMN number INTEGER NOT NULL DEFAULT 0;     -- from 1; free again once it is discarded
UPDATE interview SET number = rowid;
CREATE UNIQUE INDEX interview_number ON interview (number);

CREATE TABLE line (
    id   INTEGER PRIMARY KEY,               -- the interview's number << 32 | the entry's counter
    line TEXT NOT NULL                      -- canonical JSON; without salt and value where they are destroyed
) STRICT;
INSERT INTO line
    SELECT interview.number << 32 | counter,
           '{"author":' || json_quote(author)
           || ',"commitment":"' || lower(hex(commitment))
           || '","counter":' || counter
           || ',"kind":' || json_quote(kind)
           || ',"path":' || json_quote(path)
           || ',"previous":"' || lower(hex(previous)) || '"'
           || iif(salt IS NULL, '', ',"salt":"' || lower(hex(salt)) || '"')
           || ',"time":' || json_quote(time)
           || iif(salt IS NULL, '', ',"value":' || coalesce(value, 'null'))
           || '}'
    FROM entry JOIN interview ON interview.id = entry.interview
    ORDER BY 1;
DROP TABLE entry;
ALTER TABLE line RENAME TO entry;
