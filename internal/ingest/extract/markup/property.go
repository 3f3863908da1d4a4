package markup

import (
	"strings"

	"recto/internal/corpus"
)

// property is what the title of an hOCR element says: values by name.
type property map[string][]string

// properties reads a title: names with values parted by blanks, one after
// another parted by semicolons, names of files perhaps in quotes.
func properties(title string) property {
	p := property{}
	var words []string
	end := func() {
		if len(words) > 0 {
			p[words[0]] = words[1:]
		}
		words = nil
	}
	for title != "" {
		switch c := title[0]; {
		case c == ';':
			end()
			title = title[1:]
		case strings.IndexByte(" \t\r\n", c) >= 0:
			title = title[1:]
		default:
			var word string
			word, title = value(title)
			words = append(words, word)
		}
	}
	end()
	return p
}

// value cuts the first value off a text that does not begin with a blank.
func value(text string) (word, rest string) {
	if text[0] == '"' || text[0] == '\'' {
		if i := strings.IndexByte(text[1:], text[0]); i >= 0 {
			return text[1 : i+1], text[i+2:]
		}
	}
	if i := strings.IndexAny(text, " \t\r\n;"); i > 0 {
		return text[:i], text[i:]
	}
	return text, ""
}

// first is the first value of a name, or empty.
func (p property) first(name string) string {
	if len(p[name]) == 0 {
		return ""
	}
	return p[name][0]
}

// box reads four numbers; zero if they are not there.
func (p property) box(name string) corpus.Box {
	v := p[name]
	if len(v) < 4 {
		return corpus.Box{}
	}
	return boxOf(number(v[0]), number(v[1]), number(v[2]), number(v[3]))
}
