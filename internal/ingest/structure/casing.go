package structure

import (
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// restoreTitle gives a title printed in capitals its usual case. The tokens keep
// their words, and say by which rule they were changed. A title with a word that
// could not be read stays as it is printed: small letters would make a garble of
// it that looks like none of the letters on the page.
func (v *volume) restoreTitle(rows []row) {
	var title []int
	for i, r := range rows {
		if r.kind != corpus.TitleBlock && r.kind != corpus.SubtitleBlock {
			continue
		}
		if slices.ContainsFunc(r.line.Tokens, unread) {
			return
		}
		title = append(title, i)
	}
	first := true
	for _, i := range title {
		if !shouted(rows[i].text) {
			first = false
			continue
		}
		tokens := slices.Clone(rows[i].line.Tokens)
		for j, t := range tokens {
			if t.Gap != "" {
				continue
			}
			tokens[j] = v.recase(t, first)
			first = strings.HasSuffix(t.Text, ":") || strings.HasSuffix(t.Text, "?")
		}
		rows[i].line.Tokens = tokens
		rows[i].text = reading(rows[i].line)
	}
}

// unread reports a word with signs inside it that no word has there.
func unread(t corpus.Token) bool {
	core := strings.TrimFunc(t.Text, func(r rune) bool { return !unicode.IsLetter(r) })
	return strings.ContainsFunc(core, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune(inWords, r)
	})
}

// inWords are the signs, blanks among them, that print has inside a word or
// between words that stand in one piece.
const inWords = " -‐‑–—'’./&()"

// recase gives one token of a title in capitals its usual case.
func (v *volume) recase(t corpus.Token, first bool) corpus.Token {
	text := v.usual(t.Text)
	if first {
		text = upperFirst(text)
	}
	if text == t.Text {
		return t
	}
	t.Text = text
	if !t.Changed() {
		t.Emendation = &corpus.Emendation{Kind: corpus.Substituted, Rule: "title-case", Confidence: min(0.95, t.Confidence())}
	}
	return t
}

// usual is a word as the volume prints it inside sentences, or in lower case
// where the volume has no better example.
func (v *volume) usual(w string) string {
	low := strings.ToLower(w)
	core := strings.TrimFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	best, n := core, 0
	for form, k := range v.inner[core] {
		if k > n || k == n && form < best {
			best, n = form, k
		}
	}
	return strings.Replace(low, core, best, 1)
}

func upperFirst(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
		}
	}
	return s
}
