package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"recto/internal/evaluate"
	"recto/internal/ingest/structure/reference"
)

// measure reads each reference with a model that has learnt from none of its
// neighbours: a file is cut into as many stretches as there are folds.
func measure(w io.Writer, how reference.Training, folds int, paths []string) error {
	if len(paths) == 0 {
		return errors.New("no labelled references to measure by")
	}
	files := make([][]reference.Example, len(paths))
	golds := make([][]evaluate.Labelled, len(paths))
	for i, p := range paths {
		var err error
		if files[i], err = read(p); err != nil {
			return err
		}
		if golds[i], err = evaluate.ReadAnyStyle(p); err != nil {
			return err
		}
	}
	right, all := make([]int, len(paths)), make([]int, len(paths))
	meters := make([]evaluate.ReferenceMeter, len(paths))
	for fold := range folds {
		var learnt []reference.Example
		for _, f := range files {
			from, to := part(len(f), fold, folds)
			learnt = append(append(learnt, f[:from]...), f[to:]...)
		}
		m := learn(learnt, how)
		for i, f := range files {
			from, to := part(len(f), fold, folds)
			for k := from; k < to; k++ {
				for j, l := range m.Label(f[k].Words) {
					all[i]++
					if l == f[k].Labels[j] {
						right[i]++
					}
				}
				meters[i].Add(golds[i][k], m.Parse(golds[i][k].Raw()))
			}
		}
		fmt.Fprintf(w, "part %d of %d: %.2f %% of the words so far\n", fold+1, folds, percent(sum(right), sum(all)))
	}
	for i, p := range paths {
		report(w, filepath.Base(p), right[i], all[i], meters[i].Result())
	}
	fmt.Fprintf(w, "all words with the label of the gold: %.2f %%\n", percent(sum(right), sum(all)))
	return nil
}

func sum(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(1, whole)) }

func part(n, fold, folds int) (from, to int) { return n * fold / folds, n * (fold + 1) / folds }

func report(w io.Writer, name string, right, all int, p evaluate.Parsed) {
	fmt.Fprintf(w, "%s: words with the label of the gold %.2f %% of %d;", name, percent(right, all), all)
	for _, f := range evaluate.Fields() {
		if v, ok := p.Fields[f]; ok {
			fmt.Fprintf(w, " %s %.3f", f, v.F1)
		}
	}
	fmt.Fprintln(w)
}
