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
	Trusted int // of a hundred words of these scans, those in an order to be trusted
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
	Settled int // decisions of people
	Words   int
	Trusted int // of the words, those in an order that can be trusted
}

// Doubtful is how many words stand in an order that cannot be trusted.
func (s scanProgress) Doubtful() int { return s.Words - s.Trusted }

// Percent is how much of its words stand in an order that can be trusted.
func (s scanProgress) Percent() int { return 100 * s.Trusted / max(1, s.Words) }

// shareTrusted is the same of several scans.
func shareTrusted(all []scanProgress) int {
	var sum scanProgress
	for _, s := range all {
		sum.Words, sum.Trusted = sum.Words+s.Words, sum.Trusted+s.Trusted
	}
	return sum.Percent()
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
	p.Trusted = shareTrusted(p.Scans)
	for _, s := range p.Scans {
		p.Settled += s.Settled
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
