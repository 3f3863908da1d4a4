package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// Cited is what is needed to cite a paper or a page of it.
type Cited struct {
	Paper  corpus.Paper
	Volume corpus.Volume
	Folios string   // the pages cited, as "12" or "12–30"; empty for the whole paper
	Scans  string   // the scans of a passage, as "7" or "7–8"; empty for the whole paper
	URL    string   // permanent address; may be empty
	PDF    string   // address of the paper as PDF; may be empty
	Notes  []string // a reader's own; RIS has a place for them
}

// Citation is the reference in words, Harvard style:
//
//	Family, G. and Family, G. (2007) ‘Title’, in Editor (ed.) Volume. Publisher, pp. 12–30.
func Citation(c Cited) string {
	var b strings.Builder
	b.WriteString(join(initials(c.Paper.Authors), ", ", " and "))
	if c.Volume.Year != 0 {
		fmt.Fprintf(&b, " (%d)", c.Volume.Year)
	}
	fmt.Fprintf(&b, " ‘%s’", fullTitle(c.Paper.Title, c.Paper.Subtitle))
	if in := c.container(); in != "" {
		b.WriteString(", in " + in)
	}
	if place := c.place(pagesAbbreviation); place != "" {
		b.WriteString(", " + place)
	}
	b.WriteString(".")
	if c.URL != "" {
		b.WriteString(" " + c.URL)
	}
	return strings.TrimSpace(b.String())
}

func (c Cited) container() string {
	var in []string
	if n := len(c.Volume.Editors); n > 0 {
		role := "(eds)"
		if n == 1 {
			role = "(ed.)"
		}
		in = append(in, join(c.Volume.Editors, ", ", " and ")+" "+role)
	}
	if t := fullTitle(c.Volume.Title, c.Volume.Subtitle); t != "" {
		in = append(in, t)
	}
	out := strings.Join(in, " ")
	if out != "" && c.Volume.Publisher != "" {
		out += ". " + c.Volume.Publisher
	}
	return out
}

// folios is the pages cited, those of the whole paper if none were named. A
// paper of which only one end is known is cited without them.
func (c Cited) folios() string {
	if c.Folios != "" {
		return c.Folios
	}
	first, last := c.Paper.FirstFolio, c.Paper.LastFolio
	switch {
	case first == "" || last == "":
		return ""
	case first == last:
		return first
	}
	return first + "–" + last
}

// place is where to look the citation up: its printed pages, after what a style
// calls them, and of a passage the scan in brackets, as an addition of ours.
func (c Cited) place(called func(folios string) string) string {
	var in []string
	if f := c.folios(); f != "" {
		in = append(in, strings.TrimSpace(called(f)+" "+f))
	}
	if c.Scans != "" {
		in = append(in, "["+scansName(c.Scans)+" "+c.Scans+"]")
	}
	return strings.Join(in, " ")
}

// span is the first and last page cited; last is empty if there is one only.
func (c Cited) span() (first, last string) {
	first, last, _ = strings.Cut(strings.ReplaceAll(c.folios(), "-", "–"), "–")
	return strings.TrimSpace(first), strings.TrimSpace(last)
}

// key names the citation in a reader's own list: family name, year and the
// first word of the title that is not an article, in ASCII.
func (c Cited) key() string {
	name := "anonymous"
	if len(c.Paper.Authors) > 0 {
		name = c.Paper.Authors[0].Family
	}
	key := strings.ReplaceAll(corpus.Slug(name), "-", "")
	if c.Volume.Year != 0 {
		key += fmt.Sprint(c.Volume.Year)
	}
	return key + firstWord(c.Paper.Title)
}

// firstWord is the first word of a title that is not an article, in ASCII.
func firstWord(title string) string {
	for w := range strings.SplitSeq(corpus.Slug(title), "-") {
		if w != "a" && w != "an" && w != "the" {
			return w
		}
	}
	return ""
}

func scansName(scans string) string {
	if strings.Contains(scans, "–") {
		return "scans"
	}
	return "scan"
}

func pagesAbbreviation(folios string) string {
	if strings.ContainsAny(folios, "–-,") {
		return "pp."
	}
	return "p."
}

func initials(authors []corpus.Author) []string {
	out := make([]string, len(authors))
	for i, a := range authors {
		out[i] = a.Family
		var marks strings.Builder
		for _, part := range strings.FieldsFunc(a.Given, func(r rune) bool { return r == ' ' || r == '.' }) {
			marks.WriteString(string([]rune(part)[:1]) + ".")
		}
		if marks.Len() > 0 {
			out[i] += ", " + marks.String()
		}
	}
	return out
}

func join(names []string, comma, and string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], comma) + and + names[n-1]
	}
	return strings.Join(names, "")
}

// person parts a name in reading order into given and family name. Lower-case
// particles belong to the family: "Ludwig van Beethoven" is "van Beethoven".
func person(name string) corpus.Author {
	words := strings.Fields(name)
	if len(words) < 2 {
		return corpus.Author{Family: name}
	}
	i := len(words) - 1
	for i > 1 && words[i-1] == strings.ToLower(words[i-1]) && !strings.HasSuffix(words[i-1], ".") {
		i--
	}
	return corpus.Author{Given: strings.Join(words[:i], " "), Family: strings.Join(words[i:], " ")}
}

// inverted is "Family, Given".
func inverted(a corpus.Author) string {
	if a.Given == "" {
		return a.Family
	}
	return a.Family + ", " + a.Given
}

func people(names []string) []corpus.Author {
	out := make([]corpus.Author, len(names))
	for i, n := range names {
		out[i] = person(n)
	}
	return out
}
