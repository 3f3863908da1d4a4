package structure

import (
	"cmp"

	"recto/internal/corpus"
)

// seam is why a gap stands between two lines of a block.
const seam = "it is not known that the next line goes on here"

// blocks gathers marked rows, with a gap at every seam in doubt. A note does not
// end the paragraph that it interrupts: it follows it.
func blocks(rows []row) []corpus.Block {
	var out, notes []corpus.Block
	var current *corpus.Block
	flush := func() {
		if current != nil {
			out = append(out, *current)
			current = nil
		}
		out = append(out, notes...)
		notes = nil
	}
	inNote := corpus.Text
	beside := "" // the line read last
	for _, r := range rows {
		if r.line.Role.Note() {
			if r.start || inNote != r.line.Role {
				notes = append(notes, newBlock(r))
				if r.line.Role == corpus.MarginNote {
					notes[len(notes)-1].Beside = cmp.Or(beside, blockID(r.line.Tokens))
				}
			}
			last := &notes[len(notes)-1]
			last.Tokens = append(last.Tokens, r.line.Tokens...)
			inNote = r.line.Role
			continue
		}
		inNote, beside = corpus.Text, cmp.Or(blockID(r.line.Tokens), beside)
		if r.start || current == nil || current.Kind != r.kind {
			flush()
			b := newBlock(r)
			current = &b
		}
		if r.line.Break && r.kind != corpus.Table && !r.start {
			current.Tokens = append(current.Tokens, corpus.Token{Page: r.line.Page, Gap: seam})
		}
		current.Tokens = append(current.Tokens, r.line.Tokens...)
	}
	flush()
	for i := range out {
		out[i].ID = blockID(out[i].Tokens)
	}
	return out
}

func newBlock(r row) corpus.Block {
	return corpus.Block{Kind: r.kind, Level: r.level, Label: r.label, Broken: r.line.Break}
}

// blockID is the id of the first word that the tokens rest on.
func blockID(tokens []corpus.Token) string {
	for _, t := range tokens {
		if id := t.ID(); id != "" {
			return id
		}
	}
	return ""
}
