package store

import (
	"context"
	"fmt"

	"recto/internal/corpus"
)

// Authors are the authors of the published papers with what they wrote, by
// family name.
func (db *DB) Authors(ctx context.Context) ([]corpus.AuthorEntry, error) {
	all, err := readAuthors(ctx, db.read, ``)
	if err != nil {
		return nil, fmt.Errorf("read authors: %w", err)
	}
	return all, nil
}

// Author is one author, by the slug of the name.
func (db *DB) Author(ctx context.Context, slug string) (corpus.AuthorEntry, error) {
	all, err := readAuthors(ctx, db.read, ` WHERE author.slug = ?`, slug)
	if err != nil {
		return corpus.AuthorEntry{}, fmt.Errorf("read author %s: %w", slug, err)
	}
	if len(all) == 0 {
		return corpus.AuthorEntry{}, fmt.Errorf("author %s: %w", slug, corpus.ErrNotFound)
	}
	return all[0], nil
}

// signed is a paper with one of its authors.
type signed struct {
	slug   string
	author corpus.Author
	paper  corpus.PartEntry
}

// readAuthors groups the signed papers by author.
func readAuthors(ctx context.Context, q querier, where string, args ...any) ([]corpus.AuthorEntry, error) {
	rows, err := collect(ctx, q, scanSigned, `SELECT `+partColumns+`, author.slug, author.given, author.family
		FROM author JOIN part ON part.id = author.part JOIN volume ON volume.id = part.volume`+where+`
		ORDER BY author.family COLLATE NOCASE, author.slug, volume.year, volume.id, part.n`, args...)
	if err != nil {
		return nil, err
	}
	var all []corpus.AuthorEntry
	at := map[string]int{}
	for _, r := range rows {
		i, ok := at[r.slug]
		if !ok {
			i = len(all)
			at[r.slug] = i
			all = append(all, corpus.AuthorEntry{Slug: r.slug, Name: r.author.Name()})
		}
		all[i].Papers = append(all[i].Papers, r.paper)
	}
	return all, nil
}

func scanSigned(row scanner) (signed, error) {
	var s signed
	paper, err := scanPart(row, &s.slug, &s.author.Given, &s.author.Family)
	s.paper = paper
	return s, err
}
