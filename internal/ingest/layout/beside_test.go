package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// textPages are pages of nothing but text 700 pixels wide, which tell how wide
// the text of a source is.
func textPages(n int) []corpus.Scan {
	var scans []corpus.Scan
	for i := range n {
		d := newDrawing(i+1, 1100, 1400)
		d.column(200, 100, 700, fmt.Sprintf("p%d-", i), 30)
		scans = append(scans, d.scan)
	}
	return scans
}

// besides are the lines in the margins of the last page: the first word of the
// line before, and what they read; line numbers are after a number sign.
func besides(pages []corpus.Page) string {
	var out []string
	before := ""
	for _, l := range pages[len(pages)-1].Lines {
		switch l.Role {
		case corpus.MarginNote:
			mark := "+"
			if l.Space {
				mark = ":"
			}
			out = append(out, before+mark+strings.ReplaceAll(l.Raw(), " ", "_"))
		case corpus.LineNumber:
			out = append(out, before+"#"+l.Raw())
		default:
			before = l.Words[0].Raw
		}
	}
	return strings.Join(out, " ")
}

func TestArrangeBeside(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw func(d *drawing)
		want string
	}{
		{"notes outside", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			d.size = 14
			d.line(940, 253, "The rules of")
			d.line(940, 274, "the quay, 1902")
			d.line(940, 583, "Boats")
		}, "t5:The_rules_of t5+the_quay,_1902 t16:Boats"},
		{"notes on the left, as large as the text", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			d.line(40, 400, "Early nets")
			d.line(40, 430, "and ropes")
		}, "t10:Early_nets t10+and_ropes"},
		{"notes one below the other", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			d.size = 14
			d.line(940, 253, "The first note")
			d.line(940, 343, "The second note")
		}, "t5:The_first_note t8:The_second_note"},
		{"numbers of every fifth line", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			for i := 4; i < 30; i += 5 {
				d.line(150, 100+30*float64(i), fmt.Sprint(i+1))
			}
		}, "t4#5 t9#10 t14#15 t19#20 t24#25 t29#30"},
		{"numbers of lines and a note", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			for i := 4; i < 30; i += 5 {
				d.line(940, 100+30*float64(i), fmt.Sprint(i+31))
			}
			d.line(40, 400, "Nets")
		}, "t4#35 t9#40 t10:Nets t14#45 t19#50 t24#55 t29#60"},
		{"two columns", func(d *drawing) {
			d.column(200, 100, 330, "a", 30)
			d.column(570, 100, 330, "b", 30)
		}, ""},
		{"a narrow column and a wide one", func(d *drawing) {
			d.column(200, 100, 200, "a", 30)
			d.column(440, 100, 460, "b", 30)
		}, ""},
		{"a table", func(d *drawing) {
			for i := range 30 {
				y := 100 + 30*float64(i)
				d.line(200, y, "Boats")
				d.line(450, y, "twelve nets")
				d.line(750, y, "forty crews")
			}
		}, ""},
		{"a folio in the margin", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			d.line(980, 100, "17")
		}, ""},
		{"a running head that reaches out", func(d *drawing) {
			d.line(200, 40, "The papers of the quay")
			d.line(940, 40, "Boats")
			d.column(200, 100, 700, "t", 30)
		}, ""},
		{"a list with numbers", func(d *drawing) {
			for i := range 10 {
				d.line(200, 100+90*float64(i), fmt.Sprintf("%d.", i+1))
				d.column(250, 100+90*float64(i), 650, fmt.Sprintf("i%d-", i), 3)
			}
		}, ""},
		{"a list with numbers alone", func(d *drawing) {
			for i := range 10 {
				d.line(200, 100+90*float64(i), fmt.Sprint(i+1))
				d.column(250, 100+90*float64(i), 650, fmt.Sprintf("i%d-", i), 3)
			}
		}, ""},
		{"hanging bullets", func(d *drawing) {
			for i := range 10 {
				d.line(200, 100+90*float64(i), "•")
				d.column(250, 100+90*float64(i), 650, fmt.Sprintf("i%d-", i), 3)
			}
		}, ""},
		{"numbers of formulas", func(d *drawing) {
			for i := range 8 {
				y := 100 + 150*float64(i)
				d.column(200, y, 700, fmt.Sprintf("t%d-", i), 3)
				d.line(420, y+100, "x = y + 2z")
				d.line(860, y+100, fmt.Sprintf("(%d)", i+1))
			}
		}, ""},
		{"speakers", func(d *drawing) {
			for i := range 10 {
				d.line(200, 100+90*float64(i), []string{"Martin:", "Jones:"}[i%2])
				d.column(340, 100+90*float64(i), 560, fmt.Sprintf("s%d-", i), 3)
			}
		}, ""},
		{"terms and their meanings", func(d *drawing) {
			for i := range 10 {
				d.line(200, 100+90*float64(i), []string{"Quay", "Nets"}[i%2])
				d.column(340, 100+90*float64(i), 560, fmt.Sprintf("s%d-", i), 3)
			}
		}, ""},
		{"contents", func(d *drawing) {
			for i := range 12 {
				d.line(200, 100+40*float64(i), prose[i]+" and "+strings.Join(prose[i:i+3+i%4], " "))
				d.line(840, 100+40*float64(i), "page "+fmt.Sprint(3+10*i))
			}
		}, ""},
		{"labels of a figure", func(d *drawing) {
			d.column(200, 100, 700, "t", 10)
			d.line(960, 640, "Subject")
			d.line(200, 660, "Tools")
			d.line(960, 720, "Rules")
			d.column(200, 900, 700, "u", 10)
		}, ""},
		{"dirt", func(d *drawing) {
			d.column(200, 100, 700, "t", 30)
			d.line(950, 250, "~")
			d.line(970, 340, "il")
			d.line(960, 520, ".,:;-")
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			scans := textPages(4)
			d := newDrawing(5, 1100, 1400)
			tt.draw(d)
			// Nothing may hang on the order of the words.
			slices.Reverse(d.scan.Words)
			scans = append(scans, d.scan)
			pages, report := Arrange(source, scans, english(t))
			checkWhole(t, pages, scans)
			if got := besides(pages); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			notes := strings.Count(tt.want, ":") + strings.Count(tt.want, "+")
			if report.Counts["layout.margin-notes"] != notes || report.Counts["layout.line-numbers"] != strings.Count(tt.want, "#") {
				t.Errorf("report %v", report.Counts)
			}
		})
	}
}
