package store

import (
	"context"
	"fmt"

	"recto/internal/corpus"
)

// Source is a source by its id. Its bytes are the blob of that name.
func (db *DB) Source(ctx context.Context, id string) (corpus.Source, error) {
	var s corpus.Source
	err := db.read.QueryRowContext(ctx, `SELECT id, name, media_type, size FROM source WHERE id = ?`, id).
		Scan(&s.ID, &s.Name, &s.MediaType, &s.Size)
	return s, missing(err, "source", id)
}

// Sources are all sources that were ever accepted, the earliest first.
func (db *DB) Sources(ctx context.Context) ([]corpus.Source, error) {
	return collect(ctx, db.read, func(row scanner) (s corpus.Source, err error) {
		err = row.Scan(&s.ID, &s.Name, &s.MediaType, &s.Size)
		return s, err
	}, `SELECT id, name, media_type, size FROM source ORDER BY created, id`)
}

// Picture is the blob of a scan's picture as a version of the pipeline made it.
// The error is [corpus.ErrNotFound] where it did not yet.
func (db *DB) Picture(ctx context.Context, source string, scan int, program string) (string, error) {
	hash, err := text(db.read.QueryRowContext(ctx,
		`SELECT blob FROM picture WHERE source = ? AND scan = ? AND program = ?`, source, scan, program))
	return hash, missing(err, "picture of scan", scan)
}

// AddPicture records the picture of a scan, whose blob must be there.
func (db *DB) AddPicture(ctx context.Context, source string, scan int, program, hash string) error {
	_, err := db.write.ExecContext(ctx, `INSERT INTO picture (source, scan, program, blob) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET blob = excluded.blob`, source, scan, program, hash)
	if err != nil {
		return fmt.Errorf("record picture of scan %d: %w", scan, err)
	}
	return nil
}

// Made finds the edition that was made of a source in a certain way, and tells
// whether it is the one that readers are served. The error is
// [corpus.ErrNotFound] where there is none.
func (db *DB) Made(ctx context.Context, source string, how corpus.Making) (edition string, served bool, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT edition.id, volume.edition IS NOT NULL
		FROM edition LEFT JOIN volume ON volume.edition = edition.id
		WHERE edition.source = ? AND program = ? AND settings = ? AND glossary = ? AND model = ? AND corrections = ? AND taught = ?
		ORDER BY volume.edition IS NULL, edition.created DESC LIMIT 1`,
		source, how.Program, how.Settings, how.Glossary, how.Model, how.Corrections, how.Taught).Scan(&edition, &served)
	return edition, served, missing(err, "edition of source", source)
}

// Evidence finds the latest edition of a source whose words were read in a
// certain way, whatever glossary and decisions it was made with. The error is
// [corpus.ErrNotFound] where there is none.
func (db *DB) Evidence(ctx context.Context, source string, how corpus.Making) (edition string, err error) {
	edition, err = text(db.read.QueryRowContext(ctx, `SELECT id FROM edition
		WHERE source = ? AND program = ? AND settings = ? AND model = ? ORDER BY created DESC, id LIMIT 1`,
		source, how.Program, how.Settings, how.Model))
	return edition, missing(err, "evidence of source", source)
}

// Unindexed are the editions that readers are served and that the search index
// does not hold yet.
func (db *DB) Unindexed(ctx context.Context) ([]string, error) {
	return collect(ctx, db.read, text, `SELECT edition FROM volume WHERE indexed <> edition ORDER BY id`)
}

// MarkIndexed records that the search index holds an edition, also where its
// volume has moved on to another meanwhile, or back to the one before: that is
// not indexed then.
func (db *DB) MarkIndexed(ctx context.Context, edition string) error {
	_, err := db.write.ExecContext(ctx, `UPDATE volume SET indexed = ? WHERE id = (SELECT volume FROM edition WHERE id = ?)`, edition, edition)
	return err
}

// ForgetIndex records that the search index holds nothing.
func (db *DB) ForgetIndex(ctx context.Context) error {
	_, err := db.write.ExecContext(ctx, `UPDATE volume SET indexed = ''`)
	return err
}
