package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"recto/internal/corpus"
)

// Blobs keeps bytes by their SHA-256; blob.Store does.
type Blobs interface {
	Put(ctx context.Context, data []byte) (hash string, err error)
	Get(ctx context.Context, hash string) ([]byte, error)
	// Remove removes a blob that was neither put nor put again since a time, and
	// reports whether it is gone.
	Remove(ctx context.Context, hash string, before time.Time) (gone bool, err error)
	List(ctx context.Context) iter.Seq2[string, error]
}

// Library is the database together with the blobs that it speaks of.
type Library struct {
	*DB
	Blobs Blobs

	recent recent
}

// Edition loads an edition whole, as it was published. Any edition ever
// published can be had, not only those that readers are served.
func (l *Library) Edition(ctx context.Context, id string) (*corpus.Edition, error) {
	m, err := l.manifest(ctx, id)
	if err != nil {
		return nil, err
	}
	e := m.edition()
	e.ID = id
	for i, hash := range m.Replaced {
		if hash == "" || i >= len(e.Scans) {
			continue
		}
		if err := l.load(ctx, hash, &e.Scans[i].Replaced); err != nil {
			return nil, fmt.Errorf("edition %s: %w", id, err)
		}
	}
	for _, hash := range m.Leaves {
		pages, err := l.leaf(ctx, hash)
		if err != nil {
			return nil, fmt.Errorf("edition %s: %w", id, err)
		}
		e.Pages = append(e.Pages, pages...)
	}
	for _, hash := range m.Parts {
		part, err := l.part(ctx, hash)
		if err != nil {
			return nil, fmt.Errorf("edition %s: %w", id, err)
		}
		e.Parts = append(e.Parts, part)
	}
	return e, nil
}

// Editions loads the edition of every published volume, one at a time, in the
// order of the volumes' ids.
func (l *Library) Editions(ctx context.Context) iter.Seq2[*corpus.Edition, error] {
	return func(yield func(*corpus.Edition, error) bool) {
		ids, err := collect(ctx, l.read, text, `SELECT edition FROM volume ORDER BY id`)
		if err != nil {
			yield(nil, fmt.Errorf("list editions: %w", err))
			return
		}
		for _, id := range ids {
			e, err := l.Edition(ctx, id)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Part gives a part of a published volume with its text, by the part's id or by
// that of its paper. Its blocks are shared with other readers and must not be
// altered.
func (l *Library) Part(ctx context.Context, id string) (corpus.PartText, error) {
	var t corpus.PartText
	err := l.view(ctx, func(q querier) error {
		row := q.QueryRowContext(ctx, `SELECT `+partColumns+`, part.blob FROM part JOIN volume ON volume.id = part.volume
			WHERE part.id = ? OR part.paper = ? ORDER BY part.id = ? DESC`, id, id, id)
		var hash string
		entry, err := scanPart(row, &hash)
		if err != nil {
			return missing(err, "part", id)
		}
		t.Entry = entry
		if t.Part, err = l.recentPart(ctx, hash); err != nil {
			return fmt.Errorf("part %s: %w", id, err)
		}
		t.Pages, err = pagesOf(ctx, q, entry.Volume, pageIDs(t.Part))
		return err
	})
	return t, l.gone(ctx, err, id)
}

// Page gives the printed pages of one scan of a published volume, with their
// lines and word boxes, in reading order. A scan without text has none.
func (l *Library) Page(ctx context.Context, volume string, scan int) ([]corpus.Page, error) {
	hashes, err := collect(ctx, l.read, text, `SELECT blob FROM page WHERE volume = ? AND scan = ?
		GROUP BY blob ORDER BY min(n)`, volume, scan)
	if err != nil {
		return nil, fmt.Errorf("read pages of scan %d of volume %s: %w", scan, volume, err)
	}
	if len(hashes) == 0 {
		_, err := l.ScanPicture(ctx, volume, scan)
		return nil, err
	}
	var pages []corpus.Page
	for _, hash := range hashes {
		leaf, err := l.leaf(ctx, hash)
		if err != nil {
			return nil, fmt.Errorf("scan %d of volume %s: %w", scan, volume, err)
		}
		pages = append(pages, leaf...)
	}
	return pages, nil
}

func (l *Library) leaf(ctx context.Context, hash string) ([]corpus.Page, error) {
	var pages []corpus.Page
	if err := l.load(ctx, hash, &pages); err != nil {
		return nil, err
	}
	for i := range pages {
		for j := range pages[i].Lines {
			pages[i].Lines[j].Page = pages[i].ID
		}
	}
	return pages, nil
}

func (l *Library) recentPart(ctx context.Context, hash string) (corpus.Part, error) {
	if part, ok := l.recent.get(hash); ok {
		return part, nil
	}
	part, err := l.part(ctx, hash)
	if err == nil {
		l.recent.put(hash, part)
	}
	return part, err
}

func (l *Library) part(ctx context.Context, hash string) (corpus.Part, error) {
	data, err := l.Blobs.Get(ctx, hash)
	if err != nil {
		return corpus.Part{}, err
	}
	part, err := decodePart(data)
	if err != nil {
		return part, fmt.Errorf("blob %s: %w: %w", hash, corpus.ErrBroken, err)
	}
	return part, nil
}

func (l *Library) load(ctx context.Context, hash string, v any) error {
	data, err := l.Blobs.Get(ctx, hash)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("blob %s: %w: %w", hash, corpus.ErrBroken, err)
	}
	return nil
}

func text(row scanner) (string, error) {
	var s string
	err := row.Scan(&s)
	return s, err
}
