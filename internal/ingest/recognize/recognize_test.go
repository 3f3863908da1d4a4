package recognize_test

import (
	"context"
	"errors"
	"image"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/recognize"
	"recto/internal/language"
)

func TestWithoutEngine(t *testing.T) {
	text := []corpus.Word{{Raw: "word"}}
	for _, c := range []struct {
		name     string
		scans    []corpus.Scan
		bare     int
		problems int
		err      error
	}{
		{"nothing", nil, 0, 0, nil},
		{"text source", []corpus.Scan{{Words: text}, {}}, 0, 0, nil},
		{"text layer", []corpus.Scan{{Width: 9, Words: text}}, 0, 0, nil},
		{"one page without", []corpus.Scan{{Width: 9, Words: text}, {Width: 9}}, 1, 1, nil},
		{"pictures only", []corpus.Scan{{Width: 9}, {Width: 9}}, 2, 0, corpus.ErrNeedsOCR},
	} {
		var r recognize.Recognizer
		_, report, err := r.Recognize(t.Context(), recognize.Source{Scans: c.scans}, nil)
		if got := report.Counts["recognize.scans-without-words"]; got != c.bare || !errors.Is(err, c.err) {
			t.Errorf("%s: got %d bare scans, %v, want %d, %v", c.name, got, err, c.bare, c.err)
		}
		if c.err != nil && !errors.Is(err, recognize.ErrNoEngine) {
			t.Errorf("%s: %v does not say what to do", c.name, err)
		}
		if len(report.Problems) != c.problems {
			t.Errorf("%s: got problems %v, want %d", c.name, report.Problems, c.problems)
		}
	}
}

// engine reads the same words on every page.
type engine struct {
	calls atomic.Int32
	words []recognize.Reading
	err   error
	wait  bool // until the context ends
}

func (e *engine) Settings() recognize.Settings {
	return recognize.Settings{Engine: "fake", Version: "1"}
}

func (e *engine) Read(ctx context.Context, _ *image.Gray) ([]recognize.Reading, error) {
	e.calls.Add(1)
	if e.wait {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return e.words, e.err
}

// inked is a page on which something stands.
func inked() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 300, 400))
	for i := range m.Pix {
		m.Pix[i] = 230
		if y := i / 300; y > 50 && y < 350 && y%20 < 8 && i%300 > 40 && i%300 < 260 && i%5 < 3 {
			m.Pix[i] = 10
		}
	}
	return m
}

func source(words ...string) recognize.Source {
	s := recognize.Source{ID: "0123456789ab", Images: []bool{true, true}, Picture: func(context.Context, int) (recognize.Picture, error) {
		return recognize.Picture{Image: inked(), Scale: 2}, nil
	}}
	for n := 1; n <= 2; n++ {
		scan := corpus.Scan{Number: n, Width: 150, Height: 200}
		for i, w := range words {
			scan.Words = append(scan.Words, corpus.Word{ID: corpus.WordID(s.ID, n, i+1), Raw: w, Scan: n})
		}
		s.Scans = append(s.Scans, scan)
	}
	return s
}

func reading(words ...string) []recognize.Reading {
	var out []recognize.Reading
	for i, w := range words {
		out = append(out, recognize.Reading{Text: w, Box: image.Rect(100*i, 100, 100*i+90, 140), Conf: 0.9, Line: 1})
	}
	return out
}

func TestWordsOnTheScan(t *testing.T) {
	e := &engine{words: reading("the", "activity")}
	cache := recognize.Folder(t.TempDir())
	var first []corpus.Scan
	for range 2 {
		r := recognize.Recognizer{Engine: e, Cache: cache}
		done := 0
		scans, report, err := r.Recognize(t.Context(), source(), func(n, total int) { done = max(done, n*10+total) })
		if err != nil || report.Counts["recognize.words"] != 4 || done != 22 {
			t.Fatalf("got report %+v, progress %d, %v", report, done, err)
		}
		w := scans[1].Words[1]
		if w.ID != "0123456789-2-2" || w.Raw != "activity" || w.Scan != 2 || w.Conf != 0.9 {
			t.Errorf("got word %+v", w)
		}
		// The page of 300 pixels is enlarged twice for the engine, and counts two pixels for one of the scan.
		if want := (corpus.Box{X1: 25, Y1: 25, X2: 47.5, Y2: 35}); w.Box != want || w.Size != 10 {
			t.Errorf("got %v, size %g, want %v, 10", w.Box, w.Size, want)
		}
		if want := []corpus.Box{{X2: 150, Y2: 200}}; !reflect.DeepEqual(scans[1].Pages, want) {
			t.Errorf("got pages %v, want %v", scans[1].Pages, want)
		}
		if first != nil && !reflect.DeepEqual(scans, first) {
			t.Error("the cache gives something else")
		}
		first = scans
	}
	if n := e.calls.Load(); n > 2 {
		t.Errorf("the engine was asked %d times for 2 scans", n)
	}
}

