package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"recto/internal/corpus"
)

// Fetch reads a backup and puts those of its blobs that are wanted to the keeper,
// and nothing else. It says how many it found. A blob of the backup that is
// damaged is not put. The errors are those of Restore.
func Fetch(ctx context.Context, from io.Reader, want map[string]bool, blobs Keeper) (found int, err error) {
	packed, err := gzip.NewReader(from)
	if err != nil {
		return 0, fmt.Errorf("this is no backup of Recto: %w", corpus.ErrUnsupported)
	}
	r := reader{ctx: ctx, tar: tar.NewReader(packed), blobs: blobs}
	if err := r.readHead(); err != nil {
		return 0, err
	}
	for {
		h, err := r.tar.Next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return found, broken(err)
		}
		if ctx.Err() != nil {
			return found, ctx.Err()
		}
		if hash, ok := strings.CutPrefix(h.Name, blobFolder); ok && want[hash] {
			if err := r.readBlob(h); err != nil {
				return found, err
			}
			found++
		}
	}
}
