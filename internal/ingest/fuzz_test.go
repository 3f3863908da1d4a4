package ingest_test

import (
	"errors"
	"testing"

	"recto/internal/corpus"
)

// FuzzProcess takes any bytes through all stages: the end is an edition with
// text whose pieces have ids of their own, or an error of a kind that can be told.
func FuzzProcess(f *testing.F) {
	f.Add(proceedings())
	f.Add([]byte("a\fb\f\f c\n\n\n12\n"))
	f.Add([]byte("TITLE\n\nBy A. Name\n\nReferences\n\nName, A. (1999) A book. A press.\n"))
	f.Add([]byte("con-\n\f\ntinued – “quoted” • item\n1 A note.\n"))
	f.Add([]byte("\xff\xfea\x00 \x00b\x00"))
	p := newPipeline(f, fakePDF{err: corpus.ErrBroken})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			t.Skip("skipped: a longer text finds no more")
		}
		e, err := p.Process(t.Context(), source, data, corpus.Decided{}, nil)
		if err == nil {
			if e.Report.Tokens == 0 {
				t.Error("an edition without text")
			}
			sound(t, e)
			return
		}
		for _, known := range []error{corpus.ErrNoText, corpus.ErrUnsupported, corpus.ErrNeedsOCR, corpus.ErrBroken} {
			if errors.Is(err, known) {
				return
			}
		}
		t.Errorf("got %v", err)
	})
}
