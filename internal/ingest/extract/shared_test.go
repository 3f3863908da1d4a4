package extract

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"recto/internal/corpus"
)

// sharedData is the folder of third-party data beside the repository.
func sharedData(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("RECTO_SHARED")
	for up := "."; dir == "" && len(up) < 40; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			dir = filepath.Join(up, "..", "shared")
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data")
	}
	return filepath.Join(dir, "data")
}

// TestShared reads PDF files of every age and state, hostile ones among them,
// and text layers whose true boxes are known.
func TestShared(t *testing.T) {
	data := sharedData(t)
	p, err := OpenPDFium(t.Context(), Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("collection", func(t *testing.T) { testCollection(t, p, filepath.Join(data, "pdf")) })
	t.Run("boxes", func(t *testing.T) { testBoxes(t, p, filepath.Join(data, "simulated")) })
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

// testCollection demands scans or an error that says what kind of trouble it is, in bounded time.
func testCollection(t *testing.T, p *PDFium, dir string) {
	sentinels := []error{corpus.ErrNoText, corpus.ErrBroken, corpus.ErrEncrypted, corpus.ErrTooLarge, corpus.ErrUnsupported}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".pdf" {
			return err
		}
		start := time.Now()
		doc, err := readFile(t, p, name)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
		known := err == nil && len(doc.Scans) > 0
		for _, s := range sentinels {
			known = known || errors.Is(err, s)
		}
		if !known {
			t.Errorf("%s: %d words, %v", name, doc.Report.Words, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func readFile(t *testing.T, p *PDFium, name string) (Document, error) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	src := corpus.Source{ID: hex.EncodeToString(sum[:])}
	kind, err := Sniff(data)
	if err != nil {
		return Document{}, err
	}
	if kind == TextType {
		return Text(src, data)
	}
	return p.Read(t.Context(), src, data, nil)
}

// testBoxes compares boxes with those of the printed words of the same letters.
func testBoxes(t *testing.T, p *PDFium, dir string) {
	volumes, err := filepath.Glob(filepath.Join(dir, "*", "scan-with-text-layer.pdf"))
	if err != nil || len(volumes) == 0 {
		t.Fatal("no volumes", err)
	}
	for _, name := range volumes {
		start := time.Now()
		doc, err := readFile(t, p, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		took := time.Since(start)
		found, good := boxFigures(t, doc, filepath.Join(filepath.Dir(name), "truth", "words.tsv"))
		t.Logf("%s: %d scans, %d words, %v; printed words found %.3f, of these boxes right %.3f",
			filepath.Base(filepath.Dir(name)), len(doc.Scans), doc.Report.Words, took.Round(time.Millisecond), found, good)
		if found < 0.7 || good < 0.6 {
			t.Errorf("worse than it was")
		}
	}
}

type place struct {
	scan int
	key  string
}

// boxFigures is the share of printed words that have a word of the same letters
// on their scan, and the share of these that one overlaps by half (IoU).
func boxFigures(t *testing.T, doc Document, truth string) (found, good float64) {
	t.Helper()
	boxes := map[place][]corpus.Box{}
	for _, s := range doc.Scans {
		for _, w := range s.Words {
			k := place{s.Number, letters(w.Raw)}
			boxes[k] = append(boxes[k], w.Box)
		}
	}
	file, err := os.Open(truth)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	printed := 0.0
	for _, row := range rows[1:] {
		scan, _ := strconv.Atoi(row[0])
		k := place{scan, letters(row[10])}
		if row[4] != "t" || k.key == "" {
			continue
		}
		printed++
		var c [4]float64
		for i := range c {
			c[i], _ = strconv.ParseFloat(row[6+i], 64)
		}
		best := 0.0
		for _, b := range boxes[k] {
			best = max(best, overlap(b, corpus.Box{X1: c[0], Y1: c[1], X2: c[2], Y2: c[3]}))
		}
		if len(boxes[k]) > 0 {
			found++
		}
		if best >= 0.5 {
			good++
		}
	}
	return found / printed, good / found
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func overlap(a, b corpus.Box) float64 {
	w, h := min(a.X2, b.X2)-max(a.X1, b.X1), min(a.Y2, b.Y2)-max(a.Y1, b.Y1)
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h / (a.Width()*a.Height() + b.Width()*b.Height() - w*h)
}
