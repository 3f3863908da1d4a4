package correct

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared is the folder of development data, or empty.
func shared(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("RECTO_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
	dir = filepath.Join(filepath.Dir(dir), "shared")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no shared data")
	}
	return dir
}

// BenchmarkText corrects the text layers of the simulated volumes; a page is 400 words.
func BenchmarkText(b *testing.B) {
	m := load(b)
	names, err := filepath.Glob(filepath.Join(shared(b), "data/simulated/*/ocr.txt"))
	if err != nil || len(names) == 0 {
		b.Skip("skipped: no shared data")
	}
	var texts []string
	words := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(data))
		words += len(strings.Fields(string(data)))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			Text(m, text, nil)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/400/b.Elapsed().Seconds(), "pages/s")
}
