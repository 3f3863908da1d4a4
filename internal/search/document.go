package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// docID names a block in the index by its part and its place in it.
type docID struct {
	part    string
	ordinal int
}

func (d docID) String() string { return fmt.Sprintf("%s/%d", d.part, d.ordinal) }

func parseDocID(s string) (docID, bool) {
	part, n, ok := strings.Cut(s, "/")
	ordinal, err := strconv.Atoi(n)
	return docID{part, ordinal}, ok && err == nil
}

// stored is what a hit shows besides its text.
type stored struct {
	Block   string           `json:"block"`
	Kind    corpus.BlockKind `json:"kind"`
	Section string           `json:"section,omitempty"`
	Folio   string           `json:"folio,omitempty"`
	Scan    int              `json:"scan,omitempty"`
	Spans   []span           `json:"spans,omitempty"`
}

// span is where in the reading text a concept is mentioned, in bytes.
type span struct {
	Concept string        `json:"concept"`
	From    int           `json:"from"`
	To      int           `json:"to"`
	Reason  corpus.Reason `json:"reason"`
}

// documents makes a part's documents, by id.
func documents(entry corpus.PartEntry, part *corpus.Part, pages map[string]corpus.Page) (map[string]map[string]any, error) {
	docs := map[string]map[string]any{}
	section := ""
	for i, b := range part.Blocks {
		if b.Kind == corpus.Heading {
			section = b.Text()
		}
		text := b.Text()
		page := pages[b.Page()]
		keep, err := json.Marshal(stored{
			Block: b.ID, Kind: b.Kind, Section: section, Folio: page.Folio, Scan: page.Scan, Spans: spans(b),
		})
		if err != nil {
			return nil, fmt.Errorf("index block %s: %w", b.ID, err)
		}
		doc := map[string]any{
			fieldText: text, fieldKind: string(b.Kind), fieldStored: string(keep),
			fieldPart: entry.ID, fieldVolume: entry.Volume, fieldVolumeTitle: entry.VolumeTitle,
			fieldTitle: entry.Title,
		}
		if raw := b.Raw(); raw != text {
			doc[fieldRaw] = raw
		}
		if entry.Year != 0 {
			doc[fieldYear] = float64(entry.Year)
		}
		if ids := conceptIDs(b); len(ids) > 0 {
			doc[fieldConcept] = ids
		}
		if names := authorNames(entry); len(names) > 0 {
			doc[fieldAuthors] = strings.Join(names, " . ")
			doc[fieldAuthor] = slugs(names)
		}
		docs[docID{entry.ID, i}.String()] = doc
	}
	return docs, nil
}

// spans finds the bytes of each mention in the block's reading text.
func spans(b corpus.Block) []span {
	if len(b.Mentions) == 0 {
		return nil
	}
	starts, ends := make([]int, len(b.Tokens)), make([]int, len(b.Tokens))
	at := 0
	for i, t := range b.Tokens {
		starts[i] = at
		at += len(corpus.Join([]corpus.Token{t}))
		ends[i] = at
		at++
	}
	var out []span
	for _, m := range b.Mentions {
		if m.From < 0 || m.From >= m.To || m.To > len(b.Tokens) {
			continue
		}
		from, to := withoutMarks(b.Tokens[m.From].Text, b.Tokens[m.To-1].Text, starts[m.From], ends[m.To-1])
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

func conceptIDs(b corpus.Block) []string {
	var ids []string
	for _, m := range b.Mentions {
		if !slices.Contains(ids, m.Concept) {
			ids = append(ids, m.Concept)
		}
	}
	return ids
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
