-- +goose Up

-- The queue, and what became of it.
CREATE TABLE job (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    source    TEXT NOT NULL REFERENCES source (id),
    state     TEXT NOT NULL,
    stage     TEXT NOT NULL DEFAULT '',
    done      INTEGER NOT NULL DEFAULT 0,
    total     INTEGER NOT NULL DEFAULT 0,
    attempts  INTEGER NOT NULL DEFAULT 0,
    error     TEXT NOT NULL DEFAULT '',
    volume    TEXT NOT NULL DEFAULT '',
    edition   TEXT NOT NULL DEFAULT '',
    unchanged INTEGER NOT NULL DEFAULT 0,
    owner     TEXT NOT NULL DEFAULT '', -- who runs it
    lease     INTEGER NOT NULL DEFAULT 0, -- until when, unless renewed
    cancelled INTEGER NOT NULL DEFAULT 0, -- somebody asked that it stop
    created   INTEGER NOT NULL,
    updated   INTEGER NOT NULL
) STRICT;
CREATE INDEX job_state ON job (state, id);
-- A source is worked on by one job at a time.
CREATE UNIQUE INDEX job_active ON job (source) WHERE state IN ('queued', 'running', 'review');

-- What the program made up for itself and shows to nobody, as a password's hash.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What an administrator chose.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token  TEXT PRIMARY KEY,
    data   BLOB NOT NULL,
    expiry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_expiry ON session (expiry);

-- +goose Down
DROP TABLE session;
DROP TABLE setting;
DROP TABLE secret;
DROP TABLE job;
