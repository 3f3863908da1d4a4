package server

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/query"
)

// hits knows which words of a text to light up for a reader's query. It is
// about showing, not finding: the index has decided already what was found.
type hits struct {
	words *match.Analyzer
	match match.Matcher
}

// hitsOf reads what a query asks for.
func (s *server) hitsOf(text string) hits {
	node, _ := query.Parse(text)
	return hits{&s.words, match.New(&s.words, node, conceptNames{s.Glossary})}
}

// conceptNames resolves ids as well as labels.
type conceptNames struct{ Glossary }

func (c conceptNames) Lookup(label string) (string, bool) {
	if _, ok := c.Concept(label); ok {
		return label, true
	}
	return c.Glossary.Lookup(label)
}

// none reports whether nothing can be lit.
func (h hits) none() bool { return h.match.Empty() }

// lit tells for each token of a block whether it is part of a hit.
func (h hits) lit(b corpus.Block) []bool {
	lit := make([]bool, len(b.Tokens))
	if h.none() {
		return lit
	}
	text, owners := h.textOf(b)
	found := h.match.Find(text)
	light(lit, found, owners)
	if len(found) == 0 {
		h.lightOthers(b, text, owners, lit)
	}
	return lit
}

// textOf is a block as it is searched, and by word the token that it is part of:
// "boundary-crossing" is two words of one token.
func (h hits) textOf(b corpus.Block) (text match.Text, owners []int) {
	starts := make([]int, len(b.Tokens)+1)
	for i, t := range b.Tokens {
		starts[i] = len(text.Words)
		for _, w := range h.words.Words(t.Text) {
			text.Words, owners = append(text.Words, w), append(owners, i)
		}
	}
	starts[len(b.Tokens)] = len(text.Words)
	for _, m := range b.Mentions {
		if m.From >= 0 && m.From < m.To && m.To <= len(b.Tokens) {
			text.Mentions = append(text.Mentions, match.Mention{Concept: m.Concept, Span: match.Span{From: starts[m.From], To: starts[m.To]}})
		}
	}
	return text, owners
}

const (
	likely = 0.1 // how probable another reading must be: what is less is not searched
	nearby = 12  // words on either side of a word with another reading that can be of a hit with it
)

// lightOthers lights what is found where a doubtful word is read otherwise: the
// index finds passages by such readings, too.
func (h hits) lightOthers(b corpus.Block, text match.Text, owners []int, lit []bool) {
	for at, token := range owners {
		e := b.Tokens[token].Emendation
		if e == nil || at > 0 && owners[at-1] == token {
			continue
		}
		end := at + 1
		for end < len(owners) && owners[end] == token {
			end++
		}
		from, to := max(0, at-nearby), min(len(owners), end+nearby)
		for _, other := range e.Alternatives {
			if other.Confidence < likely {
				continue
			}
			read := h.words.Words(other.Text)
			words := slices.Concat(text.Words[from:at], read, text.Words[end:to])
			whose := slices.Concat(owners[from:at], slices.Repeat([]int{token}, len(read)), owners[end:to])
			light(lit, h.match.Find(match.Text{Words: words}), whose)
		}
	}
}

// light lights the tokens whose words are in some spans.
func light(lit []bool, spans []match.Span, owners []int) {
	for _, s := range spans {
		for _, owner := range owners[s.From:s.To] {
			lit[owner] = true
		}
	}
}
