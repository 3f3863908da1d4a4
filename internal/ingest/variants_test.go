package ingest_test

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"testing"

	"recto/internal/corpus"
	"recto/internal/evaluate"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/recognize"
)

// variant is what a scan would be with its gutter elsewhere, or of one page.
type variant struct {
	name     string
	from, to int // columns of the scan; beyond its own there is bare paper
	kept     int // columns of the scan that are drawn
	spread   bool
}

// variants of a scan w pixels wide, whose gutter is at g.
func variants(w, g int) []variant {
	return []variant{
		{"as it is", 0, w, w, true},
		{"shifted to the left", w / 30, w + w/6, w, true},
		{"shifted to the right", -w / 6, w - w/30, w, true},
		{"one page much wider", 0, w + w/2, w - w/40, true},
		{"cropped", w / 40, w - w/40, w, true},
		{"left page alone", 0, g - w/100, w, false},
		{"right page alone", g + w/100, w, w, false},
	}
}

// draw makes the variant of a scan.
func (v variant) draw(m *image.Gray, gutter int) *image.Gray {
	h := m.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, v.to-v.from, h))
	draw.Draw(out, out.Rect, image.NewUniform(m.GrayAt(gutter/2, h/40)), image.Point{}, draw.Src)
	draw.Draw(out, image.Rect(0, 0, v.kept, h).Sub(image.Pt(v.from, 0)), m, image.Point{}, draw.Src)
	return out
}

// Words are read and placed on variants as on the scans they are made of.
func TestReadingOfVariants(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it recognises many scans, which takes long")
	}
	ocr := recognizer(t)
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: t.TempDir()}}
	defer pdf.Close()
	for _, volume := range []string{"v02", "v01"} { // light, medium
		v := readVolume(t, ocr, pdf, volume)
		var plain, alone outcome
		for i, variant := range variants(1, 1) {
			o := v.outcome(t, ocr, i)
			t.Logf("%s %-20s %s", volume, variant.name, o)
			switch {
			case i == 0:
				plain = o
			case variant.spread:
				plain.check(t, volume+", "+variant.name, o)
			default:
				alone = alone.and(o)
			}
		}
		plain.check(t, volume+", pages alone", alone)
	}
}

// outcome is how some scans were read.
type outcome struct {
	words, lost, alien int
	placed             evaluate.Share
}

func (o outcome) and(p outcome) outcome {
	placed := evaluate.Share{N: o.placed.N + p.placed.N, Of: o.placed.Of + p.placed.Of}
	return outcome{o.words + p.words, o.lost + p.lost, o.alien + p.alien, placed}
}

func (o outcome) shares() (lost, alien float64) {
	return float64(o.lost) / float64(o.words), float64(o.alien) / float64(o.words)
}

func (o outcome) String() string {
	lost, alien := o.shares()
	return fmt.Sprintf("of %d words lost %.4f, alien %.4f, placed %s", o.words, lost, alien, o.placed)
}

// check demands of a variant what the scans as they are give.
func (o outcome) check(t *testing.T, name string, variant outcome) {
	t.Helper()
	lost, alien := o.shares()
	l, a := variant.shares()
	if l > lost+0.005 || a > alien+0.005 || variant.placed.Value() < o.placed.Value()-0.01 {
		t.Errorf("%s: got %s, the scans as they are give %s", name, variant, o)
	}
}

// outcome reads the variant of this index of all scans.
func (v simulated) outcome(t *testing.T, ocr recognize.Recognizer, index int) outcome {
	var bare []corpus.Scan
	var truth []corpus.Word
	pictures := map[int]recognize.Picture{}
	for i, s := range v.scans {
		p, err := v.picture(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		g := int(v.gutters[s.Number] * p.Scale)
		variant := variants(p.Image.Rect.Dx(), g)[index]
		m := variant.draw(p.Image, g)
		pictures[s.Number] = recognize.Picture{Image: m, Scale: p.Scale}
		bare = append(bare, corpus.Scan{Number: s.Number, Width: int(float64(m.Rect.Dx()) / p.Scale), Height: s.Height})
		truth = append(truth, variant.shown(v.truth[i], p.Scale)...)
	}
	v.picture = func(_ context.Context, scan int) (recognize.Picture, error) { return pictures[scan], nil }
	read, _ := v.recognize(t, ocr, bare)
	var words []corpus.Word
	for _, s := range read {
		words = append(words, s.Words...)
	}
	lost, alien, total := wordDifference(truth, words)
	return outcome{total, lost, alien, placed(truth, words)}
}

// shown are the words that the variant of a scan shows, where it shows them.
func (v variant) shown(words []corpus.Word, scale float64) []corpus.Word {
	var out []corpus.Word
	from, to := float64(v.from)/scale, float64(min(v.to, v.kept))/scale
	for _, w := range words {
		if w.Box.X1 < from || w.Box.X2 > to {
			continue
		}
		w.Box.X1, w.Box.X2 = w.Box.X1-from, w.Box.X2-from
		out = append(out, w)
	}
	return out
}

// placed is the share of the words read whose boxes are right.
func placed(truth, words []corpus.Word) evaluate.Share {
	var printed []evaluate.PrintedWord
	for _, w := range truth {
		printed = append(printed, evaluate.PrintedWord{Scan: w.Scan, Text: w.Raw, Box: box(w)})
	}
	token := evaluate.Token{}
	for _, w := range words {
		token.Words = append(token.Words, evaluate.Word{Raw: w.Raw, Scan: w.Scan, Box: box(w)})
	}
	return evaluate.MeasureBoxes(printed, nil, []evaluate.Token{token}).Placed
}

func box(w corpus.Word) [4]float64 { return [4]float64{w.Box.X1, w.Box.Y1, w.Box.X2, w.Box.Y2} }
