package evaluate

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func (r *runner) parsing(ctx context.Context) error {
	if r.sys.References == nil {
		return nil
	}
	for _, path := range r.files("references", "anystyle", "*.xml") {
		err := r.collection(ctx, r.name(path, ".xml"), []string{path}, ReadAnyStyle)
		if err != nil {
			return err
		}
	}
	papers := slices.DeleteFunc(r.files("references", "excite", "5-*", "*"), func(p string) bool {
		return !slices.Contains([]string{".xml", ".txt"}, filepath.Ext(p))
	})
	if len(papers) == 0 {
		return nil
	}
	return r.collection(ctx, "references/excite", papers, ReadExcite)
}

// collection measures the references of several files together.
func (r *runner) collection(ctx context.Context, name string, paths []string, read func(string) ([]Labelled, error)) error {
	if !r.wanted(name) {
		return nil
	}
	var all []Labelled
	for _, p := range paths {
		refs, err := read(p)
		if err != nil {
			return err
		}
		all = append(all, refs...)
	}
	sample := spread(all, r.opts.Rows)
	start := time.Now()
	var meter ReferenceMeter
	err := r.each(ctx, name, len(sample), func(i int) func() {
		got := r.sys.References(sample[i].Raw())
		return func() { meter.Add(sample[i], got) }
	})
	if err != nil {
		return err
	}
	r.report.References = append(r.report.References, ReferenceResult{name, meter.Result(), time.Since(start).Seconds()})
	return nil
}

func (r *Report) referenceTable(b *strings.Builder) {
	header := []string{"set", "refs", "words", "whole"}
	rows := [][]string{append(header, Fields()...)}
	for _, p := range r.References {
		row := []string{p.Set, fmt.Sprint(p.Parsed.References), percent(p.Words.Value()), percent(p.Whole.Value())}
		for _, f := range Fields() {
			if v, ok := p.Fields[f]; ok {
				row = append(row, percent(v.F1))
				continue
			}
			row = append(row, "-")
		}
		rows = append(rows, row)
	}
	section(b, "references, words in the right field and F1 of fields, per cent", rows)
	for _, p := range r.References {
		r.confusionTable(b, p)
	}
}

// shown is how many confusions the report prints of a set.
const shown = 8

func (r *Report) confusionTable(b *strings.Builder, p ReferenceResult) {
	list := p.Parsed.Confusions
	if len(list) == 0 {
		return
	}
	rows := [][]string{{"truth", "given", "words", "of the errors"}}
	all := 0
	for _, c := range list {
		all += c.Words
	}
	for _, c := range list[:min(shown, len(list))] {
		rows = append(rows, []string{cmp.Or(c.Truth, "none"), cmp.Or(c.Given, "none"), fmt.Sprint(c.Words), percent(float64(c.Words) / float64(max(1, all)))})
	}
	section(b, p.Set+", words in the wrong field", rows)
}
