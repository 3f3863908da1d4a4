package correcting

import (
	"net/http"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// leavesPage lists the printed pages of a volume by what there is to correct.
type leavesPage struct {
	page.Frame
	Volume  corpus.Volume
	Editor  bool
	Waiting int
	Pages   []leafEntry
	Scans   []scanProgress
	Open    int // joints of all scans
	Settled int
}

type leafEntry struct {
	Name   string
	URL    string
	Doubts int
	Words  int
}

// scanProgress is how far the lines of a scan are put in order.
type scanProgress struct {
	Scan    int
	URL     string
	Open    int // joints that nobody decided
	Settled int // that a person decided
}

func (d *Rooms) leaves(w http.ResponseWriter, r *http.Request) error {
	entry, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	p := leavesPage{Frame: page.DeskFrame("Correct " + e.Volume.Title), Volume: e.Volume, Editor: page.May(r.Context(), corpus.Editor), Waiting: waiting(e, entry, log)}
	doubts, words := doubtsByPage(e)
	for _, leaf := range e.Pages {
		p.Pages = append(p.Pages, leafEntry{pageName(leaf), leafURL(e.Volume.ID, leaf.ID), doubts[leaf.ID], words[leaf.ID]})
	}
	p.Scans = progress(e, log)
	for _, s := range p.Scans {
		p.Open, p.Settled = p.Open+s.Open, p.Settled+s.Settled
	}
	return d.render(w, r, "correct-pages", &p)
}

// doubtsByPage counts the doubtful words of each printed page, and all its words.
func doubtsByPage(e *corpus.Edition) (doubts, words map[string]int) {
	doubts, words = map[string]int{}, map[string]int{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, t := range b.Tokens {
				words[t.Page]++
				if t.Gap != "" || t.Confidence() < doubt {
					doubts[t.Page]++
				}
			}
		}
	}
	return doubts, words
}
