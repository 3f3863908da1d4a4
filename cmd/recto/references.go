package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/structure"
	"recto/internal/publish"
)

// references is a filter: a reference a line in, its fields out. As JSON, an
// empty line gives an empty reference, so that lines keep their numbers; the
// other formats leave empty lines out.
func references(ctx context.Context, std stdio, args []string) error {
	f := newFlags("references")
	format := f.String("format", "json", "json (a line for each line), csl, bibtex or ris (empty lines left out)")
	operands, err := parse(std, f, args)
	if err != nil {
		return err
	}
	if len(operands) > 0 {
		return usageError{"references are read from standard input"}
	}
	out := bufio.NewWriter(std.out)
	write, err := newReferenceWriter(*format, out)
	if err != nil {
		return err
	}
	lines := bufio.NewReader(std.in)
	for ctx.Err() == nil {
		line, readErr := lines.ReadString('\n')
		if line != "" {
			if err := write(structure.ParseReference(strings.TrimSpace(line))); err != nil {
				return fmt.Errorf("write references: %w", err)
			}
		}
		if readErr != nil {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.Flush()
}

// newReferenceWriter writes references in a format. Keys that come again get a
// number.
func newReferenceWriter(format string, out io.Writer) (func(corpus.Reference) error, error) {
	keys := map[string]int{}
	key := func(r corpus.Reference) string {
		k := publish.ReferenceKey(r)
		keys[k]++
		if n := keys[k]; n > 1 {
			return fmt.Sprintf("%s-%d", k, n)
		}
		return k
	}
	var write func(corpus.Reference) error
	switch format {
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return func(r corpus.Reference) error { return enc.Encode(r) }, nil
	case "csl":
		write = func(r corpus.Reference) error {
			item, err := publish.ReferenceCSL(r, key(r))
			if err == nil {
				_, err = out.Write(item)
			}
			return err
		}
	case "bibtex":
		write = func(r corpus.Reference) error {
			_, err := io.WriteString(out, publish.ReferenceBibTeX(r, key(r)))
			return err
		}
	case "ris":
		write = func(r corpus.Reference) error {
			_, err := io.WriteString(out, publish.ReferenceRIS(r))
			return err
		}
	default:
		return nil, usageError{fmt.Sprintf("there is no format %q", format)}
	}
	return func(r corpus.Reference) error {
		if r.Raw == "" {
			return nil
		}
		return write(r)
	}, nil
}
