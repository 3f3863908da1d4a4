// Package replay does again, on what the pipeline makes of a source, what people
// decided about it before: it takes lines apart, parts those of a scan between
// its two pages, puts them in order, rereads and supplies words, and sets what is
// said of the volume and its papers. Where parts begin is replayed by the segment
// stage.
//
// A decision is about a place in print. The words that stand there may be others
// than when it was made, since another engine or version has read the scan: so
// each place is found by the ids of its words, else by where they stand, else by
// what they and the words around them read. What finds no place, or finds
// something else there, is a conflict in the report; nothing is dropped in silence.
//
// The package decides nothing itself and alters no evidence.
package replay

import (
	"strconv"

	"recto/internal/corpus"
)

// ByHand is the rule of every emendation that a person made. Supplied is that of
// words which the evidence lacks; they carry the words that they stand after.
const (
	ByHand   = "by hand"
	Supplied = "supplied by hand"
)

// Lines finds the places of corrections in pages that layout made, and replays
// those that concern lines, in their order. It gives the pages, which share
// nothing that was altered with those it was given, and the corrections whose
// places were found, with the words that they have now.
func Lines(pages []corpus.Page, corrections []corpus.Correction) ([]corpus.Page, []corpus.Correction, corpus.Report) {
	var report corpus.Report
	if len(corrections) == 0 {
		return pages, nil, report
	}
	f := newFinder(pages)
	found := make([]corpus.Correction, 0, len(corrections))
	for _, c := range corrections {
		now, how, why := f.find(c)
		if why != "" {
			conflict(&report, c, why)
			continue
		}
		report.Add(how, 1)
		found = append(found, now)
	}
	a := newArranger(pages)
	for _, phase := range inPhases(found) {
		for _, c := range phase {
			if why := a.replay(c, &report); why != "" {
				conflict(&report, c, why)
			}
		}
		a.partPages()
	}
	return a.result(), found, report
}

// inPhases puts corrections in the order in which they bear on each other: a line
// is cut before its pieces are parted between pages, and put behind another after
// that. Each phase is in the order of the log.
func inPhases(all []corpus.Correction) [3][]corpus.Correction {
	var phases [3][]corpus.Correction
	for _, c := range all {
		i := 2
		switch c.Kind {
		case corpus.CutLine:
			i = 0
		case corpus.Stand:
			i = 1
		}
		phases[i] = append(phases[i], c)
	}
	return phases
}

// conflict says why a correction could not be replayed.
func conflict(r *corpus.Report, c corpus.Correction, why string) {
	r.Add("replay.conflicts", 1)
	r.Conflicts = append(r.Conflicts, corpus.Conflict{Correction: c.ID, Text: subject(c) + ": " + why})
}

// subject names a correction in words.
func subject(c corpus.Correction) string {
	at := ""
	if c.At.Scan > 0 {
		at = ", scan " + strconv.Itoa(c.At.Scan)
	}
	switch c.Kind {
	case corpus.Reread:
		if c.Text == "" {
			return "“" + c.At.Raw + "” taken for dirt" + at
		}
		return "“" + c.At.Raw + "” read as “" + c.Text + "”" + at
	case corpus.Supply:
		return "“" + c.Text + "” supplied after “" + c.At.Raw + "”" + at
	case corpus.Follow, corpus.PartLine, corpus.CutLine, corpus.Stand:
		return "the order of the lines at “" + c.At.Raw + "”" + at
	case corpus.BeginPart, corpus.JoinPart:
		return "the beginning of a part at “" + c.At.Raw + "”" + at
	}
	return "the " + c.Name + " “" + c.Text + "”" + at
}
