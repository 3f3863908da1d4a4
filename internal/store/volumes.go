package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"recto/internal/corpus"
)

// Volumes are the published volumes with their parts, the latest year first,
// then by title.
func (db *DB) Volumes(ctx context.Context) ([]corpus.VolumeEntry, error) {
	var all []corpus.VolumeEntry
	err := db.view(ctx, func(q querier) error {
		var err error
		all, err = collect(ctx, q, scanVolume, volumeQuery+` ORDER BY volume.year DESC, volume.title, volume.id`)
		if err != nil {
			return err
		}
		parts, err := partsByVolume(ctx, q)
		for i := range all {
			all[i].Parts = parts[all[i].Volume.ID]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read volumes: %w", err)
	}
	return all, nil
}

// Volume is one published volume with its parts. The error is a [*corpus.Gone]
// where it was withdrawn.
func (db *DB) Volume(ctx context.Context, id string) (corpus.VolumeEntry, error) {
	var v corpus.VolumeEntry
	err := db.view(ctx, func(q querier) error {
		var err error
		if v, err = scanVolume(q.QueryRowContext(ctx, volumeQuery+` WHERE volume.id = ?`, id)); err != nil {
			return err
		}
		v.Parts, err = collect(ctx, q, scanEntry, partQuery+` WHERE part.volume = ? ORDER BY part.n`, id)
		return err
	})
	return v, db.gone(ctx, missing(err, "volume", id), id)
}

const volumeQuery = `SELECT edition.about, edition.report, edition.id, edition.scans, edition.pages, volume.published
	FROM volume JOIN edition ON edition.id = volume.edition`

func scanVolume(row scanner) (corpus.VolumeEntry, error) {
	var v corpus.VolumeEntry
	var about, report string
	var published int64
	if err := row.Scan(&about, &report, &v.Edition, &v.Scans, &v.Pages, &published); err != nil {
		return v, err
	}
	v.Published = moment(published)
	if err := json.Unmarshal([]byte(about), &v.Volume); err != nil {
		return v, fmt.Errorf("description of edition %s: %w", v.Edition, err)
	}
	if err := json.Unmarshal([]byte(report), &v.Report); err != nil {
		return v, fmt.Errorf("report of edition %s: %w", v.Edition, err)
	}
	return v, nil
}

func partsByVolume(ctx context.Context, q querier) (map[string][]corpus.PartEntry, error) {
	parts, err := collect(ctx, q, scanEntry, partQuery+` ORDER BY part.volume, part.n`)
	byVolume := map[string][]corpus.PartEntry{}
	for _, p := range parts {
		byVolume[p.Volume] = append(byVolume[p.Volume], p)
	}
	return byVolume, err
}

const (
	partColumns = `part.id, part.kind, part.title, part.about, part.volume, volume.title, volume.year, volume.edition, part.words`
	partQuery   = `SELECT ` + partColumns + ` FROM part JOIN volume ON volume.id = part.volume`
)

func scanEntry(row scanner) (corpus.PartEntry, error) { return scanPart(row) }

// scanPart scans partColumns and whatever columns follow them.
func scanPart(row scanner, more ...any) (corpus.PartEntry, error) {
	var p corpus.PartEntry
	var about sql.NullString
	dest := []any{&p.ID, &p.Kind, &p.Title, &about, &p.Volume, &p.VolumeTitle, &p.Year, &p.Edition, &p.Words}
	if err := row.Scan(append(dest, more...)...); err != nil {
		return p, err
	}
	if !about.Valid {
		return p, nil
	}
	p.Paper = new(corpus.Paper)
	if err := json.Unmarshal([]byte(about.String), p.Paper); err != nil {
		return p, fmt.Errorf("description of part %s: %w", p.ID, err)
	}
	return p, nil
}
