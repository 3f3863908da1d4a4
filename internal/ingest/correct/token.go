package correct

import (
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
)

// token is a word of the reading, still without its evidence.
type token struct {
	pieces     []int
	text       string
	gap        string
	emendation *corpus.Emendation
}

// tokens puts readings together to words that are parted by blanks.
func (e *engine) tokens(readings []reading) []token {
	b := builder{e: e}
	for k := 0; k < len(readings); k++ {
		switch r := readings[k]; r.rule {
		case ruleDebris:
			b.gap(e.units[r.from].piece, e.emendation(r, "", ""))
		case ruleSpeck:
			end := k + 1
			for end < len(readings) && readings[end].rule == ruleSpeck {
				end++
			}
			b.specks(readings[k:end])
			k = end - 1
		default:
			b.read(r)
		}
	}
	b.drop()
	return b.tokens
}

// builder makes tokens of readings.
type builder struct {
	e      *engine
	tokens []token
	held   token // specks at the beginning of a line, for the next word
}

// gap adds a gap where a piece stood.
func (b *builder) gap(piece int, m *corpus.Emendation) {
	b.drop()
	b.tokens = append(b.tokens, token{pieces: []int{piece}, gap: illegibleText, emendation: m})
}

const illegibleText = "illegible"

// read adds the words of a reading.
func (b *builder) read(r reading) {
	e := b.e
	fields := strings.Fields(r.text)
	if len(fields) == 0 {
		return
	}
	open := len(b.tokens) > 0 && len(b.held.pieces) == 0 && b.tokens[len(b.tokens)-1].gap == "" && (r.tight || e.units[r.from].glued)
	for k, f := range fields {
		if k > 0 || !open {
			b.tokens = append(b.tokens, b.held)
			b.held = token{}
		}
		t := &b.tokens[len(b.tokens)-1]
		prefix := t.text
		t.text += f
		for i := r.from; i < r.to; i++ {
			t.addPiece(e.units[i].piece)
		}
		t.merge(e.emendation(r, prefix, f))
	}
}

// specks passes over dirt. What may have been a word leaves a gap; the evidence
// of the rest stays with a neighbour on its line.
func (b *builder) specks(run []reading) {
	e := b.e
	first, last := &e.units[run[0].from], &e.units[run[len(run)-1].from]
	var t token
	wordlike := false
	for _, r := range run {
		u := &e.units[r.from]
		wordlike = wordlike || utf8.RuneCountInString(u.core) > 2 && u.kind == wordKind
		t.addPiece(u.piece)
		t.merge(e.emendation(r, "", ""))
	}
	before := len(b.tokens) > 0 && len(b.held.pieces) == 0 && b.tokens[len(b.tokens)-1].gap == "" && !first.bol && first.piece > 0
	switch {
	case wordlike || !before && last.eol:
		b.drop()
		t.gap = illegibleText
		t.emendation.Kind = corpus.Dropped
		b.tokens = append(b.tokens, t)
	case before:
		into := &b.tokens[len(b.tokens)-1]
		for _, p := range t.pieces {
			into.addPiece(p)
		}
		into.merge(t.emendation)
	default:
		b.held = t
	}
}

// drop makes a gap of specks that no word follows.
func (b *builder) drop() {
	if len(b.held.pieces) == 0 {
		return
	}
	t := b.held
	t.gap, t.emendation.Kind = illegibleText, corpus.Dropped
	b.tokens, b.held = append(b.tokens, t), token{}
}

func (t *token) addPiece(p int) {
	if n := len(t.pieces); n == 0 || t.pieces[n-1] < p {
		t.pieces = append(t.pieces, p)
	}
}

// merge adds what was done to a further part of the token.
func (t *token) merge(m *corpus.Emendation) {
	switch {
	case m == nil:
	case t.emendation == nil:
		t.emendation = m
	case t.emendation.Kind == corpus.Unchanged && m.Kind != corpus.Unchanged:
		m.Confidence = round(m.Confidence * t.emendation.Confidence)
		t.emendation = m
	default:
		t.emendation.Confidence = round(m.Confidence * t.emendation.Confidence)
	}
}

var kinds = map[string]corpus.Emending{
	ruleSplit: corpus.Parted, ruleJoin: corpus.Joined, ruleRespan: corpus.Joined, ruleSpacing: corpus.Joined,
	ruleDebris: corpus.Dropped,
}

// emendation says what a reading did; nil if it did nothing and is sure of it.
func (e *engine) emendation(r reading, prefix, field string) *corpus.Emendation {
	kind, rule := corpus.Substituted, r.rule
	switch k, ok := kinds[r.rule]; {
	case r.identity && r.confidence >= doubt:
		return nil
	case r.identity:
		kind, rule = corpus.Unchanged, "doubt"
	case ok:
		kind = k
	case (r.rule == ruleHyphen || r.rule == ruleCompound) && e.units[r.from].eol:
		kind = corpus.Dehyphenated
	case r.rule == ruleHyphen || r.rule == ruleCompound:
		kind = corpus.Joined
	}
	m := &corpus.Emendation{Kind: kind, Rule: rule, Confidence: round(r.confidence)}
	for _, a := range r.alternatives {
		if field == strings.TrimSpace(r.text) {
			a.Text = prefix + a.Text
		}
		m.Alternatives = append(m.Alternatives, a)
	}
	return m
}
