package desk

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// doubt is the confidence below which a word is doubtful.
const doubt = .8

// doubtful is a word that may be read wrongly, with what depends on it.
type doubtful struct {
	Word         string // Word.ID
	Text         string
	Raw          string
	Before       string
	After        string
	Alternatives []string
	Why          string // what depends on it, in words
	Part         string // Part.ID
	PartTitle    string
	Scan         int
	Picture      string
	weight       float64
}

// mostDoubts is how many doubtful words are shown.
const mostDoubts = 60

// doubts are the doubtful words of an edition, those first that would change most
// if they were read otherwise: titles, names and concepts before common text.
// Beside those that are given it tells how many there are in all.
func doubts(e *corpus.Edition) (worst []doubtful, total int) {
	concepts := conceptual(e)
	var all []doubtful
	for i := range e.Parts {
		part := &e.Parts[i]
		for j := range part.Blocks {
			b := &part.Blocks[j]
			for k, t := range b.Tokens {
				if t.Emendation == nil || t.Confidence() >= doubt || len(t.Words) == 0 {
					continue
				}
				d := doubtful{Word: t.ID(), Text: t.Text, Raw: t.Raw(), Part: part.ID, PartTitle: part.Title, Scan: t.Words[0].Scan}
				if part.Paper != nil {
					d.PartTitle = part.Paper.Title
				}
				worth, why := importance(b, k, concepts)
				d.weight, d.Why = worth*(1-t.Confidence()), why
				d.Before, d.After = around(b.Tokens, k)
				for _, a := range t.Emendation.Alternatives {
					d.Alternatives = append(d.Alternatives, a.Text)
				}
				all = append(all, d)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b doubtful) int { return cmp.Compare(b.weight, a.weight) })
	worst = all[:min(len(all), mostDoubts)]
	for i := range worst {
		worst[i].Picture = pictureOf(e, worst[i].Scan, 1600)
	}
	return worst, len(all)
}

// importance is how much depends on a word, and what.
func importance(b *corpus.Block, i int, concepts map[string]bool) (worth float64, why string) {
	t := b.Tokens[i]
	switch b.Kind {
	case corpus.TitleBlock, corpus.SubtitleBlock:
		return 8, "in a title"
	case corpus.AuthorBlock:
		return 8, "in an author’s name"
	case corpus.Heading:
		return 5, "in a heading"
	}
	if slices.ContainsFunc(b.Mentions, func(m corpus.Mention) bool { return m.From <= i && i < m.To }) {
		return 6, "in a concept"
	}
	for _, a := range append([]corpus.Alternative{{Text: t.Text}}, t.Emendation.Alternatives...) {
		if concepts[bare(a.Text)] {
			return 5, "may be a concept’s word"
		}
	}
	switch {
	case b.Kind == corpus.AbstractBlock, b.Kind == corpus.KeywordsBlock:
		return 3, "in an abstract"
	case b.Kind == corpus.ReferenceBlock && strings.ContainsFunc(t.Text, unicode.IsDigit):
		return 3, "a number in a reference"
	case name(b.Tokens, i):
		return 3, "perhaps a name"
	case b.Kind == corpus.ReferenceBlock:
		return 2, "in a reference"
	}
	return 1, ""
}

// name reports whether a word is written as a name is: with a capital, and not
// because a sentence begins.
func name(tokens []corpus.Token, i int) bool {
	first := []rune(strings.TrimLeft(tokens[i].Text, "(“‘\"'"))
	if i == 0 || len(first) < 2 || !unicode.IsUpper(first[0]) || unicode.IsUpper(first[1]) {
		return false
	}
	return !strings.HasSuffix(strings.TrimRight(tokens[i-1].Text, "”’\"')"), ".")
}

// around is the text before and after a word.
func around(tokens []corpus.Token, i int) (before, after string) {
	const reach = 6
	return corpus.Join(tokens[max(0, i-reach):i]), corpus.Join(tokens[i+1 : min(len(tokens), i+1+reach)])
}
