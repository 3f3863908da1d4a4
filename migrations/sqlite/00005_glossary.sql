-- +goose Up

-- What editors made of the glossary that came with Recto. Rows are added and
-- never altered; the highest version of a concept is the one that counts.
CREATE TABLE concept_text (
    concept TEXT NOT NULL,
    version INTEGER NOT NULL, -- from 1
    text    TEXT NOT NULL,    -- Markdown with front matter; empty: the concept was taken out
    note    TEXT NOT NULL,
    author  INTEGER REFERENCES person (id), -- NULL for the program itself
    made    INTEGER NOT NULL,
    PRIMARY KEY (concept, version)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE concept_text;
