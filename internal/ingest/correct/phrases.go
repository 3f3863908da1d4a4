package correct

import (
	"math"

	"recto/internal/language"
)

// phrases.go hears what a document says again: a passage that comes twice mends
// itself, and a term whose words come together often is known by either. The
// pairs of words as they stand join those of the language, by linear
// interpolation, as in Kuhn and De Mori, "A cache-based natural language model
// for speech recognition" (1990). A pair does not speak for itself.

// phrases are how often words of the lexicon stand side by side in a document.
type phrases struct {
	pairs  map[[2]language.ID]int32
	first  map[language.ID]int32 // how often a word stands before another
	second []bool                // words that stand after another
}

// Weights of what a document says.
const (
	phraseShare = .15 // beside the language
	phraseDoubt = 2   // occurrences of the first word that are held against it
)

func phrasesOf(m *language.Model, units []unit) phrases {
	p := phrases{map[[2]language.ID]int32{}, map[language.ID]int32{}, make([]bool, m.Unknown())}
	for i := range units {
		if prev, id, ok := adjacent(m, units, i); ok {
			p.pairs[[2]language.ID{prev, id}]++
			p.first[prev]++
			p.second[id] = true
		}
	}
	return p
}

// adjacent are the words of a unit and of that before it, where both can be
// relied on and one goes on from the other.
func adjacent(m *language.Model, units []unit, i int) (prev, id language.ID, ok bool) {
	if i == 0 {
		return 0, 0, false
	}
	a, b := &units[i-1], &units[i]
	return a.id, b.id, a.relied(m) && b.relied(m) && !a.cut && !a.ending
}

// relied reports a good word that is no piece of one whose letters stand apart.
func (u *unit) relied(m *language.Model) bool {
	return u.id < m.Unknown() && u.grade == language.Good && len(u.fold) > 2
}

// after is ln P of a word after another; itself says that both stand there as
// they are.
func (e *engine) after(prev, id language.ID, itself bool) float64 {
	ln, p := e.next(prev, id), &e.doc.phrases
	if int(id) >= len(p.second) || !p.second[id] {
		return ln
	}
	times := p.pairs[[2]language.ID{prev, id}]
	if itself {
		times--
	}
	if times <= 0 {
		return ln
	}
	return logAdd(ln, math.Log(phraseShare*float64(times)/(float64(p.first[prev])+phraseDoubt)))
}
