-- +goose Up

-- What people decided about volumes. A row is never taken out: undoing is a state.
CREATE TABLE correction (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they are replayed
    version      INTEGER NOT NULL,                  -- of the log when the row changed last
    volume       TEXT NOT NULL,
    state        TEXT NOT NULL,
    what         TEXT NOT NULL,                     -- corpus.Correction as JSON, without its id
    author       INTEGER NOT NULL DEFAULT 0,        -- who made it; 0 for nobody with an account
    author_name  TEXT NOT NULL DEFAULT '',          -- as the person was called then
    made         INTEGER NOT NULL,
    decider      INTEGER NOT NULL DEFAULT 0,
    decider_name TEXT NOT NULL DEFAULT '',
    decided      INTEGER NOT NULL DEFAULT 0,
    teacher      INTEGER NOT NULL DEFAULT 0,        -- the correction that taught this one
    conflict     TEXT NOT NULL DEFAULT ''           -- why the edition made last could not replay it
) STRICT;
CREATE INDEX correction_volume ON correction (volume, id);
CREATE INDEX correction_version ON correction (version);

ALTER TABLE edition ADD COLUMN corrections TEXT NOT NULL DEFAULT ''; -- hash of those replayed
CREATE INDEX edition_volume ON edition (volume, created);

ALTER TABLE job ADD COLUMN hold INTEGER NOT NULL DEFAULT 0;  -- a person looks at the edition before readers do
ALTER TABLE job ADD COLUMN due INTEGER NOT NULL DEFAULT 0;   -- the earliest goes first: created, less what the job is favoured by
ALTER TABLE job ADD COLUMN began INTEGER NOT NULL DEFAULT 0; -- when the stage under way began
UPDATE job SET due = created;

-- Volumes that were taken from the readers.
CREATE TABLE shelf (
    volume  TEXT PRIMARY KEY,
    state   TEXT NOT NULL,               -- withdrawn, trash
    before  TEXT NOT NULL DEFAULT '',    -- of what is in the trash: the state that it goes back to
    edition TEXT NOT NULL REFERENCES edition (id),
    reason  TEXT NOT NULL DEFAULT '',
    person  TEXT NOT NULL DEFAULT '',
    since   INTEGER NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0   -- the search index may still hold it
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE shelf;
ALTER TABLE job DROP COLUMN began;
ALTER TABLE job DROP COLUMN due;
ALTER TABLE job DROP COLUMN hold;
DROP INDEX edition_volume;
ALTER TABLE edition DROP COLUMN corrections;
DROP TABLE correction;
