-- The first schema. Shipped migrations are never edited: a change of the schema is a new numbered file.
--
-- Moments are RFC 3339 in UTC with milliseconds ('2024-09-25T19:42:03.000Z'), so that they read well and sort as text.
-- Dates are as precise as what told them: '2024', '2024-09' or '2024-09-25'.

CREATE TABLE source (
    name         TEXT PRIMARY KEY,
    cursor       TEXT NOT NULL CHECK (json_valid(cursor)),
    next_due     TEXT,
    last_success TEXT,
    failures     INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    last_error   TEXT
) STRICT;

CREATE TABLE article (
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
    kind          TEXT NOT NULL CHECK (kind IN ('post', 'article', 'filing')),
    text          TEXT NOT NULL,
    recorded      TEXT NOT NULL
) STRICT;

-- Items that were fetched and could not be read: remembered, so that they are not fetched for ever.
CREATE TABLE unreadable (
    key      TEXT PRIMARY KEY CHECK (key <> ''),
    source   TEXT NOT NULL,
    url      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
    id           INTEGER PRIMARY KEY,
    article_id   INTEGER NOT NULL REFERENCES article (id),
    claim        TEXT NOT NULL CHECK (claim IN ('change', 'hold', 'stay')),
    person       TEXT NOT NULL,
    organisation TEXT,
    role_title   TEXT,
    role_code    TEXT,
    role_unit    TEXT,
    kind         TEXT CHECK (kind IN ('departed', 'appointed', 'on_leave', 'returned')),
    manner       TEXT CHECK (manner IN ('resigned', 'retired', 'dismissed', 'died', 'term_ended', 'moved',
                                        'hired', 'promoted', 'elected', 'reinstated', 'unknown')),
    interim      INTEGER CHECK (interim IN (0, 1)),
    certainty    TEXT CHECK (certainty IN ('denied', 'rumoured', 'reported', 'announced')),
    effective    TEXT,
    news         INTEGER CHECK (news IN (0, 1)),
    rule         TEXT,
    hold_status  TEXT CHECK (hold_status IN ('current', 'former', 'incoming', 'outgoing', 'acting')),
    CHECK ((role_title IS NULL) = (role_code IS NULL)),
    CHECK (claim <> 'change' OR (kind IS NOT NULL AND manner IS NOT NULL AND interim IS NOT NULL
                                 AND certainty IS NOT NULL AND news IS NOT NULL AND rule IS NOT NULL)),
    CHECK (claim <> 'hold' OR (hold_status IS NOT NULL AND role_code IS NOT NULL))
) STRICT;
CREATE INDEX finding_article ON finding (article_id);

