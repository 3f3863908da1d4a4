package unweave

import (
	"testing"

	"recto/internal/language"
)

// One operation is a hundred printed pages of forty lines, woven two by two.
func BenchmarkLines(b *testing.B) {
	m, err := language.Default()
	if err != nil {
		b.Fatal(err)
	}
	lines := woven(b, 100, alternate)
	b.ResetTimer()
	for b.Loop() {
		if _, err := Lines(lines, m); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
