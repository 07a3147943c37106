-- How each source is, and what is remembered about hosts.

ALTER TABLE source ADD COLUMN health TEXT NOT NULL DEFAULT 'ok' CHECK (health IN
    ('ok', 'unchanged', 'slow', 'silent', 'unreachable', 'missing', 'refused', 'unauthorised', 'limited', 'gone', 'malformed'));
-- Since when it is so.
ALTER TABLE source ADD COLUMN health_since TEXT;
-- The dates of its newest items, newest first: ["2024-09-25T19:42:03.000Z", …].
ALTER TABLE source ADD COLUMN dates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(dates));
-- The address that was configured at the last visit.
ALTER TABLE source ADD COLUMN address TEXT;
-- 1: the operator has been told that it is not well, and nothing since.
ALTER TABLE source ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));

-- What the operator is to be told about sources; `claimed` when the mails that tell it have been made.
CREATE TABLE notice (
    id           INTEGER PRIMARY KEY,
    source       TEXT NOT NULL,
    health       TEXT NOT NULL,
    since        TEXT NOT NULL,
    failures     INTEGER NOT NULL CHECK (failures >= 0),
    reason       TEXT NOT NULL,
    last_success TEXT,
    created      TEXT NOT NULL,
    claimed      TEXT
) STRICT;
CREATE INDEX notice_open ON notice (id) WHERE claimed IS NULL;

-- A host that asked for quiet, a path whose budget is spent, an origin's robots.txt.
CREATE TABLE host (
    key          TEXT PRIMARY KEY CHECK (key <> ''),
    not_before   TEXT,
    robots       TEXT,
    robots_until TEXT,
    CHECK ((robots IS NULL) = (robots_until IS NULL))
) STRICT;
