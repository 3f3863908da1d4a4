package server

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"

	"recto/internal/corpus"
	"recto/internal/search/query"
)

// hits knows which words of a text to light up for a reader's query. It is
// about showing, not finding: the index has decided already what was found.
type hits struct {
	sequences [][]string      // stems that stand side by side
	concepts  map[string]bool // Concept.ID
}

// hitsOf reads the words, phrases and concepts that a query asks for; what it
// excludes, and what it asks of authors, years and volumes, is not lit. The
// words of a concept's name are lit where they stand together: each by itself
// they are all over such papers.
func (s *server) hitsOf(text string) hits {
	h := hits{concepts: map[string]bool{}}
	if text == "" {
		return h
	}
	node, _ := query.Parse(text)
	plain := query.Plain(node)
	if id, ok := s.Glossary.Lookup(plain); ok {
		h.concepts[id] = true
		h.add(plain)
		return h
	}
	s.collect(&h, node)
	return h
}

func (s *server) collect(h *hits, node query.Node) {
	switch n := node.(type) {
	case query.And:
		for _, child := range n {
			s.collect(h, child)
		}
	case query.Or:
		for _, child := range n {
			s.collect(h, child)
		}
	case query.Term:
		h.add(n.Text)
	case query.Phrase:
		h.add(n.Text)
	case query.Field:
		s.collectField(h, n)
	}
}

func (s *server) collectField(h *hits, f query.Field) {
	switch f.Name {
	case "title":
		h.add(query.Text(f))
	case "concept":
		h.concepts[corpus.Slug(query.Text(f))] = true
		if id, ok := s.Glossary.Lookup(query.Text(f)); ok {
			h.concepts[id] = true
		}
	}
}

func (h *hits) add(text string) {
	if stems := stemsOf(text); len(stems) > 0 {
		h.sequences = append(h.sequences, stems)
	}
}

// none reports whether nothing can be lit.
func (h hits) none() bool { return len(h.sequences) == 0 && len(h.concepts) == 0 }

// lit tells for each token of a block whether it is part of a hit.
func (h hits) lit(b corpus.Block) []bool {
	lit := make([]bool, len(b.Tokens))
	if h.none() {
		return lit
	}
	for _, m := range b.Mentions {
		if h.concepts[m.Concept] {
			fill(lit, m.From, m.To)
		}
	}
	if len(h.sequences) == 0 {
		return lit
	}
	stems, owners := tokenStems(b.Tokens)
	for _, sequence := range h.sequences {
		for i := 0; i+len(sequence) <= len(stems); i++ {
			if matches(stems[i:], sequence) {
				fill(lit, owners[i], owners[i+len(sequence)-1]+1)
			}
		}
	}
	return lit
}

// tokenStems are the stems of all words in the tokens, and for each the token
// that it is part of: "boundary-crossing" is two words of one token.
func tokenStems(tokens []corpus.Token) (stems []string, owners []int) {
	for i, t := range tokens {
		for _, stem := range stemsOf(t.Text) {
			stems, owners = append(stems, stem), append(owners, i)
		}
	}
	return stems, owners
}

func stemsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '*'
	})
	stems := words[:0]
	for _, w := range words {
		if w = strings.Trim(w, "'’"); w != "" {
			stems = append(stems, stemOf(w))
		}
	}
	return stems
}

// stemOf leaves a truncated word as it is, for matches to compare as a prefix.
func stemOf(word string) string {
	if strings.HasSuffix(word, "*") {
		return word
	}
	return english.Stem(word, true)
}

func matches(stems, sequence []string) bool {
	for i, want := range sequence {
		prefix, truncated := strings.CutSuffix(want, "*")
		if stems[i] != want && !(truncated && len(prefix) > 1 && strings.HasPrefix(stems[i], prefix)) {
			return false
		}
	}
	return true
}

func fill(lit []bool, from, to int) {
	for i := max(0, from); i < min(to, len(lit)); i++ {
		lit[i] = true
	}
}