func TestCacheKnowsTheEngine(t *testing.T) {
	e, cache := &engine{words: reading("the")}, recognize.Folder(t.TempDir())
	for _, engine := range []recognize.Engine{e, other{e}} {
		r := recognize.Recognizer{Engine: engine, Cache: cache, Workers: 1}
		if _, _, err := r.Recognize(t.Context(), source(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if n := e.calls.Load(); n != 2 {
		t.Errorf("two engines were asked %d times, want once each for one picture", n)
	}
}

// other is another version of the engine.
type other struct{ *engine }

func (other) Settings() recognize.Settings { return recognize.Settings{Engine: "fake", Version: "2"} }

func TestChoice(t *testing.T) {
	model, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name         string
		layer, fresh string
		want         string
		id           string // of the first word
	}{
		{"a bad layer", "tbe aetivitv svstern", "the activity system", "the activity system", "0123456789-1-4"},
		{"lost words", "the system", "the activity system", "the activity system", "0123456789-1-3"},
		{"a good layer", "the activity system", "tho activitv system", "the activity system", "0123456789-1-1"},
		{"alike", "the activity system", "the activity system", "the activity system", "0123456789-1-1"},
		{"a name", "the activity of Qvzkr", "the activity of Qwzkr", "the activity of Qvzkr", "0123456789-1-1"},
		{"a language that is not known", "järjestelmän kehittämisestä yhteistyössä", "jarjestelman an on kehittamisesta yhteistyéssa", "järjestelmän kehittämisestä yhteistyössä", "0123456789-1-1"},
	} {
		r := recognize.Recognizer{Engine: &engine{words: reading(strings.Fields(c.fresh)...)}, Model: model}
		src := source(strings.Fields(c.layer)...)
		scans, report, err := r.Recognize(t.Context(), src, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := (corpus.Line{Words: scans[0].Words}).Raw(); got != c.want || scans[0].Words[0].ID != c.id {
			t.Errorf("%s: got %q, first %s, want %q, %s (%v)", c.name, got, scans[0].Words[0].ID, c.want, c.id, report.Counts)
		}
		kept := (corpus.Line{Words: scans[0].Replaced}).Raw()
		if replaced := c.id != "0123456789-1-1"; replaced != (kept == c.layer) || !replaced && kept != "" {
			t.Errorf("%s: %q is kept as evidence", c.name, kept)
		}
		if got := (corpus.Line{Words: src.Scans[0].Words}).Raw(); got != c.layer {
			t.Errorf("%s: the input was altered to %q", c.name, got)
		}
	}
}

// Where the trial speaks for the layer, scans that are unlike the others are
// read as well, and those beside each that was exchanged.
func TestPoorScans(t *testing.T) {
	model, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	good, garbled := "the activity system of the school is new", "tbe aetivitv svstern of the scbool is new"
	r := recognize.Recognizer{Engine: &engine{words: reading(strings.Fields(good)...)}, Model: model}
	src := source()
	src.Scans, src.Images = nil, nil
	bad := map[int]bool{20: true, 21: true, 22: true, 23: true} // not one of them is on trial
	for n := range 60 {
		text := good
		switch {
		case n == 22 || n == 23:
			text = strings.ReplaceAll(garbled, "new", "nevv")
		case bad[n]:
			text = garbled
		}
		scan := corpus.Scan{Number: n + 1, Width: 150, Height: 200}
		for i, w := range strings.Fields(text) {
			scan.Words = append(scan.Words, corpus.Word{ID: corpus.WordID(src.ID, n+1, i+1), Raw: w, Scan: n + 1})
		}
		src.Scans, src.Images = append(src.Scans, scan), append(src.Images, true)
	}
	scans, report, err := r.Recognize(t.Context(), src, nil)
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range scans {
		if replaced := len(s.Replaced) > 0; replaced != bad[n] {
			t.Errorf("scan %d: replaced is %v, want %v", n+1, replaced, bad[n])
		}
	}
	if read := report.Counts["recognize.scans-read"]; read > 15 {
		t.Errorf("%d of 60 scans were read", read)
	}
}

func TestFailures(t *testing.T) {
	broken := errors.New("broken")
	r := recognize.Recognizer{Engine: &engine{err: broken}}
	scans, report, err := r.Recognize(t.Context(), source(), nil)
	if !errors.Is(err, corpus.ErrNoText) || len(report.Problems) != 2 || scans[0].Problem == "" {
		t.Errorf("got %v, %v", report.Problems, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	waiting := &engine{wait: true}
	r = recognize.Recognizer{Engine: waiting, Workers: 2}
	src := source()
	picture := src.Picture
	src.Picture = func(ctx context.Context, scan int) (recognize.Picture, error) {
		defer cancel()
		return picture(ctx, scan)
	}
	if _, _, err := r.Recognize(ctx, src, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}
