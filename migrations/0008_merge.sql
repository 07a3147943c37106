-- People, and organisations, that are one: which rows of the roster that closed and opened, so that undoing turns just these back.
-- `into_id` is of the same table as the one that is merged; `merged_into` there is where all merges lead today.
CREATE TABLE merge (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER REFERENCES person (id),
    organisation_id INTEGER REFERENCES organisation (id),
    into_id         INTEGER NOT NULL,
    made            TEXT NOT NULL,
    undone          TEXT,
    CHECK ((person_id IS NULL) <> (organisation_id IS NULL))
) STRICT;
CREATE INDEX merge_person ON merge (person_id);
CREATE INDEX merge_organisation ON merge (organisation_id);
CREATE TABLE merge_step (
    merge_id  INTEGER NOT NULL REFERENCES merge (id),
    line      INTEGER NOT NULL,
    closed_id INTEGER REFERENCES tenure (id),
    opened_id INTEGER REFERENCES tenure (id),
    CHECK (closed_id IS NOT NULL OR opened_id IS NOT NULL),
    PRIMARY KEY (merge_id, line)
) STRICT;
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX organisation_merged ON organisation (merged_into) WHERE merged_into IS NOT NULL;

-- What an organisation goes by follows the configuration, but for what was imported.
ALTER TABLE alias ADD COLUMN origin TEXT NOT NULL DEFAULT 'config' CHECK (origin IN ('config', 'import'));
