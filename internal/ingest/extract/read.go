package extract

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"recto/internal/corpus"
)

// Read reads the text layer of a PDF, every page as a scan with words in pixels
// of the picture that [PDFium.Picture] gives. It calls progress, which may be
// nil, after each page, from one goroutine at a time.
//
// A page that cannot be read has a Problem, and the rest goes on. Read fails
// with [corpus.ErrEncrypted], [corpus.ErrBroken] or [corpus.ErrTooLarge] if
// nothing can be read, and with [corpus.ErrNoText] if there is neither text nor
// a picture; the document is given then as well.
func (p *PDFium) Read(ctx context.Context, src corpus.Source, data []byte, progress func(done, total int)) (Document, error) {
	if len(data) > p.opt.MemoryMB<<20*2/3 {
		return Document{}, fmt.Errorf("the PDF has %d MB, split it and try again: %w", len(data)>>20, corpus.ErrTooLarge)
	}
	in := inspect(ctx, data)
	if in.locked() {
		return Document{}, loadError(pdfiumPassword)
	}
	if in.pages > p.opt.MaxPages {
		return Document{}, tooManyPages(in.pages, p.opt.MaxPages)
	}
	release, err := p.acquire(ctx)
	if err != nil {
		return Document{}, err
	}
	defer release()
	first, err := p.openDocument(ctx, data)
	if err != nil {
		return Document{}, err
	}
	pages := first.count("FPDF_GetPageCount", first.doc)
	if err := cmp.Or(first.err, checkPages(pages, p.opt.MaxPages)); err != nil {
		first.close()
		return Document{}, err
	}
	doc := Document{MediaType: PDFType, Metadata: in.metadata}
	if in.err != nil {
		doc.Metadata = first.metadata()
		doc.problem(0, "the PDF breaks the rules of its format ("+plain(in.err)+"); it was read as far as it goes, compare it with the scan")
	}
	ctx, cancel := context.WithTimeout(ctx, p.opt.TotalTime+time.Duration(pages)*time.Second)
	defer cancel()
	r := reading{pdfium: p, data: data, source: src.ID, results: make([]result, pages), progress: progress}
	r.run(ctx, first)
	for i, res := range r.results {
		res.scan.Number = i + 1
		doc.Scans = append(doc.Scans, res.scan)
		doc.Images = append(doc.Images, res.image)
	}
	doc.report()
	return doc, r.verdict(doc, in)
}

func checkPages(n, limit int) error {
	if n < 1 {
		return fmt.Errorf("the PDF has no pages: %w", corpus.ErrBroken)
	}
	if n > limit {
		return tooManyPages(n, limit)
	}
	return nil
}

func tooManyPages(n, limit int) error {
	return fmt.Errorf("the PDF declares %d pages and %d are read at most, split it and try again: %w", n, limit, corpus.ErrTooLarge)
}

// metadata is what the document says of itself, for files that pdfcpu refuses.
func (s *sandbox) metadata() corpus.Metadata {
	return corpus.Metadata{Title: s.meta("Title"), Author: s.meta("Author"), Producer: s.meta("Producer"), Created: s.meta("CreationDate")}
}

// plain is an error's text on one line of bounded length.
func plain(err error) string {
	rs := []rune(err.Error())
	for i, r := range rs {
		if r < ' ' {
			rs[i] = ' '
		}
	}
	return string(rs[:min(len(rs), 120)])
}

// acquire waits for the right to run a sandbox.
func (p *PDFium) acquire(ctx context.Context) (release func(), err error) {
	select {
	case p.slots <- struct{}{}:
		return func() { <-p.slots }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for PDFium: %w", ctx.Err())
	}
}

// tryAcquire takes the right to run one more sandbox if that is free.
func (p *PDFium) tryAcquire() (release func(), ok bool) {
	select {
	case p.slots <- struct{}{}:
		return func() { <-p.slots }, true
	default:
		return nil, false
	}
}

// reading is one call of Read under way.
type reading struct {
	pdfium   *PDFium
	data     []byte
	source   string
	progress func(done, total int)

	mu      sync.Mutex
	results []result
	next    int // page to be read next
	done    int
}

