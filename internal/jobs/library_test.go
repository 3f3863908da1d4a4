package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/jobs"
	"recto/internal/store"
)

// library is a library in a folder.
type library struct {
	*store.Library
	dir   string
	blobs *blob.Store
	index *index
}

func openLibrary(ctx context.Context, dir string) (*library, error) {
	db, err := store.Open(ctx, filepath.Join(dir, "recto.db"))
	if err != nil {
		return nil, err
	}
	blobs, err := blob.Open(ctx, filepath.Join(dir, "blobs"))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &library{&store.Library{DB: db, Blobs: blobs}, dir, blobs, &index{dir: filepath.Join(dir, "index")}}, nil
}

func (l *library) close() error { return errors.Join(l.DB.Close(), l.blobs.Close()) }

// config is for a runner on the library that is quick to notice things.
func (l *library) config(p jobs.Pipeline) jobs.Config {
	return jobs.Config{
		Queue: l.Library, Library: l.Library, Blobs: l.Blobs, Pipeline: p, Indexer: l.index,
		Poll: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
	}
}

// damage spoils a blob on the disk.
func damage(t *testing.T, l *library, hash string) {
	files, err := filepath.Glob(filepath.Join(l.dir, "blobs", hash[:2], hash+"*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("blob %s lies in %v, %v", hash, files, err)
	}
	if err := os.WriteFile(files[0], []byte("spoilt"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func testLibrary(t *testing.T) *library {
	l, err := openLibrary(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// index is a search index of one file a volume, which holds the edition's id.
type index struct {
	dir string
	mu  sync.Mutex
	err error
}

func (x *index) Index(_ context.Context, e *corpus.Edition) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.err != nil {
		return x.err
	}
	if err := os.MkdirAll(x.dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(x.dir, e.Volume.ID), []byte(e.ID), 0o666)
}

func (x *index) Remove(_ context.Context, volume string) error {
	err := os.Remove(filepath.Join(x.dir, volume))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (x *index) fail(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.err = err
}

func (x *index) holds(volume string) string {
	data, err := os.ReadFile(filepath.Join(x.dir, volume))
	if err != nil {
		return ""
	}
	return string(data)
}

// plain is a pipeline for texts that are worth reading: each form feed begins a
// scan, each line is a block. A text that begins with a command obeys it.
type plain struct {
	how     corpus.Making
	mu      sync.Mutex
	runs    int           // of Process
	again   int           // of Again
	drawn   int           // pictures
	holding chan struct{} // if not nil, "hold" tells here that it holds
}

func (p *plain) Making() corpus.Making { return p.how }

func (p *plain) Sniff(data []byte) (string, error) {
	switch {
	case len(data) == 0:
		return "", corpus.ErrNoText
	case bytes.HasPrefix(data, []byte("picture")):
		return "", corpus.ErrNeedsOCR
	case bytes.HasPrefix(data, []byte{0}):
		return "", corpus.ErrUnsupported
	}
	return "text/plain", nil
}

func (p *plain) Process(ctx context.Context, src corpus.Source, data []byte, people corpus.Decided, progress func(string, int, int)) (*corpus.Edition, error) {
	p.mu.Lock()
	p.runs++
	p.mu.Unlock()
	switch first, _, _ := strings.Cut(string(data), "\n"); first {
	case "picture":
		return nil, fmt.Errorf("extract: %w", corpus.ErrNeedsOCR)
	case "break":
		panic("a bug")
	case "hold":
		if p.holding != nil {
			p.holding <- struct{}{}
		}
		<-ctx.Done()
		return nil, ctx.Err()
	}
	e := &corpus.Edition{Made: p.how, Volume: corpus.Volume{ID: src.Short(), Title: src.Name, Year: 2001, Sources: []corpus.Source{src}}}
	e.Made.Corrections, e.Made.Taught, e.Taught = corpus.CorrectionsHash(people.Corrections), people.Taught.Hash(), people.Taught
	texts := strings.Split(string(data), "\f")
	for i, text := range texts {
		progress("layout", i, len(texts))
		scan(e, src.ID, i+1, text)
	}
	e.Report.Scans, e.Report.Pages = len(texts), len(texts)
	return e, nil
}

// Again takes the words as they are and sets the title.
func (p *plain) Again(_ context.Context, e *corpus.Edition, people corpus.Decided, _ func(string, int, int)) (*corpus.Edition, error) {
	p.mu.Lock()
	p.again++
	p.mu.Unlock()
	next := *e
	next.ID, next.Made = "", p.how
	next.Made.Corrections, next.Made.Taught, next.Taught = corpus.CorrectionsHash(people.Corrections), people.Taught.Hash(), people.Taught
	next.Scans = slices.Clone(e.Scans)
	for i := range next.Scans {
		next.Scans[i].Picture = ""
	}
	next.Volume.Title = next.Volume.Sources[0].Name
	for _, c := range people.Corrections {
		if c.Name == "title" {
			next.Volume.Title = c.Text
		}
	}
	return &next, nil
}

// scan adds a scan with its page, and a part with its lines.
func scan(e *corpus.Edition, source string, number int, text string) {
	page := corpus.Page{ID: corpus.PageID(source, number, corpus.Whole), Scan: number, Side: corpus.Whole, Folio: fmt.Sprint(number + 9)}
	part := corpus.Part{Kind: corpus.BackMatter}
	n := 0
	for s := range strings.Lines(text) {
		if strings.TrimSpace(s) == "" {
			continue
		}
		line, block := corpus.Line{Page: page.ID}, corpus.Block{Kind: corpus.Paragraph}
		for _, raw := range strings.Fields(s) {
			n++
			w := corpus.Word{ID: corpus.WordID(source, number, n), Raw: raw, Scan: number, Box: corpus.Box{X1: float64(n), X2: float64(n) + 1, Y2: 1}}
			line.Words = append(line.Words, w)
			block.Tokens = append(block.Tokens, corpus.Token{Text: raw, Words: []corpus.Word{w}, Page: page.ID})
		}
		block.ID = block.Tokens[0].ID()
		block.Mentions = []corpus.Mention{{Concept: "learning", To: 1, Reason: corpus.Exact, Confidence: 1}}
		page.Lines, part.Blocks = append(page.Lines, line), append(part.Blocks, block)
	}
	part.ID = part.Blocks[0].ID
	e.Scans = append(e.Scans, corpus.Scan{Number: number, Width: 100, Height: 100})
	e.Pages, e.Parts = append(e.Pages, page), append(e.Parts, part)
	e.Report.Words += n
}

func (p *plain) Picture(_ context.Context, data []byte, scan corpus.Scan) ([]byte, error) {
	p.mu.Lock()
	p.drawn++
	p.mu.Unlock()
	if bytes.HasPrefix(data, []byte("undrawable")) && scan.Number == 1 {
		return nil, corpus.ErrBroken
	}
	return fmt.Appendf(nil, "picture of scan %d of %d bytes", scan.Number, len(data)), nil
}

func (p *plain) counts() (runs, drawn int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.runs, p.drawn
}

const proceedings = "The seminar met in May\nIt read two papers\fOn learning at work\nBy somebody"
