package glossary

import (
	"strings"

	"recto/internal/corpus"
)

// kind is how a concept holds a label.
type kind int

const (
	preferred kind = iota
	alternative
	hidden
)

// label is one surface form of a concept.
type label struct {
	concept int    // index in matcher.concepts
	kind    kind   // the best, if the concept holds it twice
	text    string // letters in lower case, single spaces and hyphens as written
	weak    bool   // it needs support from its surroundings
	name    bool   // it is written with a capital
}

// bare is a label without its qualifier, "object" of "object (of activity)".
func bare(label string) string {
	if qualified(label) {
		return label[:strings.Index(label, " (")]
	}
	return label
}

// qualified reports whether a label ends with a qualifier in brackets.
func qualified(label string) bool {
	return strings.Index(label, " (") > 0 && strings.HasSuffix(label, ")")
}

// surface is how atoms read, for comparing labels letter for letter.
func surface(atoms []atom) string {
	var b strings.Builder
	for i, a := range atoms {
		switch {
		case i == 0:
		case a.glued:
			b.WriteByte('-')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(a.text))
	}
	return b.String()
}

// letters leaves spaces and hyphens out.
func letters(surface string) string { return joints.Replace(surface) }

var joints = strings.NewReplacer(" ", "", "-", "")

// reason tells how a surface comes to be a form of the labels that share its
// key, and how sure that is.
func reason(surface string, labels []label) (corpus.Reason, float64) {
	best, sure := corpus.Reason(""), 0.0
	consider := func(r corpus.Reason, confidence float64) {
		if confidence > sure {
			best, sure = r, confidence
		}
	}
	for _, l := range labels {
		switch {
		case l.kind == preferred && l.text == surface:
			consider(corpus.Exact, 1)
		case l.text == surface && l.kind == alternative:
			consider(corpus.Alternate, .98)
		case l.text == surface:
			consider(corpus.Alternate, .9)
		case letters(l.text) == letters(surface):
			consider(corpus.Hyphenation, .97)
		case l.kind == preferred:
			consider(corpus.Inflected, .96)
		case l.kind == alternative:
			consider(corpus.Alternate, .94)
		default:
			consider(corpus.Alternate, .88)
		}
	}
	return best, sure
}
