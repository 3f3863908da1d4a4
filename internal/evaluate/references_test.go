package evaluate_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"recto/internal/corpus"
	"recto/internal/evaluate"
)

const (
	anystyle = `<?xml version="1.0" encoding="UTF-8"?><dataset><sequence>
		<citation-number>3.</citation-number> <author>Pike, R., &amp; Field, A.</author> <date>(1999b).</date> <title>All knots.</title>
		<journal>Knots today,</journal> <volume>12(3),</volume> <pages>pp. 4–9.</pages></sequence></dataset>`
	excite = "<author><surname>Pike</surname>, <given-names>R.</given-names></author> and <author><surname>Field</surname>, <given-names>A.</given-names></author>" +
		" (<year>1999b</year>): <title>All knots</title>. <source>Knots today</source>, <volume>12</volume>(<issue>3</issue>): <fpage>4</fpage> - <lpage>9</lpage>. <other>Leeds</other> &amp; more\n\n"
)

func readBoth(t *testing.T) map[string]evaluate.Labelled {
	t.Helper()
	out := map[string]evaluate.Labelled{}
	for name, c := range map[string]struct {
		text string
		read func(string) ([]evaluate.Labelled, error)
	}{"anystyle": {anystyle, evaluate.ReadAnyStyle}, "excite": {excite, evaluate.ReadExcite}} {
		path := filepath.Join(t.TempDir(), "gold.xml")
		if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
			t.Fatal(err)
		}
		refs, err := c.read(path)
		if err != nil || len(refs) != 1 {
			t.Fatalf("%s: %d references, %v", name, len(refs), err)
		}
		out[name] = refs[0]
	}
	return out
}

func TestLabelledRaw(t *testing.T) {
	for name, want := range map[string]string{
		"anystyle": "3. Pike, R., & Field, A. (1999b). All knots. Knots today, 12(3), pp. 4–9.",
		"excite":   "Pike, R. and Field, A. (1999b): All knots. Knots today, 12(3): 4 - 9. Leeds & more",
	} {
		if got := readBoth(t)[name].Raw(); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestReferenceMeter(t *testing.T) {
	right := corpus.Reference{
		Authors: []corpus.Author{{Given: "R.", Family: "Pike"}, {Given: "A.", Family: "Field"}}, Year: "1999b",
		Title: "All knots", Container: "Knots Today", Volume: "12", Issue: "3", Pages: "4-9",
	}
	wrong := right
	wrong.Authors, wrong.Year, wrong.Title, wrong.Publisher = right.Authors[:1], "1998", "All knots. Knots today", "Field"
	wrong.Container = ""
	for name, truth := range readBoth(t) {
		t.Run(name, func(t *testing.T) {
			var good, bad evaluate.ReferenceMeter
			good.Add(truth, right)
			p := good.Result()
			for f, v := range p.Fields {
				if v.F1 != 1 {
					t.Errorf("%s: got %v of a right reference", f, v)
				}
			}
			if len(p.Fields) != 6 || p.Whole.N != 1 {
				t.Errorf("got fields %v, whole %v", p.Fields, p.Whole)
			}
			if len(p.Confusions) > 0 || p.Words.N != p.Words.Of {
				t.Errorf("words %v, confusions %v of a right reference", p.Words, p.Confusions)
			}
			bad.Add(truth, wrong)
			q := bad.Result()
			if !slices.Contains(q.Confusions, evaluate.Confusion{Truth: "container", Given: "title", Words: 2}) {
				t.Errorf("confusions %v lack the container that was read as title", q.Confusions)
			}
			for _, f := range []string{"year", "title", "container"} {
				if q.Fields[f].F1 != 0 {
					t.Errorf("%s: got %v of a wrong reference", f, q.Fields[f])
				}
			}
			if q.Fields["volume"].F1 != 1 || q.Fields["pages"].F1 != 1 || q.Whole.N != 0 {
				t.Errorf("got %+v", q)
			}
			if q.Words.Value() >= p.Words.Value() {
				t.Errorf("words: wrong %v, right %v", q.Words, p.Words)
			}
		})
	}
}

func FuzzReadExcite(f *testing.F) {
	f.Add(excite)
	f.Add("<author><surname>A</author></surname> <title>x")
	f.Add("</title><<>>&")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "gold.xml")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		refs, err := evaluate.ReadExcite(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			if r.Raw() == "" {
				t.Error("a reference without text")
			}
			var m evaluate.ReferenceMeter
			m.Add(r, corpus.Reference{Title: r.Raw()})
		}
	})
}
