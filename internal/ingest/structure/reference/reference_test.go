package reference_test

import (
	"bytes"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/reference"
)

func TestParse(t *testing.T) {
	cases := []struct {
		raw  string
		want corpus.Reference
	}{
		{
			"Moor, I. and Fell, T. (2001). Knots in the talk of crews. Journal of Craft Research, 4(2), 11-19.",
			corpus.Reference{Type: "article-journal", Authors: names("Moor|I.", "Fell|T."), Year: "2001", Title: "Knots in the talk of crews", Container: "Journal of Craft Research", Volume: "4", Issue: "2", Pages: "11-19"},
		},
		{
			"Keel, P. (1998a). Hands and meshes: A study of small agreements. London: Quay Press.",
			corpus.Reference{Type: "book", Authors: names("Keel|P."), Year: "1998a", Title: "Hands and meshes: A study of small agreements", Place: "London", Publisher: "Quay Press"},
		},
		{
			"[3] Strand, A. (2002). Coils and order. In I. Moor (Ed.), Handbook of learning at sea (pp. 20-31). Oxford: Harbour University Press.",
			corpus.Reference{Type: "chapter", Authors: names("Strand|A."), Editors: names("Moor|I."), Year: "2002", Title: "Coils and order", Container: "Handbook of learning at sea", Pages: "20-31", Place: "Oxford", Publisher: "Harbour University Press"},
		},
		{
			"Keel, P. (2002): Hands and meshes. Hamburg, Kai-Verlag.",
			corpus.Reference{Type: "book", Authors: names("Keel|P."), Year: "2002", Title: "Hands and meshes", Place: "Hamburg", Publisher: "Kai-Verlag"},
		},
		{
			"Moor I, Fell TB. Knots in the talk of crews. J Craft Res. 2008;24(8):1953-5.",
			corpus.Reference{Type: "article-journal", Authors: names("Moor|I", "Fell|TB"), Year: "2008", Title: "Knots in the talk of crews", Container: "J Craft Res", Volume: "24", Issue: "8", Pages: "1953-5"},
		},
		{
			"Moor, I. (2004) ‘Coils and order’, in T. Fell and P. Keel (eds) Learning at sea, pp. 20–31. London: Quay Press.",
			corpus.Reference{Type: "chapter", Authors: names("Moor|I."), Editors: names("Fell|T.", "Keel|P."), Year: "2004", Title: "Coils and order", Container: "Learning at sea", Pages: "20–31", Place: "London", Publisher: "Quay Press"},
		},
	}
	for _, c := range cases {
		got := reference.Parse(c.raw)
		c.want.Raw = c.raw
		if show(got) != show(c.want) {
			t.Errorf("%s\ngot  %s\nwant %s", c.raw, show(got), show(c.want))
		}
	}
}

func names(list ...string) []corpus.Author {
	var out []corpus.Author
	for _, n := range list {
		family, given, _ := strings.Cut(n, "|")
		out = append(out, corpus.Author{Family: family, Given: given})
	}
	return out
}

func show(r corpus.Reference) string {
	var b strings.Builder
	for _, a := range r.Authors {
		b.WriteString(a.Family + "|" + a.Given + "; ")
	}
	b.WriteString("eds ")
	for _, a := range r.Editors {
		b.WriteString(a.Family + "|" + a.Given + "; ")
	}
	b.WriteString(strings.Join([]string{r.Type, r.Year, r.Title, r.Container, r.Volume, r.Issue, r.Pages, r.Publisher, r.Place, r.DOI, r.URL}, " # "))
	return b.String()
}

func TestPersons(t *testing.T) {
	cases := map[string][]corpus.Author{
		"Moor, I., Fell, T. & van Keel, P. A.": names("Moor|I.", "Fell|T.", "van Keel|P. A."),
		"Moor I, Fell TB, Keel P":              names("Moor|I", "Fell|TB", "Keel|P"),
		"I. Moor, T. Fell and P. van Keel":     names("Moor|I.", "Fell|T.", "van Keel|P."),
		"Moor, Ines; Fell, Tom":                names("Moor|Ines", "Fell|Tom"),
		"Moor, Ines and Tom Fell":              names("Moor|Ines", "Fell|Tom"),
		"MOOR, I. et al.":                      names("Moor|I."),
		"Ministry of Harbours":                 names("Ministry of Harbours|"),
		"Moor-Strand, I.-J.":                   names("Moor-Strand|I.-J."),
		"":                                     nil,
	}
	for text, want := range cases {
		if got := reference.Persons(text); show(corpus.Reference{Authors: got}) != show(corpus.Reference{Authors: want}) {
			t.Errorf("%s: got %v want %v", text, got, want)
		}
	}
}

