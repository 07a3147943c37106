-- Who is told what, and when: the outbox owes tellings, mails have a kind and belong to stories, readers have their digests' slots,
-- and a way out that is closed is left alone for a while.

-- Which tellings have been turned into debts.
ALTER TABLE telling ADD COLUMN routed INTEGER NOT NULL DEFAULT 0 CHECK (routed IN (0, 1));
UPDATE telling SET routed = 1;
CREATE INDEX telling_open ON telling (id) WHERE routed = 0;

-- `batch_id` is NULL until the row is claimed; before `not_before` it is held.
CREATE TABLE outbox_5 (
    id             INTEGER PRIMARY KEY,
    telling_id     INTEGER NOT NULL REFERENCES telling (id),
    recipient      TEXT NOT NULL CHECK (recipient <> ''),
    recipient_name TEXT,
    sending        TEXT NOT NULL CHECK (sending IN ('alert', 'digest')),
    not_before     TEXT NOT NULL,
    batch_id       TEXT REFERENCES batch (id),
    UNIQUE (telling_id, recipient)
) STRICT;
INSERT INTO outbox_5 SELECT outbox.id, telling.id, recipient, recipient_name, 'alert', queued, batch_id
FROM outbox JOIN telling ON telling.change_id = outbox.change_id AND telling.what = 'new' ORDER BY outbox.id;
DROP TABLE outbox;
ALTER TABLE outbox_5 RENAME TO outbox;
CREATE INDEX outbox_unclaimed ON outbox (sending, recipient) WHERE batch_id IS NULL;
CREATE INDEX outbox_batch ON outbox (batch_id);

ALTER TABLE batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'alert' CHECK (kind IN ('alert', 'digest', 'notice', 'silence', 'test'));
-- By which way it leaves: 'mail', or a webhook's name.
ALTER TABLE batch ADD COLUMN way TEXT NOT NULL DEFAULT 'mail';
-- Of a digest: the time of the wall clock that it is for. One slot, one digest.
ALTER TABLE batch ADD COLUMN slot TEXT;
CREATE UNIQUE INDEX batch_slot ON batch (recipient, slot) WHERE slot IS NOT NULL;
CREATE INDEX batch_recipient ON batch (recipient);

-- Which stories a mail tells: mails of one story to one recipient are a thread, and leave in their order.
CREATE TABLE batch_story (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    story    TEXT NOT NULL CHECK (story <> ''),
    PRIMARY KEY (batch_id, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_story_story ON batch_story (story);
INSERT OR IGNORE INTO batch_story SELECT batch_id, story FROM outbox JOIN telling ON telling.id = telling_id
JOIN change ON change.id = change_id WHERE batch_id IS NOT NULL;

-- Each place that is told: since when, up to which moment its digests reach, and when a mail was last made for it.
CREATE TABLE reader (
    recipient TEXT PRIMARY KEY CHECK (recipient <> ''),
    since     TEXT NOT NULL,
    digested  TEXT NOT NULL,
    spoken    TEXT NOT NULL
) STRICT;

-- Ways out that are closed.
CREATE TABLE way (
    name       TEXT PRIMARY KEY CHECK (name <> ''),
    failures   INTEGER NOT NULL CHECK (failures > 0),
    since      TEXT NOT NULL,
    not_before TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

-- Notices are about sources, and now also about the spending guard, the mail and the database.
ALTER TABLE notice ADD COLUMN about TEXT NOT NULL DEFAULT 'source' CHECK (about IN ('source', 'spending', 'mail', 'database'));
