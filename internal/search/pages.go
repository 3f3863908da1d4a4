package search

import (
	"math"

	"recto/internal/corpus"
)

// PageState is a printed page, and how well its words are known.
type PageState struct {
	Folio    string      `json:"folio,omitempty"`
	Scan     int         `json:"scan,omitempty"`
	Side     corpus.Side `json:"side,omitempty"`
	Words    int         `json:"words,omitempty"`    // tokens of the reading text
	Doubtful int         `json:"doubtful,omitempty"` // of which the corrector is not sure
	Changed  int         `json:"changed,omitempty"`  // that it changed
	Gaps     int         `json:"gaps,omitempty"`
}

// PageStates describes the pages of an edition, in their order.
func PageStates(e *corpus.Edition) []PageState {
	pages := make([]PageState, len(e.Pages))
	at := map[string]int{}
	for i, p := range e.Pages {
		pages[i] = PageState{Folio: p.Folio, Scan: p.Scan, Side: p.Side}
		at[p.ID] = i
	}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			page := -1
			for _, t := range b.Tokens {
				if i, ok := at[t.Page]; ok {
					page = i
				}
				if page >= 0 {
					pages[page].add(t)
				}
			}
		}
	}
	return pages
}

func (p *PageState) add(t corpus.Token) {
	if t.Gap != "" {
		p.Gaps++
		return
	}
	p.Words++
	if isChanged(t) {
		p.Changed++
	}
	if t.Confidence() < sure {
		p.Doubtful++
	}
}

// Signs are what tells how likely a word of so many letters that is printed on
// the page is in the index: 1, the logarithms of the shares of the page's words
// that were lost, changed and left in doubt, and the length of the word.
func (p PageState) Signs(letters int) []float64 {
	all := float64(max(1, p.Words+p.Gaps))
	share := func(n int) float64 { return math.Log(unknown + float64(n)/all) }
	return []float64{1, share(p.Gaps), share(p.Changed), share(p.Doubtful), lengthOf(letters)}
}

func lengthOf(letters int) float64 { return float64(min(letters, maxLetters)-6) / 4 }

const (
	unknown    = 0.005 // share of a page's words that may be damaged without a sign
	maxLetters = 14    // longer words are as likely to be damaged as these
)

// legibility weighs the signs of a page: the weights that the simulated volumes
// give, as `recto eval --set missed` finds and tests them.
var legibility = [...]float64{-2.850, -0.666, -0.246, -0.586, -0.270}

// damage is the odds that the signs of a page but for a word's length give
// against finding a word; 0 where nothing speaks of damage, so that none is
// supposed.
func (p PageState) damage() float64 {
	if p.Gaps+p.Changed+p.Doubtful == 0 {
		return 0
	}
	z := 0.0
	for i, sign := range p.Signs(0)[:lengthSign] {
		z += legibility[i] * sign
	}
	return math.Exp(-z)
}

// lengthSign is the place of a word's length among the signs.
const lengthSign = 4

// findable is how likely a word is in the index that is printed on a page of
// such damage, by what its length multiplies the damage with.
func findable(damage, length float64) float64 { return 1 / (1 + damage*length) }

// burden is what a word's length multiplies damage with.
func burden(letters int) float64 { return math.Exp(-legibility[lengthSign] * lengthOf(letters)) }
