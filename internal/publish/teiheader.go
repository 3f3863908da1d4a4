package publish

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// header describes a part, or the volume if the part is empty. What holds for
// all parts of a volume is written only where it is wanted whole.
func (t *tei) header(p corpus.Part, whole bool) {
	t.x.section("teiHeader", nil, func() {
		t.x.section("fileDesc", nil, func() {
			t.x.section("titleStmt", nil, func() { t.titles(p, whole) })
			t.x.section("publicationStmt", nil, t.publication)
			t.x.section("sourceDesc", nil, func() { t.sources(p) })
		})
		if whole {
			t.x.section("encodingDesc", nil, t.encoding)
		}
		t.profile(p)
	})
}

func (t *tei) titles(p corpus.Part, whole bool) {
	v := t.e.Volume
	switch {
	case p.Paper != nil:
		t.x.element("title", p.Paper.Title, attr{"type", "main"})
		t.x.element("title", p.Paper.Subtitle, attr{"type", "sub"})
		if blank(p.Paper.Title + p.Paper.Subtitle) {
			t.x.element("title", "Untitled")
		}
		t.authors(p.Paper.Authors)
	case !blank(p.Title):
		t.x.element("title", p.Title, attr{"type", "main"})
	case p.Kind != "":
		t.x.element("title", strings.ReplaceAll(string(p.Kind), "-", " "))
	case blank(v.Title + v.Subtitle):
		t.x.element("title", "Untitled volume")
	default:
		t.x.element("title", v.Title, attr{"type", "main"})
		t.x.element("title", v.Subtitle, attr{"type", "sub"})
		t.people("editor", people(v.Editors))
	}
	if !whole {
		return
	}
	for _, who := range []struct{ id, does, name string }{
		{"recto", "reading, emendation and structure by program", "Recto"},
		{"administrator", "corrections by hand", "Administrator of the library"},
	} {
		t.x.section("respStmt", []attr{{"xml:id", who.id}}, func() {
			t.x.element("resp", who.does)
			t.x.element("name", who.name)
		})
	}
}

// authors are persons with their affiliations.
func (t *tei) authors(list []corpus.Author) {
	for _, a := range named(list) {
		t.x.section("author", nil, func() {
			t.person(a)
			t.x.line()
			t.x.element("affiliation", a.Affiliation)
		})
	}
}

func (t *tei) people(role string, list []corpus.Author) {
	for _, a := range named(list) {
		t.x.start(role)
		t.person(a)
		t.x.end()
		t.x.line()
	}
}

// named are the persons that have a name.
func named(list []corpus.Author) []corpus.Author {
	return slices.DeleteFunc(slices.Clone(list), func(a corpus.Author) bool { return strings.TrimSpace(a.Given+a.Family) == "" })
}

// person is a name; one of one part may be that of a body.
func (t *tei) person(a corpus.Author) {
	given, family := strings.TrimSpace(a.Given), strings.TrimSpace(a.Family)
	if given == "" || family == "" {
		t.x.start("name")
		t.x.text(given + family)
		t.x.end()
		return
	}
	t.x.start("persName")
	t.x.start("forename")
	t.x.text(given)
	t.x.end()
	t.x.text(" ")
	t.x.start("surname")
	t.x.text(family)
	t.x.end()
	t.x.end()
}

// publication is about this edition, not about the printed volume.
func (t *tei) publication() {
	t.x.element("authority", "Recto")
	t.x.element("idno", t.e.ID, attr{"type", "edition"})
	t.x.section("availability", nil, func() {
		rights := t.e.Volume.Rights
		if blank(rights) {
			rights = "No statement of rights is known."
		}
		t.x.element("p", rights)
	})
}

// sources is the printed volume, or the place of the part in it, and the files
// that it was made from.
func (t *tei) sources(p corpus.Part) {
	v := t.e.Volume
	t.x.section("biblStruct", nil, func() {
		if p.Paper != nil {
			t.x.section("analytic", nil, func() {
				t.people("author", p.Paper.Authors)
				t.x.element("title", fullTitle(p.Paper.Title, p.Paper.Subtitle), attr{"level", "a"})
			})
		}
		t.x.section("monogr", nil, func() {
			title := fullTitle(v.Title, v.Subtitle)
			t.x.element("title", title, attr{"level", "m"})
			if !blank(title) {
				t.people("editor", people(v.Editors))
				t.x.element("meeting", v.Event)
			}
			t.x.element("idno", v.ISBN, attr{"type", "ISBN"})
			t.x.section("imprint", nil, func() {
				t.x.element("publisher", v.Publisher)
				t.date(yearText(v.Year))
				if p.Paper != nil {
					t.x.element("biblScope", Cited{Paper: *p.Paper}.folios(), attr{"unit", "page"})
				}
			})
		})
		if !blank(v.Series) {
			t.x.section("series", nil, func() { t.x.element("title", v.Series, attr{"level", "s"}) })
		}
	})
	for _, s := range v.Sources {
		t.x.section("bibl", nil, func() {
			t.x.element("title", cmp.Or(strings.TrimSpace(s.Name), "unnamed"))
			t.x.element("idno", s.ID, attr{"type", "SHA-256"})
		})
	}
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprint(year)
}

var fourDigits = regexp.MustCompile(`\d{4}`)

// date is a date as printed, with its year where it has one.
func (t *tei) date(text string) {
	if blank(text) {
		t.x.empty("date")
		t.x.line()
		return
	}
	t.x.element("date", text, attr{"when", fourDigits.FindString(text)})
}

func (t *tei) encoding() {
	m := t.e.Made
	t.x.section("editorialDecl", nil, func() {
		t.x.element("p", "The text was read by program from scans or from text that came with them. Within choice, sic has what was read and corr what is taken to have been printed; orig and reg are used where only a line end or a space was in the way. The certainty is the program's own, from 0 to 1. A gap stands where text is missing or illegible. A milestone of the unit break stands where it is not known that what follows continues what precedes. Running heads and page numbers are left out; the latter are given with the page breaks, where they were read.")
	})
	if m.Program != "" {
		t.x.section("appInfo", nil, func() {
			t.x.section("application", []attr{{"ident", "recto"}, {"version", versionNumber(m.Program)}}, func() {
				t.x.element("label", "Recto "+m.Program)
				t.x.element("desc", m.Settings, attr{"type", "settings"})
				t.x.element("desc", m.Model, attr{"type", "model"})
				t.x.element("desc", m.Glossary, attr{"type", "glossary"})
			})
		})
	}
	t.x.section("listPrefixDef", nil, func() {
		t.x.section("prefixDef", []attr{{"ident", "concept"}, {"matchPattern", "(.+)"}, {"replacementPattern", "/concepts/$1"}}, func() {
			t.x.element("p", "Concepts of the library's glossary.")
		})
	})
}

var versioned = regexp.MustCompile(`^\d+[a-z]*\d*(?:\.\d+[a-z]*\d*){0,3}$`)

// versionNumber is a program's version if TEI can hold it, or 0.
func versionNumber(program string) string {
	if versioned.MatchString(program) {
		return program
	}
	return "0"
}

func (t *tei) profile(p corpus.Part) {
	if p.Paper == nil || blank(strings.Join(p.Paper.Keywords, "")) {
		return
	}
	inside := func(element string, do func()) func() {
		return func() { t.x.section(element, nil, do) }
	}
	t.x.section("profileDesc", nil, inside("textClass", inside("keywords", func() {
		for _, k := range p.Paper.Keywords {
			t.x.element("term", k)
		}
	})))
}
