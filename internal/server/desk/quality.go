package desk

import (
	"strconv"

	"recto/internal/corpus"
)

// pageState is what became of a page.
type pageState string

// The states: each page of a source is in one of them.
const (
	pageDone     pageState = "done"
	pageDoubtful pageState = "doubtful"
	pageEmpty    pageState = "empty"
	pageFailed   pageState = "failed"
)

// pageQuality is how well a printed page was read.
type pageQuality struct {
	Page     string
	Name     string // its folio, or the scan where none was read
	Scan     int
	Words    int
	Doubtful int // of these, and gaps
	Percent  int // doubtful
	State    pageState
	Reasons  []string
	Picture  string // address
}

// A page is doubtful where more than one word in so many is.
const doubtfulShare = 12

// qualities accounts for every page of an edition, in its order, and for every
// scan that gave no page.
func qualities(e *corpus.Edition) []pageQuality {
	doubts, words := map[string]int{}, map[string]int{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			page := b.Page()
			for _, t := range b.Tokens {
				if t.Page != "" {
					page = t.Page
				}
				words[page]++
				if t.Gap != "" || t.Confidence() < doubt {
					doubts[page]++
				}
			}
		}
	}
	problems := problemsByScan(e)
	var all []pageQuality
	seen := map[int]bool{}
	for _, p := range e.Pages {
		seen[p.Scan] = true
		q := pageQuality{Page: p.ID, Scan: p.Scan, Name: p.Folio, Words: words[p.ID], Doubtful: doubts[p.ID], Reasons: problems[p.Scan]}
		if q.Name == "" {
			q.Name = "scan " + strconv.Itoa(p.Scan)
		}
		q.State = stateOf(q, len(p.Lines))
		all = append(all, q)
	}
	for _, s := range e.Scans {
		if !seen[s.Number] {
			all = append(all, pageQuality{Scan: s.Number, Name: "scan " + strconv.Itoa(s.Number), State: pageFailed, Reasons: problems[s.Number]})
		}
	}
	for i := range all {
		q := &all[i]
		if q.Words > 0 {
			q.Percent = (100*q.Doubtful + q.Words/2) / q.Words
		}
		q.Picture = pictureOf(e, q.Scan, 1600)
	}
	return all
}

// stateOf is what became of a page with so many lines.
func stateOf(q pageQuality, lines int) pageState {
	switch {
	case lines == 0 && len(q.Reasons) > 0:
		return pageFailed
	case lines == 0:
		return pageEmpty
	case q.Doubtful*doubtfulShare > q.Words, len(q.Reasons) > 0:
		return pageDoubtful
	}
	return pageDone
}

// problemsByScan is what the stages say of each scan.
func problemsByScan(e *corpus.Edition) map[int][]string {
	all := map[int][]string{}
	for _, s := range e.Scans {
		if s.Problem != "" {
			all[s.Number] = append(all[s.Number], s.Problem)
		}
	}
	for _, p := range e.Report.Problems {
		if p.Scan == 0 || len(all[p.Scan]) > 0 && all[p.Scan][0] == p.Text {
			continue
		}
		all[p.Scan] = append(all[p.Scan], p.Text)
	}
	return all
}

// tally counts pages by their state.
type tally struct{ Done, Doubtful, Empty, Failed int }

func tallyOf(pages []pageQuality) (t tally) {
	for _, p := range pages {
		switch p.State {
		case pageDone:
			t.Done++
		case pageDoubtful:
			t.Doubtful++
		case pageEmpty:
			t.Empty++
		default:
			t.Failed++
		}
	}
	return t
}

// pictureOf is the address of a copy of a scan's picture, empty if it has none.
func pictureOf(e *corpus.Edition, scan, width int) string {
	for _, s := range e.Scans {
		if s.Number == scan && s.Picture != "" {
			return careURL(e.Volume.ID) + "/pictures/" + s.Picture + "/" + strconv.Itoa(width)
		}
	}
	return ""
}
