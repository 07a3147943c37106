-- What the roster and its changes gain: stories, standings, later tellings, decisions, questions, names by which people are looked up.
-- Three tables are written anew, because SQLite cannot change a CHECK; foreign keys are off while migrations run and checked behind them.

CREATE TABLE article_4 (
    id            INTEGER PRIMARY KEY,
    key           TEXT NOT NULL UNIQUE CHECK (key <> ''),
    source        TEXT NOT NULL,
    url           TEXT NOT NULL,
    title         TEXT NOT NULL,
    author_name   TEXT,
    author_handle TEXT,
    published     TEXT NOT NULL,
    fetched       TEXT NOT NULL,
    language      TEXT,
    kind          TEXT NOT NULL CHECK (kind IN ('post', 'article', 'filing', 'statement')),
    text          TEXT NOT NULL,
    recorded      TEXT NOT NULL
) STRICT;
INSERT INTO article_4 SELECT id, key, source, url, title, author_name, author_handle, published, fetched, language, kind, text, recorded
FROM article;
DROP TABLE article;
ALTER TABLE article_4 RENAME TO article;

-- `certainty` is that of the surest document, `standing` what all of them and the operator come to.
-- `story` joins changes that are one story: it is the id of its first change.
CREATE TABLE change_4 (
    id              TEXT PRIMARY KEY CHECK (id <> ''),
    story           TEXT NOT NULL CHECK (story <> ''),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    kind            TEXT NOT NULL CHECK (kind IN ('departed', 'appointed', 'on_leave', 'returned',
                                                  'title_changed', 'role_created', 'contradiction')),
    role_title      TEXT,
    role_code       TEXT,
    role_unit       TEXT,
    interim         INTEGER NOT NULL CHECK (interim IN (0, 1)),
    manner          TEXT NOT NULL CHECK (manner IN ('resigned', 'retired', 'dismissed', 'died', 'term_ended', 'moved',
                                                    'hired', 'promoted', 'elected', 'reinstated', 'unknown')),
    certainty       TEXT NOT NULL CHECK (certainty IN ('denied', 'rumoured', 'reported', 'announced')),
    standing        TEXT NOT NULL CHECK (standing IN ('denied', 'rumoured', 'reported', 'announced', 'confirmed')),
    verdict         TEXT CHECK (verdict IN ('confirmed', 'rejected')),
    effective       TEXT,
    before_role     TEXT,
    before_status   TEXT CHECK (before_status IN ('current', 'on_leave', 'outgoing', 'incoming', 'former')),
    before_until    TEXT,
    after_role      TEXT,
    after_status    TEXT NOT NULL CHECK (after_status IN ('current', 'on_leave', 'outgoing', 'incoming', 'former')),
    after_until     TEXT,
    detected        TEXT NOT NULL,
    CHECK (before_status IS NOT NULL OR (before_role IS NULL AND before_until IS NULL)),
    CHECK ((role_title IS NULL) = (role_code IS NULL))
) STRICT;
INSERT INTO change_4 SELECT id, id, person_id, organisation_id, kind, NULL, NULL, NULL, 0, manner, certainty, certainty, NULL, effective,
    before_role, before_status, before_until, after_role, after_status, after_until, detected FROM change ORDER BY rowid;
DROP TABLE change;
ALTER TABLE change_4 RENAME TO change;
CREATE INDEX change_person ON change (person_id);
CREATE INDEX change_organisation ON change (organisation_id, detected);
CREATE INDEX change_story ON change (story);
CREATE INDEX change_detected ON change (detected);

-- `outlet` is whose words they are: copies of one wire text have one. `likeness` tells a copy by its text (`roster::likeness`).
CREATE TABLE support_4 (
    change_id   TEXT NOT NULL REFERENCES change (id),
    article_id  INTEGER NOT NULL REFERENCES article (id),
    certainty   TEXT NOT NULL CHECK (certainty IN ('denied', 'rumoured', 'reported', 'announced')),
    first_party INTEGER NOT NULL CHECK (first_party IN (0, 1)),
    outlet      TEXT NOT NULL,
    likeness    INTEGER,
    quote       TEXT NOT NULL,
    PRIMARY KEY (change_id, article_id)
) STRICT;
INSERT INTO support_4 SELECT change_id, article_id, certainty, 0, article.url, NULL, quote
FROM support JOIN article ON article.id = article_id ORDER BY support.rowid;
DROP TABLE support;
ALTER TABLE support_4 RENAME TO support;
CREATE INDEX support_article ON support (article_id);

