package layout

import (
	"math"

	"recto/internal/corpus"
	"recto/internal/ingest/layout/unweave"
	"recto/internal/language"
)

// unweaveText puts the text lines of each page in reading order, and sets Joint,
// Break, Candidates and Short of each. Forme work stays behind the line that it
// stood behind.
func unweaveText(pages []corpus.Page, m *language.Model) {
	var lines []corpus.Line
	forme := map[string][]corpus.Line{} // by the id of the word that the line before begins with
	for p := range pages {
		last := ""
		for _, l := range pages[p].Lines {
			if l.Role.Forme() {
				key := pages[p].ID + last
				forme[key] = append(forme[key], l)
				continue
			}
			last = l.ID()
			lines = append(lines, l)
		}
		pages[p].Lines = nil
	}
	order, err := unweave.Lines(lines, m)
	if err != nil {
		order = inOrder(len(lines))
	}
	byScan := map[int]*corpus.Page{}
	for p := range pages {
		byScan[pages[p].Scan] = &pages[p]
		pages[p].Lines = forme[pages[p].ID]
	}
	for k, i := range order.Lines {
		l := lines[i]
		l.Joint = math.Round(100*order.Joints[k]) / 100
		l.Break = k > 0 && order.Joints[k] < corpus.BreakBelow
		if order.Joints[k] < sure {
			l.Candidates = candidates(lines, order.Others[i], order.Lines[:k])
		}
		l.Short = order.Shares[i] < .85
		p := byScan[l.Words[0].Scan]
		p.Lines = append(p.Lines, l)
		p.Lines = append(p.Lines, forme[p.ID+l.ID()]...)
	}
}

// sure is the chance of continuing from which no other line is named that a line
// may continue.
const sure = 0.8

// candidates are the lines that a line may continue instead of the one before it.
func candidates(lines []corpus.Line, links []unweave.Link, before []int) []corpus.Candidate {
	var out []corpus.Candidate
	for _, l := range links {
		if len(before) > 0 && l.Line == before[len(before)-1] || l.Probability < corpus.LeastCandidate {
			continue
		}
		out = append(out, corpus.Candidate{Line: lines[l.Line].ID(), Probability: math.Round(100*l.Probability) / 100})
	}
	return out
}

// inOrder is so many lines in the order of the source, none known to continue another.
func inOrder(n int) unweave.Order {
	o := unweave.Order{Lines: make([]int, n), Joints: make([]float64, n), Shares: make([]float64, n), Others: make([][]unweave.Link, n)}
	for i := range o.Lines {
		o.Lines[i] = i
	}
	return o
}
