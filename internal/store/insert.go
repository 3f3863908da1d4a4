package store

import (
	"context"
	"database/sql"
	"time"

	"recto/internal/corpus"
)

// insertSource records a source unless it is known; the name that it came with
// first is the one that stays.
func insertSource(ctx context.Context, tx *sql.Tx, src corpus.Source, at time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO source (id, name, media_type, size, created)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		src.ID, src.Name, src.MediaType, src.Size, millis(at))
	return err
}

func insertScans(ctx context.Context, tx *sql.Tx, e *corpus.Edition) error {
	for _, s := range e.Scans {
		_, err := tx.ExecContext(ctx, `INSERT INTO scan (volume, number, picture, width, height, problem)
			VALUES (?, ?, ?, ?, ?, ?)`, e.Volume.ID, s.Number, s.Picture, s.Width, s.Height, s.Problem)
		if err != nil {
			return err
		}
	}
	return nil
}

func insertPages(ctx context.Context, tx *sql.Tx, e *corpus.Edition, pieces []piece) error {
	n := 0
	for i, pages := range leaves(e.Pages) {
		for _, page := range pages {
			region, err := canonical(page.Region)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO page (id, volume, n, scan, side, region, folio, blob)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				page.ID, e.Volume.ID, n, page.Scan, page.Side, string(region), page.Folio, pieces[i].hash)
			if err != nil {
				return err
			}
			n++
		}
	}
	return nil
}

func insertPart(ctx context.Context, tx *sql.Tx, volume string, n int, part corpus.Part, hash string, folios map[string]string) error {
	paper, about, err := describe(part)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO part (id, volume, n, kind, title, paper, about, words, blob)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		part.ID, volume, n, part.Kind, part.Title, paper, about, words(part), hash)
	if err != nil {
		return err
	}
	if err := insertMentions(ctx, tx, part, folios); err != nil {
		return err
	}
	if part.Paper == nil {
		return nil
	}
	return insertAuthors(ctx, tx, part)
}

// describe is the id and the description of the part's paper, null if it is none.
func describe(part corpus.Part) (paper, about sql.NullString, err error) {
	if part.Paper == nil {
		return paper, about, nil
	}
	p := *part.Paper
	p.References = nil
	data, err := canonical(p)
	if err != nil {
		return paper, about, err
	}
	paper = sql.NullString{String: p.ID, Valid: p.ID != ""}
	return paper, sql.NullString{String: string(data), Valid: true}, nil
}

func insertAuthors(ctx context.Context, tx *sql.Tx, part corpus.Part) error {
	for n, a := range part.Paper.Authors {
		_, err := tx.ExecContext(ctx, `INSERT INTO author (part, n, slug, given, family) VALUES (?, ?, ?, ?, ?)`,
			part.ID, n, corpus.Slug(a.Name()), a.Given, a.Family)
		if err != nil {
			return err
		}
	}
	return nil
}

func insertMentions(ctx context.Context, tx *sql.Tx, part corpus.Part, folios map[string]string) error {
	stmt, err := tx.PrepareContext(ctx, `INSERT INTO mention
		(part, n, concept, block, kind, first, beyond, reason, confidence, attestation, section, folio, scan, before, surface, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for n, o := range occurrences(part, folios) {
		m := o.Mention
		_, err := stmt.ExecContext(ctx, part.ID, n, m.Concept, o.Block, o.Kind, m.From, m.To, m.Reason, m.Confidence,
			m.Attestation, o.Section, o.Folio, o.Scan, o.Before, o.Surface, o.After)
		if err != nil {
			return err
		}
	}
	return nil
}

func words(part corpus.Part) int {
	n := 0
	for _, b := range part.Blocks {
		for _, t := range b.Tokens {
			if t.Gap == "" {
				n++
			}
		}
	}
	return n
}

func folios(pages []corpus.Page) map[string]string {
	m := make(map[string]string, len(pages))
	for _, p := range pages {
		m[p.ID] = p.Folio
	}
	return m
}
