package correct

import (
	"strings"

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
	var tokens []token
	for _, r := range readings {
		first := e.units[r.from].piece
		if r.rule == ruleDebris {
			tokens = append(tokens, token{pieces: []int{first}, gap: "illegible", emendation: e.emendation(r, "", "")})
			continue
		}
		fields := strings.Fields(r.text)
		if len(fields) == 0 {
			continue
		}
		open := len(tokens) > 0 && tokens[len(tokens)-1].gap == "" && (r.tight || e.units[r.from].glued)
		for k, f := range fields {
			if k > 0 || !open {
				tokens = append(tokens, token{})
			}
			t := &tokens[len(tokens)-1]
			prefix := t.text
			t.text += f
			for i := r.from; i < r.to; i++ {
				t.addPiece(e.units[i].piece)
			}
			t.merge(e.emendation(r, prefix, f))
		}
	}
	return tokens
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
