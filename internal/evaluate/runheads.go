package evaluate

import (
	"context"
	"path/filepath"
	"strings"
	"time"
)

// heads measures single papers, as PDF files beside their Crossref deposits. A
// paper that cannot be converted counts as one in which nothing was found.
func (r *runner) heads(ctx context.Context) error {
	if r.sys.Convert == nil || r.sys.Neutral == nil {
		return nil
	}
	for _, collection := range r.files("structure", "*") {
		name := r.name(collection, "")
		papers := r.files(name, "*", "*.pdf")
		if !r.wanted(name) || len(papers) == 0 {
			continue
		}
		sample := spread(papers, r.opts.Rows)
		start := time.Now()
		var meter HeadMeter
		for i, path := range sample {
			r.step(name, i, len(sample))
			if err := r.head(ctx, path, &meter); err != nil {
				return err
			}
		}
		r.step(name, len(sample), len(sample))
		r.report.Heads = append(r.report.Heads, HeadResult{filepath.ToSlash(name), meter.Result(), time.Since(start).Seconds()})
	}
	return nil
}

func (r *runner) head(ctx context.Context, path string, meter *HeadMeter) error {
	truth, err := ReadCrossref(strings.TrimSuffix(path, ".pdf") + ".crossref.xml")
	if err != nil {
		return err
	}
	edition, err := r.sys.Convert(ctx, path)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var out Neutral
	if err == nil {
		data, err := r.sys.Neutral(edition)
		if err != nil {
			return err
		}
		if out, err = ParseNeutral(data); err != nil {
			return err
		}
	}
	meter.Add(truth, out)
	return nil
}
