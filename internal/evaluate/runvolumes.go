package evaluate

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"recto/internal/corpus"
)

func (r *runner) volumes(ctx context.Context) error {
	if r.sys.Convert == nil || r.sys.Neutral == nil {
		return nil
	}
	for _, source := range []string{"ocr.txt", "scan-with-text-layer.pdf", "scan-image-only.pdf"} {
		if len(r.opts.Sources) > 0 && !slices.Contains(r.opts.Sources, source) {
			continue
		}
		for _, path := range r.files("simulated", "*", source) {
			volume := filepath.Base(filepath.Dir(path))
			if !r.wanted(r.name(path, "")) || len(r.opts.Volumes) > 0 && !slices.Contains(r.opts.Volumes, volume) {
				continue
			}
			if err := r.volume(ctx, path); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *runner) volume(ctx context.Context, path string) error {
	dir := filepath.Dir(path)
	truth, err := ReadTruth(filepath.Join(dir, "truth", "doc.json"))
	if err != nil {
		return err
	}
	name := r.name(path, "")
	r.step(name, 0, 1)
	row := VolumeResult{Volume: filepath.Base(dir), Source: filepath.Base(path)}
	edition, err := r.convert(ctx, path, &row.Seconds)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		row.Scores, err = r.score(truth, edition)
	}
	if err == nil && r.sys.Tokens != nil {
		row.Boxes, err = r.boxes(filepath.Join(dir, "truth"), edition)
	}
	if err != nil {
		row.Error = err.Error()
	}
	r.report.Volumes = append(r.report.Volumes, row)
	r.step(name, 1, 1)
	return nil
}

// written is the rows that a writer of the system gives for an edition.
func written[T any](e *corpus.Edition, write func(io.Writer, *corpus.Edition) error) ([]T, error) {
	var b bytes.Buffer
	if err := write(&b, e); err != nil {
		return nil, err
	}
	return rows[T](&b)
}

// convert also says how long it took.
func (r *runner) convert(ctx context.Context, path string, seconds *float64) (*corpus.Edition, error) {
	start := time.Now()
	edition, err := r.sys.Convert(ctx, path)
	*seconds = time.Since(start).Seconds()
	return edition, err
}

func (r *runner) score(truth Truth, e *corpus.Edition) (*Scores, error) {
	data, err := r.sys.Neutral(e)
	if err != nil {
		return nil, err
	}
	out, err := ParseNeutral(data)
	if err != nil {
		return nil, err
	}
	scores := Volume(truth, out)
	return &scores, nil
}

// boxes needs words.tsv of the truth, and uses spreads.json if it is there.
func (r *runner) boxes(truth string, e *corpus.Edition) (*Boxes, error) {
	gutters, err := ReadGutters(filepath.Join(truth, "spreads.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	printed, err := ReadPrintedWords(filepath.Join(truth, "words.tsv"), TextProper)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	tokens, err := written[Token](e, r.sys.Tokens)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(tokens, func(t Token) bool { return len(t.Words) > 0 && t.Words[0].Line == 0 }) {
		return nil, nil // a text source
	}
	b := MeasureBoxes(printed, gutters, tokens)
	return &b, nil
}
