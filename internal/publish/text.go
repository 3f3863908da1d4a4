package publish

import (
	"strings"

	"recto/internal/corpus"
)

// Text is the reading text of a whole volume as plain text: one paragraph, note
// or reference a line, blank lines between them, labels as printed, gaps as
// [corpus.GapMark]. It ends with a line feed unless it is empty.
func Text(e *corpus.Edition) []byte {
	return textOf(e.Parts)
}

// TextPart is the text of one part of an edition as Text does it. The error is
// corpus.ErrNotFound where no part has the id.
func TextPart(e *corpus.Edition, id string) ([]byte, error) {
	one, err := Excerpt(e, id)
	if err != nil {
		return nil, err
	}
	return textOf(one.Parts), nil
}

func textOf(parts []corpus.Part) []byte {
	var b strings.Builder
	for _, p := range parts {
		for _, block := range p.Blocks {
			text := labelled(block)
			if text == "" {
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(text)
			b.WriteByte('\n')
		}
	}
	return []byte(b.String())
}

// labelled is a block's text with its label before it, once.
func labelled(b corpus.Block) string {
	text := corpus.Join(body(b))
	if b.Label == "" || text == "" || strings.HasPrefix(text, b.Label) {
		return text
	}
	return b.Label + " " + text
}
