package publish

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
)

// unit is the tokens that share a word of evidence, or a token by itself. What
// is marked up is always whole units, so that elements nest.
type unit struct{ from, to int }

func units(tokens []corpus.Token) []unit {
	var out []unit
	for i := 0; i < len(tokens); {
		j := i + 1
		for j < len(tokens) && shareWord(tokens[j-1], tokens[j]) {
			j++
		}
		out = append(out, unit{i, j})
		i = j
	}
	return out
}

// mark is markup around units from..to.
type mark struct {
	from, to int
	element  string
	attrs    []attr
}

// inline writes the running text of a block without its label: page breaks,
// gaps, emendations, citations, concepts and the marks of notes.
func (t *tei) inline(b corpus.Block, calls map[int]call) {
	all := units(b.Tokens)
	first := len(b.Tokens) - len(body(b))
	marks := t.marks(b, all)
	var open []mark
	for k, u := range all {
		if u.to <= first {
			continue
		}
		for _, m := range marks {
			if m.from == k || m.from < k && k < m.to && !slices.ContainsFunc(open, func(o mark) bool { return o.from == m.from && o.to == m.to }) {
				t.x.start(m.element, m.attrs...)
				open = append(open, m)
			}
		}
		t.turn(b.Tokens[u.from])
		t.unit(b.Tokens[max(u.from, first):u.to], calls[u.to-1])
		for n := len(open); n > 0 && open[n-1].to == k+1; n-- {
			t.x.end()
			open = open[:n-1]
		}
		if k+1 < len(all) {
			t.x.text(" ")
		}
	}
}

// marks are the citations and concepts of a block in the order in which they
// begin, the longer first. A concept that only overlaps with a citation gives way.
func (t *tei) marks(b corpus.Block, all []unit) []mark {
	at := make([]int, len(b.Tokens)+1)
	for k, u := range all {
		for i := u.from; i < u.to; i++ {
			at[i] = k
		}
	}
	add := func(list []mark, from, to int, element string, attrs ...attr) []mark {
		if from < 0 || to > len(b.Tokens) || from >= to {
			return list
		}
		m := mark{at[from], at[to-1] + 1, element, attrs}
		if slices.ContainsFunc(list, func(o mark) bool { return crosses(o, m) }) {
			return list
		}
		return append(list, m)
	}
	var out []mark
	for _, c := range b.Citations {
		out = add(out, c.From, c.To, "ref", attr{"type", "bibr"}, attr{"target", t.target(c.Reference)})
	}
	for _, m := range b.Mentions {
		concept := corpus.Slug(m.Concept)
		if concept == "" {
			continue
		}
		kind := ""
		if m.Attestation {
			kind = "attestation"
		}
		out = add(out, m.From, m.To, "term", attr{"type", kind}, attr{"ref", "concept:" + concept}, attr{"cert", number(m.Confidence)})
	}
	slices.SortStableFunc(out, func(a, b mark) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	return out
}

// crosses reports whether two marks cannot both be elements: they overlap and
// neither holds the other, or both take the same units.
func crosses(a, b mark) bool {
	if a.to <= b.from || b.to <= a.from {
		return false
	}
	inside := a.from <= b.from && b.to <= a.to || b.from <= a.from && a.to <= b.to
	return !inside || a.from == b.from && a.to == b.to && a.element == b.element
}

// unit writes tokens that belong together, with what they were read from where
// that differs.
func (t *tei) unit(tokens []corpus.Token, c call) {
	if tokens[0].Gap != "" {
		t.gap(tokens[0])
		return
	}
	text, raw := corpus.Join(tokens), corpus.JoinRaw(tokens)
	e := doubt(tokens)
	switch {
	case e == nil:
		t.called(text, c)
	case e.Kind == corpus.Unchanged || text == raw:
		t.x.start("unclear", attr{"cert", number(e.Confidence)})
		t.called(text, c)
		t.x.end()
	default:
		t.choice(text, raw, e, c)
	}
}

func (t *tei) gap(token corpus.Token) {
	reason := "lost"
	if token.Changed() {
		reason = "illegible"
	}
	t.x.start("gap", attr{"reason", reason})
	t.x.start("desc")
	t.x.text(token.Gap)
	t.x.end()
	t.x.end()
}

// doubt is the least sure emendation of tokens, or nil.
func doubt(tokens []corpus.Token) *corpus.Emendation {
	var least *corpus.Emendation
	for _, token := range tokens {
		if e := token.Emendation; e != nil && (least == nil || e.Confidence < least.Confidence || least.Kind == corpus.Unchanged) {
			least = e
		}
	}
	return least
}

// choice writes both readings: orig and reg where only a line end was undone,
// sic and corr for all else.
func (t *tei) choice(text, raw string, e *corpus.Emendation, c call) {
	was, is, who := "sic", "corr", "#recto"
	if e.Kind == corpus.Dehyphenated {
		was, is = "orig", "reg"
	}
	if e.Kind == corpus.Corrected {
		who = "#administrator"
	}
	text, after := c.cut(text)
	t.x.start("choice")
	t.x.start(was)
	t.x.text(raw)
	t.x.end()
	t.x.start(is, attr{"resp", who}, attr{"cert", number(e.Confidence)})
	t.x.text(text)
	t.x.end()
	t.x.end()
	t.noteRef(c, after)
}

// called writes text, the mark of a note in it as a reference to the note.
func (t *tei) called(text string, c call) {
	before, after := c.cut(text)
	t.x.text(before)
	t.noteRef(c, after)
}

// noteRef writes the mark of a note, if there is one, and what stands after it.
func (t *tei) noteRef(c call, after string) {
	if c.mark == "" {
		if c.target != "" {
			t.x.empty("ptr", attr{"type", "note"}, attr{"target", c.target})
		}
		return
	}
	t.x.start("ref", attr{"type", "note"}, attr{"target", c.target})
	t.x.text(c.mark)
	t.x.end()
	t.x.text(after)
}
