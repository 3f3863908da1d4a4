package correct

import (
	"math"
	"strings"

	"recto/internal/language"
)

// strange.go tells a damaged text from a strange one. In both many words are
// unknown; but where a recogniser is the cause, likely slips explain them, and
// where a text is sound, or of another language, age or trade, slips explain few,
// and those by chance. The fewer are explained, the more is asked for before a
// word is changed or taken for dirt.

// explained is how many words of what was read of a document are unknown, and
// how many likely slips of letters it holds.
type explained struct{ unknown, slips float64 }

// How ln of the odds that are needed for a change goes with the share of unknown
// words that slips explain. Fitted by logistic regression on texts damaged and
// sound, half of the documents judging the other half.
const (
	strangeSlope  = 3.  // a unit of ln of the odds of that share
	strangeShare  = .3  // share at which nothing is added
	leastStrange  = -.3 // what is added at least
	unknownBefore = 4.  // words of that share that each document is taken to have besides its own
)

// explain counts what a sample holds.
func (e *engine) explain(sample []*lattice) {
	e.explained = explained{}
	for _, l := range sample {
		for p := range len(l.places) - 1 {
			if unknown(&e.units[l.from+p]) {
				e.explained.unknown++
			}
			for n := range l.places[p].options {
				if o := &l.places[p].options[n]; o.harm == letterHarm && o.rule != ruleLost {
					e.explained.slips += o.posterior
				}
			}
		}
	}
}

func unknown(u *unit) bool { return u.kind == wordKind && u.grade == language.Absent }

// strange is what the other words of the document add to ln of the odds that are
// needed for a change of a unit, which is right with some probability. To mend
// capitals alone takes no knowledge of words.
func (e *engine) strange(u *unit, o *option, right float64) float64 {
	words, slips := e.explained.unknown, e.explained.slips
	switch {
	case o.harm == letterHarm && !strings.EqualFold(o.mid, u.core):
		slips = max(0, slips-right)
	case o.harm != speckHarm:
		return 0
	}
	if unknown(u) {
		words = max(0, words-1)
	}
	share := (slips + strangeShare*unknownBefore) / (max(words, slips) + unknownBefore)
	return max(leastStrange, strangeSlope*(logit(strangeShare)-logit(share)))
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
