package reference

import (
	"regexp"
	"slices"
	"strings"
)

// settle gives runs of words that cannot be what they are labelled as the label
// that the runs around them leave: a reference has one title, and what it is in
// comes after it. The model looks a word back and cannot tell.
func settle(list []span) []span {
	out := house(partBook(partEditors(list)))
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

// editorsEnd is the mark that ends a list of editors, with the punctuation after it.
var editorsEnd = regexp.MustCompile(`(?i)(?:[(\[]\s*(?:eds?|hrsg|hg)\b\.?\s*[)\]]|,\s*(?:eds?|hrsg|hg)\b\.?)[.,:]*\s+`)

// partEditors parts editors from the book that was taken for one run with them.
func partEditors(list []span) []span {
	out := make([]span, 0, len(list)+1)
	for _, s := range list {
		m := editorsEnd.FindStringIndex(s.text)
		if m == nil || s.label != Editor && s.label != Container || !inWord.MatchString(s.text) || !named(s.text[m[1]:]) {
			out = append(out, s)
			continue
		}
		out = append(out, span{Editor, s.text[:m[1]]}, span{Container, s.text[m[1]:]})
	}
	return out
}

// within is where the name of what a work is in begins, if it says so.
var within = regexp.MustCompile(`[.,?!]["”’']*\s+[Ii]n:\s+`)

// partBook parts a title from what it is in where both were taken for one.
func partBook(list []span) []span {
	out := make([]span, 0, len(list)+1)
	for _, s := range list {
		m := within.FindStringIndex(s.text)
		if m == nil || s.label != Title && s.label != Container && s.label != Journal {
			out = append(out, s)
			continue
		}
		title, book := s.text[:m[0]+1], s.text[m[1]:]
		if n := len(out); n > 0 && out[n-1].label == Title {
			out[n-1].text += " " + title
		} else {
			out = append(out, span{Title, title})
		}
		out = append(out, span{Container, book})
	}
	return out
}

// named reports whether a text can name a book: it has some words, and does not
// go on with a list of persons.
func named(text string) bool {
	words := strings.Fields(text)
	return len(words) > 2 && !conjunction.MatchString(" "+words[0]+" ") && !initialIn(looked(words))
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

// subtitle reports whether what follows the title is a part of it: a bracket
// closes that the title opens, the title breaks off, a colon parts them, or the
// work is in another thing, which is named after its editors.
func subtitle(list []span, k, inside int) bool {
	s := list[k]
	if s.label != Container && s.label != Journal || inWord.MatchString(s.text) {
		return false
	}
	if title := list[k-1].text; dangles.MatchString(title) || unclosed(title) && !unclosed(title+s.text) {
		return true
	}
	colon := strings.HasSuffix(strings.TrimRight(list[k-1].text, " "), ":")
	return (colon || inside > k) && slices.ContainsFunc(list[k+1:], func(o span) bool {
		return o.label == Container || o.label == Journal || colon && (o.label == Publisher || o.label == Location)
	})
}

// unclosed reports whether a bracket opens that does not close.
func unclosed(text string) bool { return strings.Count(text, "[") > strings.Count(text, "]") }

// dangles matches a title that an article or a conjunction ends, so that it goes on.
var dangles = regexp.MustCompile(`(?i)\s(?:an?|the|and|der|die|das|des|und|la|les?|et)$`)
