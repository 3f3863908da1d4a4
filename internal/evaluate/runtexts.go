package evaluate

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"
)

// proceedings measures each text against the one gold beside them, which must
// be of that text.
func (r *runner) proceedings(ctx context.Context) error {
	gold := filepath.Join(r.dir, "proceedings", "gold")
	if r.sys.Convert == nil || r.sys.Tokens == nil || len(r.files("proceedings", "gold", "columns.jsonl")) == 0 {
		return nil
	}
	g, err := ReadGold(gold)
	if err != nil {
		return err
	}
	for _, path := range r.files("proceedings", "*.ocr.txt") {
		name := r.name(path, ".ocr.txt")
		if !r.wanted(name) {
			continue
		}
		r.step(name, 0, 1)
		row := ReadingResult{Text: filepath.Base(name)}
		if err := r.reading(ctx, path, g, &row); err != nil {
			row.Error = err.Error()
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.report.Readings = append(r.report.Readings, row)
		r.step(name, 1, 1)
	}
	return nil
}

func (r *runner) reading(ctx context.Context, path string, g *Gold, row *ReadingResult) error {
	edition, err := r.convert(ctx, path, &row.Seconds)
	if err != nil {
		return err
	}
	tokens, err := written[Token](edition, r.sys.Tokens)
	if err != nil {
		return err
	}
	reading := Proceedings(g, tokens)
	row.Reading = &reading
	if r.sys.Mentions == nil || len(g.Concepts) == 0 {
		return nil
	}
	mentions, err := written[Mention](edition, r.sys.Mentions)
	if err != nil {
		return err
	}
	concepts := Concepts(g, mentions)
	row.Concepts = &concepts
	return nil
}

func (r *runner) corrections(ctx context.Context) error {
	if r.sys.Correct == nil {
		return nil
	}
	for _, path := range append(r.files("postocr", "*.jsonl"), r.files("whitespace", "*.jsonl")...) {
		name := r.name(path, ".jsonl")
		if !r.wanted(name) {
			continue
		}
		all, err := ReadRows(path)
		if err != nil {
			return err
		}
		sample := spread(slices.DeleteFunc(all, func(r Row) bool { return !r.Fit() }), r.opts.Rows)
		start := time.Now()
		var meter RowMeter
		err = r.each(ctx, name, len(sample), func(i int) func() {
			corrected := r.sys.Correct(sample[i].OCR)
			return func() { meter.Add(sample[i], corrected) }
		})
		if err != nil {
			return err
		}
		r.report.Corrections = append(r.report.Corrections, CorrectionResult{name, meter.Result(), time.Since(start).Seconds()})
	}
	return nil
}

// spread is at most n items, evenly spread over all; n of 0 is all.
func spread[T any](all []T, n int) []T {
	if n <= 0 || n >= len(all) {
		return all
	}
	out := make([]T, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// each calls work for every item, several at once, and what work returns one at
// a time and in no set order.
func (r *runner) each(ctx context.Context, name string, n int, work func(i int) func()) error {
	var wg sync.WaitGroup
	var lock sync.Mutex
	next, done := 0, 0
	take := func() (int, bool) {
		lock.Lock()
		defer lock.Unlock()
		if next == n || ctx.Err() != nil {
			return 0, false
		}
		next++
		return next - 1, true
	}
	r.step(name, 0, n)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				finish := work(i)
				lock.Lock()
				finish()
				done++
				r.step(name, done, n)
				lock.Unlock()
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
