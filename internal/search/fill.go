package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// readGroups reads the hits of a page of groups.
func (a *answer) readGroups(ctx context.Context, page []found, order string) ([]Group, error) {
	groups := make([]Group, 0, len(page))
	for _, g := range page {
		hits, err := a.read(ctx, g.top(a.view, order))
		if err != nil {
			return nil, err
		}
		group := Group{Part: a.view.parts[g.part], More: max(0, len(g.hits)-len(hits))}
		for _, h := range hits {
			group.Hits = append(group.Hits, h.Hit)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

// read reads hits and lights up what was found.
func (a *answer) read(ctx context.Context, hits []scored) ([]Found, error) {
	out := make([]Found, 0, len(hits))
	for _, h := range hits {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := a.view.stored(h.doc)
		if err != nil {
			return nil, err
		}
		d := a.view.docs[h.doc]
		f := Found{Part: a.view.parts[d.part], Hit: a.hit(s)}
		f.Quality = Qualities[d.quality]
		out = append(out, f)
	}
	return out, nil
}

// stored reads what the index keeps of a document.
func (v *view) stored(doc uint32) (s stored, err error) {
	id, err := v.reader.ExternalID(index.NewIndexInternalID(nil, uint64(doc)))
	if err != nil {
		return s, fmt.Errorf("read hit %d: %w", doc, err)
	}
	d, err := v.reader.Document(id)
	if err != nil {
		return s, fmt.Errorf("read hit %s: %w", id, err)
	}
	d.VisitFields(func(f index.Field) {
		if f.Name() == fieldStored {
			err = json.Unmarshal(f.Value(), &s)
		}
	})
	if err != nil {
		return s, fmt.Errorf("read hit %s: %w", id, err)
	}
	return s, nil
}

func (a *answer) hit(s stored) Hit {
	h := Hit{Block: s.Block, Kind: s.Kind, Section: s.Section, Folio: s.Folio, Scan: s.Scan}
	text := s.Text
	lit := a.lit(text, s.Spans)
	if len(lit) > 0 && len(a.own.Find(match.Text{Words: a.words.Words(text)})) > 0 {
		h.Reasons = append(h.Reasons, Why{Text: "the words as read", Words: true})
		if slices.ContainsFunc(s.Changed, func(c reach) bool { return touches(lit, c) }) {
			h.Reasons = append(h.Reasons, Why{Text: "in words that were corrected"})
		}
	}
	for _, sp := range s.Spans {
		if slices.Contains(a.asked, sp.Concept) && !slices.Contains(a.without, sp.Reason) {
			lit = append(lit, reach{sp.From, sp.To})
			h.addReason(a.conceptReason(sp))
		}
	}
	for _, raw := range s.Raw {
		if len(lit) > 0 {
			break
		}
		if lit = a.lit(raw, nil); len(lit) > 0 {
			text = raw
			h.Reasons = append(h.Reasons, Why{Text: "the words as the scan was first read, before correction"})
		}
	}
	if len(h.Reasons) == 0 && !a.match.Empty() {
		h.Reasons = append(h.Reasons, Why{Text: "another reading of a doubtful word"})
	}
	h.Fragment = fragment(text, lit)
	return h
}

func (h *Hit) addReason(w Why) {
	if !slices.Contains(h.Reasons, w) {
		h.Reasons = append(h.Reasons, w)
	}
}

// lit lists the bytes of a text that the query's words take.
func (a *answer) lit(text string, spans []span) []reach {
	t := textOf(a.words, text, spans)
	var out []reach
	for _, s := range a.match.Find(t) {
		if s.From < s.To {
			out = append(out, reach{t.Words[s.From].From, t.Words[s.To-1].To})
		}
	}
	return out
}

// textOf cuts a text into words; its mentions are those of spans, in their order.
func textOf(a *match.Analyzer, text string, spans []span) match.Text {
	t := match.Text{Words: a.Words(text)}
	for _, sp := range spans {
		from, to := wordAt(t.Words, sp.From), wordAt(t.Words, sp.To-1)+1
		t.Mentions = append(t.Mentions, match.Mention{Concept: sp.Concept, Span: match.Span{From: from, To: min(to, len(t.Words))}})
	}
	return t
}

// wordAt is the index of the first word that ends after a byte.
func wordAt(words []match.Word, at int) int {
	i, _ := slices.BinarySearchFunc(words, at, func(w match.Word, at int) int { return w.To - at - 1 })
	return i
}

func (a *answer) conceptReason(sp span) Why {
	label := sp.Concept
	if c, ok := a.concepts.Concept(sp.Concept); ok {
		label = c.Preferred
	}
	return Why{Text: fmt.Sprintf("concept %s (%s)", label, ReasonWords[sp.Reason]), Concept: sp.Concept, Reason: sp.Reason}
}

// ReasonWords say why a concept was found.
var ReasonWords = map[corpus.Reason]string{
	corpus.Exact:       "as the glossary has it",
	corpus.Inflected:   "another form of the term",
	corpus.Alternate:   "another name for it",
	corpus.Hyphenation: "written or broken with a hyphen",
	corpus.Variant:     "through damage to the text",
	corpus.Acronym:     "its acronym",
}

// reach is a run of bytes.
type reach struct {
	From int `json:"from"`
	To   int `json:"to"`
}

func touches(lit []reach, r reach) bool {
	return slices.ContainsFunc(lit, func(l reach) bool { return l.From < r.To && r.From < l.To })
}
