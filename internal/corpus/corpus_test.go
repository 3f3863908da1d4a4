package corpus_test

import (
	"encoding/json"
	"math"
	"testing"

	"recto/internal/corpus"
)

func TestSlug(t *testing.T) {
	for label, want := range map[string]string{
		"Expansive learning":                    "expansive-learning",
		"boundary-crossing":                     "boundary-crossing",
		"object (of activity)":                  "object",
		"Zone of Proximal Development (ZPD)":    "zone-of-proximal-development",
		"Yrjö Engeström":                        "yrjo-engestrom",
		"Лев Выготский":                         "лев-выготский",
		"  trails / knowing who ":               "trails-knowing-who",
		"an open (bracket":                      "an-open",
		"National Evaluation of ‘the Children’": "national-evaluation-of-the-children",
		"": "",
	} {
		if got := corpus.Slug(label); got != want {
			t.Errorf("Slug(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestBoxJSON(t *testing.T) {
	b := corpus.Box{X1: 1, Y1: 20.26, X2: 300.04, Y2: -4.5}
	data, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(data), "[1,20.3,300,-4.5]"; got != want {
		t.Errorf("box = %s, want %s", got, want)
	}
	var back corpus.Box
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if want := (corpus.Box{X1: 1, Y1: 20.3, X2: 300, Y2: -4.5}); back != want {
		t.Errorf("box read back = %v, want %v", back, want)
	}
	for _, bad := range []string{`[1,2,3]`, `[1,2,3,4,5]`, `["a",2,3,4]`, `{}`, `[]`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was read as the box %v", bad, back)
		}
	}
	if _, err := json.Marshal(corpus.Box{X1: math.NaN()}); err == nil {
		t.Error("a box that is nowhere was written")
	}
}

// A token split from a word, a joined one and a gap, as they are read.
func TestJoin(t *testing.T) {
	glued := corpus.Word{ID: "s-1-1", Raw: "ofwork"}
	tokens := []corpus.Token{
		{Text: "of", Words: []corpus.Word{glued}},
		{Text: "work", Words: []corpus.Word{glued}},
		{Gap: "lost at the gutter"},
		{Text: "environment", Words: []corpus.Word{{ID: "s-1-2", Raw: "environ-"}, {ID: "s-1-3", Raw: "ment"}}},
	}
	if got, want := corpus.Join(tokens), "of work […] environment"; got != want {
		t.Errorf("reading text = %q, want %q", got, want)
	}
	if got, want := corpus.JoinRaw(tokens), "ofwork environ- ment"; got != want {
		t.Errorf("diplomatic text = %q, want %q", got, want)
	}
}

func TestUnion(t *testing.T) {
	a, b := corpus.Box{X1: 1, Y1: 2, X2: 3, Y2: 4}, corpus.Box{X1: 0, Y1: 3, X2: 2, Y2: 9}
	if got, want := a.Union(b), (corpus.Box{X1: 0, Y1: 2, X2: 3, Y2: 9}); got != want {
		t.Errorf("union = %v, want %v", got, want)
	}
	if got := a.Union(corpus.Box{}); got != a {
		t.Errorf("union with nothing = %v, want %v", got, a)
	}
}
