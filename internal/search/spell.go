package search

import (
	"cmp"
	"context"
	"slices"

	"recto/internal/search/match"
	"recto/internal/search/query"
)

// spell writes the query with each word that occurs nowhere exchanged for the
// likest one that does; "" where there is nothing to exchange.
func (x *Index) spell(v *view, n query.Node) string {
	s := speller{x.words, v, false}
	if n = s.node(n); !s.changed {
		return ""
	}
	return query.Write(n)
}

type speller struct {
	words   *match.Analyzer
	view    *view
	changed bool
}

func (s *speller) node(n query.Node) query.Node {
	switch n := n.(type) {
	case query.And:
		return query.And(s.nodes(n))
	case query.Or:
		return query.Or(s.nodes(n))
	case query.Near:
		return query.Near{Left: s.node(n.Left), Right: s.node(n.Right), Distance: n.Distance}
	case query.Term:
		return query.Term{Text: s.text(n.Text)}
	case query.Phrase:
		return query.Phrase{Text: s.text(n.Text), Slop: n.Slop}
	}
	return n
}

func (s *speller) nodes(nodes []query.Node) []query.Node {
	out := make([]query.Node, len(nodes))
	for i, n := range nodes {
		out[i] = s.node(n)
	}
	return out
}

// text exchanges the words of a text.
func (s *speller) text(text string) string {
	words := s.words.Words(text)
	for i := len(words) - 1; i >= 0; i-- { // from the end, so that places stay true
		if like := s.like(words[i]); like != "" {
			s.changed = true
			text = text[:words[i].From] + like + text[words[i].To:]
		}
	}
	return text
}

const minSpelled = 4 // letters of a word that may be misspelt

// like is the likest word of the library to one that it does not have.
func (s *speller) like(w match.Word) string {
	if len(w.Form) < minSpelled || s.view.has(fieldText, w.Term) || s.view.has(fieldForm, w.Form) {
		return ""
	}
	for edits := 1; edits <= 2; edits++ {
		found, err := s.view.similar(w.Form, edits)
		if err != nil || len(found) == 0 {
			continue
		}
		return slices.MaxFunc(found, func(a, b counted) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(b.text, a.text)) }).text
	}
	return ""
}

// has reports whether a field has a term.
func (v *view) has(field, term string) bool {
	n, err := v.count(field, term)
	return err == nil && n > 0
}

// hasAny reports whether a field has one of some terms.
func (v *view) hasAny(field string, terms []string) bool {
	return slices.ContainsFunc(terms, func(t string) bool { return v.has(field, t) })
}

// count is the number of documents that have a term in a field.
func (v *view) count(field, term string) (int, error) {
	postings, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	n := postings.Count()
	return int(n), postings.Close()
}