-- What there is to tell of a change, each at most once. Who gets it, and when, is the outbox's business; `quiet` was learnt while a source
-- was read for the first time, and alerts nobody.
CREATE TABLE telling (
    id        INTEGER PRIMARY KEY,
    change_id TEXT NOT NULL REFERENCES change (id),
    what      TEXT NOT NULL CHECK (what IN ('new', 'announced', 'confirmed', 'amended', 'denied', 'rejected', 'due')),
    quiet     INTEGER NOT NULL CHECK (quiet IN (0, 1)),
    at        TEXT NOT NULL,
    UNIQUE (change_id, what)
) STRICT;
CREATE INDEX telling_at ON telling (at);
INSERT INTO telling (change_id, what, quiet, at)
SELECT id, 'new', id NOT IN (SELECT change_id FROM outbox), detected FROM change ORDER BY rowid;

-- Stories of which nothing more is told.
CREATE TABLE muted (
    story TEXT PRIMARY KEY CHECK (story <> ''),
    since TEXT NOT NULL
) STRICT;

-- What the operator decided of a change, and which rows of the roster that closed and opened: `undo` turns just these back.
CREATE TABLE decision (
    id        INTEGER PRIMARY KEY,
    change_id TEXT NOT NULL REFERENCES change (id),
    verdict   TEXT NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
    before    TEXT CHECK (before IN ('confirmed', 'rejected')),
    made      TEXT NOT NULL,
    undone    TEXT
) STRICT;
CREATE INDEX decision_change ON decision (change_id);
CREATE TABLE decision_step (
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    line        INTEGER NOT NULL,
    closed_id   INTEGER REFERENCES tenure (id),
    opened_id   INTEGER REFERENCES tenure (id),
    CHECK (closed_id IS NOT NULL OR opened_id IS NOT NULL),
    PRIMARY KEY (decision_id, line)
) STRICT;

-- Whether `person`, a name that a document used, is `candidate`: kept apart until somebody answers.
CREATE TABLE question (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER NOT NULL REFERENCES person (id),
    candidate_id    INTEGER NOT NULL REFERENCES person (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    why             TEXT NOT NULL,
    quote           TEXT NOT NULL,
    url             TEXT NOT NULL,
    asked           TEXT NOT NULL,
    answer          TEXT CHECK (answer IN ('same', 'other')),
    UNIQUE (person_id, candidate_id)
) STRICT;

-- Where a row of the roster comes from.
ALTER TABLE tenure ADD COLUMN origin TEXT NOT NULL DEFAULT 'import'
    CHECK (origin IN ('import', 'change', 'day', 'decision', 'edit', 'merge'));
CREATE INDEX tenure_person ON tenure (person_id);
CREATE INDEX tenure_announced ON tenure (person_id) WHERE superseded_at IS NULL AND status IN ('outgoing', 'incoming');

-- A merged person or organisation stays as a row that nothing refers to any more, and points to the one that it is.
ALTER TABLE person ADD COLUMN merged_into INTEGER REFERENCES person (id);
ALTER TABLE organisation ADD COLUMN merged_into INTEGER REFERENCES organisation (id);
ALTER TABLE person ADD COLUMN notes TEXT;
ALTER TABLE alias ADD COLUMN sort TEXT NOT NULL DEFAULT 'alias' CHECK (sort IN ('alias', 'native', 'handle', 'domain', 'ticker', 'parent'));

-- Folded names (`names::keys`) by which those are found whom a document may mean.
CREATE TABLE name_key (
    key             TEXT NOT NULL,
    person_id       INTEGER REFERENCES person (id),
    organisation_id INTEGER REFERENCES organisation (id),
    CHECK ((person_id IS NULL) <> (organisation_id IS NULL)),
    UNIQUE (key, person_id),
    UNIQUE (key, organisation_id)
) STRICT;
CREATE INDEX name_key_person ON name_key (person_id);
CREATE INDEX name_key_organisation ON name_key (organisation_id);
