package reference

import (
	"testing"

	"recto/internal/corpus"
)

func TestSettle(t *testing.T) {
	for name, c := range map[string]struct {
		in   []span
		want string
	}{
		"the book's title after its editors": {
			[]span{{Author, "Keel, P."}, {Title, "Knots."}, {Editor, "In Moor (ed.),"}, {Title, "Handbook."}},
			"[author:Keel, P.][title:Knots.][editor:In Moor (ed.),][container-title:Handbook.]",
		},
		"the title's second half before the editors": {
			[]span{{Title, "“Knots”:"}, {Container, "their use,"}, {Editor, "in Moor (ed.),"}, {Container, "Handbook."}},
			"[title:“Knots”: their use,][editor:in Moor (ed.),][container-title:Handbook.]",
		},
		"a subtitle before the journal": {
			[]span{{Title, "‘Knots’:"}, {Container, "their use."}, {Journal, "Craft Review,"}},
			"[title:‘Knots’: their use.][journal:Craft Review,]",
		},
		"a series after the title": {
			[]span{{Title, "Knots."}, {Container, "Studies of rope."}, {Publisher, "Quay Press."}},
			"[title:Knots.][container-title:Studies of rope.][publisher:Quay Press.]",
		},
		"editors and their book in one run": {
			[]span{{Title, "Knots,"}, {Container, "in: Ines Moor and Tom Fell (eds), Handbook of knots,"}, {Pages, "pp. 1-9."}},
			"[title:Knots,][editor:in: Ines Moor and Tom Fell (eds), ][container-title:Handbook of knots,][pages:pp. 1-9.]",
		},
		"a title and what it is in in one run": {
			[]span{{Title, "Knots."}, {Container, "On their use. In: Craft Review,"}, {Pages, "pp. 1-9."}},
			"[title:Knots. On their use.][container-title:Craft Review,][pages:pp. 1-9.]",
		},
		"a bracket that closes after the title": {
			[]span{{Title, "Knoten. Ein Buch [Knots."}, {Journal, "A book]."}, {Location, "Oslo:"}},
			"[title:Knoten. Ein Buch [Knots. A book].][location:Oslo:]",
		},
		"a title that breaks off": {
			[]span{{Title, "Knots: A"}, {Container, "History of rope."}, {Publisher, "Quay Press."}},
			"[title:Knots: A History of rope.][publisher:Quay Press.]",
		},
		"a journal in the title's run": {
			[]span{{Title, "Knots. On their use. Rev. Craft Hist."}, {Date, "2010;"}, {Volume, "4(2):"}, {Pages, "1-9."}},
			"[title:Knots. On their use. ][journal:Rev. Craft Hist.][date:2010;][volume:4(2):][pages:1-9.]",
		},
		"a journal with its translation": {
			[]span{{Title, "Uzly [Knots. Their use], Remeslo [Craft. A journal],"}, {Volume, "4,"}, {Pages, "1-9."}},
			"[title:Uzly [Knots. Their use], ][journal:Remeslo [Craft. A journal],][volume:4,][pages:1-9.]",
		},
		"two sentences of a volume with a publisher": {
			[]span{{Title, "Knots. A History."}, {Volume, "Vol. 2."}, {Pages, "90 p."}, {Publisher, "Quay Press."}},
			"[title:Knots. A History.][volume:Vol. 2.][pages:90 p.][publisher:Quay Press.]",
		},
		"a long second sentence": {
			[]span{{Title, "Knots. What crews on the boats of the north say of them."}, {Volume, "4:"}, {Pages, "1-9."}},
			"[title:Knots. What crews on the boats of the north say of them.][volume:4:][pages:1-9.]",
		},
		"editors one by one": {
			[]span{{Title, "Knots,"}, {Editor, "in I. Moor (ed.) and T. Fell (ed.)"}, {Container, "Handbook,"}},
			"[title:Knots,][editor:in I. Moor (ed.) and T. Fell (ed.)][container-title:Handbook,]",
		},
		"editors of the work itself": {
			[]span{{Editor, "Moor (ed.),"}, {Title, "Knots."}, {Publisher, "Quay Press."}},
			"[editor:Moor (ed.),][title:Knots.][publisher:Quay Press.]",
		},
	} {
		got := ""
		for _, s := range settle(c.in) {
			got += "[" + s.label.String() + ":" + s.text + "]"
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestPublisher(t *testing.T) {
	for text, want := range map[string]string{
		"Quay Press.":              "Quay Press",
		"Quay Press (Grey Series)": "Quay Press",
		"Quay Press (QP)":          "Quay Press (QP)",
		"June":                     "",
		"forthcoming.":             "",
		"":                         "",
	} {
		if got := publisher(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSeriesAfterTitle(t *testing.T) {
	for text, want := range map[string][2]string{
		"Knots in talk, SALT Working Papers, 7,":    {"Knots in talk", "SALT Working Papers, 7"},
		"Knots in talk. Saltwick Discussion Paper.": {"Knots in talk", "Saltwick Discussion Paper"},
		"Knots in talk, a working paper,":           {"Knots in talk, a working paper", ""},
	} {
		var r corpus.Reference
		if rest := title(&r, text); r.Title != want[0] || rest != want[1] {
			t.Errorf("%q: got %q, %q", text, r.Title, rest)
		}
	}
}

func TestTitle(t *testing.T) {
	for text, want := range map[string]string{
		"Knots in talk [doctoral dissertation].": "Knots in talk",
		"Knots in talk. The MA thesis.":          "Knots in talk",
		"Knots in talk, available at:":           "Knots in talk",
		"Knots in talk [Of rope].":               "Knots in talk [Of rope]",
		"Knots in talk, 2nd ed.":                 "Knots in talk",
		"Knots in talk (Vol. 2).":                "Knots in talk",
		"“Knots in talk.” Pp.":                   "Knots in talk",
	} {
		var r corpus.Reference
		if title(&r, text); r.Title != want {
			t.Errorf("%q: got %q, want %q", text, r.Title, want)
		}
	}
}

func TestNowhere(t *testing.T) {
	for text, want := range map[string]string{
		"In: Craft Review, Spring":    "Craft Review",
		"Saltwick Working Paper 12":   "Saltwick Working Paper",
		"Forschungsbericht Nr. 3":     "Forschungsbericht",
		"N.p.,":                       "",
		"Manuscript under review.":    "",
		"First Edition,":              "",
		"Abschlussbericht,":           "",
		"Report of the Harbour Trust": "Report of the Harbour Trust",
	} {
		var r corpus.Reference
		if container(&r, text); r.Container != want {
			t.Errorf("%q: got %q, want %q", text, r.Container, want)
		}
	}
}
