package meet

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word or a sign of a line.
type token struct {
	word  int32
	shape shape
}

// shape is how a word is printed.
type shape uint8

const (
	sign shape = iota
	small
	capital
	capitals
	figures
	mixed
	shapes
)

// part is a token as it is written.
type part struct {
	text  string
	shape shape
}

// split parts a printed word into the signs before it, the word and the signs
// behind it. Numbers are told apart by no more than their lengths, and years.
func split(raw string) []part {
	start := strings.IndexFunc(raw, wordly)
	if start < 0 {
		return signs(nil, raw)
	}
	end := strings.LastIndexFunc(raw, wordly)
	_, size := utf8.DecodeRuneInString(raw[end:])
	end += size
	out := signs(nil, raw[:start])
	core := raw[start:end]
	s := shapeOf(core)
	if s == figures {
		return signs(append(out, part{number(core), s}), raw[end:])
	}
	word := strings.ToLower(strings.ReplaceAll(core, "’", "'"))
	if bare, owns := strings.CutSuffix(word, "'s"); owns && bare != "" {
		out = append(out, part{bare, s}, part{"'s", sign})
	} else {
		out = append(out, part{word, s})
	}
	return signs(out, raw[end:])
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// shapeOf is the shape of a word that begins and ends with a letter or figure.
func shapeOf(core string) shape {
	var upper, lower int
	for _, c := range core {
		switch {
		case unicode.IsDigit(c):
			return figures
		case unicode.IsUpper(c):
			upper++
		case unicode.IsLetter(c):
			lower++
		}
	}
	first, _ := utf8.DecodeRuneInString(core)
	switch {
	case upper == 0:
		return small
	case !unicode.IsUpper(first):
		return mixed
	case lower == 0 && upper > 1:
		return capitals
	}
	return capital
}

// number is the token of a word with figures in it.
func number(core string) string {
	for _, c := range core {
		if c < '0' || c > '9' {
			return "#"
		}
	}
	switch {
	case len(core) == 4 && (core[0] == '1' || core[0] == '2'):
		return "#year"
	case len(core) < 3:
		return [...]string{"#1", "#2"}[len(core)-1]
	}
	return "#3"
}

// signsOf are the signs that are read, by the one that stands for each.
var signsOf = map[rune]string{
	'.': ".", '?': ".", '!': ".", ',': ",", ';': ";", ':': ":",
	'(': "(", ')': ")", '[': "(", ']': ")",
	'-': "-", '‐': "-", '‑': "-", '–': "–", '—': "–",
	'"': `"`, '“': "“", '‘': "“", '”': "”", '’': "”", '\'': "”",
	'%': "%", '&': "&", '/': "/", '*': "*", '•': "*",
	'=': "=", '+': "=", '<': "=", '>': "=",
}

// mostSigns is how many signs side by side are read.
const mostSigns = 3

func signs(out []part, s string) []part {
	n := 0
	for _, r := range s {
		if text, ok := signsOf[r]; ok && n < mostSigns {
			out = append(out, part{text, sign})
			n++
		}
	}
	return out
}

// Words is the words and signs of a text, as the model knows them.
func Words(text []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, w := range text {
			for _, p := range split(w) {
				if !yield(p.text) {
					return
				}
			}
		}
	}
}
