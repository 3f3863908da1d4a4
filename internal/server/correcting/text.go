package correcting

import (
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
)

// around are the pages of an edition that can have to do with the scan of one of
// them: a word may run on to the next page, and a correction reaches no farther.
func around(pages []corpus.Page, scan int) []corpus.Page {
	var near []corpus.Page
	for _, p := range pages {
		if p.Scan >= scan-1 && p.Scan <= scan+1 {
			near = append(near, p)
		}
	}
	return near
}

// lined gives pages whose lines have the tokens that the parts of their edition
// have. It shares nothing that may be altered with what it was given.
func lined(pages []corpus.Page, parts []corpus.Part) []corpus.Page {
	out := slices.Clone(pages)
	at := map[string]*corpus.Line{}
	for i := range out {
		out[i].Lines = slices.Clone(out[i].Lines)
		for j := range out[i].Lines {
			l := &out[i].Lines[j]
			if l.Role.Forme() {
				continue
			}
			l.Tokens = nil
			for _, w := range l.Words {
				at[w.ID] = l
			}
		}
	}
	for _, part := range parts {
		for _, b := range part.Blocks {
			for _, t := range b.Tokens {
				if l := at[t.ID()]; l != nil { // a gap without words marks a seam between lines, and is in none
					l.Tokens = append(l.Tokens, t)
				}
			}
		}
	}
	return out
}

// corrected replays corrections of words on lines that have their tokens.
func corrected(pages []corpus.Page, all []corpus.Correction) ([]corpus.Page, corpus.Report) {
	_, found, report := replay.Lines(pages, slices.DeleteFunc(slices.Clone(all), func(c corpus.Correction) bool {
		return c.Kind != corpus.Reread && c.Kind != corpus.Supply || !slices.ContainsFunc(pages, func(p corpus.Page) bool { return p.Scan == c.At.Scan })
	}))
	pages, more := replay.Words(pages, found)
	report.Merge(more)
	return pages, report
}

// pageAt is the index of a printed page, -1 if there is none.
func pageAt(pages []corpus.Page, id string) int {
	return slices.IndexFunc(pages, func(p corpus.Page) bool { return p.ID == id })
}

// unit is the least that one correction can change of a line: a token, or
// several that one word was parted into.
type unit struct {
	tokens   []corpus.Token
	words    []corpus.Word // the evidence
	supplied bool          // by hand: the words are those that it stands after
}

func (u unit) text() string { return corpus.Join(u.tokens) }

// unitsOf parts the tokens of a line.
func unitsOf(tokens []corpus.Token) []unit {
	var all []unit
	for _, t := range tokens {
		if t.Emendation != nil && t.Emendation.Rule == replay.Supplied {
			if n := len(all); n > 0 && all[n-1].supplied && all[n-1].words[0].ID == t.ID() {
				all[n-1].tokens = append(all[n-1].tokens, t)
				continue
			}
			all = append(all, unit{tokens: []corpus.Token{t}, words: t.Words, supplied: true})
			continue
		}
		if n := len(all); n > 0 && !all[n-1].supplied && shares(all[n-1].words, t.Words) {
			last := &all[n-1]
			last.tokens = append(last.tokens, t)
			for _, w := range t.Words {
				if !has(last.words, w.ID) {
					last.words = append(last.words, w)
				}
			}
			continue
		}
		all = append(all, unit{tokens: []corpus.Token{t}, words: slices.Clone(t.Words)})
	}
	return all
}

func shares(a, b []corpus.Word) bool {
	return slices.ContainsFunc(b, func(w corpus.Word) bool { return has(a, w.ID) })
}

func has(words []corpus.Word, id string) bool {
	return slices.ContainsFunc(words, func(w corpus.Word) bool { return w.ID == id })
}

func squash(s string) []rune { return []rune(strings.Join(strings.Fields(s), "")) }
