package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"recto/internal/evaluate"
	"recto/internal/ingest/structure/reference"
)

// tally is what was found of the words of a file.
type tally struct {
	right, all int
	wrong      map[confusion]int
	fields     evaluate.ReferenceMeter
}

// confusion is a label of the gold and what was read in its place.
type confusion struct{ gold, read reference.Label }

// measure reads each reference with a model that has learnt from none of its
// neighbours: a file is cut into as many stretches as there are folds.
func measure(w io.Writer, how reference.Training, folds int, files []file) error {
	tallies := make([]tally, len(files))
	golds := make([][]evaluate.Labelled, len(files))
	for i, f := range files {
		var err error
		if golds[i], err = evaluate.ReadAnyStyle(f.path); err != nil {
			return err
		}
		tallies[i].wrong = map[confusion]int{}
	}
	for fold := range folds {
		m, err := kept(learn(without(files, fold, folds), how))
		if err != nil {
			return err
		}
		for i, f := range files {
			from, to := part(len(f.examples), fold, folds)
			for k := from; k < to; k++ {
				tallies[i].words(f.examples[k], m)
				tallies[i].fields.Add(golds[i][k], m.Parse(golds[i][k].Raw()))
			}
		}
		fmt.Fprintf(w, "part %d of %d: %.2f %% of the words so far\n", fold+1, folds, right(tallies))
	}
	for i, f := range files {
		tallies[i].report(w, filepath.Base(f.path))
	}
	fmt.Fprintf(w, "all words with the label of the gold: %.2f %%\n", right(tallies))
	return nil
}

// kept is a model as it is once it has been written.
func kept(m *reference.Model) (*reference.Model, error) {
	var b bytes.Buffer
	if err := m.Encode(&b); err != nil {
		return nil, err
	}
	return reference.Decode(&b)
}

// without leaves one part of each file out.
func without(files []file, fold, folds int) []file {
	out := slices.Clone(files)
	for i, f := range files {
		from, to := part(len(f.examples), fold, folds)
		out[i].examples = slices.Concat(f.examples[:from], f.examples[to:])
	}
	return out
}

func part(n, fold, folds int) (from, to int) { return n * fold / folds, n * (fold + 1) / folds }

func (t *tally) words(e reference.Example, m *reference.Model) {
	for i, l := range m.Label(e.Words) {
		t.all++
		if l == e.Labels[i] {
			t.right++
			continue
		}
		t.wrong[confusion{e.Labels[i], l}]++
	}
}

func right(tallies []tally) float64 {
	right, all := 0, 0
	for _, t := range tallies {
		right, all = right+t.right, all+t.all
	}
	return percent(right, all)
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(1, whole)) }

// listed is how many confusions are reported of a file.
const listed = 8

func (t *tally) report(w io.Writer, name string) {
	fmt.Fprintf(w, "%s: words with the label of the gold %.2f %% of %d;", name, percent(t.right, t.all), t.all)
	p := t.fields.Result()
	for _, f := range evaluate.Fields() {
		if v, ok := p.Fields[f]; ok {
			fmt.Fprintf(w, " %s %.3f", f, v.F1)
		}
	}
	fmt.Fprint(w, "\n  most often wrong:")
	var list []confusion
	for c := range t.wrong {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b confusion) int {
		return cmp.Or(t.wrong[b]-t.wrong[a], cmp.Compare(a.gold, b.gold), cmp.Compare(a.read, b.read))
	})
	for _, c := range list[:min(listed, len(list))] {
		fmt.Fprintf(w, " %s as %s %.1f %%,", c.gold, c.read, percent(t.wrong[c], t.all-t.right))
	}
	fmt.Fprintln(w)
}
