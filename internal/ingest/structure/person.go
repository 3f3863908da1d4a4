package structure

import (
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language/names"
)

// byline is what the head of a paper says of its people.
type byline struct {
	authors []corpus.Author
	marks   [][]string // of each author
	groups  [][2]int   // authors that stand together
	places  []place
}

// place is an institution with the mark that it bears and the group of authors
// that it follows.
type place struct {
	mark, text string
	group      int
}

// blockAuthors reads the authors with their affiliations from the blocks of a head.
func (v *volume) blockAuthors(blocks []corpus.Block) []corpus.Author {
	var l byline
	for _, b := range blocks {
		switch b.Kind {
		case corpus.AuthorBlock:
			l.people(v, plain(b))
		case corpus.AffiliationBlock:
			l.place(plain(b))
		}
	}
	l.settle()
	return l.authors
}

// people adds the names of an author block.
func (l *byline) people(v *volume, text string) {
	from := len(l.authors)
	if name, place, ok := v.judge.Led(text); ok {
		l.add(names.Read(name), place)
	} else {
		for _, p := range v.judge.People(text) {
			l.add(p, "")
		}
	}
	if len(l.authors) > from {
		l.groups = append(l.groups, [2]int{from, len(l.authors)})
	}
}

func (l *byline) add(p names.Person, place string) {
	l.authors = append(l.authors, corpus.Author{Given: p.Given, Family: p.Family, Affiliation: place})
	l.marks = append(l.marks, p.Marks)
}

// place adds an affiliation block, cut at the marks that the authors bear.
func (l *byline) place(text string) {
	mark, words := "", []string(nil)
	end := func() {
		if t := strings.Trim(strings.Join(words, " "), " .,;•-‘'’*|_"); names.Institutional(t) || names.Located(t) || mark != "" && len(words) > 0 {
			l.places = append(l.places, place{mark, t, len(l.groups) - 1})
		}
		words = nil
	}
	for w := range strings.FieldsSeq(text) {
		if m := strings.TrimRight(w, ".)"); l.marked(m) {
			end()
			mark = m
			continue
		}
		words = append(words, w)
	}
	end()
}

// marked reports whether an author bears a mark.
func (l *byline) marked(m string) bool {
	return slices.ContainsFunc(l.marks, func(marks []string) bool { return slices.Contains(marks, m) })
}

// settle gives authors their affiliations: by marks; or those that follow them,
// where several groups of authors each have their own; or the only one.
// Otherwise it is not known whose they are, and none is given.
func (l *byline) settle() {
	for i := range l.authors {
		if l.authors[i].Affiliation == "" {
			l.authors[i].Affiliation = strings.Join(l.of(i), "; ")
		}
	}
}

func (l *byline) of(author int) []string {
	var out []string
	for _, p := range l.places {
		switch {
		case p.mark != "":
			if slices.Contains(l.marks[author], p.mark) {
				out = append(out, p.text)
			}
		case len(l.places) == 1, p.group > 0 || p.group == 0 && len(l.groups) > 1:
			if len(l.groups) < 2 || p.group >= 0 && author >= l.groups[p.group][0] && author < l.groups[p.group][1] {
				out = append(out, p.text)
			}
		}
	}
	return out
}

// authors reads the names in a line of names, or of a name and its institution.
func (v *volume) authors(text string) []corpus.Author {
	var l byline
	l.people(v, text)
	return l.authors
}
