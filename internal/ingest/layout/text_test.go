package layout

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/language"
)

// textScans makes scans of plain text, parted by form feeds, for tests.
func textScans(text string) []corpus.Scan {
	scans := []corpus.Scan{{Number: 1}}
	for n, line := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(line, "\f"); ok {
			scans, line = append(scans, corpus.Scan{Number: len(scans) + 1}), rest
		}
		s := &scans[len(scans)-1]
		for c, w := range strings.Fields(line) {
			s.Words = append(s.Words, corpus.Word{
				ID: corpus.WordID(source, s.Number, len(s.Words)+1), Raw: w, Scan: s.Number, Line: n + 1, Col: c,
			})
		}
	}
	return scans
}

// full is n full lines of print, no two alike.
func full(n int) string {
	var b strings.Builder
	for i := range n {
		line := "and"
		for k := 5 * i; len(line) < 72; k += i + 3 {
			line += " " + prose[k%len(prose)]
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func TestArrangeTextInOrder(t *testing.T) {
	text := full(10) + "\n" + full(10) + "\nA Heading\n\n" + full(20)
	scans := textScans(text)
	pages, report := Arrange(source, scans, english(t))
	checkWhole(t, pages, scans)
	if len(pages) != 1 || pages[0].Side != corpus.Whole || 3*report.Counts["layout.breaks"] > 2*len(pages[0].Lines) { // its words make no sentences
		t.Errorf("%d pages, report %v", len(pages), report.Counts)
	}
	for i, l := range pages[0].Lines {
		if i > 0 && l.Words[0].Line < pages[0].Lines[i-1].Words[0].Line {
			t.Errorf("line %d stands before the line of the source that it stood after", i)
		}
		if want := i == 10 || i == 20 || i == 21; l.Space != want {
			t.Errorf("line %d: space %v", i, l.Space)
		}
	}
}

func TestArrangeTextOfScraps(t *testing.T) {
	text := strings.Repeat("a scrap of text\n\nAnother one\n\n", 30)
	_, report := Arrange(source, textScans(text), english(t))
	if got := report.Counts["layout.breaks"]; got < 30 {
		t.Errorf("%d breaks among 60 scraps", got)
	}
}

func TestArrangeTextForme(t *testing.T) {
	var b strings.Builder
	heads := []string{"Learning across boundaries", "Leaming acr0ss boundaries", "Learning acrossboundaries"}
	body := strings.SplitAfter(full(30), "\n")
	for i := range 6 {
		if i > 0 {
			b.WriteString("\f")
		}
		l := body[5*i:]
		fmt.Fprintf(&b, "%s\n%s%s%s%s~ ~~\n%s%d\n\n%d\n", heads[i%3], l[0], l[1], l[2], l[3], l[4], 20+2*i, 21+2*i)
	}
	pages, _ := Arrange(source, textScans(b.String()), english(t))
	for i, p := range pages {
		if want := fmt.Sprintf("%d–%d", 20+2*i, 21+2*i); p.Folio != want {
			t.Errorf("scan %d has folio %q, want %q", i+1, p.Folio, want)
		}
		var roles []string
		for _, l := range p.Lines {
			roles = append(roles, string(l.Role))
		}
		want := "running-head,,,,,debris,,folio,folio"
		if i == 0 {
			want = strings.TrimPrefix(want, "running-head") // the first may be a title
		}
		if got := strings.Join(roles, ","); got != want {
			t.Errorf("scan %d: got %s, want %s", i+1, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		raw   string
		value int
		roman bool
	}{
		{"12", 12, false},
		{"- 7 -", 7, false},
		{"[103]", 103, false},
		{"xiv", 14, true},
		{"IX", 9, true},
		{"l2", 0, false},
		{"20045", 0, false},
		{"iiii", 0, false},
		{"vx", 0, false},
		{"", 0, false},
		{"0", 0, false},
	}
	for _, tt := range tests {
		value, roman, ok := number(tt.raw)
		if value != tt.value || roman != tt.roman || ok != (tt.value > 0) {
			t.Errorf("number(%q) = %d, %v, %v, want %d, %v", tt.raw, value, roman, ok, tt.value, tt.roman)
		}
	}
}

func FuzzArrange(f *testing.F) {
	f.Add("one two\n\n12\n\fthree\n", uint16(3), false)
	f.Add(strings.Repeat("left right\n", 40), uint16(911), true)
	f.Fuzz(func(t *testing.T, text string, seed uint16, boxes bool) {
		scans := textScans(text)
		if boxes {
			scatter(scans, uint32(seed))
		}
		pages, _ := Arrange(source, scans, english(t))
		checkWhole(t, pages, scans)
	})
}

// scatter gives words boxes anywhere, some of them without extent.
func scatter(scans []corpus.Scan, state uint32) {
	next := func(n uint32) float64 {
		state = state*1664525 + 1013904223
		return float64(state >> 8 % n)
	}
	for i := range scans {
		s := &scans[i]
		s.Width, s.Height = int(next(3000)), int(next(2000))
		for j := range s.Words {
			x, y := next(3000), next(2000)
			s.Words[j].Box = corpus.Box{X1: x, Y1: y, X2: x + next(300), Y2: y + next(40)}
		}
	}
}

// The lines of a scan without end are not compared with one another, which
// would take their square.
func TestLongScanIsNotSearchedForHeads(t *testing.T) {
	lines := make([]corpus.Line, 50_000)
	for i := range lines {
		lines[i].Words = []corpus.Word{{Raw: "Learning"}, {Raw: "across"}, {Raw: "boundaries"}}
	}
	edges, _ := textEdges(corpus.Page{Lines: lines}, 0)
	if len(edges) > 4*textEdge {
		t.Errorf("%d lines may be running heads, want at most %d", len(edges), 4*textEdge)
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
