package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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
		s, err := a.view.stored(a.words, h.doc)
		if err != nil {
			return nil, err
		}
		d := a.view.docs[h.doc]
		out = append(out, Found{Part: a.view.parts[d.part], Hit: a.hit(d, s)})
	}
	return out, nil
}

// stored is a block as the index keeps it.
type stored struct {
	note
	text    match.Text
	reading string
	raw     []string // the diplomatic text around what was changed
	section string
}

// stored reads what the index keeps of a document.
func (v *view) stored(words *match.Analyzer, doc uint32) (s stored, err error) {
	p, err := v.texts.Passage(v.docs[doc].at)
	if err != nil {
		return s, fmt.Errorf("read hit %d: %w", doc, err)
	}
	s = stored{reading: p.Text, raw: p.More, text: match.Text{Words: words.Words(p.Text)}}
	if s.note, err = decodeNote(p.Note); err != nil {
		return s, fmt.Errorf("read hit %d: %w", doc, err)
	}
	if s.note.section > 0 {
		heading, err := v.texts.Passage(s.note.section - 1)
		if err != nil {
			return s, fmt.Errorf("read the heading of hit %d: %w", doc, err)
		}
		s.section = heading.Text
	}
	s.spans = slices.DeleteFunc(s.spans, func(sp span) bool { return sp.words.To > len(s.text.Words) })
	for _, sp := range s.spans {
		s.text.Mentions = append(s.text.Mentions, match.Mention{Concept: sp.concept, Span: sp.words})
	}
	return s, nil
}

// bytes are those that a stretch of words takes.
func (s stored) bytes(words match.Span) reach {
	return reach{s.text.Words[words.From].From, s.text.Words[words.To-1].To}
}

func (a *answer) hit(d document, s stored) Hit {
	h := Hit{Block: s.block, Kind: s.kind, Section: s.section, Quality: Qualities[d.quality]}
	text := s.reading
	lit := a.lit(s.text)
	if len(lit) > 0 && len(a.own.Find(match.Text{Words: s.text.Words})) > 0 {
		h.Reasons = append(h.Reasons, Why{Text: "the words as read", Words: true})
		if slices.ContainsFunc(s.changed, func(c reach) bool { return touches(lit, c) }) {
			h.Reasons = append(h.Reasons, Why{Text: "in words that were corrected"})
		}
	}
	for _, sp := range s.spans {
		if slices.Contains(a.asked, sp.concept) && !slices.Contains(a.without, sp.reason) {
			lit = append(lit, s.bytes(sp.words))
			h.addReason(a.conceptReason(sp))
		}
	}
	at := 0
	if len(lit) > 0 {
		at = slices.MinFunc(lit, func(a, b reach) int { return cmp.Compare(a.From, b.From) }).From
	}
	h.put(a.view.pageOf(d, s.note, at))
	for _, raw := range s.raw {
		if len(lit) > 0 {
			break
		}
		if lit = a.lit(match.Text{Words: a.words.Words(raw)}); len(lit) > 0 {
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

// pageOf is the page on which a byte of a document's text stands.
func (v *view) pageOf(d document, n note, at int) PageState {
	i := n.pageAt(at)
	if i < 0 || int(d.first)+i >= len(v.pages) {
		return PageState{}
	}
	return v.pages[int(d.first)+i]
}

func (h *Hit) put(p PageState) { h.Folio, h.Scan, h.Side = p.Folio, p.Scan, p.Side }

func (h *Hit) addReason(w Why) {
	if !slices.Contains(h.Reasons, w) {
		h.Reasons = append(h.Reasons, w)
	}
}

// lit lists the bytes of a text that the query's words take.
func (a *answer) lit(t match.Text) []reach {
	var out []reach
	for _, s := range a.match.Find(t) {
		if s.From < s.To {
			out = append(out, reach{t.Words[s.From].From, t.Words[s.To-1].To})
		}
	}
	return out
}

func (a *answer) conceptReason(sp span) Why {
	label := sp.concept
	if c, ok := a.concepts.Concept(sp.concept); ok {
		label = c.Preferred
	}
	return Why{Text: fmt.Sprintf("concept %s (%s)", label, ReasonWords[sp.reason]), Concept: sp.concept, Reason: sp.reason}
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
type reach struct{ From, To int }

func touches(lit []reach, r reach) bool {
	return slices.ContainsFunc(lit, func(l reach) bool { return l.From < r.To && r.From < l.To })
}
