package query

import (
	"strconv"
	"strings"
	"unicode"
)

type kind int

const (
	word kind = iota
	phrase
	field // text is the name; the value is the next lexeme
	open
	shut
	and
	or
	not
	near
)

type lexeme struct {
	kind kind
	text string
	n    int // the words after the tilde of a phrase or the slash of a near; 0 for none
}

// lex cuts the text into lexemes. An unclosed quote runs to the end, and is reported.
func lex(text string) (out []lexeme, unclosed bool) {
	rs := []rune(text)
	for i := 0; i < len(rs); {
		switch r := rs[i]; {
		case unicode.IsSpace(r):
			i++
		case isQuote(r):
			end := i + 1
			for end < len(rs) && !isQuote(rs[end]) {
				end++
			}
			l := lexeme{kind: phrase, text: strings.TrimSpace(string(rs[i+1 : end]))}
			unclosed = end == len(rs)
			l.n, i = slop(rs, end+1)
			out = append(out, l)
		case r == '(':
			out = append(out, lexeme{kind: open, text: "("})
			i++
		case r == ')':
			out = append(out, lexeme{kind: shut, text: ")"})
			i++
		case r == '-' && i+1 < len(rs) && (isQuote(rs[i+1]) || unicode.IsLetter(rs[i+1])) && startsWord(rs, i):
			out = append(out, lexeme{kind: not, text: "-"})
			i++
		default:
			end := i
			for end < len(rs) && !unicode.IsSpace(rs[end]) && !isQuote(rs[end]) && rs[end] != '(' && rs[end] != ')' {
				end++
			}
			out = append(out, cut(string(rs[i:end]))...)
			i = end
		}
	}
	return out, unclosed
}

// slop reads "~5" at i, and gives the number and where the text goes on.
func slop(rs []rune, i int) (n, next int) {
	if i >= len(rs) || rs[i] != '~' {
		return 0, min(i, len(rs))
	}
	end := i + 1
	for end < len(rs) && rs[end] >= '0' && rs[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(rs[i+1 : end]))
	if err != nil {
		n = nearby // a tilde alone, or a number beyond all numbers
	}
	return min(n, maxDistance), end
}

func startsWord(rs []rune, i int) bool {
	return i == 0 || unicode.IsSpace(rs[i-1]) || rs[i-1] == '('
}

func isQuote(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„'
}

// cut makes lexemes of a run without spaces: an operator, a word, or a field and its value.
func cut(run string) []lexeme {
	switch run {
	case "AND", "&&":
		return []lexeme{{kind: and, text: run}}
	case "OR", "||":
		return []lexeme{{kind: or, text: run}}
	case "NOT":
		return []lexeme{{kind: not, text: run}}
	case "NEAR":
		return []lexeme{{kind: near, text: run, n: nearby}}
	}
	if n, ok := nearWithin(run); ok {
		return []lexeme{{kind: near, text: run, n: n}}
	}
	name, value, found := strings.Cut(run, ":")
	if !found || !isField(name) {
		return []lexeme{{kind: word, text: run}}
	}
	out := []lexeme{{kind: field, text: strings.ToLower(name)}}
	if value != "" {
		out = append(out, lexeme{kind: word, text: value})
	}
	return out
}

// nearWithin reads "near/5".
func nearWithin(run string) (int, bool) {
	name, number, _ := strings.Cut(run, "/")
	if !strings.EqualFold(name, "near") {
		return 0, false
	}
	n, err := strconv.Atoi(number)
	return min(n, maxDistance), err == nil && n > 0
}

func isField(name string) bool {
	for _, f := range Fields {
		if strings.EqualFold(f, name) {
			return true
		}
	}
	return false
}
