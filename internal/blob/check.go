package blob

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gocloud.dev/blob"

	"recto/internal/corpus"
)

// Open gives a reader on a blob, checked as Get does.
func (s *Store) Open(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	data, err := s.Get(ctx, hash)
	if err != nil {
		return nil, err
	}
	return reader{bytes.NewReader(data)}, nil
}

type reader struct{ *bytes.Reader }

func (reader) Close() error { return nil }

// List gives the hash of every blob, in the order of the hashes.
func (s *Store) List(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		last := ""
		for it := s.bucket.List(&blob.ListOptions{}); ; {
			obj, err := it.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield("", err)
				return
			}
			hash := hashOf(obj.Key)
			if hash == "" || hash == last { // half written, or there both packed and plain
				continue
			}
			last = hash
			if !yield(hash, nil) {
				return
			}
		}
	}
}

// Check reads every blob and gives the hashes of those that are damaged.
func (s *Store) Check(ctx context.Context) (damaged []string, err error) {
	for hash, err := range s.List(ctx) {
		if err != nil {
			return damaged, err
		}
		_, err := s.Get(ctx, hash)
		if errors.Is(err, corpus.ErrBroken) {
			damaged = append(damaged, hash)
			continue
		}
		if err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}

// Sweep removes what programs that were killed left half written before a
// time. Such files are never read as blobs; they only take room.
func (s *Store) Sweep(before time.Time) error {
	files, err := filepath.Glob(filepath.Join(s.dir, "??", "*.tmp"))
	if err != nil {
		return err
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || !strings.HasSuffix(file, ".tmp") || !info.ModTime().Before(before) {
			continue // gone or finished meanwhile, or somebody is writing it
		}
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
