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

func TestTitle(t *testing.T) {
	for text, want := range map[string]string{
		"Knots in talk [doctoral dissertation].": "Knots in talk",
		"Knots in talk. The MA thesis.":          "Knots in talk",
		"Knots in talk, available at:":           "Knots in talk",
		"Knots in talk [Of rope].":               "Knots in talk [Of rope]",
		"Knots in talk, 2nd ed.":                 "Knots in talk",
	} {
		var r corpus.Reference
		if title(&r, text); r.Title != want {
			t.Errorf("%q: got %q, want %q", text, r.Title, want)
		}
	}
}
