package unweave

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/language"
)

// A way to weave two pages: how many lines of one page, then of the other, by turns.
type pattern []int

var (
	inOrder   = pattern{pageLines}
	alternate = pattern{1}
	runs      = pattern{2, 3, 1, 4, 1, 1, 3, 2}
)

const pageLines = 36

// woven is so many printed pages of our own demo, two by two; the Col of a
// line's words is its place in the printed order.
func woven(t testing.TB, pages int, p pattern) []corpus.Line {
	t.Helper()
	printed := demoLines(t)
	var lines []corpus.Line
	for spread := 0; 2*spread < pages; spread++ {
		at := [2]int{2 * spread * pageLines, (2*spread + 1) * pageLines}
		end := [2]int{at[1], at[1] + pageLines}
		for turn := 0; at[0] < end[0] || at[1] < end[1]; turn++ {
			side := turn % 2
			for range p[turn/2%len(p)] {
				if at[side] == end[side] {
					break
				}
				lines = append(lines, corpus.Line{Words: words(printed[at[side]%len(printed)], spread+1, at[side])})
				at[side]++
			}
		}
	}
	return lines
}

// demoLines is the running text of the demo, in lines of print.
func demoLines(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../../../corpus/demo/text/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no text of the demo: %v", err)
	}
	var lines []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		line := ""
		for _, paragraph := range strings.Split(string(data), "\n\n") {
			if len(paragraph) < 200 || strings.Contains(paragraph, ": ") {
				continue
			}
			for _, w := range strings.Fields(paragraph) {
				if len(line)+len(w) > 66 {
					lines, line = append(lines, line), ""
				}
				line = strings.TrimPrefix(line+" "+w, " ")
			}
		}
	}
	return lines
}

func words(line string, scan, place int) []corpus.Word {
	var out []corpus.Word
	for _, w := range strings.Fields(line) {
		out = append(out, corpus.Word{Raw: w, Scan: scan, Line: place})
	}
	return out
}

// Woven pages come out as they were printed, and pages in order as they went in.
func TestLinesUndoesWeaving(t *testing.T) {
	for _, tt := range []struct {
		name    string
		pattern pattern
		least   float64
	}{
		{"in order", inOrder, 1},
		{"alternate", alternate, .98},
		{"runs", runs, .8},
		{"runs of three", pattern{3}, .97},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines := woven(t, 12, tt.pattern)
			got := continued(lines, ordered(t, lines))
			t.Logf("%.3f of the joints are right", got)
			if got < tt.least {
				t.Errorf("want %.3f", tt.least)
			}
		})
	}
}

// However pages are woven, the order that is made has no more than a few lines
// less behind those that they continue than the order of the source.
func TestLinesAreNoWorseThanTheirSource(t *testing.T) {
	const few = .01
	for _, p := range []pattern{inOrder, alternate, runs, {2}, {4}, {1, 2, 5}, {18}} {
		for _, cut := range []bool{false, true} {
			lines := woven(t, 4, p)
			if cut {
				lines = halved(lines)
			}
			source := make([]int, len(lines))
			for i := range source {
				source[i] = i
			}
			got, want := continued(lines, ordered(t, lines)), continued(lines, source)
			t.Logf("runs of %v, lines cut %v: %.3f of the joints are right, %.3f in the source", p, cut, got, want)
			if got < want-few {
				t.Errorf("runs of %v, lines cut %v: %.3f of the joints are right, %.3f in the source", p, cut, got, want)
			}
		}
	}
}

func ordered(t *testing.T, lines []corpus.Line) []int {
	t.Helper()
	order, err := Lines(lines, english(t))
	if err != nil {
		t.Fatal(err)
	}
	return order.Lines
}

// secondHalf is the id of the words of the second halves of lines.
const secondHalf = "second"

// halved cuts every line in two.
func halved(lines []corpus.Line) []corpus.Line {
	var out []corpus.Line
	for i, l := range lines {
		at := 1 + (len(l.Words)-1)*(1+i%3)/4
		second := slices.Clone(l.Words[at:])
		for k := range second {
			second[k].ID = secondHalf
		}
		out = append(out, corpus.Line{Words: l.Words[:at]})
		if len(second) > 0 {
			out = append(out, corpus.Line{Words: second})
		}
	}
	return out
}

// continued is the share of the joints within pages that an order has.
func continued(lines []corpus.Line, order []int) float64 {
	follows := func(a, b corpus.Word) bool {
		if a.Line == b.Line {
			return b.ID == secondHalf
		}
		return b.Line == a.Line+1 && b.ID == ""
	}
	right, joints := 0, 0
	for k := 1; k < len(order); k++ {
		a, b := lines[order[k-1]].Words[0], lines[order[k]].Words[0]
		if b.Line%(2*pageLines) == 0 && b.ID == "" {
			continue // the first of a spread
		}
		joints++
		if follows(a, b) {
			right++
		}
	}
	return float64(right) / float64(joints)
}

// Hardly a line of pages in order is doubted.
func TestLinesTrustsPagesInOrder(t *testing.T) {
	order, err := Lines(woven(t, 12, inOrder), english(t))
	if err != nil {
		t.Fatal(err)
	}
	doubted := 0
	for _, p := range order.Joints[1:] {
		if p < .7 {
			doubted++
		}
	}
	if 25*doubted > len(order.Joints) {
		t.Errorf("%d of %d joints are doubted", doubted, len(order.Joints))
	}
}

func english(t testing.TB) *language.Model {
	t.Helper()
	m, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func FuzzLines(f *testing.F) {
	f.Add("one two\n\nthree-\nfour (five\nsix).", uint8(2))
	f.Add(strings.Repeat("- \n–\n7\n", 30), uint8(40))
	f.Fuzz(func(t *testing.T, text string, scan uint8) {
		var lines []corpus.Line
		for i, raw := range strings.Split(text, "\n") {
			if ws := words(raw, 1+i/(int(scan)+1), i); len(ws) > 0 && len(lines) < 300 {
				lines = append(lines, corpus.Line{Words: ws})
			}
		}
		order, err := Lines(lines, english(t))
		if err != nil {
			t.Fatal(err)
		}
		sorted := slices.Sorted(slices.Values(order.Lines))
		for i, l := range sorted {
			if i != l || len(sorted) != len(lines) {
				t.Fatalf("%d lines came out as %v", len(lines), order.Lines)
			}
		}
		for _, p := range order.Joints {
			if !(p >= 0 && p <= 1) {
				t.Fatalf("chance %v", p)
			}
		}
	})
}

// Weights come back as they were packed, and what is no weights is refused.
func TestWeights(t *testing.T) {
	w, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.pack(), packed) {
		t.Error("packed weights differ from those read")
	}
	for _, cut := range []int{0, 4, 9, len(packed) / 2, len(packed) - 1} {
		if _, err := parse(packed[:cut]); err == nil {
			t.Errorf("weights cut off at %d were read", cut)
		}
	}
}
