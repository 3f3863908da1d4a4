package correct

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/language"
)

// adapt.go re-estimates the confusions from what a document shows of its own:
// the recogniser erred alike on all its pages.

// slip is a word as seen and as printed.
type slip struct{ seen, printed string }

// Bounds of what a document teaches.
const (
	taught    = .9  // posterior of a correction that teaches
	fewSlips  = 2.  // weight of the words in which a confusion must be seen
	priorMass = 120 // occurrences that the confusions known before count as
	newLn     = -8. // ln P of a confusion not known before
	gainLn    = .25 // by which a confusion must be likelier than it was thought
	surestLn  = -1.2
)

// adapt makes the confusions likelier that the surest corrections of a sample
// show, and tells whether there are any.
func (e *engine) adapt(sample []*lattice) bool {
	slips := map[slip]int{}
	for _, l := range sample {
		l.slips(slips)
	}
	found := e.confused(slips)
	if len(found) == 0 {
		return false
	}
	confusions := e.m.Confusions().With(found)
	e.walker, e.own = newWalker(e.m.Trie, confusions), newWalker(e.doc.own, confusions)
	e.known.clear()
	e.parted.clear()
	return true
}

// slips counts the corrections of letters that are sure.
func (l *lattice) slips(found map[slip]int) {
	for p := range l.places {
		for n := range l.places[p].options {
			o := &l.places[p].options[n]
			if o.harm == letterHarm && o.rule == ruleConfusion && o.mid != "" && o.posterior > taught {
				found[slip{l.e.units[l.from+p].core, language.Fold(o.mid)}]++
			}
		}
	}
}

// confused estimates the confusions behind slips: their share of the places
// where their letters are printed. A word that comes again counts less each time.
func (e *engine) confused(slips map[slip]int) []language.Confusion {
	weight := map[language.Confusion]float64{} // with Ln 0
	for s, n := range slips {
		language.Differences(s.seen, s.printed, func(seen, printed []rune) {
			if learnable(seen, printed) {
				weight[language.Confusion{Printed: string(printed), Seen: string(seen)}] += again(n)
			}
		})
	}
	var found []language.Confusion
	for c, n := range weight {
		if n < fewSlips {
			continue
		}
		before := e.confusion(c)
		ln := math.Log((n + priorMass*math.Exp(before)) / (n + e.printed(c.Printed) + priorMass))
		if ln = min(ln, surestLn); ln > before+gainLn {
			found = append(found, language.Confusion{Printed: c.Printed, Seen: c.Seen, Ln: ln})
		}
	}
	slices.SortFunc(found, func(a, b language.Confusion) int {
		return strings.Compare(a.Seen+"\t"+a.Printed, b.Seen+"\t"+b.Printed)
	})
	return found
}

// learnable reports letters, and what is seen for them, that a confusion can hold.
func learnable(seen, printed []rune) bool {
	return len(printed) > 0 && len(printed) <= language.MaxPrinted && len(seen) > 0 && len(seen) <= language.MaxSeen &&
		!slices.ContainsFunc(printed, func(r rune) bool { return !unicode.IsLetter(r) })
}

// again is how much n occurrences of one word count.
func again(n int) float64 { return 1 + math.Log(float64(n)) }

// confusion is ln P of a confusion by the model.
func (e *engine) confusion(c language.Confusion) float64 {
	for _, x := range e.m.Confusions().Seen(c.Seen) {
		if x.Printed == c.Printed {
			return x.Ln
		}
	}
	return newLn
}

// printed is how often the words of the document that are in the lexicon have
// some letters.
func (e *engine) printed(letters string) float64 {
	sum := 0.
	for w, n := range e.doc.counts {
		if in := strings.Count(w, letters); in > 0 && e.m.Grades(w) == language.Good {
			sum += float64(in) * again(n)
		}
	}
	return sum
}
