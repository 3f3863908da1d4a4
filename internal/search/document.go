package search

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// docID names a block in the index by its part and its place in it; the
// vocabulary of a part stands before its blocks.
type docID struct {
	part    string
	ordinal int
}

const vocabularyPlace = -1

func (d docID) String() string { return d.part + "/" + strconv.Itoa(d.ordinal) }

func parseDocID(s string) (docID, bool) {
	part, n, ok := strings.Cut(s, "/")
	ordinal, err := strconv.Atoi(n)
	return docID{part, ordinal}, ok && err == nil
}

// stored is what a hit shows.
type stored struct {
	Text    string           `json:"text"`
	Raw     []string         `json:"raw,omitempty"` // the diplomatic text around what was changed
	Block   string           `json:"block"`
	Kind    corpus.BlockKind `json:"kind"`
	Section string           `json:"section,omitempty"`
	Folio   string           `json:"folio,omitempty"`
	Scan    int              `json:"scan,omitempty"`
	Spans   []span           `json:"spans,omitempty"`
	Changed []reach          `json:"changed,omitempty"` // corrected words of the text
}

// span is where in the reading text a concept is mentioned, in bytes.
type span struct {
	Concept string        `json:"concept"`
	From    int           `json:"from"`
	To      int           `json:"to"`
	Reason  corpus.Reason `json:"reason"`
}

// documents makes a part's documents, in the order of its blocks.
func documents(a *match.Analyzer, part *corpus.Part, pages map[string]corpus.Page) ([]map[string]any, error) {
	docs := make([]map[string]any, len(part.Blocks))
	section := ""
	for i, b := range part.Blocks {
		if b.Kind == corpus.Heading {
			section = b.Text()
		}
		page := pages[b.Page()]
		places := tokenPlaces(b.Tokens)
		keep := stored{
			Text: b.Text(), Raw: diplomatic(b.Tokens), Block: b.ID, Kind: b.Kind, Section: section,
			Folio: page.Folio, Scan: page.Scan, Spans: spans(b, places), Changed: changed(b.Tokens, places),
		}
		data, err := json.Marshal(keep)
		if err != nil {
			return nil, fmt.Errorf("index block %s: %w", b.ID, err)
		}
		doc := map[string]any{
			fieldText: keep.Text, fieldKind: string(b.Kind), fieldStored: string(data), fieldQuality: quality(b.Tokens),
		}
		if other := append(slices.Clone(keep.Raw), alternatives(b.Tokens)...); len(other) > 0 {
			doc[fieldRaw] = other
		}
		if len(keep.Spans) > 0 {
			doc[fieldMention] = mentionsAt(a.Words(keep.Text), keep.Spans)
		}
		docs[i] = doc
	}
	return docs, nil
}

// vocabulary is the document of the forms of a part's words, so that wildcards
// and likeness know them without a second index of every block.
func vocabulary(a *match.Analyzer, docs []map[string]any) map[string]any {
	seen := map[string]bool{}
	note := func(text string) {
		for _, w := range a.Words(text) {
			seen[w.Form] = true
		}
	}
	for _, doc := range docs {
		note(doc[fieldText].(string))
		if other, ok := doc[fieldRaw].([]string); ok {
			note(strings.Join(other, " "))
		}
	}
	return map[string]any{fieldForm: strings.Join(slices.Collect(maps.Keys(seen)), " ")}
}

// tokenPlaces gives the bytes of each token in the reading text.
func tokenPlaces(tokens []corpus.Token) []reach {
	places := make([]reach, len(tokens))
	at := 0
	for i := range tokens {
		places[i] = reach{at, at + len(corpus.Join(tokens[i:i+1]))}
		at = places[i].To + 1
	}
	return places
}

// spans finds the bytes of each mention in the block's reading text.
func spans(b corpus.Block, places []reach) []span {
	var out []span
	for _, m := range b.Mentions {
		if m.From < 0 || m.From >= m.To || m.To > len(b.Tokens) {
			continue
		}
		from, to := withoutMarks(b.Tokens[m.From].Text, b.Tokens[m.To-1].Text, places[m.From].From, places[m.To-1].To)
		out = append(out, span{m.Concept, from, to, m.Reason})
	}
	return out
}

// withoutMarks leaves the punctuation that clings to the first and the last
// word of a mention out of it.
func withoutMarks(first, last string, from, to int) (int, int) {
	mark := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	before := len(first) - len(strings.TrimLeftFunc(first, mark))
	after := len(last) - len(strings.TrimRightFunc(last, mark))
	if from+before >= to-after {
		return from, to
	}
	return from + before, to - after
}

// changed are the places of corrected words.
func changed(tokens []corpus.Token, places []reach) []reach {
	var out []reach
	for i, t := range tokens {
		if isChanged(t) {
			out = append(out, places[i])
		}
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

// mentionsAt writes mentions as placed reads them: each by its concept, and by
// its concept and reason.
func mentionsAt(words []match.Word, spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		place := strconv.Itoa(wordAt(words, s.From) + 1)
		b.WriteString(place + " " + s.Concept + " " + place + " " + mentionTerm(s.Concept, s.Reason) + " ")
	}
	return b.String()
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
