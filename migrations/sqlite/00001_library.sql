-- +goose Up

-- What was received. The bytes are the blob of the same name.
CREATE TABLE source (
    id         TEXT PRIMARY KEY, -- SHA-256 of the bytes
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    created    INTEGER NOT NULL  -- milliseconds since 1970, as all times here
) STRICT;

-- The picture of a scan, once it was made.
CREATE TABLE picture (
    source  TEXT NOT NULL REFERENCES source (id),
    scan    INTEGER NOT NULL,
    program TEXT NOT NULL, -- version of the pipeline that made it
    blob    TEXT NOT NULL,
    PRIMARY KEY (source, scan, program)
) STRICT, WITHOUT ROWID;

CREATE TABLE volume (
    id        TEXT PRIMARY KEY,
    source    TEXT NOT NULL REFERENCES source (id),
    title     TEXT NOT NULL,
    year      INTEGER NOT NULL,
    edition   TEXT NOT NULL REFERENCES edition (id), -- the one that readers are served
    indexed   TEXT NOT NULL DEFAULT '',              -- the one that the search index holds
    published INTEGER NOT NULL
) STRICT;

-- Every edition ever made; its manifest is the blob of the same name.
CREATE TABLE edition (
    id       TEXT PRIMARY KEY,
    volume   TEXT NOT NULL,
    source   TEXT NOT NULL REFERENCES source (id),
    program  TEXT NOT NULL,
    settings TEXT NOT NULL,
    glossary TEXT NOT NULL,
    model    TEXT NOT NULL,
    scans    INTEGER NOT NULL,
    pages    INTEGER NOT NULL,
    about    TEXT NOT NULL, -- corpus.Volume as JSON
    report   TEXT NOT NULL, -- corpus.Report as JSON
    created  INTEGER NOT NULL
) STRICT;
CREATE INDEX edition_made ON edition (source, program);

-- The tables below are made from the edition that is served and hold no other.

CREATE TABLE part (
    id      TEXT PRIMARY KEY,
    volume  TEXT NOT NULL REFERENCES volume (id),
    n       INTEGER NOT NULL, -- place in the volume, from 0
    kind    TEXT NOT NULL,
    title   TEXT NOT NULL,
    paper   TEXT,             -- id of the paper, if it is one
    about   TEXT,             -- corpus.Paper as JSON without its references
    words   INTEGER NOT NULL,
    blob    TEXT NOT NULL     -- the part with its text
) STRICT;
CREATE INDEX part_volume ON part (volume, n);
CREATE UNIQUE INDEX part_paper ON part (paper) WHERE paper IS NOT NULL;

CREATE TABLE scan (
    volume  TEXT NOT NULL REFERENCES volume (id),
    number  INTEGER NOT NULL, -- from 1
    picture TEXT NOT NULL,    -- blob, or empty
    width   INTEGER NOT NULL, -- pixels of the picture
    height  INTEGER NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (volume, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    id      TEXT PRIMARY KEY,
    volume  TEXT NOT NULL REFERENCES volume (id),
    n       INTEGER NOT NULL, -- place in the volume, from 0
    scan    INTEGER NOT NULL,
    side    TEXT NOT NULL,
    region  TEXT NOT NULL,    -- corpus.Box as JSON
    folio   TEXT NOT NULL,
    blob    TEXT NOT NULL     -- the pages of its leaf with their lines
) STRICT;
CREATE INDEX page_volume ON page (volume, scan, n);

CREATE TABLE mention (
    part        TEXT NOT NULL REFERENCES part (id),
    n           INTEGER NOT NULL, -- place in the part, from 0
    concept     TEXT NOT NULL,
    block       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    first       INTEGER NOT NULL, -- token of the block, from 0
    beyond      INTEGER NOT NULL, -- the token after the last
    reason      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    attestation INTEGER NOT NULL,
    section     TEXT NOT NULL,
    folio       TEXT NOT NULL,
    scan        INTEGER NOT NULL,
    before      TEXT NOT NULL,
    surface     TEXT NOT NULL,
    after       TEXT NOT NULL,
    PRIMARY KEY (part, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_concept ON mention (concept);

CREATE TABLE author (
    part        TEXT NOT NULL REFERENCES part (id),
    n           INTEGER NOT NULL,
    slug        TEXT NOT NULL,
    given       TEXT NOT NULL,
    family      TEXT NOT NULL,
    PRIMARY KEY (part, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_slug ON author (slug);

-- +goose Down
DROP TABLE author;
DROP TABLE mention;
DROP TABLE page;
DROP TABLE scan;
DROP TABLE part;
DROP TABLE volume;
DROP TABLE edition;
DROP TABLE picture;
DROP TABLE source;
