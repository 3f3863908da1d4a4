package replay_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
)

// printed is a word in print: what it reads and where it stands.
type printed struct {
	text string
	box  corpus.Box
}

// book is a printed page of many words, the common ones often.
func book(r *rand.Rand) [][]printed {
	vocabulary := strings.Fields("the of and to in a that learning is work for on with as by activity be this are which object it was from people their new project change one practice")
	lines := make([][]printed, 30)
	for y := range lines {
		x := 0.0
		for range 10 {
			w := vocabulary[min(r.IntN(len(vocabulary)), r.IntN(len(vocabulary)))]
			if r.IntN(8) == 0 {
				w = fmt.Sprint(w, r.IntN(900))
			}
			width := float64(10 * len(w))
			lines[y] = append(lines[y], printed{w, corpus.Box{X1: x, Y1: float64(50 * y), X2: x + width, Y2: float64(50*y + 40)}})
			x += width + 10
		}
	}
	return lines
}

// damage says how an OCR differs from the print: in one of so many words, or
// never if 0.
type damage struct {
	specks, splits, joins, letters int
	jitter                         float64 // pixels
	boxes                          bool
}

// read reads a book as an OCR would. Of tells which words of the print each word
// is of: line and place in it.
func (d damage) read(r *rand.Rand, lines [][]printed) (pages []corpus.Page, of map[string][][2]int) {
	page := corpus.Page{ID: corpus.PageID(source, 1, corpus.Whole), Scan: 1}
	of = map[string][][2]int{}
	chance := func(n int) bool { return n > 0 && r.IntN(n) == 0 }
	n := 0
	for y, line := range lines {
		var l corpus.Line
		add := func(raw string, b corpus.Box, places ...[2]int) {
			n++
			w := corpus.Word{ID: corpus.WordID(source, 1, n), Raw: raw, Scan: 1, Line: y + 1, Col: int(b.X1)}
			if d.boxes {
				shift := (r.Float64()*2 - 1) * d.jitter
				w.Box = corpus.Box{X1: b.X1 + shift, Y1: b.Y1 + shift, X2: b.X2 + shift, Y2: b.Y2 + shift}
			}
			of[w.ID] = places
			l.Words = append(l.Words, w)
		}
		for i := 0; i < len(line); i++ {
			w := line[i]
			raw := w.text
			if chance(d.letters) {
				k := r.IntN(len(raw))
				raw = raw[:k] + string(rune('a'+r.IntN(26))) + raw[k+1:]
			}
			switch at := [2]int{y, i}; {
			case chance(d.joins) && i+1 < len(line):
				add(raw+line[i+1].text, w.box.Union(line[i+1].box), at, [2]int{y, i + 1})
				i++
			case chance(d.splits) && len(raw) > 3:
				middle := w.box.X1 + 20
				add(raw[:2], corpus.Box{X1: w.box.X1, Y1: w.box.Y1, X2: middle, Y2: w.box.Y2}, at)
				add(raw[2:], corpus.Box{X1: middle, Y1: w.box.Y1, X2: w.box.X2, Y2: w.box.Y2}, at)
			default:
				add(raw, w.box, at)
			}
			if chance(d.specks) {
				add(".", corpus.Box{X1: w.box.X2 + 3, Y1: w.box.Y2 - 4, X2: w.box.X2 + 6, Y2: w.box.Y2})
			}
		}
		page.Lines = append(page.Lines, l)
	}
	return []corpus.Page{page}, of
}

// Corrections that were made on one reading are replayed on another, and each
// lands on the words of the print that it was about, or is a conflict.
func TestAnotherReading(t *testing.T) {
	for _, c := range []struct {
		name  string
		d     damage
		found float64 // the least share of corrections that find their place
	}{
		{"the same", damage{}, 1},
		{"the same, on the scan", damage{boxes: true}, 1},
		{"ids shifted, on the scan", damage{specks: 10, boxes: true, jitter: 2}, 1},
		{"words split, on the scan", damage{specks: 20, splits: 10, boxes: true, jitter: 2}, 1},
		{"letters misread, on the scan", damage{specks: 20, splits: 20, letters: 5, boxes: true, jitter: 3}, 1},
		{"words joined, on the scan", damage{joins: 15, boxes: true, jitter: 2}, .97},
		{"ids shifted", damage{specks: 10}, .97},
		{"words split", damage{specks: 20, splits: 10}, .97},
		{"letters misread", damage{specks: 20, splits: 20, letters: 8}, .93},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			made, found, wrong := 0, 0, 0
			for range 10 {
				lines := book(r)
				before, _ := damage{boxes: c.d.boxes}.read(r, lines)
				after, of := c.d.read(r, lines)
				var all []corpus.Correction
				var want [][][2]int
				for range 40 {
					y, i := r.IntN(len(lines)), r.IntN(8)
					to := i + 1 + r.IntN(2)
					all = append(all, corpus.Correction{ID: int64(len(all) + 1), Kind: corpus.Reread, At: corpus.PlaceOf(before[0].Lines[y].Words, i, to), Text: "read"})
					var places [][2]int
					for k := i; k < to; k++ {
						places = append(places, [2]int{y, k})
					}
					want = append(want, places)
				}
				_, now, report := replay.Lines(after, all)
				if len(now)+len(report.Conflicts) != len(all) {
					t.Fatalf("%d found and %d conflicts of %d corrections", len(now), len(report.Conflicts), len(all))
				}
				made += len(all)
				for _, n := range now {
					found++
					if got := covered(after[0], n.At, of); !contains(got, want[n.ID-1]) || len(got) > len(want[n.ID-1]) && n.Text == "read" {
						wrong++
					}
				}
			}
			t.Logf("%d of %d found, %d of them wrong", found, made, wrong)
			if float64(found) < c.found*float64(made) || float64(wrong) > .01*float64(made) {
				t.Errorf("%d of %d found, %d of them wrong; want at least %v found and 0.01 wrong", found, made, wrong, c.found)
			}
		})
	}
}

// covered are the words of the print that a place is about.
func covered(page corpus.Page, at corpus.Place, of map[string][][2]int) [][2]int {
	var out [][2]int
	on := false
	for _, l := range page.Lines {
		for _, w := range l.Words {
			on = on || w.ID == at.First
			for _, p := range of[w.ID] {
				if on && !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
			if w.ID == at.End() {
				return out
			}
		}
	}
	return out
}

func contains(all, some [][2]int) bool {
	return !slices.ContainsFunc(some, func(p [2]int) bool { return !slices.Contains(all, p) })
}

// Whatever corrections say, the evidence stays and nothing breaks.
func FuzzReplay(f *testing.F) {
	f.Add("one two|three/four", "abcdefghij-1-1", "abcdefghij-1-2", "text", uint8(0), true)
	f.Add("one two|~three four|#head", "abcdefghij-1-3", "abcdefghij-1-1", "", uint8(2), false)
	f.Fuzz(func(t *testing.T, print, first, last, read string, kind uint8, boxes bool) {
		if len(print) > 2000 || len(read) > 200 {
			return
		}
		kinds := []corpus.Correcting{corpus.Reread, corpus.Supply, corpus.Follow, corpus.PartLine, corpus.CutLine, corpus.SetField}
		c := corpus.Correction{Kind: kinds[int(kind)%len(kinds)], At: corpus.Place{First: first, Last: last, Scan: 1, Raw: read}, Text: read}
		pages := volume(print, boxes)
		got, _ := run(pages, c, corpus.Correction{Kind: corpus.Reread, At: corpus.Place{First: first}, Text: read})
		keepsEvidence(t, pages, got)
	})
}
