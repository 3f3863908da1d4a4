package jobs

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// receive reads a source and tells what it is; its id is left to whoever keeps it.
func (r *Runner) receive(name string, from io.Reader) (corpus.Source, []byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, r.MaxBytes+1))
	if err != nil {
		return corpus.Source{}, nil, fmt.Errorf("receive %s: %w", name, err)
	}
	if int64(len(data)) > r.MaxBytes {
		return corpus.Source{}, nil, fmt.Errorf("%s has over %d MB: %w", name, r.MaxBytes>>20, corpus.ErrTooLarge)
	}
	kind, err := r.Pipeline.Sniff(data)
	if errors.Is(err, corpus.ErrNeedsOCR) {
		kind, err = "application/octet-stream", nil // its job will say so
	}
	if err != nil {
		return corpus.Source{}, nil, fmt.Errorf("%s: %w", name, err)
	}
	return corpus.Source{Name: baseName(name), MediaType: kind, Size: int64(len(data))}, data, nil
}

// longestName is how much of a name is kept, in characters.
const longestName = 200

// baseName is the last element of a path on any system, without signs that
// cannot be seen.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	if name == "" || name == "." || name == ".." || name == "/" {
		return "source"
	}
	return name
}
