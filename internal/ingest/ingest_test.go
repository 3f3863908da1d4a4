package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/language"
)

// fakePDF answers in the place of PDFium.
type fakePDF struct {
	doc extract.Document
	err error
}

func (f fakePDF) Read(context.Context, corpus.Source, []byte, func(done, total int)) (extract.Document, error) {
	if f.err == nil && f.doc.Scans == nil {
		panic("a bug in the reader")
	}
	return f.doc, f.err
}

func (f fakePDF) Picture(context.Context, []byte, int) (extract.Picture, error) {
	return extract.Picture{Data: []byte("picture")}, f.err
}

func (f fakePDF) Raster(context.Context, []byte, int) (extract.Raster, error) {
	return extract.Raster{}, f.err
}

func newPipeline(t testing.TB, pdf ingest.Reader) *ingest.Pipeline {
	t.Helper()
	model, err := language.Load()
	if err != nil {
		t.Fatal(err)
	}
	concepts, err := glossary.Load(fstest.MapFS{"expansive-learning.md": {Data: []byte(entry)}})
	if err != nil {
		t.Fatal(err)
	}
	return ingest.New(ingest.Config{PDF: pdf, Model: model, Glossary: concepts})
}

const entry = `---
preferred: expansive learning
sources:
  - "Author, A. (1999). A book. A publisher."
---
Learning what nobody knows yet.
`

// proceedings is a small volume: a title leaf and one paper of three pages.
func proceedings() []byte {
	var b strings.Builder
	b.WriteString("LEARNING AT WORK\n\nPapers of a seminar\n\nEdited by Ann Author\n\f")
	b.WriteString("CROSSING THE LINE\n\nBo Scribe\nUniversity of Somewhere\n\nIntroduction\n\n")
	for page := range 3 {
		for range 14 {
			b.WriteString("The teams who learn at work meet what we call expansive learn-\n")
			b.WriteString("ing, and they talk about it whenever they come together to plan.\n")
		}
		fmt.Fprintf(&b, "\n%d\n\f", page+1)
	}
	return []byte(b.String())
}

var source = corpus.Source{ID: strings.Repeat("0123456789abcdef", 4), Name: "seminar.txt", Size: 1}

func TestText(t *testing.T) {
	p := newPipeline(t, fakePDF{})
	var stages []string
	e, err := p.Process(t.Context(), source, proceedings(), corpus.Decided{}, func(stage string, _, _ int) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"extract", "recognize", "layout", "correct", "segment", "structure", "annotate", "edition"}
	if !slices.Equal(stages, want) {
		t.Errorf("got stages %v, want %v", stages, want)
	}
	if e.Volume.ID != "0123456789" || e.Volume.Sources[0].MediaType != "text/plain" || e.Volume.Title == "" {
		t.Errorf("got volume %+v", e.Volume)
	}
	if e.ID != "" || e.Made != p.Making() || e.Made.Glossary == "" || e.Made.Model == "" {
		t.Errorf("got id %q, made %+v", e.ID, e.Made)
	}
	r := e.Report
	if r.Scans != len(e.Scans) || r.Pages != len(e.Pages) || r.Words == 0 || r.Tokens == 0 || r.Tokens > r.Words {
		t.Errorf("got report %+v", r)
	}
	sound(t, e)
}

// sound checks what the store relies on.
func sound(t *testing.T, e *corpus.Edition) {
	t.Helper()
	ids := map[string]bool{}
	once := func(what, id string) {
		if id == "" || ids[what+id] {
			t.Errorf("%s has the id %q, which is empty or not its own", what, id)
		}
		ids[what+id] = true
	}
	for _, s := range e.Scans {
		if s.Words != nil {
			t.Errorf("scan %d has its words still", s.Number)
		}
	}
	for _, page := range e.Pages {
		once("page", page.ID)
		for _, l := range page.Lines {
			if l.Page != page.ID || l.Tokens != nil {
				t.Errorf("page %s has a line of page %s with %d tokens", page.ID, l.Page, len(l.Tokens))
			}
		}
	}
	for _, part := range e.Parts {
		once("part", part.ID)
		if part.Lines != nil {
			t.Errorf("part %s has its lines still", part.ID)
		}
		for _, b := range part.Blocks {
			once("block", b.ID)
		}
	}
}

func TestSameInputsSameEdition(t *testing.T) {
	var first *corpus.Edition
	for range 3 {
		e, err := newPipeline(t, fakePDF{}).Process(t.Context(), source, proceedings(), corpus.Decided{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = e
		}
		if !reflect.DeepEqual(e, first) {
			t.Fatal("two runs gave two editions")
		}
	}
}

func TestNothingIsAnEmptySuccess(t *testing.T) {
	bare := extract.Document{MediaType: extract.PDFType, Scans: []corpus.Scan{{Number: 1, Width: 10, Height: 10}}}
	blank := extract.Document{MediaType: extract.PDFType, Scans: []corpus.Scan{{Number: 1}}}
	for _, c := range []struct {
		name, data string
		pdf        fakePDF
		want       error
	}{
		{"empty", "", fakePDF{}, corpus.ErrNoText},
		{"white space", " \n\f\n", fakePDF{}, corpus.ErrNoText},
		{"binary", "\x00\x01\x02", fakePDF{}, corpus.ErrUnsupported},
		{"broken picture", "\x89PNG\r\n\x1a\n", fakePDF{}, corpus.ErrBroken},
		{"encrypted", "%PDF-1.4", fakePDF{err: corpus.ErrEncrypted}, corpus.ErrEncrypted},
		{"pictures without text", "%PDF-1.4", fakePDF{doc: bare}, corpus.ErrNeedsOCR},
		{"blank pages", "%PDF-1.4", fakePDF{doc: blank}, corpus.ErrNoText},
	} {
		e, err := newPipeline(t, c.pdf).Process(t.Context(), source, []byte(c.data), corpus.Decided{}, nil)
		if e != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, %v, want %v", c.name, e, err, c.want)
		}
	}
}

func TestPanicIsAnError(t *testing.T) {
	e, err := newPipeline(t, fakePDF{}).Process(t.Context(), source, []byte("%PDF-1.4"), corpus.Decided{}, nil)
	var s interface{ Stack() []byte }
	if e != nil || !errors.As(err, &s) || !strings.Contains(string(s.Stack()), "fakePDF") {
		t.Errorf("got %v, %v, want an error that knows its place", e, err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e, err := newPipeline(t, fakePDF{}).Process(ctx, source, proceedings(), corpus.Decided{}, func(stage string, _, _ int) {
		if stage == "layout" {
			cancel()
		}
	})
	if e != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", e, err)
	}
}

// The real proceedings come out as a volume with parts whose mentions lead back
// to the evidence.
func TestRealProceedings(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "data", "proceedings", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("skipped: no shared data")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		e, err := newPipeline(t, fakePDF{}).Process(t.Context(), source, data, corpus.Decided{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, e)
		if len(e.Papers()) == 0 || e.Report.Tokens < e.Report.Words*8/10 {
			t.Errorf("got %d papers, %d tokens of %d words", len(e.Papers()), e.Report.Tokens, e.Report.Words)
		}
		t.Logf("%d parts, %d papers, report %+v", len(e.Parts), len(e.Papers()), e.Report.Counts)
	}
}

// shared is the folder of the data that is no part of this repository.
func shared(t *testing.T) string {
	if dir := os.Getenv("RECTO_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
	}
	return ""
}

func BenchmarkText(b *testing.B) {
	p := newPipeline(b, fakePDF{})
	data := proceedings()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := p.Process(b.Context(), source, data, corpus.Decided{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
