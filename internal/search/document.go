package search

import (
	"strings"

	blevedocument "github.com/blevesearch/bleve/v2/document"

	"recto/internal/corpus"
	"recto/internal/search/passage"
)

// shelf writes the blocks of one edition.
type shelf struct {
	words *words
	texts *passage.Writer
	pages map[string]int // by Page.ID, their places in the edition
	parts int            // begun so far, by the writer
	forms []string       // of the part begun last; some may come twice
}

// part writes the texts of a part's blocks and makes their documents, in their
// order. Before them stands the document of the forms of the part's words, so
// that wildcards and likeness know them without a second index of every block.
func (s *shelf) part(part *corpus.Part) (extent, []*blevedocument.Document, error) {
	e := extent{Part: part.ID}
	s.parts, s.forms = s.parts+1, nil
	docs := make([]*blevedocument.Document, 1, len(part.Blocks)+1)
	var section uint64 // address after the heading's, 0 for none
	for i, b := range part.Blocks {
		text := b.Text()
		n := s.note(b, text)
		if b.Kind == corpus.Heading {
			section = 0 // it stands under itself
		}
		draft := passage.Draft{Text: s.numbers(text), More: s.all(diplomatic(b.Tokens)), Note: n.encode(section)}
		at, next, err := s.texts.Add(draft)
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
		docs = append(docs, s.document(at, b, draft, n.spans))
	}
	docs[0] = newDocument(e.vocabularyID(), once(fieldForm, s.forms...))
	return e, docs, nil
}

func (s *shelf) document(at uint64, b corpus.Block, draft passage.Draft, mentions []span) *blevedocument.Document {
	raw := append(draft.More, s.all(alternatives(b.Tokens))...)
	return newDocument(docID(at), s.words.count(fieldText, draft.Text), s.words.count(fieldRaw, raw...), mentionField(mentions),
		once(fieldKind, string(b.Kind)), once(fieldQuality, quality(b.Tokens)))
}

// mentionField has for each mention the concept alone and with its reason.
func mentionField(mentions []span) *field {
	f := newField(fieldMention, true, 2*len(mentions))
	f.length = 2 * len(mentions)
	for _, m := range mentions {
		f.add(m.concept)
		f.add(mentionTerm(m.concept, m.reason))
	}
	return f
}

// numbers are those of the words of a text, of which the part's vocabulary takes
// note.
func (s *shelf) numbers(text string) []uint32 {
	out := make([]uint32, 0, 1+strings.Count(text, " "))
	for piece := range strings.SplitSeq(text, " ") {
		n := s.texts.Number(piece)
		if c := s.words.cut(n, piece); c.part != s.parts {
			c.part = s.parts
			s.forms = append(s.forms, c.forms...)
		}
		out = append(out, n)
	}
	return out
}

func (s *shelf) all(texts []string) [][]uint32 {
	out := make([][]uint32, len(texts))
	for i, text := range texts {
		out[i] = s.numbers(text)
	}
	return out
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
