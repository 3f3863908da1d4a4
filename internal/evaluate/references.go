package evaluate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// Parsed is how well references were parsed into fields.
type Parsed struct {
	References int           `json:"references"`
	Words      Share         `json:"words"`                // words that were given to the right field, words of no meaning aside
	Fields     map[string]F1 `json:"fields"`               // a value is right if it is the true one letter for letter, case, punctuation and spaces ignored
	Whole      Share         `json:"whole"`                // references with every value of the truth right
	Confusions []Confusion   `json:"confusions,omitempty"` // of words, the most frequent first
}

// Confusion says how many words of one field were given to another; no field is "".
type Confusion struct {
	Truth string `json:"truth"`
	Given string `json:"given"`
	Words int    `json:"words"`
}

// ReferenceMeter measures parsed references one by one.
type ReferenceMeter struct {
	parsed Parsed
	counts map[string]*[3]int // by field: right, given, true
	wrong  map[Confusion]int  // by the two fields
}

// fields are measured by name, in the order of the table. Authors and surnames
// are one value a person where the truth parts persons, else one value together.
var fields = []string{"author", "surname", "editor", "year", "title", "container", "volume", "pages", "publisher", "place", "doi", "url"}

// Fields are the names of the fields that are measured.
func Fields() []string { return slices.Clone(fields) }

// Add measures one reference and what was made of it.
func (m *ReferenceMeter) Add(truth Labelled, got corpus.Reference) {
	m.parsed.References++
	m.words(truth, got)
	all := true
	for _, f := range fields {
		if f == "surname" && len(truth.values("surname")) == 0 || f == "author" && len(truth.values("surname")) > 0 {
			continue // the truth parts persons, or it does not
		}
		want, have := trueValues(truth, f), values(got, f)
		hits := shared(want, have)
		m.count(f, hits, len(have), len(want))
		all = all && hits == len(want)
	}
	m.parsed.Whole.count(all)
}

// shared is how many values two lists have in common, each counted once.
func shared(want, have []string) int {
	left := slices.Clone(want)
	n := 0
	for _, v := range have {
		if i := slices.Index(left, v); i >= 0 {
			left = slices.Delete(left, i, i+1)
			n++
		}
	}
	return n
}

func (m *ReferenceMeter) count(field string, hits, given, truth int) {
	if m.counts == nil {
		m.counts = map[string]*[3]int{}
	}
	c := m.counts[field]
	if c == nil {
		c = new([3]int)
		m.counts[field] = c
	}
	c[0], c[1], c[2] = c[0]+hits, c[1]+given, c[2]+truth
}

// Result is the measure of all references so far. Fields that the truth never
// labels are left out.
func (m *ReferenceMeter) Result() Parsed {
	p := m.parsed
	p.Fields = map[string]F1{}
	for f, c := range m.counts {
		if c[2] > 0 {
			p.Fields[f] = newF1(c[0], c[1], c[2])
		}
	}
	for c, n := range m.wrong {
		c.Words = n
		p.Confusions = append(p.Confusions, c)
	}
	slices.SortFunc(p.Confusions, func(a, b Confusion) int {
		return cmp.Or(b.Words-a.Words, cmp.Compare(a.Truth, b.Truth), cmp.Compare(a.Given, b.Given))
	})
	return p
}

// trueValues are the comparable values of a field.
func trueValues(truth Labelled, field string) []string {
	switch field {
	case "surname":
		return comparables(field, truth.values("surname")...)
	case "volume", "pages", "author", "editor":
		return comparables(field, strings.Join(truth.values(field), " "))
	}
	return comparables(field, truth.values(field)...)
}

// values are the comparable values that a parsed reference gives for a field.
func values(r corpus.Reference, field string) []string {
	switch field {
	case "author":
		return comparables(field, names(r.Authors))
	case "surname":
		var families []string
		for _, a := range r.Authors {
			families = append(families, a.Family)
		}
		return comparables(field, families...)
	case "editor":
		return comparables(field, names(r.Editors))
	case "volume":
		return comparables(field, r.Volume+" "+r.Issue)
	}
	return comparables(field, map[string]string{
		"year": r.Year, "title": r.Title, "container": r.Container, "pages": r.Pages,
		"publisher": r.Publisher, "place": r.Place, "doi": r.DOI, "url": r.URL,
	}[field])
}

func names(authors []corpus.Author) string {
	var out []string
	for _, a := range authors {
		out = append(out, a.Name())
	}
	return strings.Join(out, " ")
}

var (
	year   = regexp.MustCompile(`\d{4}[a-z]?`)
	digits = regexp.MustCompile(`\d+`)
)

// comparables brings values to a form in which equal ones are equal strings:
// letters and digits alone, numbers of volumes and pages apart and without the
// words for them, names in any order, years without what stands around them, containers
// without the "in" before them. What is empty then is left out.
func comparables(field string, texts ...string) []string {
	var out []string
	for _, t := range texts {
		ws := words(t)
		switch field {
		case "year":
			if y := year.FindString(t); y != "" {
				ws = []string{y}
			}
		case "volume", "pages":
			ws = meaning(ws)
			if ns := digits.FindAllString(t, -1); ns != nil {
				ws = ns
			}
		case "author", "surname", "editor":
			ws = strings.Fields(strings.ReplaceAll(strings.Join(meaning(ws), " "), "-", " "))
			slices.Sort(ws)
		case "container":
			if len(ws) > 1 && ws[0] == "in" {
				ws = ws[1:]
			}
		case "doi":
			_, doi, _ := strings.Cut(t, "10.")
			ws = words(doi)
		}
		s := strings.Join(ws, " ")
		if field != "volume" && field != "pages" {
			s = letters(s)
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// meaning is words without those that only say what the next one is.
func meaning(ws []string) []string {
	return slices.DeleteFunc(slices.Clone(ws), func(w string) bool { return meaningless[w] })
}

var meaningless = map[string]bool{
	"and": true, "et": true, "al": true, "vol": true, "no": true, "nr": true, "pp": true, "p": true, "ed": true, "eds": true,
	"in": true, "doi": true, "http": true, "https": true, "issue": true, "und": true, "hrsg": true, "hg": true, "pages": true,
}