const labelled = `<dataset>
<sequence><author>Moor, I.</author><date>(2001).</date><title>Knots in talk.</title><journal>Craft Review,</journal><volume>4(2),</volume><pages>11-19.</pages></sequence>
<sequence><author>Keel, P.</author><date>(1998).</date><title>Hands and meshes.</title><location>Saltwick:</location><publisher>Quay Press.</publisher></sequence>
</dataset>`

func TestTrainAndKeep(t *testing.T) {
	examples, err := reference.ReadExamples(strings.NewReader(labelled))
	if err != nil || len(examples) != 2 {
		t.Fatalf("read %d examples: %v", len(examples), err)
	}
	m := reference.Train(reference.Damage(examples, 1), reference.Training{Passes: 5, Rate: 0.3})
	var one, two bytes.Buffer
	if err := m.Encode(&one); err != nil {
		t.Fatal(err)
	}
	kept, err := reference.Decode(bytes.NewReader(one.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Encode(&two); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("a model that is read and written again has other bytes")
	}
	for _, e := range examples {
		for i, l := range kept.Label(e.Words) {
			if l != e.Labels[i] {
				t.Errorf("%s: got %s want %s", e.Words[i], l, e.Labels[i])
			}
		}
	}
}

func TestMean(t *testing.T) {
	examples, err := reference.ReadExamples(strings.NewReader(labelled))
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(m *reference.Model) []byte {
		var b bytes.Buffer
		if err := m.Encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	one := reference.Train(examples[:1], reference.Training{Passes: 5, Rate: 0.3})
	two := reference.Train(examples, reference.Training{Passes: 5, Rate: 0.3})
	if !bytes.Equal(encoded(reference.Mean(one, one)), encoded(one)) {
		t.Error("the mean of a model with itself is another")
	}
	mean := encoded(reference.Mean(one, two))
	if !bytes.Equal(mean, encoded(reference.Mean(two, one))) {
		t.Error("the mean depends on the order")
	}
	if bytes.Equal(mean, encoded(one)) || bytes.Equal(mean, encoded(two)) {
		t.Error("the mean of two models is one of them")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Moor, I. (2001) Knots. Craft Review, 4(2), 11-19.")
	f.Add("[1] (eds) “, ’ 10.1/x https:// \x00 é")
	f.Fuzz(func(t *testing.T, raw string) {
		if got := reference.Parse(raw); got.Raw != raw {
			t.Errorf("raw text is altered: %q", got.Raw)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x1f, 0x8b, 8, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := reference.Decode(bytes.NewReader(data)); err == nil {
			m.Label([]string{"Moor,", "I."})
		}
	})
}

func TestRestyle(t *testing.T) {
	examples, err := reference.ReadExamples(strings.NewReader(labelled))
	if err != nil {
		t.Fatal(err)
	}
	got := reference.Restyle(examples, 2, 3)
	if len(got) != 6 {
		t.Fatalf("got %d examples, want both and two copies of each", len(got))
	}
	for _, e := range got[2:] {
		if len(e.Words) != len(e.Labels) || !strings.Contains(strings.Join(e.Words, " "), "Knots in talk") && !strings.Contains(strings.Join(e.Words, " "), "Hands and meshes") {
			t.Errorf("a field is lost: %q", e.Words)
		}
	}
}

func TestRestyleForTheWeb(t *testing.T) {
	examples, err := reference.ReadExamples(strings.NewReader(labelled))
	if err != nil {
		t.Fatal(err)
	}
	addresses := 0
	for _, e := range reference.Restyle(examples[:1], 200, 3) {
		read := false
		for i, l := range e.Labels {
			read = read || l == reference.Note
			if l == reference.URL && i > 0 && e.Labels[i-1] != reference.URL {
				addresses++
			}
		}
		if !read && strings.Contains(strings.Join(e.Words, " "), "[cited") {
			t.Errorf("the day of reading is no note: %q", e.Words)
		}
	}
	if addresses == 0 {
		t.Error("no copy stands on the web")
	}
}
