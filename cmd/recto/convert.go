package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"recto/internal/config"
	"recto/internal/corpus"
	"recto/internal/publish"
)

// format is one way to write an edition down.
type format struct {
	extension string
	write     func(*corpus.Edition) ([]byte, error)
}

var formats = map[string]format{
	"json":     {".json", publish.Neutral},
	"tokens":   {".jsonl", streamed(publish.Tokens)},
	"mentions": {".jsonl", streamed(publish.Mentions)},
	"markdown": {".md", plain(publish.Markdown)},
	"text":     {".txt", plain(publish.Text)},
	"tei":      {".xml", plain(publish.TEI)},
}

// sparing is by how much, in percent, the heap may grow before it is swept while
// sources are converted: a fifth less memory for a few hundredths more time.
const sparing = 35

// convert runs the pipeline over each source, without a library.
func convert(ctx context.Context, std stdio, args []string) error {
	f := newFlags("convert")
	formatName := f.String("format", "json", "json, tokens, mentions, markdown, text or tei")
	out := f.String("o", "", "file to write; a directory for several sources (default: standard output)")
	scans, err := config.DefineOCR(f, std.getenv)
	if err != nil {
		return usageError{err.Error()}
	}
	sources, err := parse(std, f, args)
	if err != nil {
		return err
	}
	form, ok := formats[*formatName]
	switch {
	case !ok:
		return usageError{fmt.Sprintf("there is no format %q", *formatName)}
	case len(sources) == 0:
		return usageError{"name a source to convert"}
	case len(sources) > 1 && *out == "":
		return usageError{"several sources need -o DIRECTORY"}
	}
	if std.getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(sparing))
	}
	shop := newWorkshop(std, *scans)
	defer shop.close()
	c := converter{std: std, shop: shop, form: form, bar: newProgress(std.err)}
	if len(sources) == 1 && !isDirectory(*out) {
		return c.one(ctx, sources[0], *out)
	}
	return c.each(ctx, sources, *out)
}

type converter struct {
	std  stdio
	shop *workshop
	form format
	bar  *progress
}

// each converts several sources into a directory and names those that failed.
func (c converter) each(ctx context.Context, sources []string, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the output directory: %w", err)
	}
	failed := 0
	names := outputNames(sources, c.form.extension)
	for i, source := range sources {
		err := c.one(ctx, source, filepath.Join(dir, names[i]))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			c.bar.say("%s: %v", source, err)
			failed++
		}
	}
	switch failed {
	case 0:
		return nil
	case len(sources):
		return errors.New("every source failed")
	}
	return fmt.Errorf("%d of %d: %w", failed, len(sources), errPart)
}

func (c converter) one(ctx context.Context, source, out string) error {
	c.bar.start(filepath.Base(source))
	e, err := c.shop.process(ctx, source, c.bar.step)
	c.bar.clear()
	if err != nil {
		return err
	}
	data, err := c.form.write(e)
	if err != nil {
		return fmt.Errorf("write %s: %w", source, err)
	}
	if out == "" {
		_, err = c.std.out.Write(data)
	} else {
		err = writeFile(out, data)
	}
	if err != nil {
		return fmt.Errorf("write the result of %s: %w", source, err)
	}
	return nil
}

// process reads a file or a folder and makes an edition of it.
func (w *workshop) process(ctx context.Context, path string, step func(string, int, int)) (*corpus.Edition, error) {
	name, source, err := openSource(path)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	data, err := io.ReadAll(source)
	if err != nil {
		return nil, fmt.Errorf("read the source: %w", err)
	}
	p, err := w.pipeline(ctx)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	src := corpus.Source{ID: hex.EncodeToString(sum[:]), Name: name, Size: int64(len(data))}
	return p.Process(ctx, src, data, corpus.Decided{}, step)
}

// outputNames names each source's output after its file; sources of the same
// name take as many of their folders into it as tell them apart.
func outputNames(sources []string, extension string) []string {
	names := make([]string, len(sources))
	for depth := 1; depth <= 8; depth++ {
		for i, s := range sources {
			parts := strings.Split(filepath.ToSlash(filepath.Clean(s)), "/")
			tail := strings.Join(parts[max(0, len(parts)-depth):], "-")
			names[i] = strings.TrimSuffix(tail, filepath.Ext(tail)) + extension
		}
		if distinct := slices.Compact(slices.Sorted(slices.Values(names))); len(distinct) == len(names) {
			return names
		}
	}
	for i := range names {
		names[i] = fmt.Sprintf("%d-%s", i+1, names[i])
	}
	return names
}

// writeFile writes all of a file or none of it.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".recto-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func isDirectory(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func streamed(write func(io.Writer, *corpus.Edition) error) func(*corpus.Edition) ([]byte, error) {
	return func(e *corpus.Edition) ([]byte, error) {
		var b bytes.Buffer
		err := write(&b, e)
		return b.Bytes(), err
	}
}

func plain(write func(*corpus.Edition) []byte) func(*corpus.Edition) ([]byte, error) {
	return func(e *corpus.Edition) ([]byte, error) { return write(e), nil }
}
