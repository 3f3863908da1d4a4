package main

import (
	"context"
	"errors"
	"os"

	"recto/internal/corpus"
	"recto/internal/evaluate"
	"recto/internal/search"
)

// finder is an index of one edition, in a folder that goes with it.
type finder struct {
	*search.Index
	dir string
}

// find indexes an edition, so that the measures can ask for what is in it.
func (w *workshop) find(ctx context.Context, e *corpus.Edition) (evaluate.Finder, error) {
	words, err := w.glossary()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "recto-eval-")
	if err != nil {
		return nil, err
	}
	index, err := search.Open(dir, words)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	f := finder{index, dir}
	if err := index.Index(ctx, e); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (f finder) Find(ctx context.Context, query string, n int) ([]evaluate.Place, error) {
	r, err := f.Search(ctx, search.Request{Query: query, Passages: true, PerPage: n})
	if err != nil {
		return nil, err
	}
	places := make([]evaluate.Place, len(r.Hits))
	for i, h := range r.Hits {
		places[i] = evaluate.Place{Scan: h.Scan, Side: h.Side}
	}
	return places, nil
}

func (f finder) Close() error { return errors.Join(f.Index.Close(), os.RemoveAll(f.dir)) }

// signs tells what the index would know of an edition's pages.
func signs(e *corpus.Edition) []evaluate.PageSigns {
	var out []evaluate.PageSigns
	for _, p := range search.PageStates(e) {
		out = append(out, evaluate.PageSigns{Place: evaluate.Place{Scan: p.Scan, Side: p.Side}, Signs: p.Signs})
	}
	return out
}
