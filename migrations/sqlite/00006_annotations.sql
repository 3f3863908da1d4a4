-- +goose Up

-- What readers marked in the text. A deleted row is forgotten after some time.
CREATE TABLE annotation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    author  INTEGER NOT NULL REFERENCES person (id),
    volume  TEXT NOT NULL,
    part    TEXT NOT NULL,              -- in which it was made, as the next two
    title   TEXT NOT NULL,
    edition TEXT NOT NULL,
    anchor  TEXT NOT NULL,              -- corpus.Anchor as JSON
    text    TEXT NOT NULL,
    public  INTEGER NOT NULL,
    hidden  INTEGER NOT NULL DEFAULT 0,
    made    INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0  -- when; 0 if it is not
) STRICT;
CREATE INDEX annotation_volume ON annotation (volume);
CREATE INDEX annotation_author ON annotation (author);

-- +goose Down
DROP TABLE annotation;
