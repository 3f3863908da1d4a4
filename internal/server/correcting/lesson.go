package correcting

import (
	"strings"

	"recto/internal/corpus"
)

// readBy is what a word reads by a lesson, with its own punctuation; empty if the
// lesson is not about it, or if it reads so already.
func readBy(l corpus.Lesson, raw, reading string) string {
	before, word, after := corpus.Bare(raw)
	if word != l.Seen {
		return ""
	}
	if _, now, _ := corpus.Bare(reading); now == l.Printed {
		return ""
	}
	return before + l.Printed + after
}

// lessonPlace is a word that a lesson would change.
type lessonPlace struct {
	Volume  string
	Word    string // Word.ID
	Reading string // as it reads now
	Text    string // as it would read
	Before  string
	After   string
	Name    string // of its printed page
	URL     string
	at      corpus.Place
}

// lessonPart is a paper, or another part, with the places in it.
type lessonPart struct {
	Title  string
	Volume corpus.Volume
	Places []lessonPlace
}

// lessonIn finds the places in an edition that a lesson would change. What a
// person decided or proposed stays as it is.
func lessonIn(e *corpus.Edition, l corpus.Lesson, log []corpus.CorrectionEntry) []lessonPart {
	var parts []lessonPart
	lines := lineIndex{edition: e}
	for _, part := range e.Parts {
		p := lessonPart{Title: partTitle(part), Volume: e.Volume}
		for _, b := range part.Blocks {
			p.Places = append(p.Places, lessonInBlock(&lines, b, l, log)...)
		}
		if len(p.Places) > 0 {
			parts = append(parts, p)
		}
	}
	return parts
}

// partTitle is what a part is called, or else what it is.
func partTitle(part corpus.Part) string {
	switch {
	case part.Paper != nil && part.Paper.Title != "":
		return part.Paper.Title
	case part.Title != "":
		return part.Title
	}
	return strings.ReplaceAll(string(part.Kind), "-", " ")
}

func lessonInBlock(lines *lineIndex, b corpus.Block, l corpus.Lesson, log []corpus.CorrectionEntry) (all []lessonPlace) {
	units, done := unitsOf(b.Tokens), 0
	for _, u := range units {
		from := done
		done += len(u.tokens)
		if u.supplied || len(u.words) != 1 || byHand(u.tokens) {
			continue
		}
		text := readBy(l, u.words[0].Raw, u.text())
		if text == "" {
			continue
		}
		at, page, ok := lines.placeOf(u.words[0])
		if !ok || contradicts(log, at) {
			continue
		}
		volume := lines.edition.Volume.ID
		const reach = 8
		all = append(all, lessonPlace{
			Volume: volume, Word: u.words[0].ID, Reading: u.text(), Text: text, at: at,
			Before: corpus.Join(b.Tokens[max(0, from-reach):from]),
			After:  corpus.Join(b.Tokens[done:min(len(b.Tokens), done+reach)]),
			Name:   pageName(page), URL: wordURL(volume, u.words[0].ID),
		})
	}
	return all
}

// contradicts reports whether a person decided or proposed something about a place.
func contradicts(log []corpus.CorrectionEntry, at corpus.Place) bool {
	this := corpus.Correction{Kind: corpus.Reread, At: at}
	for _, c := range log {
		if this.Competes(c.Correction) {
			return true
		}
	}
	return false
}

// lineIndex finds the line of a word, once that is asked for.
type lineIndex struct {
	edition *corpus.Edition
	at      map[string][3]int // page, line, word
}

func (x *lineIndex) placeOf(w corpus.Word) (at corpus.Place, page corpus.Page, ok bool) {
	if x.at == nil {
		x.at = map[string][3]int{}
		for i, p := range x.edition.Pages {
			for j, l := range p.Lines {
				for k, w := range l.Words {
					x.at[w.ID] = [3]int{i, j, k}
				}
			}
		}
	}
	n, ok := x.at[w.ID]
	if !ok {
		return at, page, false
	}
	page = x.edition.Pages[n[0]]
	return corpus.PlaceOf(page.Lines[n[1]].Words, n[2], n[2]+1), page, true
}
