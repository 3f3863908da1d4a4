package store

import (
	"context"
	"encoding/json"
	"fmt"

	"recto/internal/corpus"
)

// VolumeEditions are all editions of a volume, the latest first.
func (db *DB) VolumeEditions(ctx context.Context, volume string) ([]corpus.EditionEntry, error) {
	all, err := collect(ctx, db.read, scanEdition, editionQuery+` WHERE edition.volume = ? ORDER BY edition.created DESC, edition.id`, volume)
	if err != nil {
		return nil, fmt.Errorf("read editions of volume %s: %w", volume, err)
	}
	return all, nil
}

const editionQuery = `SELECT edition.id, edition.volume, program, settings, glossary, model, corrections, taught,
	scans, pages, report, created, volume.edition IS NOT NULL FROM edition LEFT JOIN volume ON volume.edition = edition.id`

func scanEdition(row scanner) (corpus.EditionEntry, error) {
	var e corpus.EditionEntry
	var report string
	var created int64
	m := &e.Made
	err := row.Scan(&e.ID, &e.Volume, &m.Program, &m.Settings, &m.Glossary, &m.Model, &m.Corrections, &m.Taught,
		&e.Scans, &e.Pages, &report, &created, &e.Served)
	if err != nil {
		return e, err
	}
	e.Created = moment(created)
	if err := json.Unmarshal([]byte(report), &e.Report); err != nil {
		return e, fmt.Errorf("report of edition %s: %w", e.ID, err)
	}
	return e, nil
}
