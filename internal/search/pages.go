package search

import "recto/internal/corpus"

// pageState is a printed page, and how well its words are known.
type pageState struct {
	Folio    string      `json:"folio,omitempty"`
	Scan     int         `json:"scan,omitempty"`
	Side     corpus.Side `json:"side,omitempty"`
	Words    int         `json:"words,omitempty"`    // tokens of the reading text
	Doubtful int         `json:"doubtful,omitempty"` // of which the corrector is not sure
	Changed  int         `json:"changed,omitempty"`  // that it changed
	Gaps     int         `json:"gaps,omitempty"`
}

// pageStates describes the pages of an edition, in their order.
func pageStates(e *corpus.Edition) []pageState {
	pages := make([]pageState, len(e.Pages))
	at := map[string]int{}
	for i, p := range e.Pages {
		pages[i] = pageState{Folio: p.Folio, Scan: p.Scan, Side: p.Side}
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

func (p *pageState) add(t corpus.Token) {
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
