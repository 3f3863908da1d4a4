package evaluate

import (
	"slices"

	"recto/internal/corpus"
)

// Finding is how well concept mentions were found.
type Finding struct {
	Recall    Share `json:"recall"`    // true mentions that a mention of the same concept covers in part
	Garbled   Share `json:"garbled"`   // the same, of those that the OCR damaged
	Precision Share `json:"precision"` // mentions of concepts and on lines that the gold knows that are true
}

// Concepts measures the mentions of a volume. A concept's id is the slug of its
// preferred label.
func Concepts(g *Gold, mentions []Mention) Finding {
	var f Finding
	known := map[string]bool{}
	for _, c := range g.Concepts {
		known[corpus.Slug(c.Concept)] = true
	}
	judged := slices.DeleteFunc(slices.Clone(mentions), func(m Mention) bool {
		return !known[m.Concept] || !slices.ContainsFunc(m.Words, func(w Word) bool { return g.text[w.Line] != nil })
	})
	right := make([]bool, len(judged))
	for _, c := range g.Concepts {
		found := false
		for i, m := range judged {
			if c.covered(m) {
				found, right[i] = true, true
			}
		}
		f.Recall.count(found)
		if c.Garbled {
			f.Garbled.count(found)
		}
	}
	for _, ok := range right {
		f.Precision.count(ok)
	}
	return f
}

func (c GoldConcept) covered(m Mention) bool {
	if m.Concept != corpus.Slug(c.Concept) {
		return false
	}
	place := span{c.Col, c.Col + runes(c.Surface)}
	return slices.ContainsFunc(m.Words, func(w Word) bool {
		return w.Line == c.Line && place.meets(span{w.Col, w.Col + runes(w.Raw)})
	})
}
