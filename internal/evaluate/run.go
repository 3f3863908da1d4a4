package evaluate

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// System is what is measured. Sets of data for which a function is missing are
// left out. Correct and References are called by several goroutines at once.
type System struct {
	Convert    func(ctx context.Context, path string) (*corpus.Edition, error)
	Neutral    func(*corpus.Edition) ([]byte, error)
	Tokens     func(io.Writer, *corpus.Edition) error
	Mentions   func(io.Writer, *corpus.Edition) error
	Correct    func(text string) string
	References func(raw string) corpus.Reference
	Index      func(ctx context.Context, e *corpus.Edition) (Finder, error)
	Signs      func(e *corpus.Edition) []PageSigns
}

// Options choose what is measured.
type Options struct {
	Sets     []string   // names of sets, or of files in them as "postocr/NAME"; empty for all
	Volumes  []string   // names of simulated volumes; empty for all
	Sources  []string   // names of their sources, as "ocr.txt"; empty for all
	Rows     int        // of each file of rows at most so many, evenly spread; 0 for all
	Progress func(Step) // called as the work goes on; may be nil
}

// Step is where the work stands.
type Step struct {
	Name  string // of what is measured now, as "simulated/v01/ocr.txt"
	Done  int    // pieces of it measured
	Total int
}

// Sets gives the names of the sets of data that Run knows.
func Sets() []string {
	return []string{"simulated", "proceedings", "postocr", "whitespace", "references", "structure", "known-item", "missed"}
}

// Run measures a system on a folder of data:
//
//	simulated/VOLUME/{ocr.txt,scan-with-text-layer.pdf,scan-image-only.pdf,truth/}
//	proceedings/*.ocr.txt with proceedings/gold/
//	postocr/*.jsonl and whitespace/*.jsonl
//	references/anystyle/*.xml and references/excite/5-*/*.xml
//	structure/COLLECTION/PAPER/*.pdf, each with its *.crossref.xml
//
// The sets known-item and missed ask the simulated volumes again; they are
// measured only where they are named.
//
// A source that cannot be converted is a row of the report with its error. Run
// fails if there is nothing to measure, if the data cannot be read, or if ctx ends.
func Run(ctx context.Context, dir string, sys System, opts Options) (*Report, error) {
	for _, s := range opts.Sets {
		if set, _, _ := strings.Cut(s, "/"); !slices.Contains(Sets(), set) {
			return nil, fmt.Errorf("no set of data is called %q: there are %s", s, strings.Join(Sets(), ", "))
		}
	}
	r := &runner{dir: dir, sys: sys, opts: opts, report: &Report{}}
	for _, measure := range []func(context.Context) error{r.volumes, r.proceedings, r.corrections, r.parsing, r.heads, r.known, r.missed} {
		if err := measure(ctx); err != nil {
			return nil, err
		}
	}
	if r.report.empty() {
		return nil, fmt.Errorf("nothing to measure in %s: %w", dir, corpus.ErrNotFound)
	}
	return r.report, nil
}

type runner struct {
	dir    string
	sys    System
	opts   Options
	report *Report
}

// wanted reports whether a file of a set was asked for.
func (r *runner) wanted(name string) bool {
	if len(r.opts.Sets) == 0 {
		return true
	}
	return slices.ContainsFunc(r.opts.Sets, func(s string) bool { return name == s || strings.HasPrefix(name, s+"/") })
}

func (r *runner) step(name string, done, total int) {
	if r.opts.Progress != nil {
		r.opts.Progress(Step{name, done, total})
	}
}

// files are those that match a pattern in the data folder, in order.
func (r *runner) files(pattern ...string) []string {
	found, err := filepath.Glob(filepath.Join(append([]string{r.dir}, pattern...)...))
	if err != nil {
		return nil
	}
	return found
}

// name is a file's place in the data folder, without its last extension if that is cut.
func (r *runner) name(path, cut string) string {
	rel, err := filepath.Rel(r.dir, path)
	if err != nil {
		return filepath.Base(path)
	}
	return strings.TrimSuffix(filepath.ToSlash(rel), cut)
}
