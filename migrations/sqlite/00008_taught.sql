-- +goose Up

ALTER TABLE edition ADD COLUMN taught TEXT NOT NULL DEFAULT ''; -- hash of what other volumes taught

-- +goose Down
ALTER TABLE edition DROP COLUMN taught;
