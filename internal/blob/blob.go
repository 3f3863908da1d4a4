// Package blob keeps bytes by their SHA-256: sources, scan pictures and the
// pieces of editions. A blob never changes, so that writing it twice is
// writing it once, and whoever holds a hash can tell whether what comes back is
// what was put in.
//
// It knows nothing of what the bytes mean and keeps no list of who refers to
// them: [Store.Remove] is for those who do.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"

	"recto/internal/corpus"
)

// Store is a folder of blobs. It is safe for use by several goroutines and by
// several programs at once.
type Store struct {
	dir    string
	bucket *blob.Bucket
}

// Open opens the folder, and makes it if it is not there. What killed programs
// left half written more than a day ago is removed.
func Open(_ context.Context, dir string) (*Store, error) {
	bucket, err := fileblob.OpenBucket(dir, &fileblob.Options{
		CreateDir: true,
		NoTempDir: true, // a rename within one file system is what makes a write atomic
		Metadata:  fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("open blobs in %s: %w", dir, err)
	}
	s := &Store{dir: dir, bucket: bucket}
	if err := s.Sweep(time.Now().Add(-forsaken)); err != nil {
		return nil, errors.Join(fmt.Errorf("tidy blobs in %s: %w", dir, err), bucket.Close())
	}
	return s, nil
}

// forsaken is how old a half-written file is when nobody can be writing it.
const forsaken = 24 * time.Hour

// Close releases the folder.
func (s *Store) Close() error { return s.bucket.Close() }

// Hash names data: its SHA-256 in lower-case hex.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Put keeps data and gives its hash. When it returns, the blob is on the disk
// to stay, whatever happens to the machine. A blob that is there already is
// left alone, unless the disk has damaged it, and counts as put now.
func (s *Store) Put(ctx context.Context, data []byte) (string, error) {
	hash := Hash(data)
	if _, err := s.Get(ctx, hash); err == nil && s.freshen(hash) {
		return hash, nil
	}
	name, stored, err := pack(hash, data)
	if err != nil {
		return "", fmt.Errorf("pack blob %s: %w", hash, err)
	}
	if err := s.write(ctx, name, stored); err != nil {
		if errors.Is(err, syscall.ENOSPC) {
			err = fmt.Errorf("%w: %w", corpus.ErrFull, err)
		}
		return "", fmt.Errorf("write blob %s: %w", hash, err)
	}
	return hash, nil
}

// Get gives the bytes of a blob, checked against its hash. The error is
// [corpus.ErrNotFound] where there is no such blob, and [corpus.ErrBroken]
// where the disk holds other bytes under its name.
func (s *Store) Get(ctx context.Context, hash string) ([]byte, error) {
	if !valid(hash) {
		return nil, fmt.Errorf("blob %q: %w", hash, corpus.ErrNotFound)
	}
	for _, name := range names(hash) {
		stored, err := s.bucket.ReadAll(ctx, name)
		if gcerrors.Code(err) == gcerrors.NotFound {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read blob %s: %w", hash, err)
		}
		data, err := unpack(name, stored)
		if err != nil || Hash(data) != hash {
			return nil, fmt.Errorf("blob %s is damaged on the disk: %w", hash, corpus.ErrBroken)
		}
		return data, nil
	}
	return nil, fmt.Errorf("blob %s: %w", hash, corpus.ErrNotFound)
}

// Has reports whether a blob of this name is there, without reading it.
func (s *Store) Has(ctx context.Context, hash string) (bool, error) {
	if !valid(hash) {
		return false, nil
	}
	for _, name := range names(hash) {
		ok, err := s.bucket.Exists(ctx, name)
		if ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// write puts a file in place whole: written under another name, forced to the
// disk, renamed, and the folder forced to the disk.
func (s *Store) write(ctx context.Context, name string, stored []byte) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var sync func() error
	w, err := s.bucket.NewWriter(ctx, name, &blob.WriterOptions{
		ContentType: "application/octet-stream", // without it the file is opened only on Close
		BeforeWrite: func(as func(any) bool) error { sync = syncer(as); return nil },
	})
	if err != nil {
		return err
	}
	_, err = w.Write(stored)
	if err == nil && sync != nil {
		err = sync()
	}
	if err != nil {
		cancel() // so that Close throws the file away
		return errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(filepath.Join(s.dir, filepath.FromSlash(name))))
}

// names are the names under which a blob may lie: as it is, or packed.
func names(hash string) []string {
	plain := hash[:2] + "/" + hash
	return []string{plain + packed, plain}
}

// hashOf is the hash that a file's name stands for, or empty if the file is
// none of ours, such as one left half written.
func hashOf(name string) string {
	_, base, _ := strings.Cut(name, "/")
	hash := strings.TrimSuffix(base, packed)
	if !valid(hash) || !strings.HasPrefix(name, hash[:2]+"/") {
		return ""
	}
	return hash
}

func valid(hash string) bool {
	if len(hash) != 2*sha256.Size || strings.ToLower(hash) != hash {
		return false
	}
	_, err := hex.DecodeString(hash)
	return err == nil
}
