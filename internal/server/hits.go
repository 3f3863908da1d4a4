package server

import (
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
	var text match.Text
	var owners []int // by word, the token that it is part of: "boundary-crossing" is two words of one token
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
	for _, s := range h.match.Find(text) {
		for _, owner := range owners[s.From:s.To] {
			lit[owner] = true
		}
	}
	return lit
}
