package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestInbox(t *testing.T) {
	dir := t.TempDir()
	var taken []string
	busy := true
	b := &inbox{dir: dir, log: slog.New(slog.NewTextHandler(t.Output(), nil)), take: func(_ context.Context, name string, from io.Reader) (corpus.Job, error) {
		data, err := io.ReadAll(from)
		switch {
		case err != nil:
			return corpus.Job{}, err
		case len(data) == 0:
			return corpus.Job{}, fmt.Errorf("it is empty: %w", corpus.ErrNoText)
		case busy:
			return corpus.Job{}, errors.New("the disk is full")
		}
		taken = append(taken, name+": "+string(data))
		return corpus.Job{ID: 1}, nil
	}}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("a.txt", "one")
	put("empty.txt", "")
	put(".part", "half")
	if err := b.look(t.Context()); err != nil || len(taken) > 0 {
		t.Fatalf("at the first look it took %v, %v", taken, err)
	}
	if err := b.look(t.Context()); err == nil {
		t.Error("a full disk is no error")
	}
	busy = false
	put("a.txt", "one and more") // still being written: its size has changed
	for range 3 {
		if err := b.look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	put("a.txt", "another")
	for range 3 {
		if err := b.look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"a.txt: one and more", "a.txt: another"}; !slices.Equal(taken, want) {
		t.Errorf("took %q, want %q", taken, want)
	}
	var left []string
	filepath.WalkDir(dir, func(path string, d os.DirEntry, _ error) error {
		if !d.IsDir() {
			left = append(left, strings.TrimPrefix(path, dir+"/"))
		}
		return nil
	})
	want := []string{".part", "refused/empty.txt", "refused/empty.txt.why.txt", "taken/a (2).txt", "taken/a.txt"}
	if !slices.Equal(left, want) {
		t.Errorf("the folder holds %q, want %q", left, want)
	}
}
