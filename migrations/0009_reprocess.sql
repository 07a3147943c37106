-- Which version of the rules read an article (NULL: one that was not kept), what reprocessing did, and changes that it took back: they stay
-- as they were told, and count for nothing any more.
ALTER TABLE article ADD COLUMN rules TEXT;
ALTER TABLE change ADD COLUMN withdrawn TEXT;
CREATE TABLE reprocessing (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    rules   TEXT NOT NULL,
    since   TEXT NOT NULL,
    added   INTEGER NOT NULL CHECK (added >= 0),
    lost    INTEGER NOT NULL CHECK (lost >= 0),
    altered INTEGER NOT NULL CHECK (altered >= 0)
) STRICT;
