package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// Styled is a citation in the manner of one style.
type Styled struct {
	Style string
	Text  string
}

// Styles are the citation in the styles that readers are asked for most, as
// plain text.
func Styles(c Cited) []Styled {
	return []Styled{
		{"Harvard", Citation(c)},
		{"APA", apa(c)},
		{"Chicago", chicago(c)},
		{"MLA", mla(c)},
	}
}

// apa follows the Publication Manual of the American Psychological
// Association, 7th edition, for a chapter in an edited book.
func apa(c Cited) string {
	year := "n.d."
	if c.Volume.Year != 0 {
		year = fmt.Sprint(c.Volume.Year)
	}
	s := sentences{}
	title := fullTitle(c.Paper.Title, c.Paper.Subtitle)
	if len(c.Paper.Authors) > 0 {
		s.add(join(spaced(c.Paper.Authors), ", ", ", & ") + " (" + year + ")")
		s.add(title)
	} else {
		s.add(title + " (" + year + ")")
	}
	in := fullTitle(c.Volume.Title, c.Volume.Subtitle)
	if n := len(c.Volume.Editors); n > 0 && in != "" {
		in = join(leading(people(c.Volume.Editors)), ", ", " & ") + " " + editorRole(n, "(Ed.)", "(Eds.)") + ", " + in
	}
	if place := c.place(pagesAbbreviation); place != "" && in != "" {
		in += " (" + place + ")"
	}
	if in != "" {
		s.add("In " + in)
	}
	s.add(c.Volume.Publisher)
	return s.with(c.URL)
}

// chicago follows the Chicago Manual of Style, 17th edition, author and date.
func chicago(c Cited) string {
	s := sentences{}
	s.add(invertedFirst(c.Paper.Authors))
	if c.Volume.Year != 0 {
		s.add(fmt.Sprint(c.Volume.Year))
	}
	s.quoted(fullTitle(c.Paper.Title, c.Paper.Subtitle))
	if in := fullTitle(c.Volume.Title, c.Volume.Subtitle); in != "" {
		if len(c.Volume.Editors) > 0 {
			in += ", edited by " + join(c.Volume.Editors, ", ", " and ")
		}
		if place := c.place(func(string) string { return "" }); place != "" {
			in += ", " + place
		}
		s.add("In " + in)
	}
	s.add(c.Volume.Publisher)
	return s.with(c.URL)
}

// mla follows the MLA Handbook, 9th edition.
func mla(c Cited) string {
	s := sentences{}
	authors := invertedFirst(c.Paper.Authors[:min(1, len(c.Paper.Authors))]) + ", et al."
	if len(c.Paper.Authors) < 3 {
		authors = invertedFirst(c.Paper.Authors)
	}
	s.add(authors)
	s.quoted(fullTitle(c.Paper.Title, c.Paper.Subtitle))
	var in []string
	add := func(text string) {
		if text != "" {
			in = append(in, text)
		}
	}
	add(fullTitle(c.Volume.Title, c.Volume.Subtitle))
	if len(c.Volume.Editors) > 0 {
		add("edited by " + join(c.Volume.Editors, ", ", " and "))
	}
	add(c.Volume.Publisher)
	if c.Volume.Year != 0 {
		add(fmt.Sprint(c.Volume.Year))
	}
	add(c.place(pagesAbbreviation))
	s.add(strings.Join(in, ", "))
	return s.with(c.URL)
}

// sentences are parts of a citation, each ended by a full stop.
type sentences struct{ parts []string }

func (s *sentences) add(text string) {
	if text == "" {
		return
	}
	if !strings.ContainsAny(text[len(text)-1:], ".?!") {
		text += "."
	}
	s.parts = append(s.parts, text)
}

// quoted adds a title in quotation marks, with its full stop inside.
func (s *sentences) quoted(title string) {
	if title == "" {
		return
	}
	if !strings.ContainsAny(title[len(title)-1:], ".?!") {
		title += "."
	}
	s.parts = append(s.parts, "“"+title+"”")
}

func (s *sentences) with(url string) string {
	if url != "" {
		s.parts = append(s.parts, url)
	}
	return strings.Join(s.parts, " ")
}

func editorRole(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// spaced are names as "Family, G. H.".
func spaced(authors []corpus.Author) []string {
	out := initials(authors)
	for i, name := range out {
		out[i] = strings.TrimSpace(strings.ReplaceAll(name, ".", ". "))
	}
	return out
}

// leading are names as "G. H. Family".
func leading(authors []corpus.Author) []string {
	out := make([]string, len(authors))
	for i, name := range spaced(authors) {
		family, given, both := strings.Cut(name, ", ")
		if out[i] = family; both {
			out[i] = given + " " + family
		}
	}
	return out
}

// invertedFirst are the authors with the first one's family name in front.
func invertedFirst(authors []corpus.Author) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		if names[i] = a.Name(); i == 0 {
			names[i] = inverted(a)
		}
	}
	return join(names, ", ", ", and ")
}
