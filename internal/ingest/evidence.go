package ingest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// evidence is all that the stages after recognize know of a source.
type evidence struct {
	source   corpus.Source
	metadata corpus.Metadata
	scans    []corpus.Scan // with their words, in the order of the source
}

// evidenceOf takes the evidence out of an edition, with what the report says of
// how it was had. The words of a scan are in the order of their numbers, which is
// that of the source.
func evidenceOf(e *corpus.Edition) (evidence, corpus.Report, error) {
	if len(e.Volume.Sources) == 0 {
		return evidence{}, corpus.Report{}, fmt.Errorf("edition %s names no source: %w", e.ID, corpus.ErrBroken)
	}
	ev := evidence{source: e.Volume.Sources[0], metadata: e.Metadata, scans: slices.Clone(e.Scans)}
	at := map[int]int{}
	for i := range ev.scans {
		s := &ev.scans[i]
		s.Picture, s.Words = "", nil
		at[s.Number] = i
	}
	for _, page := range e.Pages {
		for _, l := range page.Lines {
			for _, w := range l.Words {
				i, ok := at[w.Scan]
				if !ok {
					return ev, corpus.Report{}, fmt.Errorf("word %s is of no scan: %w", w.ID, corpus.ErrBroken)
				}
				ev.scans[i].Words = append(ev.scans[i].Words, w)
			}
		}
	}
	for i := range ev.scans {
		slices.SortFunc(ev.scans[i].Words, func(a, b corpus.Word) int { return cmp.Compare(number(a.ID), number(b.ID)) })
	}
	return ev, reportOf(e.Report), nil
}

// number is the number of a word on its scan.
func number(id string) int {
	n, err := strconv.Atoi(id[strings.LastIndexByte(id, '-')+1:])
	if err != nil {
		return 0
	}
	return n
}

// reportOf is what the stages that read the words reported.
func reportOf(whole corpus.Report) corpus.Report {
	var report corpus.Report
	early := func(stage string) bool { return stage == "extract" || stage == "recognize" }
	for what, n := range whole.Counts {
		if stage, _, _ := strings.Cut(what, "."); early(stage) {
			report.Add(what, n)
		}
	}
	for _, p := range whole.Problems {
		if early(p.Stage) {
			report.Problems = append(report.Problems, p)
		}
	}
	return report
}

// settled are scans whose boxes have the precision with which editions keep them,
// so that what is made of their words now can be made of them again.
func settled(scans []corpus.Scan) []corpus.Scan {
	scans = slices.Clone(scans)
	for i := range scans {
		s := &scans[i]
		s.Words, s.Replaced, s.Pages = slices.Clone(s.Words), slices.Clone(s.Replaced), slices.Clone(s.Pages)
		for j := range s.Words {
			s.Words[j].Box = settledBox(s.Words[j].Box)
		}
		for j := range s.Replaced {
			s.Replaced[j].Box = settledBox(s.Replaced[j].Box)
		}
		for j := range s.Pages {
			s.Pages[j] = settledBox(s.Pages[j])
		}
	}
	return scans
}

func settledBox(b corpus.Box) corpus.Box {
	tenth := func(v float64) float64 { return math.Round(10*v) / 10 }
	return corpus.Box{X1: tenth(b.X1), Y1: tenth(b.Y1), X2: tenth(b.X2), Y2: tenth(b.Y2)}
}
