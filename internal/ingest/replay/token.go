package replay

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// taken are tokens taken out of their lines.
type taken struct {
	line   *corpus.Line // that the first of them was in
	at     int          // and its index there
	page   string
	tokens []corpus.Token
	tail   []corpus.Token // words supplied after them, which stay
}

// take takes the tokens out that have any of some words.
func (r *reader) take(ids map[string]bool) taken {
	var out taken
	for id := range ids { // the first in reading order, whichever id comes first
		if l := r.line[id]; l != nil && (out.line == nil || r.earlier(l, out.line)) {
			out.line = l
		}
	}
	lines := []*corpus.Line{out.line}
	for id := range ids {
		if l := r.line[id]; l != nil && !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b *corpus.Line) int {
		if r.earlier(a, b) {
			return -1
		}
		return 1
	})
	for _, l := range lines {
		var left []corpus.Token
		for _, t := range l.Tokens {
			switch {
			case !slices.ContainsFunc(t.Words, func(w corpus.Word) bool { return ids[w.ID] }):
				left = append(left, t)
				continue
			case t.Emendation != nil && t.Emendation.Rule == Supplied:
				out.tail = append(out.tail, t)
				continue
			}
			if len(out.tokens) == 0 {
				out.line, out.at, out.page = l, len(left), t.Page
			}
			out.tokens = append(out.tokens, t)
		}
		l.Tokens = left
	}
	return out
}

// earlier reports whether a line comes before another.
func (r *reader) earlier(a, b *corpus.Line) bool {
	return a != b && r.first(a) < r.first(b)
}

func (r *reader) first(l *corpus.Line) int {
	if len(l.Words) == 0 {
		return len(r.words)
	}
	return r.at[l.ID()]
}

// put puts tokens where others were taken out. Words that are read as nothing
// stay as evidence with a neighbour; a line that they were all of is dirt.
func (r *reader) put(old taken, fresh []corpus.Token, run []corpus.Word) {
	l := old.line
	if len(fresh) == 0 {
		r.leave(old, run)
	}
	at := min(old.at, len(l.Tokens))
	l.Tokens = slices.Insert(l.Tokens, at, slices.Concat(fresh, old.tail)...)
	for _, t := range fresh {
		for _, w := range t.Words {
			r.line[w.ID] = l
		}
	}
}

// leave gives words that are dirt to the token before them, or else after.
func (r *reader) leave(old taken, run []corpus.Word) {
	l := old.line
	if len(l.Tokens) == 0 {
		l.Role = corpus.Debris
		return
	}
	into := &l.Tokens[max(0, old.at-1)]
	was := corpus.Join([]corpus.Token{*into})
	if old.at > 0 {
		was += " " + corpus.Join(old.tokens)
		into.Words = slices.Concat(into.Words, run)
	} else {
		was = corpus.Join(old.tokens) + " " + was
		into.Words = slices.Concat(run, into.Words)
	}
	m := corpus.Emendation{Kind: corpus.Corrected, Rule: ByHand, Confidence: 1}
	if into.Emendation != nil {
		m = *into.Emendation
	}
	m.Alternatives = append(slices.Clone(m.Alternatives), corpus.Alternative{Text: was})
	into.Emendation = &m
	for _, w := range run {
		r.line[w.ID] = l
	}
}

// rest are the words of the tokens beyond those that were reread: those before
// the first of these, and those behind.
func (t taken) rest(ids map[string]bool) (before, behind []corpus.Word) {
	seen := map[string]bool{}
	met := false
	for _, token := range t.tokens {
		for _, w := range token.Words {
			switch {
			case ids[w.ID]:
				met = true
			case seen[w.ID]:
			case met:
				behind = append(behind, w)
			default:
				before = append(before, w)
			}
			seen[w.ID] = true
		}
	}
	return before, behind
}

// spell makes a token of each word, as it stands.
func spell(words []corpus.Word) []corpus.Token {
	var out []corpus.Token
	for _, w := range words {
		out = append(out, corpus.Token{Text: w.Raw, Words: []corpus.Word{w}})
	}
	return out
}

// rejoin adds the words that a token had over the end of its line: to the last
// token if that ends with a hyphen still, else as tokens of their own.
func rejoin(fresh []corpus.Token, behind []corpus.Word) []corpus.Token {
	if len(fresh) == 0 || len(behind) == 0 {
		return slices.Concat(fresh, spell(behind))
	}
	last := &fresh[len(fresh)-1]
	stem := strings.TrimRight(last.Text, "-\u00ad\u00ac\u2010")
	if stem == last.Text || stem == "" {
		return slices.Concat(fresh, spell(behind))
	}
	last.Text = stem
	for _, w := range behind {
		last.Text += w.Raw
		last.Words = append(last.Words, w)
	}
	return fresh
}

// reading makes the tokens of a text that some words read as, in the place of
// others.
func reading(fields []string, run []corpus.Word, old []corpus.Token) []corpus.Token {
	evidence := share(fields, run)
	fresh := make([]corpus.Token, len(fields))
	for i, f := range fields {
		fresh[i] = corpus.Token{Text: f, Words: evidence[i], Emendation: &corpus.Emendation{Kind: corpus.Corrected, Rule: ByHand, Confidence: 1}}
		if fresh[i].Raw() == f {
			fresh[i].Emendation.Kind = corpus.Unchanged // confirmed
		}
		switch {
		case len(old) == len(fields):
			fresh[i].Emendation.Alternatives = instead(f, old[i:i+1])
		case i == 0:
			fresh[i].Emendation.Alternatives = instead(strings.Join(fields, " "), old)
		}
	}
	return fresh
}

// instead are the readings in whose place a person put a text: the program's, and
// what it took into account besides.
func instead(text string, old []corpus.Token) []corpus.Alternative {
	var out []corpus.Alternative
	add := func(a corpus.Alternative) {
		if a.Text != text && a.Text != "" && !slices.ContainsFunc(out, func(b corpus.Alternative) bool { return a.Text == b.Text }) {
			out = append(out, a)
		}
	}
	if len(old) == 0 {
		return nil
	}
	sure := 1.0
	for _, t := range old {
		sure = min(sure, t.Confidence())
	}
	add(corpus.Alternative{Text: corpus.Join(old), Confidence: sure})
	if len(old) == 1 && old[0].Emendation != nil {
		for _, a := range old[0].Emendation.Alternatives {
			add(a)
		}
	}
	return out
}
