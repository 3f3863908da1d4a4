package publish

import (
	"io"

	"recto/internal/corpus"
)

// Mentions writes the concept mentions of all parts, one JSON object each, in
// reading order:
//
//	{"concept", "surface", "words": [as in Tokens], "reason", "confidence", "attestation", "part", "paper", "block"}
//
// "surface" is the mention as it reads; "block" is the block's id.
func Mentions(w io.Writer, e *corpus.Edition) error {
	enc := encoder(w)
	for _, p := range e.Parts {
		for _, b := range p.Blocks {
			if len(b.Mentions) == 0 {
				continue
			}
			words := evidence(b.Tokens)
			for _, m := range b.Mentions {
				row := newMentionRow(m, b.Tokens, words)
				row.Part, row.Paper, row.Block = p.ID, paperID(p), b.ID
				if err := enc.Encode(row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

type mentionRow struct {
	Concept     string        `json:"concept"`
	Surface     string        `json:"surface"`
	Words       []any         `json:"words"`
	Reason      corpus.Reason `json:"reason"`
	Confidence  float64       `json:"confidence"`
	Attestation bool          `json:"attestation,omitempty"`
	Part        string        `json:"part"`
	Paper       string        `json:"paper,omitempty"`
	Block       string        `json:"block"`
}

func newMentionRow(m corpus.Mention, tokens []corpus.Token, words [][]corpus.Word) mentionRow {
	from := min(max(m.From, 0), len(tokens))
	to := min(max(m.To, from), len(tokens))
	var seen []corpus.Word
	for _, ws := range words[from:to] {
		seen = append(seen, ws...)
	}
	return mentionRow{
		Concept: m.Concept, Surface: corpus.Join(tokens[from:to]), Words: places(seen),
		Reason: m.Reason, Confidence: m.Confidence, Attestation: m.Attestation,
	}
}
