package glossary_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestMatch compares the labels found in the lines of testdata/match.txt with
// those noted below each.
func TestMatch(t *testing.T) {
	const path = "testdata/match.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g := own(t)
	var got strings.Builder
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		if !strings.HasPrefix(line, "#") {
			words := strings.Fields(line)
			for _, m := range g.Match(words) {
				fmt.Fprintf(&got, "\t%s, %s, %s\n", m.Concept, m.Reason, strings.Join(words[m.From:m.To], " "))
			}
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(data) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), data)
	}
}

// TestMatchOfOwnLabels looks for every label in text of its own.
func TestMatchOfOwnLabels(t *testing.T) {
	g := own(t)
	for _, c := range g.Concepts() {
		for _, label := range append(append(c.Alternative, c.Acronyms...), "") {
			if c.Common && len(strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '-' })) < 2 || len(label) < 3 {
				continue
			}
			found := g.Match(strings.Fields("so " + label + " so"))
			if len(found) != 1 || found[0].Concept != c.ID {
				t.Errorf("%q of %s: found %v", label, c.ID, found)
			}
		}
	}
}

func FuzzMatch(f *testing.F) {
	g := own(f)
	data, err := os.ReadFile("testdata/match.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		f.Add(line)
	}
	f.Add("– '' -- ’s ((a-)/b|c \x80\xff ſi ﬁ")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		end := 0
		for _, m := range g.Match(words) {
			if _, ok := g.Concept(m.Concept); !ok || m.From < end || m.To <= m.From || m.To > len(words) || m.Confidence <= 0 || m.Confidence > 1 {
				t.Fatalf("%+v after word %d of %q", m, end, words)
			}
			end = m.To
		}
		g.Lookup(text)
	})
}
