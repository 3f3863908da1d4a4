-- +goose Up

-- Blobs of volumes that were purged, until they are taken from the disk.
CREATE TABLE purged (
    blob TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Who brought the source; NULL for the program itself.
ALTER TABLE job ADD COLUMN person INTEGER REFERENCES person (id);

-- Nothing is kept here since people have accounts of their own.
DROP TABLE secret;
DROP TABLE setting;

-- +goose Down
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE job DROP COLUMN person;
DROP TABLE purged;
