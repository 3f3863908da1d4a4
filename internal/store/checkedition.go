package store

import (
	"context"
	"fmt"

	"recto/internal/corpus"
)

// kept is an edition as the database knows it.
type kept struct {
	id, volume, source string
	current            bool // the latest of its volume, or the one that readers are served
}

// editions loads every edition once, and holds those that are served against the
// tables.
func (c checker) editions(ctx context.Context) ([]Problem, error) {
	tables, err := collect(ctx, c.read, scanServed, servedQuery)
	if err != nil {
		return nil, err
	}
	all, err := collect(ctx, c.read, func(row scanner) (k kept, err error) {
		err = row.Scan(&k.id, &k.volume, &k.source, &k.current)
		return k, err
	}, `SELECT id, volume, source, id = (SELECT id FROM edition AS latest WHERE latest.volume = edition.volume ORDER BY created DESC, id LIMIT 1)
		OR EXISTS (SELECT 1 FROM volume WHERE volume.edition = edition.id) FROM edition ORDER BY 4 DESC, created, id`)
	if err != nil {
		return nil, err
	}
	var problems []Problem
	for _, k := range all {
		found, err := c.edition(ctx, k, tables)
		problems = append(problems, found...)
		if err != nil {
			return problems, err
		}
	}
	return problems, nil
}

func (c checker) edition(ctx context.Context, k kept, tables []served) ([]Problem, error) {
	found, whole, err := c.piecesOf(ctx, k)
	if err != nil || !whole {
		return found, err
	}
	e, err := c.Edition(ctx, k.id)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		err = sameID(e)
	}
	if err != nil {
		return []Problem{{Where: "edition", Text: err.Error(), Do: doReprocess}}, nil
	}
	return compare(tables, e), nil
}

// piecesOf reads the blobs of an edition and reports whether all are there. What
// was told of with another edition is not told again. An edition can be made
// again if it is the latest of its volume or is served.
func (c checker) piecesOf(ctx context.Context, k kept) (all []Problem, whole bool, err error) {
	about := Problem{Where: "edition", Text: "of edition " + k.id + " of volume " + k.volume, Do: doOld}
	if k.current {
		about.Source, about.Do = k.source, doProcess
	}
	hashes, err := c.pieces(ctx, k.id)
	if err != nil && !lost(err) {
		return nil, false, err
	}
	whole = true
	for _, hash := range hashes {
		if hash == "" {
			continue
		}
		p := about
		p.Blob = hash
		found, err := c.blob(ctx, p)
		if err != nil {
			return all, false, err
		}
		all = append(all, found...)
		whole = whole && c.seen[hash] == nil
	}
	return all, whole, nil
}

// sameID packs an edition that was loaded and compares its id.
func sameID(e *corpus.Edition) error {
	id, err := EditionID(e)
	if err != nil {
		return err
	}
	if id != e.ID {
		return fmt.Errorf("edition %s packs to %s: %w", e.ID, id, corpus.ErrBroken)
	}
	return nil
}

// served is how much the tables hold of a volume.
type served struct {
	volume, edition                       string
	scans, pages, parts, papers, mentions int
}

const servedQuery = `SELECT id, edition,
	(SELECT count(*) FROM scan WHERE scan.volume = volume.id),
	(SELECT count(*) FROM page WHERE page.volume = volume.id),
	(SELECT count(*) FROM part WHERE part.volume = volume.id),
	(SELECT count(*) FROM part WHERE part.volume = volume.id AND about IS NOT NULL),
	(SELECT count(*) FROM mention JOIN part ON part.id = mention.part WHERE part.volume = volume.id)
	FROM volume`

func scanServed(row scanner) (s served, err error) {
	err = row.Scan(&s.volume, &s.edition, &s.scans, &s.pages, &s.parts, &s.papers, &s.mentions)
	return s, err
}

// compare holds an edition against what the tables say, if they serve it.
func compare(tables []served, e *corpus.Edition) []Problem {
	want := served{volume: e.Volume.ID, edition: e.ID, scans: len(e.Scans), pages: len(e.Pages), parts: len(e.Parts), papers: len(e.Papers())}
	for _, part := range e.Parts {
		want.mentions += len(occurrences(part, nil))
	}
	for _, got := range tables {
		if got.edition == e.ID && got != want {
			return []Problem{{Where: "database", Text: fmt.Sprintf("volume %s: the tables hold %+v, the edition has %+v", got.volume, got, want), Do: doTables, Tables: got.volume}}
		}
	}
	return nil
}
