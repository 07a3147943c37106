-- Rumours are told to those who ask for them, and what a decision makes untrue is withdrawn: it may be told anew.

CREATE TABLE telling_7 (
    id        INTEGER PRIMARY KEY,
    change_id TEXT NOT NULL REFERENCES change (id),
    what      TEXT NOT NULL CHECK (what IN ('new', 'rumoured', 'announced', 'confirmed', 'amended', 'denied', 'rejected', 'reinstated', 'due')),
    quiet     INTEGER NOT NULL CHECK (quiet IN (0, 1)),
    at        TEXT NOT NULL,
    routed    INTEGER NOT NULL DEFAULT 0 CHECK (routed IN (0, 1)),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;
INSERT INTO telling_7 SELECT id, change_id, what, quiet, at, routed, 0 FROM telling ORDER BY id;
DROP TABLE telling;
ALTER TABLE telling_7 RENAME TO telling;
CREATE UNIQUE INDEX telling_once ON telling (change_id, what) WHERE withdrawn = 0;
CREATE INDEX telling_change ON telling (change_id);
CREATE INDEX telling_at ON telling (at);
CREATE INDEX telling_open ON telling (id) WHERE routed = 0;
