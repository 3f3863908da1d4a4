package main

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/layout/unweave"
)

// pattern is a way in which the lines of a left and a right page are woven.
type pattern struct {
	name   string
	run    int     // lines of one page in a row, from one up to so many; 0 for the whole page
	pieces int     // that a line is cut to, from one up to so many
	lost   float64 // share of pieces that lose a word
	jitter float64 // standard deviation of the place of a piece, in lines
}

var patterns = []pattern{
	{name: "in order", pieces: 1},
	{name: "alternate", run: 1, pieces: 1},
	{name: "runs", run: 4, pieces: 1},
	{name: "rows, lost", run: 1, pieces: 2, lost: .3},
	{name: "cut", run: 1, pieces: 3, jitter: .3},
	{name: "cut, lost", run: 2, pieces: 3, lost: .4, jitter: .3},
}

// strand is a piece of a printed line, with its place in the reading order.
type strand struct {
	words []string
	order int
	at    float64
}

// weave makes examples of the printed lines of a volume, each pattern from
// other spreads as long as there are any.
func weave(name string, words []word, random *rand.Rand) []unweave.Example {
	const spreads = 8 // of each pattern
	pages := printedPages(words)
	var out []unweave.Example
	for k, p := range patterns {
		var lines []corpus.Line
		var next []int
		for s := range spreads {
			if len(pages) > 1 {
				at := 2 * ((k*spreads + s) % (len(pages) / 2))
				l, n := p.spread(pages[at], pages[at+1], s+1, len(lines), random)
				lines, next = append(lines, l...), append(next, n...)
			}
		}
		if len(lines) > 0 {
			out = append(out, unweave.Example{Name: fmt.Sprintf("%s %s", name, p.name), Woven: true, Lines: lines, Next: next})
		}
	}
	return out
}

// printedPages is the printed lines of each page that is mostly full.
func printedPages(words []word) [][][]string {
	var pages [][][]string
	page, line := -1, -1
	for _, w := range words {
		if w.forme {
			continue
		}
		if w.page != page {
			pages, page, line = append(pages, nil), w.page, -1
		}
		p := &pages[len(pages)-1]
		if w.line != line {
			*p, line = append(*p, nil), w.line
		}
		(*p)[len(*p)-1] = append((*p)[len(*p)-1], w.text)
	}
	const least = 15
	return slices.DeleteFunc(pages, func(p [][]string) bool { return len(p) < least })
}

// spread weaves two pages; its lines are numbered from first on.
func (p pattern) spread(left, right [][]string, scan, first int, random *rand.Rand) ([]corpus.Line, []int) {
	var all []strand
	order := 0
	for side, page := range [2][][]string{left, right} {
		at, until := float64(side)*.5, 0
		for row, words := range page {
			switch {
			case p.run == 0:
				at = float64(1000*side + row)
			case row == until:
				at = float64(row) + .5*float64(side)
				until = row + 1 + random.IntN(p.run)
			}
			for _, piece := range p.cut(words, random) {
				all = append(all, strand{piece, order, at + p.jitter*random.NormFloat64()})
				order++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b strand) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	return lay(all, scan, first, random)
}

// cut cuts a line to pieces.
func (p pattern) cut(words []string, random *rand.Rand) [][]string {
	pieces := [][]string{words}
	for range random.IntN(p.pieces) {
		last := pieces[len(pieces)-1]
		if len(last) < 3 {
			break
		}
		k := 1 + random.IntN(len(last)-1)
		pieces = append(pieces[:len(pieces)-1], last[:k], last[k:])
	}
	for i, piece := range pieces {
		if len(piece) > 2 && random.Float64() < p.lost {
			pieces[i] = piece[:len(piece)-1]
			if random.IntN(2) == 0 {
				pieces[i] = piece[1:]
			}
		}
	}
	return pieces
}

// lay makes lines of strands, with blanks or without, and says what continues what.
func lay(all []strand, scan, first int, random *rand.Rand) ([]corpus.Line, []int) {
	blanks := [3]float64{0, .5, 1}[random.IntN(3)]
	lines, next, place := make([]corpus.Line, len(all)), make([]int, len(all)), make([]int, len(all))
	for i, s := range all {
		place[s.order] = i
		lines[i].Space = i > 0 && random.Float64() < blanks
		for _, w := range s.words {
			lines[i].Words = append(lines[i].Words, corpus.Word{Raw: w, Scan: scan, Line: first + i + 1})
		}
	}
	for i, s := range all {
		next[i] = -1
		if s.order+1 < len(all) {
			next[i] = first + place[s.order+1]
		}
	}
	return lines, next
}
