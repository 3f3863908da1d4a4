package recognize

import (
	"context"
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
)

// How the words that a source brings are held against a fresh reading.
const (
	trialScans = 6    // of a source, evenly spread, that are read as a trial
	margin     = 1.02 // by how much a fresh reading must be worth more
)

// readAgain exchanges the words of scans for a fresh reading that is better. A
// trial on a few scans of the source decides whether all are read.
func (w *work) readAgain(ctx context.Context) {
	var layered []int
	for i, s := range w.scans {
		if i < len(w.src.Images) && w.src.Images[i] && len(s.Words) > 0 && s.Problem == "" && len(w.src.Scans[i].Words) > 0 {
			layered = append(layered, i)
		}
	}
	w.report.Add("recognize.scans-with-layer", len(layered))
	trial, rest := spread(layered, trialScans)
	if len(trial) == 0 {
		return
	}
	before, after := w.exchange(trial, w.readAll(ctx, trial))
	if after > margin*before {
		w.exchange(rest, w.readAll(ctx, rest))
	}
}

// exchange takes each fresh reading that is better, and tells what all were
// worth before and could be after.
func (w *work) exchange(indexes []int, fresh map[int]attempt) (before, after float64) {
	for _, i := range indexes {
		a, ok := fresh[i]
		if !ok || a.err != nil {
			continue
		}
		old, now := worth(w.scans[i].Words, w.Model), worth(a.Words, w.Model)
		before, after = before+old, after+now
		if now > margin*old {
			w.report.Add("recognize.layers-replaced", 1)
			w.report.Add("recognize.words-replaced", len(w.scans[i].Words))
			w.set(i, a.found)
			continue
		}
		w.report.Add("recognize.layers-kept", 1)
	}
	return before, after
}

// spread takes up to n of the indexes, evenly, from the others.
func spread(indexes []int, n int) (taken, rest []int) {
	step := max(1, len(indexes)/n)
	for i, v := range indexes {
		if i%step == step/2 && len(taken) < n {
			taken = append(taken, v)
			continue
		}
		rest = append(rest, v)
	}
	return taken, rest
}

// worth is how many letters stand in known words, less half of those that do
// not: it falls with words that were lost as with words that were garbled.
func worth(words []corpus.Word, m *language.Model) float64 {
	sum := 0.0
	for _, w := range words {
		text := strings.TrimFunc(w.Raw, func(r rune) bool { return !unicode.IsLetter(r) })
		n := float64(len([]rune(text)))
		switch {
		case n < 2:
		case m.Grades(strings.ToLower(text)) == language.Good:
			sum += n
		default:
			sum -= n / 2
		}
	}
	return sum
}
