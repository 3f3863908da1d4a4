package layout

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

const source = "0123456789abcdef"

// prose fills lines, so that no two are alike.
var prose = strings.Fields(`activity system tools rules while people learning across the border of their own
	practice seldom agree about what object they share until some conflict turns into talk and then
	new ways emerge slowly between schools clinics firms`)

// drawing builds the words of a scan for tests. A letter is half as wide as high.
type drawing struct {
	scan corpus.Scan
	skew float64 // pixels down for each pixel to the right
	size float64 // height of a word in pixels
}

func newDrawing(number, width, height int) *drawing {
	return &drawing{scan: corpus.Scan{Number: number, Width: width, Height: height}, size: 20}
}

// line sets words from a place on.
func (d *drawing) line(x, y float64, text string) {
	for _, w := range strings.Fields(text) {
		n := len(d.scan.Words) + 1
		width := float64(len([]rune(w))) * d.size / 2
		dy := d.skew * (x + width/2)
		d.scan.Words = append(d.scan.Words, corpus.Word{
			ID: corpus.WordID(source, d.scan.Number, n), Raw: w, Scan: d.scan.Number,
			Box: corpus.Box{X1: x, Y1: y + dy, X2: x + width, Y2: y + d.size + dy}, Size: d.size,
		})
		x += width + d.size/2
	}
}

// column sets n full lines named by a word, each about width wide.
func (d *drawing) column(x, y float64, width float64, name string, n int) {
	for i := range n {
		text := fmt.Sprintf("%s%d", name, i)
		seed := uint32(i + 1)
		for _, r := range name {
			seed = seed*31 + uint32(r)
		}
		for float64(len(text)+8)*d.size/2 < width {
			seed = seed*1664525 + 1013904223
			text += " " + prose[int(seed>>8)%len(prose)]
		}
		d.line(x, y+float64(i)*d.size*1.5, text)
	}
}

// firstWords is the first word of every line that is read, pages parted by bars.
func firstWords(pages []corpus.Page) string {
	var b strings.Builder
	for i, p := range pages {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s:", p.Side)
		for _, l := range p.Lines {
			if !l.Role.Forme() {
				b.WriteString(" " + l.Words[0].Raw)
			}
		}
	}
	return b.String()
}

func TestArrangeOrder(t *testing.T) {
	spread := func(skew, gutter float64) corpus.Scan {
		d := newDrawing(1, 2000, 1400)
		d.skew = skew
		for i := range 12 { // woven, as an OCR of the whole spread gives it
			y := 200 + 30*float64(i)
			d.column(150, y, gutter-230, fmt.Sprintf("l%d-", i), 1)
			d.column(gutter+80, y, 2000-gutter-230, fmt.Sprintf("r%d-", i), 1)
		}
		return d.scan
	}
	left := "l0-0 l1-0 l2-0 l3-0 l4-0 l5-0 l6-0 l7-0 l8-0 l9-0 l10-0 l11-0"
	woven := "left: " + left + " | right: " + strings.ReplaceAll(left, "l", "r")
	twoColumns := newDrawing(1, 1000, 1400)
	twoColumns.line(100, 100, "title words that run over both of the columns of this upright page here")
	twoColumns.column(100, 200, 370, "a", 8)
	twoColumns.column(530, 200, 370, "b", 8)
	oneColumn := newDrawing(1, 1000, 1400)
	oneColumn.column(100, 200, 800, "a", 3)
	merged := newDrawing(1, 2000, 1400)
	merged.scan = spread(0, 1000)
	merged.scan.Words = append(merged.scan.Words, corpus.Word{ID: "x", Raw: "runacross", Scan: 1, Box: corpus.Box{X1: 900, Y1: 700, X2: 1150, Y2: 720}})
	tests := []struct {
		name string
		scan corpus.Scan
		want string
	}{
		{"spread", spread(0, 1000), woven},
		{"spread with its gutter off the middle", spread(0, 850), woven},
		{"skewed spread", spread(0.03, 1000), woven},
		{"skewed the other way", spread(-0.03, 1100), woven},
		{"two columns on an upright page", twoColumns.scan, "whole: title a0 a1 a2 a3 a4 a5 a6 a7 b0 b1 b2 b3 b4 b5 b6 b7"},
		{"one column", oneColumn.scan, "whole: a0 a1 a2"},
		{"nothing", corpus.Scan{Number: 1, Width: 10, Height: 10}, "whole:"},
		{"a word across the gutter", merged.scan, "left: " + left + " | right: " + strings.ReplaceAll(left, "l", "r") + " runacross"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages, report := Arrange(source, []corpus.Scan{tt.scan}, english(t))
			if got := firstWords(pages); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			checkWhole(t, pages, []corpus.Scan{tt.scan})
			if report.Counts["layout.pages"] != len(pages) || report.Counts["layout.spreads"] != len(pages)-1 {
				t.Errorf("report %v", report.Counts)
			}
		})
	}
}

