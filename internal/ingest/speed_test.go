package ingest_test

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/correct"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/layout"
	"recto/internal/language"
)

// bookPage is how many words a page of a book has.
const bookPage = 400

// Layout and correction read a hundred pages a second, on one core, from the
// text layers of the simulated volumes.
func BenchmarkLayoutAndCorrection(b *testing.B) {
	names, err := filepath.Glob(filepath.Join(cmp.Or(os.Getenv("RECTO_SHARED"), "../../../shared"), "data", "simulated", "*", "ocr.txt"))
	if err != nil || len(names) == 0 {
		b.Skip("skipped: no shared data")
	}
	var volumes [][]corpus.Scan
	words := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := extract.Text(corpus.Source{ID: "src_x"}, text)
		if err != nil {
			b.Fatal(err)
		}
		volumes = append(volumes, doc.Scans)
		words += len(strings.Fields(string(text)))
	}
	model, err := language.Default()
	if err != nil {
		b.Fatal(err)
	}
	start := processorTime(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, scans := range volumes {
			pages, _ := layout.Arrange("src_x", scans, model)
			correct.Correct(pages, model, nil)
		}
	}
	pages := float64(words) * float64(b.N) / bookPage
	b.ReportMetric(pages/(processorTime(b)-start).Seconds(), "pages/cpu-s")
}
