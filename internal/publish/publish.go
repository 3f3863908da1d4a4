// Package publish writes editions and papers in the forms that others read:
// the neutral JSON of papers, tokens and mentions with their evidence, Markdown,
// plain text, TEI (by the schema in tei.rnc), EPUB, facsimiles in PDF, a volume
// as a zip, and citations and the entries of lists of references as BibTeX, RIS
// and CSL-JSON, and page metadata.
//
// Every function is pure: an edition or a description in, bytes out, the same
// bytes for the same value. The package finds out nothing by itself. What an
// edition does not know is left out, never guessed; how a volume became an
// edition is the business of internal/ingest, and who may fetch which form at
// which address is that of internal/server.
package publish

import (
	"encoding/json"
	"io"
	"strings"

	"recto/internal/corpus"
)

// encoder writes JSON values, one a line, with their letters as they are.
func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// fullTitle joins a title and its subtitle as a citation shows them.
func fullTitle(title, subtitle string) string {
	switch {
	case subtitle == "":
		return title
	case title == "":
		return subtitle
	case strings.ContainsAny(title[len(title)-1:], ":?!.-"):
		return title + " " + subtitle
	}
	return title + ": " + subtitle
}

// body is a block's tokens without the label that they may begin with: a
// heading without its number, a note without its mark, an item without its bullet.
// A point or brackets about a number go with it.
func body(b corpus.Block) []corpus.Token {
	want := strings.ReplaceAll(b.Label, " ", "")
	if want == "" {
		return b.Tokens
	}
	for i, t := range b.Tokens {
		rest, ok := strings.CutPrefix(want, t.Text)
		if !ok {
			rest, ok = "", strings.Trim(t.Text, "[().]") == want
		}
		if t.Gap != "" || !ok {
			break
		}
		if want = rest; want == "" {
			return b.Tokens[i+1:]
		}
	}
	return b.Tokens
}

// bodyText is the reading text of body, with gaps passed over. A note's mark is
// cut off even where it clings to the first word.
func bodyText(b corpus.Block) string {
	tokens := body(b)
	whole := len(tokens) == len(b.Tokens)
	var words []string
	for _, t := range tokens {
		if t.Gap == "" {
			words = append(words, t.Text)
		}
	}
	text := strings.Join(words, " ")
	if b.Kind == corpus.Note && whole {
		text = strings.TrimSpace(strings.TrimPrefix(text, b.Label))
	}
	return text
}

// head reports whether a block belongs to the head of a paper, which Paper describes.
func head(k corpus.BlockKind) bool {
	switch k {
	case corpus.TitleBlock, corpus.SubtitleBlock, corpus.AuthorBlock, corpus.AffiliationBlock, corpus.KeywordsBlock:
		return true
	}
	return false
}
