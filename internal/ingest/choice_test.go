package ingest_test

import (
	"cmp"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/evaluate"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/recognize"
	"recto/internal/language"
)

var every = flag.Int("every", 6, "of the simulated scans recognise one of so many; what was recognised is kept in the user's cache")

// Between a text layer and a fresh reading the better one is chosen, scan by
// scan. Layers of all grades are made of the true words and those of the
// simulated layer, in bands across the scan.
func TestChoiceOfLayers(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it recognises many scans, which takes long")
	}
	ocr := recognizer(t)
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: t.TempDir()}}
	defer pdf.Close()
	sums := map[string]choices{}
	for _, volume := range []string{"v01", "v02", "v03", "v04", "v05", "v06"} {
		v := readVolume(t, ocr, pdf, volume)
		for _, l := range layers {
			c := v.choose(t, ocr, l.bad)
			t.Logf("%s %-22s %s", volume, l.name, c)
			sums[l.name] = sums[l.name].and(c)
		}
	}
	for _, l := range layers {
		c := sums[l.name]
		t.Logf("all %-22s %s", l.name, c)
		if regret := c.regret / float64(c.scans); regret > l.regret {
			t.Errorf("%s: the choice costs a WER of %.4f, want %.4f at most", l.name, regret, l.regret)
		}
	}
}

// layers are those that are tried: bad is the share of a scan's bands, by its
// place among all, whose words come from the simulated layer.
var layers = []struct {
	name   string
	bad    func(i, n int) float64
	regret float64 // mean WER that a wrong choice may cost
}{
	{"as it is", func(int, int) float64 { return 1 }, 0.001},
	{"half of it true", func(int, int) float64 { return 0.5 }, 0.005},
	{"most of it true", func(int, int) float64 { return 0.1 }, 0.01},
	{"nearly all of it true", func(int, int) float64 { return 0.02 }, 0.005},
	{"true", func(int, int) float64 { return 0 }, 0.002},
	{"true but for a run", func(i, n int) float64 {
		if i >= n/3 && i < n/2 {
			return 1
		}
		return 0
	}, 0.01},
}

// recognizer keeps what it read for the next time.
func recognizer(t *testing.T) recognize.Recognizer {
	engine, err := recognize.FindTesseract(t.Context(), "eng")
	if err != nil {
		t.Skipf("skipped: %v", err)
	}
	model, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	return recognize.Recognizer{Engine: engine, Model: model, Cache: recognize.Folder(filepath.Join(dir, "recto", "ocr"))}
}

// simulated is some scans of a simulated volume.
type simulated struct {
	scans   []corpus.Scan // with the simulated layer
	truth   [][]corpus.Word
	fresh   [][]corpus.Word
	gutters map[int]float64 // by number of scan
	picture func(context.Context, int) (recognize.Picture, error)
}

// readVolume also reads the scans afresh.
func readVolume(t *testing.T, ocr recognize.Recognizer, pdf *ingest.OnDemand, volume string) simulated {
	v := openVolume(t, pdf, volume, true)
	bare := slices.Clone(v.scans)
	for i := range bare {
		bare[i].Words = nil
	}
	read, _ := v.recognize(t, ocr, bare)
	for _, s := range read {
		v.fresh = append(v.fresh, s.Words)
	}
	return v
}

