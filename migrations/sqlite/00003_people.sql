-- +goose Up

CREATE TABLE person (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    email    TEXT NOT NULL UNIQUE,        -- lower case
    role     TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    password TEXT NOT NULL DEFAULT '',    -- argon2id hash; empty: there is none to sign in with
    version  INTEGER NOT NULL DEFAULT 1,  -- raised by every change
    created  INTEGER NOT NULL
) STRICT;

-- Who a person is at an institution that vouches for them.
CREATE TABLE identity (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    person  INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

-- One-time links. What is in the link itself is nowhere kept, only its hash.
CREATE TABLE ticket (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL,
    person  INTEGER REFERENCES person (id), -- whose password it sets
    name    TEXT NOT NULL DEFAULT '',       -- of the account that it makes, as the two below
    email   TEXT NOT NULL DEFAULT '',
    role    TEXT NOT NULL DEFAULT '',
    giver   INTEGER REFERENCES person (id), -- NULL for the program itself
    expires INTEGER NOT NULL                -- 0 is never
) STRICT;

-- Sessions now belong to people. Those of the one password end here, and it with them.
DROP TABLE session;
CREATE TABLE session (
    hash    TEXT PRIMARY KEY, -- of what the browser holds
    person  INTEGER NOT NULL REFERENCES person (id),
    expires INTEGER NOT NULL, -- unless it is used before
    ends    INTEGER NOT NULL  -- even then
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);
DELETE FROM secret WHERE name = 'administrator password';

-- What was changed, by whom. Rows are added and never altered.
CREATE TABLE event (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    person INTEGER REFERENCES person (id), -- NULL for the program itself
    what   TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX event_person ON event (person, id);
CREATE INDEX event_object ON event (object, id);

-- +goose Down
DROP TABLE event;
DROP TABLE session;
DROP TABLE ticket;
DROP TABLE identity;
DROP TABLE person;
CREATE TABLE session (
    token  TEXT PRIMARY KEY,
    data   BLOB NOT NULL,
    expiry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_expiry ON session (expiry);
