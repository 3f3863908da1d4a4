package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recto/internal/corpus"
)

// inbox is a folder whose files are taken into the library: a scanner or a
// shared drive puts them there, and they are moved to its folder "taken" or,
// with a note that says why, to "refused".
type inbox struct {
	dir  string
	take func(ctx context.Context, name string, from io.Reader) (corpus.Job, error)
	log  *slog.Logger
	seen map[string]stamp // of the files at the last look
}

// stamp changes while a file is being written.
type stamp struct {
	size    int64
	changed time.Time
}

// lookEvery is how often an inbox is looked at. A file is taken when it has not
// changed between two looks.
const lookEvery = 2 * time.Second

// watch looks at the inbox until ctx ends.
func (b *inbox) watch(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := b.look(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("look at the inbox", "folder", b.dir, "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look takes in what has not changed since the last look.
func (b *inbox) look(ctx context.Context) error {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return err
	}
	seen := map[string]stamp{}
	var all []error
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue // gone meanwhile, a folder, or somebody's half-written file
		}
		now := stamp{info.Size(), info.ModTime()}
		if b.seen[e.Name()] != now {
			seen[e.Name()] = now
			continue
		}
		if err := b.receive(ctx, e.Name()); err != nil {
			all = append(all, err)
		}
	}
	b.seen = seen
	return errors.Join(all...)
}

// receive takes one file in and moves it away. Where moving fails it is taken
// again at the next look, which changes nothing in the library.
func (b *inbox) receive(ctx context.Context, name string) error {
	f, err := os.Open(filepath.Join(b.dir, name))
	if err != nil {
		return err
	}
	job, err := b.take(ctx, name, f)
	f.Close()
	switch {
	case err == nil:
		b.log.Info("took in from the inbox", "file", name, "job", job.ID)
		_, err = b.move(name, "taken")
		return err
	case refused(err):
		b.log.Warn("refused from the inbox", "file", name, "err", err)
		at, moved := b.move(name, "refused")
		if moved != nil {
			return moved
		}
		return os.WriteFile(at+".why.txt", fmt.Appendf(nil, "Recto did not take this file in: %v.\n", err), 0o644)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// refused reports whether a file is at fault, not the library.
func refused(err error) bool {
	for _, known := range []error{corpus.ErrUnsupported, corpus.ErrNoText, corpus.ErrTooLarge, corpus.ErrBroken, corpus.ErrEncrypted} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// move moves a file to a folder of the inbox, under another name if its own is
// taken there.
func (b *inbox) move(name, folder string) (at string, err error) {
	dir := filepath.Join(b.dir, folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	base, ending := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	at = filepath.Join(dir, name)
	for n := 2; ; n++ {
		if _, err := os.Lstat(at); errors.Is(err, fs.ErrNotExist) {
			return at, os.Rename(filepath.Join(b.dir, name), at)
		}
		at = filepath.Join(dir, fmt.Sprintf("%s (%d)%s", base, n, ending))
	}
}