// openVolume can keep the pictures that were drawn.
func openVolume(t testing.TB, pdf *ingest.OnDemand, volume string, keep bool) simulated {
	dir := filepath.Join(cmp.Or(os.Getenv("RECTO_SHARED"), "../../../shared"), "data", "simulated", volume)
	data, err := os.ReadFile(filepath.Join(dir, "scan-with-text-layer.pdf"))
	if err != nil {
		t.Skipf("skipped: no shared data (%v)", err)
	}
	doc, err := pdf.Read(t.Context(), corpus.Source{ID: "0123456789ab"}, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := evaluate.ReadPrintedWords(filepath.Join(dir, "truth", "words.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	words := map[int][]corpus.Word{}
	for _, w := range printed {
		words[w.Scan] = append(words[w.Scan], corpus.Word{Raw: w.Text, Scan: w.Scan, Box: corpus.Box{X1: w.Box[0], Y1: w.Box[1], X2: w.Box[2], Y2: w.Box[3]}})
	}
	v := simulated{gutters: gutters(t, filepath.Join(dir, "truth", "spreads.json"))}
	for i := *every / 2; i < len(doc.Scans); i += *every {
		v.scans = append(v.scans, doc.Scans[i])
		v.truth = append(v.truth, words[doc.Scans[i].Number])
	}
	v.picture = func(ctx context.Context, scan int) (recognize.Picture, error) {
		r, err := pdf.Raster(ctx, data, scan)
		return recognize.Picture{Image: r.Image, Scale: r.Scale}, err
	}
	if keep {
		v.picture = remembered(v.picture)
	}
	return v
}

// remembered draws each scan once.
func remembered(draw func(context.Context, int) (recognize.Picture, error)) func(context.Context, int) (recognize.Picture, error) {
	var mu sync.Mutex
	drawn := map[int]recognize.Picture{}
	return func(ctx context.Context, scan int) (recognize.Picture, error) {
		mu.Lock()
		defer mu.Unlock()
		if p, ok := drawn[scan]; ok {
			return p, nil
		}
		p, err := draw(ctx, scan)
		if err == nil {
			drawn[scan] = p
		}
		return p, err
	}
}

func (v simulated) recognize(t testing.TB, ocr recognize.Recognizer, scans []corpus.Scan) ([]corpus.Scan, corpus.Report) {
	images := make([]bool, len(scans))
	for i := range images {
		images[i] = true
	}
	out, report, err := ocr.Recognize(t.Context(), recognize.Source{ID: "0123456789ab", Scans: scans, Images: images, Picture: v.picture}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out, report
}

// choose lets the stage choose between such layers and fresh readings.
func (v simulated) choose(t *testing.T, ocr recognize.Recognizer, bad func(i, n int) float64) choices {
	scans := slices.Clone(v.scans)
	for i := range scans {
		scans[i].Words = mixed(v.truth[i], scans[i], bad(i, len(scans)))
	}
	chosen, report := v.recognize(t, ocr, scans)
	out := choices{scans: len(scans), read: report.Counts["recognize.scans-read"]}
	for i, s := range chosen {
		layer, fresh := wordErrors(v.truth[i], scans[i].Words), wordErrors(v.truth[i], v.fresh[i])
		out.count(layer, fresh, len(s.Replaced) > 0)
	}
	return out
}

// mixed is the true words, but for a share of the bands across the scan those of its layer.
func mixed(truth []corpus.Word, s corpus.Scan, share float64) []corpus.Word {
	const band = 60 // pixels, about two lines
	isBad := func(w corpus.Word) bool {
		hash := uint32(int((w.Box.Y1+w.Box.Y2)/2)/band+100*s.Number) * 2654435761 // Knuth's multiplicative hash
		return float64(hash)/(1<<32) < share
	}
	var out []corpus.Word
	for _, w := range truth {
		if !isBad(w) {
			out = append(out, w)
		}
	}
	for _, w := range s.Words {
		if isBad(w) {
			out = append(out, w)
		}
	}
	return out
}

// wordErrors is the WER of a reading whatever its order.
func wordErrors(truth, words []corpus.Word) float64 {
	lost, alien, total := wordDifference(truth, words)
	return float64(max(lost, alien)) / float64(max(1, total))
}

// wordDifference is how many of the true words, which are total, a reading lacks
// and how many it has beyond them.
func wordDifference(truth, words []corpus.Word) (lost, alien, total int) {
	type place struct {
		scan int
		text string
	}
	left := map[place]int{}
	for _, w := range truth {
		for _, text := range plainWords(w.Raw) {
			left[place{w.Scan, text}]++
			total++
		}
	}
	lost = total
	for _, w := range words {
		for _, text := range plainWords(w.Raw) {
			at := place{w.Scan, text}
			if left[at]--; left[at] >= 0 {
				lost--
				continue
			}
			alien++
		}
	}
	return lost, alien, total
}

func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
