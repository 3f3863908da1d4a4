package glossary_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"recto/internal/glossary"
)

var update = flag.Bool("update", false, "rewrite golden files")

// files are the concept files of an archive.
func files(a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		if strings.HasSuffix(f.Name, ".md") {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys
}

// TestLoadErrors compares all that Load complains of with the file "want" of
// each archive.
func TestLoadErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/errors/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = glossary.Load(files(archive))
			if err == nil {
				t.Fatal("loaded without error")
			}
			got := err.Error() + "\n"
			want := &archive.Files[len(archive.Files)-1]
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(want.Data) {
				t.Errorf("got\n%swant\n%s", got, want.Data)
			}
		})
	}
}

var small = txtar.Parse([]byte(`
-- activity-system.md --
---
preferred: activity system
alternative: [system of activity]
acronyms: [AS]
narrower: [object]
sources: ['Engeström, Y. (1987).']
---

A *unit* that has an [[object]];
see [[activity theory|the theory]].

More on [[object|objects]].
-- activity-theory.md --
---
preferred: activity theory
sources: ['Engeström, Y. (1987).']
---

A theory.
-- object.md --
---
preferred: object (of activity)
alternative: [object of activity]
common: true
context: [activit]
related: [activity theory]
sources: ['Engeström, Y. (1987).']
---

What it is about.
`))

func load(t testing.TB, a *txtar.Archive) *glossary.Glossary {
	t.Helper()
	g, err := glossary.Load(files(a))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLoad(t *testing.T) {
	g := load(t, small)
	c, ok := g.Concept("activity-system")
	if !ok {
		t.Fatal("no concept activity-system")
	}
	if want := "A unit that has an object; see the theory."; c.Definition != want {
		t.Errorf("definition is %q, want %q", c.Definition, want)
	}
	object, _ := g.Concept("object")
	theory, _ := g.Concept("activity-theory")
	for _, tt := range []struct {
		what      string
		got, want []string
	}{
		{"narrower of activity system", c.Narrower, []string{"object"}},
		{"broader of object", object.Broader, []string{"activity-system"}},
		{"related of object", object.Related, []string{"activity-theory"}},
		{"related of activity theory", theory.Related, []string{"object"}},
		{"labels", g.Labels(), []string{"AS", "activity system", "activity theory", "object", "object of activity", "system of activity"}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	var order []string
	for _, c := range g.Concepts() {
		order = append(order, c.ID)
	}
	if want := []string{"activity-system", "activity-theory", "object"}; !slices.Equal(order, want) {
		t.Errorf("concepts are %q, want %q", order, want)
	}
}

func TestHashFollowsTheFiles(t *testing.T) {
	fsys := files(small)
	one := load(t, small).Hash()
	if again := load(t, small).Hash(); one != again {
		t.Errorf("the same files hash to %s and %s", one, again)
	}
	fsys["object.md"].Data = append(slices.Clone(fsys["object.md"].Data), "More.\n"...)
	g, err := glossary.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if g.Hash() == one {
		t.Error("a changed file leaves the hash as it was")
	}
}

func TestLookup(t *testing.T) {
	g := own(t)
	for query, want := range map[string]string{
		"expansive learning":   "expansive-learning",
		" Boundary Zones ":     "boundary-zone",
		"boundary crossing":    "boundary-crossing",
		"multi-agency working": "multiagency-working",
		"Multiagency working":  "multiagency-working",
		"mass customization":   "mass-customisation",
		"ZPD":                  "zone-of-proximal-development",
		"zpd":                  "zone-of-proximal-development",
		"object (of activity)": "object",
		"rules":                "rules",
		"expansive":            "",
		"":                     "",
		"(":                    "",
	} {
		if got, ok := g.Lookup(query); got != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %t, want %q", query, got, ok, want)
		}
	}
}

func TestInLabel(t *testing.T) {
	g := own(t)
	for word, want := range map[string]bool{"Systems": true, "crossing,": true, "ZPD": true, "zpd": false, "boundary-free": true, "teapot": false, "": false} {
		if got := g.InLabel(word); got != want {
			t.Errorf("InLabel(%q) = %t, want %t", word, got, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, x := range small.Files {
		f.Add(x.Data)
	}
	f.Add([]byte("---\npreferred: &a [*a]\n---\nx"))
	f.Add([]byte("---\npreferred: |\n  object\nsources: {a: b}\n---\n[[object|]] [[]] [[x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := files(small)
		fsys["object.md"] = &fstest.MapFile{Data: data}
		g, err := glossary.Load(fsys)
		if (g == nil) == (err == nil) {
			t.Fatalf("Load gives %v and %v", g, err)
		}
	})
}
