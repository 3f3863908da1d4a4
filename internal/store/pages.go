package store

import (
	"context"
	"encoding/json"
	"fmt"

	"recto/internal/corpus"
)

// ScanPicture is the blob of the picture of a scan of a published volume, empty
// for a text source.
func (db *DB) ScanPicture(ctx context.Context, volume string, scan int) (string, error) {
	picture, err := text(db.read.QueryRowContext(ctx,
		`SELECT picture FROM scan WHERE volume = ? AND number = ?`, volume, scan))
	return picture, missing(err, "scan of volume "+volume, scan)
}

// Scans are the scans of a published volume, in order, without any words.
func (db *DB) Scans(ctx context.Context, volume string) ([]corpus.Scan, error) {
	scans, err := collect(ctx, db.read, func(row scanner) (s corpus.Scan, err error) {
		err = row.Scan(&s.Number, &s.Width, &s.Height, &s.Picture, &s.Problem)
		return s, err
	}, `SELECT number, width, height, picture, problem FROM scan WHERE volume = ? ORDER BY number`, volume)
	if err == nil && len(scans) == 0 {
		return nil, fmt.Errorf("volume %s: %w", volume, corpus.ErrNotFound)
	}
	return scans, err
}

// Pages are the printed pages of a published volume, in order, without lines.
func (db *DB) Pages(ctx context.Context, volume string) ([]corpus.PageEntry, error) {
	pages, err := collect(ctx, db.read, scanPage, pageQuery+` WHERE page.volume = ? ORDER BY page.n`, volume)
	if err != nil {
		return nil, fmt.Errorf("read pages of volume %s: %w", volume, err)
	}
	return pages, nil
}

// pagesOf are those of a volume's pages that have the ids, in order.
func pagesOf(ctx context.Context, q querier, volume string, ids []string) ([]corpus.PageEntry, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return collect(ctx, q, scanPage, pageQuery+` WHERE page.volume = ?
		AND page.id IN (SELECT value FROM json_each(?)) ORDER BY page.n`, volume, string(list))
}

const pageQuery = `SELECT page.id, page.scan, page.side, page.region, page.folio, edition.scans,
	coalesce(scan.picture, ''), coalesce(scan.width, 0), coalesce(scan.height, 0)
	FROM page JOIN volume ON volume.id = page.volume JOIN edition ON edition.id = volume.edition
	LEFT JOIN scan ON scan.volume = page.volume AND scan.number = page.scan`

func scanPage(row scanner) (corpus.PageEntry, error) {
	var p corpus.PageEntry
	var region string
	err := row.Scan(&p.ID, &p.Scan, &p.Side, &region, &p.Folio, &p.Scans, &p.Blob, &p.Width, &p.Height)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(region), &p.Region)
}
