package replay

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// Words replays, on lines that have their tokens, the corrections of words, whose
// places [Lines] found. It gives the pages, which share nothing that was altered
// with those it was given.
func Words(pages []corpus.Page, found []corpus.Correction) ([]corpus.Page, corpus.Report) {
	var report corpus.Report
	about := func(c corpus.Correction) bool { return c.Kind == corpus.Reread || c.Kind == corpus.Supply }
	if !slices.ContainsFunc(found, about) {
		return pages, report
	}
	r := newReader(pages)
	for _, c := range found {
		if !about(c) {
			continue
		}
		did, why := r.replay(c)
		if why != "" {
			conflict(&report, c, why)
			continue
		}
		report.Add(did, 1)
	}
	return r.pages, report
}

// reader rereads words.
type reader struct {
	pages []corpus.Page
	words []corpus.Word           // of the text, in reading order
	at    map[string]int          // index in words, by Word.ID
	line  map[string]*corpus.Line // whose tokens have the word, by Word.ID
	forme map[string]corpus.Role  // of words out of the text
}

func newReader(pages []corpus.Page) *reader {
	r := &reader{pages: slices.Clone(pages), at: map[string]int{}, line: map[string]*corpus.Line{}, forme: map[string]corpus.Role{}}
	for i := range r.pages {
		r.pages[i].Lines = slices.Clone(r.pages[i].Lines)
		for j := range r.pages[i].Lines {
			r.add(&r.pages[i].Lines[j])
		}
	}
	return r
}

func (r *reader) add(l *corpus.Line) {
	for _, w := range l.Words {
		if l.Role.Forme() {
			r.forme[w.ID] = l.Role
			continue
		}
		r.at[w.ID] = len(r.words)
		r.words = append(r.words, w)
	}
	l.Tokens = slices.Clone(l.Tokens)
	for _, t := range l.Tokens {
		for _, w := range t.Words {
			if _, ok := r.line[w.ID]; !ok {
				r.line[w.ID] = l
			}
		}
	}
}

// replay does a correction of words, and says what it did or why it cannot.
func (r *reader) replay(c corpus.Correction) (did, why string) {
	i, ok := r.at[c.At.First]
	j, there := r.at[c.At.End()]
	switch {
	case !ok && r.forme[c.At.First] != "":
		return "", "its line is kept out of the text, as a running head, a folio or dirt"
	case !ok, !there, j < i, j-i >= longestRun, r.line[c.At.First] == nil:
		return "", "its words do not stand together any more; look at the scan and decide again"
	}
	run := r.words[i : j+1]
	if c.Kind == corpus.Supply {
		return r.supply(run[len(run)-1], c), ""
	}
	return r.reread(run, c), ""
}

// reread puts the text of a correction in the place of the tokens of some words.
func (r *reader) reread(run []corpus.Word, c corpus.Correction) (did string) {
	ids := idSet(run)
	old := r.take(ids)
	did = "replay.words"
	if corpus.Join(old.tokens) == strings.Join(strings.Fields(c.Text), " ") {
		did = "replay.fulfilled" // as the program reads it by itself
	}
	var fresh []corpus.Token
	if fields := strings.Fields(c.Text); len(fields) > 0 {
		fresh = reading(fields, run, old.tokens)
	}
	before, behind := old.rest(ids)
	fresh = slices.Concat(spell(before), fresh)
	fresh = rejoin(fresh, behind)
	for i := range fresh {
		fresh[i].Page = old.page
	}
	r.put(old, fresh, run)
	return did
}

// supply puts words after the token of a word. They carry that token's evidence,
// since they have none of their own.
func (r *reader) supply(word corpus.Word, c corpus.Correction) (did string) {
	l := r.line[word.ID]
	if l == nil {
		return "replay.fulfilled"
	}
	at := 0
	for i, t := range l.Tokens {
		if slices.ContainsFunc(t.Words, func(w corpus.Word) bool { return w.ID == word.ID }) {
			at = i + 1
		}
	}
	fields := strings.Fields(c.Text)
	if corpus.Join(l.Tokens[at:min(len(l.Tokens), at+len(fields))]) == strings.Join(fields, " ") {
		return "replay.fulfilled"
	}
	var fresh []corpus.Token
	for _, f := range fields {
		fresh = append(fresh, corpus.Token{
			Text: f, Words: l.Tokens[at-1].Words, Page: l.Tokens[at-1].Page,
			Emendation: &corpus.Emendation{Kind: corpus.Corrected, Rule: Supplied, Confidence: 1},
		})
	}
	l.Tokens = slices.Insert(l.Tokens, at, fresh...)
	return "replay.words"
}

func idSet(words []corpus.Word) map[string]bool {
	ids := make(map[string]bool, len(words))
	for _, w := range words {
		ids[w.ID] = true
	}
	return ids
}