// checkWhole checks that every word stands in one line and every line knows its page.
func checkWhole(t *testing.T, pages []corpus.Page, scans []corpus.Scan) {
	t.Helper()
	seen := map[string]int{}
	for _, p := range pages {
		for _, l := range p.Lines {
			if l.Page != p.ID || len(l.Words) == 0 {
				t.Errorf("line %q of page %s says %s", l.Raw(), p.ID, l.Page)
			}
			for _, w := range l.Words {
				seen[w.ID]++
			}
		}
	}
	for _, s := range scans {
		for _, w := range s.Words {
			if seen[w.ID] != 1 {
				t.Errorf("word %s stands in %d lines", w.ID, seen[w.ID])
			}
		}
	}
}

// book draws spreads with running heads, folios and a blank page.
func book() []corpus.Scan {
	var scans []corpus.Scan
	for i := range 6 {
		d := newDrawing(i+1, 2000, 1400)
		heads := []string{"PAPERS FROM A SEMINAR", "PAPEKS FR0M A SEMJNAR"} // as OCR has it
		for side, x := range []float64{150, 1080} {
			page := 10 + 2*i + side
			if page == 15 {
				continue // blank
			}
			d.line(x+200, 100, heads[i%2])
			d.column(x, 200, 750, fmt.Sprintf("p%d-", page), 20)
			if page != 12 {
				d.line(x+370, 1000, fmt.Sprint(page))
			}
		}
		scans = append(scans, d.scan)
	}
	return scans
}

func TestArrangeForme(t *testing.T) {
	scans := book()
	pages, report := Arrange(source, scans, english(t))
	checkWhole(t, pages, scans)
	for i, p := range pages {
		want := fmt.Sprint(10 + i)
		if p.Folio != want {
			t.Errorf("page %d has folio %q, want %q", i, p.Folio, want)
		}
		for _, l := range p.Lines {
			body := strings.HasPrefix(l.Raw(), "p")
			if body == l.Role.Forme() {
				t.Errorf("page %d: %q is %q", i, l.Raw(), l.Role)
			}
		}
	}
	if c := report.Counts; c["layout.running-heads"] != 11 || c["layout.folios"] != 10 || c["layout.folios-inferred"] != 2 || len(report.Problems) != 0 {
		t.Errorf("report %+v", report)
	}
}

func TestArrangeNamesMissingPages(t *testing.T) {
	scans := book()
	scans = append(scans[:2], scans[3:]...)
	_, report := Arrange(source, scans, english(t))
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Text, "from 13 (scan 2) to 16") {
		t.Errorf("got %+v", report.Problems)
	}
}

func TestArrangeShape(t *testing.T) {
	d := newDrawing(1, 1000, 1400)
	d.column(100, 100, 800, "body", 6)
	d.line(140, 280, "indented first line of a paragraph that goes on to the edge of the page's text area")
	d.line(100, 310, "and ends short")
	d.line(400, 400, "A Centred Heading")
	d.column(100, 460, 800, "more", 6)
	pages, _ := Arrange(source, []corpus.Scan{d.scan}, english(t))
	lines := pages[0].Lines
	if l := lines[6]; l.Indent < 1.5 || l.Short || l.Space {
		t.Errorf("indented line: %+v", l)
	}
	if l := lines[7]; l.Indent != 0 || !l.Short || l.Center {
		t.Errorf("short line: %+v", l)
	}
	if l := lines[8]; !l.Center || !l.Space {
		t.Errorf("heading: %+v", l)
	}
}

func TestArrangeFootnotes(t *testing.T) {
	d := newDrawing(1, 1000, 1400)
	d.column(100, 100, 800, "body", 20)
	d.size = 14
	d.line(100, 760, "3 A note in smaller type that says something besides")
	d.line(100, 780, "and goes on in a second line")
	pages, _ := Arrange(source, []corpus.Scan{d.scan}, english(t))
	for i, l := range pages[0].Lines {
		if want := i >= 20; want != (l.Role == corpus.Footnote) {
			t.Errorf("%q is %q", l.Raw(), l.Role)
		}
	}
}

func TestArrangeContentsBesideText(t *testing.T) {
	scans := book()
	d := newDrawing(7, 2000, 1400)
	for i := range 15 { // short titles, their folios far away at the page's edge
		y := 200 + 30*float64(i)
		d.line(150, y, "A title of a paper")
		d.line(870, y, fmt.Sprint(5+10*i))
		d.column(1080, y, 750, fmt.Sprintf("text%d-", i), 1)
	}
	pages, _ := Arrange(source, append(scans, d.scan), english(t))
	for _, l := range pages[12].Lines {
		if !strings.HasPrefix(l.Raw(), "A title of a paper ") {
			t.Errorf("line %q of the contents", l.Raw())
		}
	}
}
