// Package recognize is the second stage of the pipeline: scan pictures to
// words, where a source has none or bad ones.
//
// A scan picture is prepared by the package below this one, read by an outside
// engine page by page, and its words are put where they stand on the scan. What
// was read once is kept in a cache. Where a source brings words of its own, a
// few scans are read as a trial, and the words are exchanged where the fresh
// reading is better.
//
// The package opens no source and draws no page, puts words in no order of its
// own and corrects none.
package recognize

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"runtime"
	"slices"
	"sync"

	"recto/internal/corpus"
	"recto/internal/ingest/recognize/prepare"
	"recto/internal/language"
)

// Recognizer reads scans. It may be used by several goroutines at once.
type Recognizer struct {
	Engine  Engine // nil if there is none
	Cache   Cache  // nil for none
	Model   *language.Model
	Workers int // pages at work at once; as many as there are processors if 0
}

// Picture is a scan's picture as it is read, which may be finer than that whose
// pixels the scan counts.
type Picture struct {
	Image *image.Gray
	Scale float64 // its pixels for each pixel of the scan
}

// Source is what the scans come from.
type Source struct {
	ID      string
	Scans   []corpus.Scan
	Images  []bool                                               // by index of Scans: it is one image, whose words, if any, are somebody's OCR; may be shorter
	Picture func(ctx context.Context, scan int) (Picture, error) // of a scan by its number
}

// Settings are the canonical JSON of whatever decides what is recognised.
func (r *Recognizer) Settings() string {
	if r.Engine == nil {
		return "{}"
	}
	data, err := json.Marshal(struct {
		OCR     Settings `json:"ocr"`
		Prepare int      `json:"prepare"`
	}{r.Engine.Settings(), prepare.Version})
	if err != nil {
		return "{}"
	}
	return string(data)
}

// Recognize gives the scans with the words that were read on them. It never
// alters those of src. A scan that could not be read has a Problem, and the rest
// goes on.
//
// Where no scan has words, the error is [corpus.ErrNeedsOCR] if there is no
// engine and [corpus.ErrNoText] if there is one; that of ctx comes first.
func (r *Recognizer) Recognize(ctx context.Context, src Source, progress func(done, total int)) ([]corpus.Scan, corpus.Report, error) {
	w := work{Recognizer: r, src: src, scans: slices.Clone(src.Scans), progress: progress}
	bare := w.bare()
	w.report.Add("recognize.scans-without-words", len(bare))
	if r.Engine == nil {
		return w.without(bare)
	}
	w.readBare(ctx, bare)
	w.readAgain(ctx)
	if err := ctx.Err(); err != nil {
		return nil, w.report, err
	}
	if len(bare) > 0 && !w.hasWords() {
		return w.scans, w.report, w.nothing(bare)
	}
	return w.scans, w.report, nil
}

// nothing is the error of scans on which no words were read: what went wrong
// with them if all of them failed, else that they show none.
func (w *work) nothing(bare []int) error {
	for _, i := range bare {
		if w.scans[i].Problem == "" {
			return fmt.Errorf("OCR found no words on %d scans: %w", len(bare), corpus.ErrNoText)
		}
	}
	return fmt.Errorf("none of %d scans could be read (%s): %w", len(bare), w.scans[bare[0]].Problem, corpus.ErrNoText)
}

// work is one source under way.
type work struct {
	*Recognizer
	src      Source
	scans    []corpus.Scan
	report   corpus.Report
	progress func(done, total int)
}

// bare are the indexes of the scans that have a picture and no words.
func (w *work) bare() []int {
	var out []int
	for i, s := range w.scans {
		if len(s.Words) == 0 && s.Width > 0 && s.Problem == "" {
			out = append(out, i)
		}
	}
	return out
}

func (w *work) hasWords() bool {
	return slices.ContainsFunc(w.scans, func(s corpus.Scan) bool { return len(s.Words) > 0 })
}

// without names what is missing where there is no engine.
func (w *work) without(bare []int) ([]corpus.Scan, corpus.Report, error) {
	if len(bare) > 0 && !w.hasWords() {
		return w.scans, w.report, fmt.Errorf("none of %d scans has words: %w: %w", len(bare), corpus.ErrNeedsOCR, ErrNoEngine)
	}
	for _, i := range bare {
		w.problem(i, "OCR is needed: "+ErrNoEngine.Error())
	}
	return w.scans, w.report, nil
}

