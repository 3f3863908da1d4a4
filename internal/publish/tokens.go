package publish

import (
	"io"

	"recto/internal/corpus"
)

// Tokens writes the reading text of all parts, one JSON object a token, in
// reading order:
//
//	{"text", "words": [{"raw", "line", "col"} or {"raw", "scan", "box"}], "rule", "confidence", "part", "paper", "block"}
//	{"gap": true, "reason", "part", "paper", "block"}
//
// "line" is 1-based, "col" a 0-based offset in characters, "scan" the 1-based
// number of the scan and "box" in pixels of its picture. "rule" and
// "confidence" stand where a token was emended or doubted. "block" is a number
// that changes where a block ends; "broken" marks the first token of a block
// that is not known to follow the one before. Of a word that was read as
// several tokens, each token has its own letters.
func Tokens(w io.Writer, e *corpus.Edition) error {
	enc := encoder(w)
	number := 0
	for _, p := range e.Parts {
		for _, b := range p.Blocks {
			number++
			words := evidence(b.Tokens)
			for i, t := range b.Tokens {
				row := newTokenRow(t, words[i])
				row.Part, row.Paper, row.Block = p.ID, paperID(p), number
				row.Broken = b.Broken && i == 0
				if err := enc.Encode(row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

type tokenRow struct {
	Gap        bool     `json:"gap,omitempty"`
	Reason     string   `json:"reason,omitempty"`
	Text       string   `json:"text,omitempty"`
	Words      []any    `json:"words,omitempty"`
	Rule       string   `json:"rule,omitempty"`
	Confidence *float64 `json:"confidence,omitempty"`
	Part       string   `json:"part"`
	Paper      string   `json:"paper,omitempty"`
	Block      int      `json:"block"`
	Broken     bool     `json:"broken,omitempty"`
}

func newTokenRow(t corpus.Token, words []corpus.Word) tokenRow {
	if t.Gap != "" {
		return tokenRow{Gap: true, Reason: t.Gap}
	}
	row := tokenRow{Text: t.Text, Words: places(words)}
	if t.Emendation != nil {
		row.Rule = t.Emendation.Rule
		row.Confidence = &t.Emendation.Confidence
	}
	return row
}

// textPlace is where a word stands in a text source, scanPlace on a scan.
type textPlace struct {
	Raw  string `json:"raw"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
}

type scanPlace struct {
	Raw  string     `json:"raw"`
	Scan int        `json:"scan"`
	Box  corpus.Box `json:"box,omitzero"`
}

func places(words []corpus.Word) []any {
	out := make([]any, len(words))
	for i, w := range words {
		if w.Line > 0 {
			out[i] = textPlace{w.Raw, w.Line, w.Col}
			continue
		}
		out[i] = scanPlace{w.Raw, w.Scan, w.Box}
	}
	return out
}

func paperID(p corpus.Part) string {
	if p.Paper == nil {
		return ""
	}
	return p.Paper.ID
}
