package search

import (
	"maps"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search/passage"
)

// fields is a block as the engine takes it, by the names of its fields.
type fields map[string]any

// shelf writes the blocks of one edition.
type shelf struct {
	words *words
	texts *passage.Writer
	pages map[string]int // by Page.ID, their places in the edition
}

// part writes the texts of a part's blocks and makes their documents, in their
// order.
func (s *shelf) part(part *corpus.Part) (extent, []fields, error) {
	e := extent{Part: part.ID}
	docs := make([]fields, len(part.Blocks))
	var section uint64 // address after the heading's, 0 for none
	for i, b := range part.Blocks {
		text, other := b.Text(), diplomatic(b.Tokens)
		n := s.note(b, text)
		if b.Kind == corpus.Heading {
			section = 0 // it stands under itself
		}
		at, next, err := s.texts.Add(passage.Passage{Text: text, More: other, Note: n.encode(section)})
		if err != nil {
			return e, nil, err
		}
		if i == 0 {
			e.From = at
		}
		if b.Kind == corpus.Heading {
			section = at + 1
		}
		e.Sizes, e.Pages = append(e.Sizes, int(next-at)), append(e.Pages, n.page())
		docs[i] = s.fields(b, text, append(other, alternatives(b.Tokens)...), n.spans)
	}
	return e, docs, nil
}

func (s *shelf) fields(b corpus.Block, text string, other []string, mentions []span) fields {
	doc := fields{fieldText: s.joined(text), fieldKind: string(b.Kind), fieldQuality: quality(b.Tokens)}
	if len(other) > 0 {
		doc[fieldRaw] = s.joined(strings.Join(other, " "))
	}
	if len(mentions) > 0 {
		var terms []string
		for _, m := range mentions {
			terms = append(terms, m.concept, mentionTerm(m.concept, m.reason))
		}
		doc[fieldMention] = strings.Join(terms, " ")
	}
	return doc
}

// joined writes the terms of a text's words with spaces between.
func (s *shelf) joined(text string) string {
	var b strings.Builder
	for piece := range strings.SplitSeq(text, " ") {
		for _, t := range s.words.cut(piece).terms {
			b.WriteString(t)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// vocabulary is the document of the forms of a part's words, so that wildcards
// and likeness know them without a second index of every block.
func (s *shelf) vocabulary(part *corpus.Part) fields {
	seen := map[string]bool{}
	note := func(text string) {
		for piece := range strings.SplitSeq(text, " ") {
			for _, form := range s.words.cut(piece).forms {
				seen[form] = true
			}
		}
	}
	for _, b := range part.Blocks {
		note(b.Text())
		for _, text := range append(diplomatic(b.Tokens), alternatives(b.Tokens)...) {
			note(text)
		}
	}
	return fields{fieldForm: strings.Join(slices.Collect(maps.Keys(seen)), " ")}
}

// isChanged reports whether a token reads otherwise than it was printed, a
// hyphen at a line's end apart.
func isChanged(t corpus.Token) bool {
	e := t.Emendation
	return e != nil && e.Kind != corpus.Unchanged && e.Kind != corpus.Dehyphenated
}

// around is how many words are kept on either side of a change, so that a
// phrase is found as it was printed.
const around = 4

// diplomatic gives the diplomatic text around what was changed.
func diplomatic(tokens []corpus.Token) []string {
	var out []string
	for i := 0; i < len(tokens); i++ {
		if !isChanged(tokens[i]) {
			continue
		}
		from, to := max(0, i-around), i+1
		for next := i; next < len(tokens) && next < to+around; next++ {
			if isChanged(tokens[next]) {
				to = next + 1
			}
		}
		end := min(len(tokens), to+around)
		out = append(out, corpus.JoinRaw(tokens[from:end]))
		i = to - 1
	}
	return out
}

// likely is how probable another reading must be to be searched.
const likely = 0.1

// alternatives are the other readings of doubtful words.
func alternatives(tokens []corpus.Token) []string {
	var out []string
	for _, t := range tokens {
		if t.Emendation == nil {
			continue
		}
		for _, a := range t.Emendation.Alternatives {
			if a.Confidence >= likely {
				out = append(out, a.Text)
			}
		}
	}
	return out
}

// reasonMark parts concept and reason in the term of a mention; no id has it.
const reasonMark = "|"

func mentionTerm(concept string, reason corpus.Reason) string {
	return concept + reasonMark + string(reason)
}

func authorNames(e corpus.PartEntry) []string {
	if e.Paper == nil {
		return nil
	}
	names := make([]string, len(e.Paper.Authors))
	for i, a := range e.Paper.Authors {
		names[i] = a.Name()
	}
	return names
}

func slugs(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = corpus.Slug(n)
	}
	return out
}
