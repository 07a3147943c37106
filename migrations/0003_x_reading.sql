-- What X has given and billed, by day of UTC: the spending guard counts on from here after a restart.

CREATE TABLE x_reading (
    day   TEXT PRIMARY KEY CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    posts INTEGER NOT NULL DEFAULT 0 CHECK (posts >= 0),
    users INTEGER NOT NULL DEFAULT 0 CHECK (users >= 0)
) STRICT;
