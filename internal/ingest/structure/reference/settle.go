package reference

import (
	"slices"
	"strings"
)

// settle gives runs of words that cannot be what they are labelled as the label
// that the runs around them leave: a reference has one title, and what it is in
// comes after it. The model looks a word back and cannot tell.
func settle(list []span) []span {
	out := slices.Clone(list)
	first := slices.IndexFunc(out, func(s span) bool { return s.label == Title })
	if first < 0 {
		return out
	}
	inside := slices.IndexFunc(out[first:], func(s span) bool {
		return s.label == Editor && inWord.MatchString(s.text)
	})
	if inside > 0 {
		inside += first
		bookOf(out[inside+1:])
	}
	if k := first + 1; k < len(out) && subtitle(out, k, inside) {
		out[first].text += " " + out[k].text
		out = slices.Delete(out, k, k+1)
	}
	return out
}

// bookOf takes the title that follows the editors of a book for the book's: the
// title of what is in the book was before them.
func bookOf(after []span) {
	for i, s := range after {
		switch s.label {
		case Container, Journal:
			return
		case Title:
			after[i].label = Container
			return
		}
	}
}

// subtitle reports whether what follows the title is a part of it: a colon
// parts them, or the work is in another thing, which is named after its editors.
func subtitle(list []span, k, inside int) bool {
	s := list[k]
	if s.label != Container && s.label != Journal || inWord.MatchString(s.text) {
		return false
	}
	colon := strings.HasSuffix(strings.TrimRight(list[k-1].text, " "), ":")
	return (colon || inside > k) && slices.ContainsFunc(list[k+1:], func(o span) bool {
		return o.label == Container || o.label == Journal || colon && (o.label == Publisher || o.label == Location)
	})
}
