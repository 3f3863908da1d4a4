package ingest_test

import (
	"context"
	"image"
	"slices"
	"syscall"
	"testing"
	"time"

	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/recognize"
	"recto/internal/language"
)

// silent reads nothing, at no cost.
type silent struct{}

func (silent) Settings() recognize.Settings { return recognize.Settings{Engine: "silent"} }

func (silent) Read(context.Context, *image.Gray) ([]recognize.Reading, error) {
	return []recognize.Reading{{Text: "word", Conf: 1}}, nil
}

// All that is not the engine takes at most a second of the processor for a
// printed page: drawing, preparing and choosing.
func BenchmarkWithoutEngine(b *testing.B) {
	model, err := language.Default()
	if err != nil {
		b.Fatal(err)
	}
	ocr := recognize.Recognizer{Engine: silent{}, Model: model}
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: b.TempDir()}}
	defer pdf.Close()
	v := openVolume(b, pdf, "v03", false)
	pages := 0
	v.recognize(b, ocr, slices.Clone(v.scans[:1])) // starts what starts once
	start := processorTime(b)
	for b.Loop() {
		_, report := v.recognize(b, ocr, slices.Clone(v.scans))
		pages += report.Counts["recognize.pages"]
	}
	b.ReportMetric((processorTime(b)-start).Seconds()/float64(pages), "cpu-s/page")
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
