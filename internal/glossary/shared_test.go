package glossary_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

// shared is the path of a file among the data that is not part of the project.
// The test is skipped where there is none.
func shared(t testing.TB, elem ...string) string {
	t.Helper()
	root := os.Getenv("RECTO_SHARED")
	if root == "" {
		root = filepath.Join(moduleRoot(t), "..", "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no shared data")
	}
	return path
}

func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
}

func TestFactsAreCovered(t *testing.T) {
	data, err := os.ReadFile(shared(t, "data", "proceedings", "gold", "glossary_facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var facts []struct{ Concept string }
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	g := own(t)
	for _, f := range facts {
		if _, ok := g.Concept(corpus.Slug(f.Concept)); !ok {
			t.Errorf("no concept for %q", f.Concept)
		}
	}
}

// occurrence is a label in the text: by hand (line, col, surface) or as found.
type occurrence struct {
	Line    int
	Col     int
	Surface string
	Concept string
	Garbled bool
	Text    string
}

// place is where a word of the text stands.
type place struct{ line, col, width int }

// TestProceedings scores Match on the raw text layer of real proceedings, as
// ../shared/measure/concepts.py does.
func TestProceedings(t *testing.T) {
	gold := readRows[occurrence](t, shared(t, "data", "proceedings", "gold", "concepts.jsonl"))
	covered := map[int]bool{}
	for _, row := range readRows[struct{ Line int }](t, shared(t, "data", "proceedings", "gold", "columns.jsonl")) {
		covered[row.Line] = true
	}
	text, err := filepath.Glob(shared(t, "data", "proceedings") + "/*.ocr.txt")
	if err != nil || len(text) == 0 {
		t.Skip("skipped: no shared data")
	}
	words, places := readWords(t, text[0])
	s := score(gold, covered, own(t).Match(words), words, places)
	t.Logf("recall %d/%d  garbled %d/%d  precision %d/%d", s.found, len(gold), s.foundGarbled, s.garbled, s.right, s.given)
	if testing.Verbose() {
		t.Log("missed:\n" + strings.Join(s.missed, "\n"))
		t.Log("wrong:\n" + strings.Join(s.wrong, "\n"))
	}
	if recall := float64(s.found) / float64(len(gold)); recall < .85 {
		t.Errorf("recall %.3f, want at least .85", recall)
	}
	if precision := float64(s.right) / float64(s.given); precision < .85 {
		t.Errorf("precision %.3f, want at least .85", precision)
	}
}

type scores struct {
	found, foundGarbled, garbled, right, given int
	missed, wrong                              []string
}

func score(gold []occurrence, covered map[int]bool, matches []glossary.Match, words []string, places []place) scores {
	var s scores
	known := map[string]bool{}
	for _, o := range gold {
		known[corpus.Slug(o.Concept)] = true
	}
	hit := func(o occurrence, m glossary.Match) bool {
		for _, p := range places[m.From:m.To] {
			if m.Concept == corpus.Slug(o.Concept) && p.line == o.Line && p.col < o.Col+len([]rune(o.Surface)) && p.col+p.width > o.Col {
				return true
			}
		}
		return false
	}
	used := map[int]bool{}
	for _, o := range gold {
		found := false
		for i, m := range matches {
			if hit(o, m) {
				found, used[i] = true, true
			}
		}
		switch {
		case found:
			s.found++
		default:
			s.missed = append(s.missed, o.Concept+" | "+o.Surface+" | "+o.Text)
		}
		if o.Garbled {
			s.garbled++
			if found {
				s.foundGarbled++
			}
		}
	}
	for i, m := range matches {
		in := false
		for _, p := range places[m.From:m.To] {
			in = in || covered[p.line]
		}
		if !in || !known[m.Concept] {
			continue
		}
		s.given++
		if used[i] {
			s.right++
			continue
		}
		s.wrong = append(s.wrong, m.Concept+" | "+string(m.Reason)+" | "+strings.Join(words[max(0, m.From-4):min(len(words), m.To+4)], " "))
	}
	return s
}

func readRows[T any](t testing.TB, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	for scan := bufio.NewScanner(bytes.NewReader(data)); scan.Scan(); {
		var row T
		if err := json.Unmarshal(scan.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// readWords gives the words of a text with their places; columns count characters.
func readWords(t testing.TB, path string) ([]string, []place) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	var places []place
	for n, line := range strings.Split(string(data), "\n") {
		col, start := 0, -1
		runes := []rune(line + " ")
		for ; col < len(runes); col++ {
			space := strings.ContainsRune(" \t\f\r\v", runes[col])
			if !space && start < 0 {
				start = col
			}
			if space && start >= 0 {
				words = append(words, string(runes[start:col]))
				places = append(places, place{n + 1, start, col - start})
				start = -1
			}
		}
	}
	return words, places
}
