package search

import "recto/internal/corpus"

// The qualities of a block's text, best first: by the share of its words that
// the corrector left in doubt or lost.
const (
	Clean   = "clean"   // fewer than one in a hundred
	Fair    = "fair"    // fewer than one in twenty
	Damaged = "damaged" // more
)

// Qualities are all of them, best first.
var Qualities = []string{Clean, Fair, Damaged}

// sure is how confident the corrector has to be of a word that is not in doubt.
const sure = 0.6

func quality(tokens []corpus.Token) string {
	doubtful := 0
	for _, t := range tokens {
		if t.Gap != "" || t.Emendation != nil && t.Emendation.Confidence < sure {
			doubtful++
		}
	}
	switch n := len(tokens); {
	case doubtful*100 < n || doubtful == 0:
		return Clean
	case doubtful*20 < n:
		return Fair
	}
	return Damaged
}