func (w *work) problem(i int, text string) {
	w.scans[i].Problem = text
	w.report.Problems = append(w.report.Problems, corpus.Problem{Stage: "recognize", Scan: w.scans[i].Number, Text: text})
}

// readBare gives words to the scans that have none.
func (w *work) readBare(ctx context.Context, bare []int) {
	read := w.readAll(ctx, bare)
	for _, i := range bare {
		if err := read[i].err; err != nil {
			w.problem(i, problem(err))
			continue
		}
		w.set(i, read[i].found)
	}
}

// set exchanges the words of a scan, whose own are kept as evidence, and turns it
// upright. The new words are numbered behind the old.
func (w *work) set(i int, f found) {
	s := &w.scans[i]
	own := f.turn(s.Words, s.Width, s.Height)
	s.Width, s.Height = f.turned(s.Width, s.Height)
	s.Turn = f.Turn
	first := len(own) + 1
	words := slices.Clone(f.Words)
	for n := range words {
		words[n].ID, words[n].Scan = corpus.WordID(w.src.ID, s.Number, first+n), s.Number
	}
	s.Words, s.Replaced, s.Pages = words, own, f.regions(s.Width, s.Height)
	w.report.Add("recognize.words", len(words))
}

// attempt is what became of one scan.
type attempt struct {
	found
	err error
}

// readAll reads the scans of these indexes side by side.
func (w *work) readAll(ctx context.Context, indexes []int) map[int]attempt {
	out := make(map[int]attempt, len(indexes))
	var mu sync.Mutex
	var group sync.WaitGroup
	next := make(chan int)
	for range min(w.workers(), len(indexes)) {
		group.Go(func() {
			for i := range next {
				f, err := w.readScan(ctx, i)
				mu.Lock()
				out[i] = attempt{f, err}
				if w.progress != nil {
					w.progress(len(out), len(indexes))
				}
				mu.Unlock()
			}
		})
	}
	for _, i := range indexes {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	group.Wait()
	w.count(out)
	return out
}

func (w *work) workers() int {
	if w.Workers > 0 {
		return w.Workers
	}
	return runtime.NumCPU()
}

func (w *work) count(done map[int]attempt) {
	for _, a := range done {
		if a.err != nil {
			w.report.Add("recognize.scans-failed", 1)
			continue
		}
		w.report.Add("recognize.scans-read", 1)
		w.report.Add("recognize.pages", a.Pages)
	}
}

// readScan reads one scan, whose words come in pixels of the scan. An engine or
// a picture that breaks costs that scan.
func (w *work) readScan(ctx context.Context, i int) (f found, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the program broke on the picture: %v", v)
		}
	}()
	if err := ctx.Err(); err != nil {
		return found{}, err
	}
	p, err := w.src.Picture(ctx, w.scans[i].Number)
	if err != nil {
		return found{}, fmt.Errorf("draw the scan: %w", err)
	}
	if f, err = w.read(ctx, p.Image); err != nil {
		return found{}, err
	}
	return f.shrink(p.Scale), nil
}

// shrink brings the words from pixels of the picture to pixels of the scan.
func (f found) shrink(scale float64) found {
	if scale == 1 || scale <= 0 {
		return f
	}
	f.Gutter = tenth(f.Gutter / scale)
	for i := range f.Words {
		w := &f.Words[i]
		w.Box = corpus.Box{X1: tenth(w.Box.X1 / scale), Y1: tenth(w.Box.Y1 / scale), X2: tenth(w.Box.X2 / scale), Y2: tenth(w.Box.Y2 / scale)}
		w.Size = tenth(w.Size / scale)
	}
	return f
}

// problem says in plain words what an administrator should know.
func problem(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "the words of this scan could not be recognised in the time it is given, look at the scan"
	case errors.Is(err, corpus.ErrTooLarge):
		return "the picture of this scan is too large to be recognised, scan it in a lower resolution"
	}
	return fmt.Sprintf("recognising the words of this scan failed, look at the scan (%.150v)", err)
}
