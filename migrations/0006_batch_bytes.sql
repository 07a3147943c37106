-- The bytes of a mail lie apart from its state, which changes three times on its way and would be written with them each time.

CREATE TABLE batch_bytes (
    batch_id TEXT PRIMARY KEY REFERENCES batch (id),
    bytes    BLOB NOT NULL
) STRICT;
INSERT INTO batch_bytes SELECT id, bytes FROM batch ORDER BY rowid;
ALTER TABLE batch DROP COLUMN bytes;

-- What waits, in the order in which it was made; and what is put off, which holds up what follows it to the same place.
DROP INDEX batch_open;
CREATE INDEX batch_open ON batch (created) WHERE state IN ('queued', 'sending', 'deferred');
CREATE INDEX batch_deferred ON batch (recipient, next_at) WHERE state = 'deferred';