CREATE TABLE evidence (
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    ordinal    INTEGER NOT NULL,
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char   INTEGER NOT NULL CHECK (end_char >= start_char),
    quote      TEXT NOT NULL,
    PRIMARY KEY (finding_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
    x_handle TEXT
) STRICT;

CREATE TABLE organisation (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE alias (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER REFERENCES person (id),
    organisation_id INTEGER REFERENCES organisation (id),
    name            TEXT NOT NULL CHECK (name <> ''),
    CHECK ((person_id IS NULL) <> (organisation_id IS NULL)),
    UNIQUE (person_id, name),
    UNIQUE (organisation_id, name)
) STRICT;

CREATE TABLE change (
    id              TEXT PRIMARY KEY CHECK (id <> ''),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    kind            TEXT NOT NULL CHECK (kind IN ('departed', 'appointed', 'on_leave', 'returned')),
    manner          TEXT NOT NULL CHECK (manner IN ('resigned', 'retired', 'dismissed', 'died', 'term_ended', 'moved',
                                                    'hired', 'promoted', 'elected', 'reinstated', 'unknown')),
    certainty       TEXT NOT NULL CHECK (certainty IN ('reported', 'announced')),
    effective       TEXT,
    before_role     TEXT,
    before_status   TEXT CHECK (before_status IN ('current', 'on_leave', 'outgoing', 'incoming', 'former')),
    before_until    TEXT,
    after_role      TEXT,
    after_status    TEXT NOT NULL CHECK (after_status IN ('current', 'on_leave', 'outgoing', 'incoming', 'former')),
    after_until     TEXT,
    detected        TEXT NOT NULL,
    CHECK (before_status IS NOT NULL OR (before_role IS NULL AND before_until IS NULL))
) STRICT;
CREATE INDEX change_person ON change (person_id);

-- A document that tells a change; who, where and when are the article's.
CREATE TABLE support (
    change_id  TEXT NOT NULL REFERENCES change (id),
    article_id INTEGER NOT NULL REFERENCES article (id),
    certainty  TEXT NOT NULL CHECK (certainty IN ('reported', 'announced')),
    quote      TEXT NOT NULL,
    PRIMARY KEY (change_id, article_id)
) STRICT;

-- When it was true: since, status_since, until. When we knew it: learnt_at, superseded_at (NULL: we still think so).
-- `line` is the place in the roster that all versions of one row share.
CREATE TABLE tenure (
    id              INTEGER PRIMARY KEY,
    line            INTEGER NOT NULL,
    person_id       INTEGER NOT NULL REFERENCES person (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    role_title      TEXT NOT NULL,
    role_code       TEXT NOT NULL,
    role_unit       TEXT,
    interim         INTEGER NOT NULL CHECK (interim IN (0, 1)),
    status          TEXT NOT NULL CHECK (status IN ('current', 'on_leave', 'outgoing', 'incoming', 'former')),
    since           TEXT,
    status_since    TEXT,
    until           TEXT,
    change_id       TEXT REFERENCES change (id),
    learnt_at       TEXT NOT NULL,
    superseded_at   TEXT CHECK (superseded_at >= learnt_at)
) STRICT;
CREATE UNIQUE INDEX tenure_latest ON tenure (line) WHERE superseded_at IS NULL;
CREATE INDEX tenure_organisation ON tenure (organisation_id);

CREATE TRIGGER tenure_is_not_overwritten
BEFORE UPDATE ON tenure
WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
    OR (NEW.id, NEW.line, NEW.person_id, NEW.organisation_id, NEW.role_title, NEW.role_code, NEW.interim, NEW.status, NEW.learnt_at)
       IS NOT (OLD.id, OLD.line, OLD.person_id, OLD.organisation_id, OLD.role_title, OLD.role_code, OLD.interim, OLD.status, OLD.learnt_at)
    OR (NEW.role_unit, NEW.since, NEW.status_since, NEW.until, NEW.change_id)
       IS NOT (OLD.role_unit, OLD.since, OLD.status_since, OLD.until, OLD.change_id)
BEGIN
    SELECT RAISE(ABORT, 'a tenure is superseded, never overwritten');
END;

CREATE TRIGGER tenure_is_not_deleted
BEFORE DELETE ON tenure
BEGIN
    SELECT RAISE(ABORT, 'a tenure is superseded, never deleted');
END;

-- One mail to one recipient, with the bytes that every attempt sends.
CREATE TABLE batch (
    id             TEXT PRIMARY KEY CHECK (id <> ''),
    recipient      TEXT NOT NULL CHECK (recipient <> ''),
    recipient_name TEXT,
    subject        TEXT NOT NULL,
    bytes          BLOB NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'deferred', 'dead')),
    attempts       INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    created        TEXT NOT NULL,
    next_at        TEXT CHECK ((state = 'deferred') = (next_at IS NOT NULL)),
    finished       TEXT CHECK ((state IN ('sent', 'dead')) = (finished IS NOT NULL)),
    last_error     TEXT
) STRICT;
CREATE INDEX batch_open ON batch (state) WHERE state IN ('queued', 'sending', 'deferred');

-- Who is to be told what. `batch_id` is NULL until the row is claimed.
CREATE TABLE outbox (
    id             INTEGER PRIMARY KEY,
    change_id      TEXT NOT NULL REFERENCES change (id),
    recipient      TEXT NOT NULL CHECK (recipient <> ''),
    recipient_name TEXT,
    batch_id       TEXT REFERENCES batch (id),
    queued         TEXT NOT NULL,
    UNIQUE (change_id, recipient)
) STRICT;
CREATE INDEX outbox_unclaimed ON outbox (recipient) WHERE batch_id IS NULL;
CREATE INDEX outbox_batch ON outbox (batch_id);
