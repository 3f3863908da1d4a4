package correcting

import (
	"net/http"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// sideQuestion asks on which of the two pages of a scan a line stands.
type sideQuestion struct {
	Line   string // Word.ID of its first word
	Text   string
	Around *place // as it was read, where nothing is known of any line
	Left   place
	Right  place
	Likely corpus.Side
	Skip   string // this line and those that were left for later before it
}

// place is where a line would stand on a page: between which others.
type place struct{ Before, After []string }

// standing is a line in one of the two columns.
type standing struct {
	ID    string
	Text  string
	Doubt bool
	Said  bool
	Other corpus.Side // the page that it does not stand on; empty where nothing is known of any line
}

// neighbours is how many lines of each page are shown on either side of the one
// that is asked about.
const neighbours = 2

// question is what is asked next about the pages of a scan, if the answer puts so
// many words right; nil for nothing.
func (p *parting) question(least float64, skipped []string) *sideQuestion {
	skip := map[string]bool{}
	for _, id := range skipped {
		skip[id] = true
	}
	i := p.ask(least, skip)
	if i < 0 {
		return nil
	}
	id := p.lines[i].ID
	q := &sideQuestion{Line: id, Text: p.raw(i), Left: p.place(i, corpus.Left), Right: p.place(i, corpus.Right)}
	if !p.said {
		around := q.Right // before any answer, all lines are taken to stand there
		q.Around, q.Left, q.Right = &around, place{}, place{}
	} else {
		q.Likely, _ = p.side(i)
	}
	q.Skip = strings.Join(append(slices.Clone(skipped), id), ",")
	return q
}

func (p *parting) raw(i int) string {
	l := p.text[p.lines[i].ID]
	return l.Raw()
}

// place is where line i would stand on a page.
func (p *parting) place(i int, page corpus.Side) (at place) {
	for k := i - 1; k >= 0 && len(at.Before) < neighbours; k-- {
		if side, _ := p.side(k); side == page {
			at.Before = slices.Insert(at.Before, 0, p.raw(k))
		}
	}
	for k := i + 1; k < len(p.lines) && len(at.After) < neighbours; k++ {
		if side, _ := p.side(k); side == page {
			at.After = append(at.After, p.raw(k))
		}
	}
	return at
}

// sideColumn is the lines of a page.
type sideColumn struct {
	Name  string
	Lines []standing
}

// columns are the lines of both pages in the order that they have now; of one, as
// they were read, where nothing is known of any line.
func (p *parting) columns(pages []corpus.Page) []sideColumn {
	if !p.said {
		all := sideColumn{Name: "The lines as they were read"}
		for i, l := range p.lines {
			all.Lines = append(all.Lines, standing{ID: l.ID, Text: p.raw(i)})
		}
		return []sideColumn{all}
	}
	index := map[string]int{}
	for i, l := range p.lines {
		index[l.ID] = i
	}
	left, right := sideColumn{Name: "Left page"}, sideColumn{Name: "Right page"}
	for _, leaf := range pages {
		for _, l := range leaf.Lines {
			if len(l.Words) == 0 || l.Role.Forme() {
				continue
			}
			i := index[l.ID()]
			side, sure := p.side(i)
			s := standing{ID: p.lines[i].ID, Text: l.Raw(), Doubt: !sure, Said: p.lines[i].Said != "", Other: corpus.Left}
			if side == corpus.Right {
				right.Lines = append(right.Lines, s)
				continue
			}
			s.Other = corpus.Right
			left.Lines = append(left.Lines, s)
		}
	}
	return []sideColumn{left, right}
}

// open are the lines of which nobody said where they stand, each with the page
// that it stands on now, as a form gives them.
func (p *parting) open() (all []string) {
	for i, l := range p.lines {
		if l.Said == "" {
			side, _ := p.side(i)
			all = append(all, l.ID+" "+string(side))
		}
	}
	return all
}

// standCorrections is what a form decides about the pages on which lines stand:
// one line by its own button, or all that it names.
func standCorrections(r *http.Request, pages []corpus.Page) (all []corpus.Correction) {
	said := r.PostForm["stand"]
	if r.PostForm.Get("do") == "stands" {
		said = r.PostForm["stands"]
	}
	for _, s := range said {
		id, side, _ := strings.Cut(s, " ")
		line := lineAt(pages, id)
		if line == nil || side != string(corpus.Left) && side != string(corpus.Right) {
			return nil
		}
		all = append(all, corpus.Correction{Kind: corpus.Stand, At: corpus.PlaceOf(line.Words, 0, len(line.Words)), Name: side})
	}
	return all
}

// skippedLines are the lines that a person left for later.
func skippedLines(r *http.Request) []string {
	return strings.FieldsFunc(r.URL.Query().Get("skip"), func(c rune) bool { return c == ',' })
}
