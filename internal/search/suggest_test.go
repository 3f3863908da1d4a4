package search_test

import (
	"context"
	"strings"
	"testing"

	"recto/internal/search"
)

func TestSuggest(t *testing.T) {
	x := openLibrary(t)
	for typed, want := range map[string]string{
		"":            "",
		"z":           "concept:boundary zone",
		"expansive l": "concept:expansive learning",
		"eng":         "author:Ada Engeström",
		"on the ed":   "title:On the edges of work",
		"on the edg":  "title:On the edges of work word:on the edges",
		"teams hor":   "word:teams horses",
		"teams ":      "",
	} {
		found, err := x.Suggest(typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range found {
			got = append(got, s.Kind+":"+s.Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q suggests %q, want %q", typed, s, want)
		}
	}
}

func TestInstead(t *testing.T) {
	x := openLibrary(t)
	for typed, want := range map[string]string{
		"learning":                "",
		"lerning":                 "learning",
		`"expanseve lerning" cow`: `"expansive learning" cow`,
		"xyzzyxyzzy":              "",
		"author:nobdy":            "",
	} {
		r, err := x.Search(context.Background(), search.Request{Query: typed})
		if err != nil {
			t.Fatal(err)
		}
		if r.Instead != want {
			t.Errorf("instead of %q %q, want %q", typed, r.Instead, want)
		}
	}
}

func TestMistakeIsRead(t *testing.T) {
	r, err := openLibrary(t).Search(context.Background(), search.Request{Query: `(herd OR "cow`})
	if err != nil {
		t.Fatal(err)
	}
	if r.Message == "" || r.Reading != `herd OR "cow"` || show(r) != "a:a3" {
		t.Errorf("read as %q (%s): %s", r.Reading, r.Message, show(r))
	}
}
