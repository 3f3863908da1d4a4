package query

import (
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
)

type lexeme struct {
	kind kind
	text string
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
			out = append(out, lexeme{phrase, strings.TrimSpace(string(rs[i+1 : end]))})
			unclosed = end == len(rs)
			i = end + 1
		case r == '(':
			out = append(out, lexeme{open, "("})
			i++
		case r == ')':
			out = append(out, lexeme{shut, ")"})
			i++
		case r == '-' && i+1 < len(rs) && (isQuote(rs[i+1]) || unicode.IsLetter(rs[i+1])) && startsWord(rs, i):
			out = append(out, lexeme{not, "-"})
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
		return []lexeme{{and, run}}
	case "OR", "||":
		return []lexeme{{or, run}}
	case "NOT":
		return []lexeme{{not, run}}
	}
	name, value, found := strings.Cut(run, ":")
	if !found || !isField(name) {
		return []lexeme{{word, run}}
	}
	out := []lexeme{{field, strings.ToLower(name)}}
	if value != "" {
		out = append(out, lexeme{word, value})
	}
	return out
}

func isField(name string) bool {
	for _, f := range Fields {
		if strings.EqualFold(f, name) {
			return true
		}
	}
	return false
}