// result is what one page gave.
type result struct {
	scan    corpus.Scan
	picture bool // it shows something besides text
	image   bool // it shows one image and nothing else
	err     error
}

const fewPages = 8 // not worth a second sandbox

// run reads all pages, with the sandbox given and as many more as are free.
func (r *reading) run(ctx context.Context, first *sandbox) {
	var wg sync.WaitGroup
	for range r.pdfium.opt.Workers - 1 {
		if len(r.results) <= fewPages {
			break
		}
		release, ok := r.pdfium.tryAcquire()
		if !ok {
			break
		}
		wg.Go(func() {
			defer release()
			r.work(ctx, nil)
		})
	}
	r.work(ctx, first)
	wg.Wait()
}

// work reads pages until none is left, replacing its sandbox whenever that dies.
func (r *reading) work(ctx context.Context, s *sandbox) {
	defer func() {
		if s != nil {
			s.close()
		}
	}()
	for i := r.take(); i >= 0; i = r.take() {
		var err error
		if s == nil {
			if s, err = r.pdfium.openDocument(ctx, r.data); err != nil {
				r.put(i, result{err: err})
				continue
			}
		}
		r.put(i, r.page(ctx, s, i))
		if s.err != nil {
			s.close()
			s = nil
		}
	}
}

// take is the index of the next page, or -1.
func (r *reading) take() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next == len(r.results) {
		return -1
	}
	r.next++
	return r.next - 1
}

func (r *reading) put(i int, res result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if res.err != nil {
		res.scan.Problem = problem(res.err)
	}
	r.results[i] = res
	r.done++
	if r.progress != nil {
		r.progress(r.done, len(r.results))
	}
}

// page reads one page within its time.
func (r *reading) page(ctx context.Context, s *sandbox, i int) result {
	ctx, cancel := context.WithTimeout(ctx, r.pdfium.opt.PageTime)
	defer cancel()
	s.ctx = ctx
	pg := s.openPage(i)
	if s.err != nil {
		return result{err: s.err}
	}
	if pg.handle == 0 {
		return result{err: corpus.ErrBroken}
	}
	defer pg.close()
	f, err := pg.frame()
	if err != nil {
		return result{err: err}
	}
	res := result{scan: corpus.Scan{Width: f.width, Height: f.height}, image: f.image}
	words := pg.words(f)
	res.picture = f.image || len(words) == 0 && pg.drawsSomething()
	if s.err != nil {
		res.err = s.err
		return res
	}
	for n := range words {
		words[n].Scan, words[n].ID = i+1, corpus.WordID(r.source, i+1, n+1)
	}
	res.scan.Words = words
	return res
}

// drawsSomething reports whether the page has any object.
func (p page) drawsSomething() bool { return p.count("FPDFPage_CountObjects", p.handle) > 0 }

// problem says in plain words what an administrator should know.
func problem(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return "the page could not be read in the time it is given, look at it in the PDF"
	case errors.Is(err, corpus.ErrTooLarge):
		return plain(err)
	case errors.Is(err, corpus.ErrBroken):
		return "the page is broken and could not be read, look at it in the PDF"
	}
	return "the page broke the PDF reader and was left out, look at it in the PDF"
}

// verdict tells success from the failures that look like it.
func (r *reading) verdict(doc Document, in inspection) error {
	if doc.Report.Words > 0 {
		return nil
	}
	pictures, failed := 0, 0
	for _, res := range r.results {
		if res.picture {
			pictures++
		}
		if res.err != nil {
			failed++
		}
	}
	switch {
	case failed == len(r.results) && errors.Is(r.results[0].err, corpus.ErrTooLarge):
		return r.results[0].err
	case failed == len(r.results):
		return fmt.Errorf("no page of the PDF can be read (%s): %w", r.results[0].scan.Problem, corpus.ErrBroken)
	case pictures > 0:
		return nil // what they show may be recognised
	}
	if in.err != nil {
		return fmt.Errorf("nothing in the PDF can be read (%s), get it anew or repair it and try again: %w", plain(in.err), corpus.ErrBroken)
	}
	return fmt.Errorf("the PDF was read to its end: %w", corpus.ErrNoText)
}
