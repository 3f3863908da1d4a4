// Package rendition makes the smaller copies of scan pictures that pages of the
// site show: a part of a picture, such as one printed page of a spread, in so
// many pixels, as WebP, which on scans of print takes a sixth to a third fewer
// bytes than JPEG at the same likeness.
//
// A copy is made when it is first asked for, since most scans of a large library
// are never looked at, and kept in a folder of files that may be emptied at any
// time. The package knows nothing of pages and volumes, and alters no picture.
package rendition

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"recto/internal/corpus"
)

// MediaType is that of every copy.
const MediaType = "image/webp"

const (
	encoder   = "webp 1, quality 75, effort 2" // to be changed whenever copies come out otherwise than before
	maxPixels = 80e6                           // of a picture that copies are made of
	maxMemory = 320 << 20                      // bytes of all pictures that are at work together
	maxTime   = 30 * time.Second               // for a copy, waiting for memory included
)

// Pictures are where the pictures come from, by hash.
type Pictures interface {
	Get(ctx context.Context, hash string) ([]byte, error)
}

// Maker makes copies and keeps them. It may be used by several goroutines at once.
type Maker struct {
	pictures Pictures
	folder   string
	memory   *semaphore.Weighted
	making   singleflight.Group
	callers  sync.WaitGroup // and those who left before their copy was made
}

// New makes a maker that keeps copies in a folder, which need not be there yet.
func New(pictures Pictures, folder string) *Maker {
	return &Maker{pictures: pictures, folder: folder, memory: semaphore.NewWeighted(maxMemory)}
}

// Name names a copy: the same picture, part, width and way of making have the
// same name, in lower-case hex.
func (*Maker) Name(picture string, part image.Rectangle, width int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%v\n%d\n%s", picture, part, width, encoder))
	return hex.EncodeToString(sum[:])
}

// Copy gives the part of a picture, in its pixels, as WebP so many pixels wide,
// or as wide as the part is if that is less. An empty part is the whole picture.
// Callers that ask for the same copy at once wait for one to be made.
//
// The errors are those of the pictures, [corpus.ErrTooLarge] for a picture of
// over 80 million pixels, [corpus.ErrBroken] for one that cannot be decoded or
// does not have the part, and that of ctx.
func (m *Maker) Copy(ctx context.Context, picture string, part image.Rectangle, width int) ([]byte, error) {
	name := m.Name(picture, part, width)
	if data, ok := m.kept(name); ok {
		return data, nil
	}
	m.callers.Add(1)
	done := m.making.DoChan(name, func() (any, error) {
		if data, ok := m.kept(name); ok {
			return data, nil // made while this caller looked
		}
		making, cancel := context.WithTimeout(context.WithoutCancel(ctx), maxTime)
		defer cancel()
		data, err := m.make(making, picture, part, width)
		if err != nil {
			return nil, fmt.Errorf("copy of picture %s: %w", picture, err)
		}
		return data, m.keep(name, data)
	})
	select {
	case r := <-done:
		m.callers.Done()
		data, _ := r.Val.([]byte)
		return data, r.Err
	case <-ctx.Done():
		go func() {
			<-done
			m.callers.Done()
		}()
		return nil, ctx.Err()
	}
}

// Wait waits until every copy that was begun is finished: one is kept even if
// its caller went away. Nobody may ask for copies meanwhile.
func (m *Maker) Wait() { m.callers.Wait() }

func (m *Maker) make(ctx context.Context, picture string, part image.Rectangle, width int) ([]byte, error) {
	data, err := m.pictures.Get(ctx, picture)
	if err != nil {
		return nil, err
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	if float64(c.Width)*float64(c.Height) > maxPixels {
		return nil, fmt.Errorf("it has %d by %d pixels: %w", c.Width, c.Height, corpus.ErrTooLarge)
	}
	cost := min(maxMemory, 4*int64(c.Width)*int64(c.Height))
	if err := m.memory.Acquire(ctx, cost); err != nil {
		return nil, fmt.Errorf("wait for memory: %w", err)
	}
	defer m.memory.Release(cost)
	return encode(data, part, width)
}
