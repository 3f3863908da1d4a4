// Package storetest is the suite that every kind of database behind
// internal/store passes, and the small editions that it and other tests use.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/store"
)

// Run runs the suite. Open gives a new, empty database.
func Run(t *testing.T, open func(t *testing.T) *store.DB) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *fixture)
	}{
		{"edition comes back whole", testEdition},
		{"published is served", testPublished},
		{"publishing again replaces", testReplace},
		{"publishing needs the lease", testPublishLease},
		{"occurrences", testOccurrences},
		{"authors", testAuthors},
		{"pages", testPages},
		{"made", testMade},
		{"index marks", testIndexMarks},
		{"nothing there", testNotFound},
		{"check", testCheck},
		{"one job a source", testOneJob},
		{"claim", testClaim},
		{"attempts", testAttempts},
		{"attempts forgiven", testForgiven},
		{"lost lease", testLostLease},
		{"cancel and retry", testCancelRetry},
		{"release", testRelease},
		{"people", testPeople},
		{"two who change one person", testStalePerson},
		{"the last administrator", testLastAdministrator},
		{"institutions", testIdentity},
		{"one-time links", testTickets},
		{"a link used twice at once", testTicketOnce},
		{"sessions", testSessions},
		{"audit log", testEvents},
		{"changes and their entries", testAudited},
		{"many at once", testConcurrent},
		{"corrections", testCorrections},
		{"corrections contested", testContested},
		{"corrections decided", testDecided},
		{"corrections that are none", testBadCorrections},
		{"an edition that is overtaken", testOvertaken},
		{"conflicts", testConflicts},
		{"taught by other volumes", testTaught},
		{"review", testReview},
		{"roll back", testRollBack},
		{"process again", testReprocess},
		{"the order of the queue", testDue},
		{"withdrawn", testWithdrawn},
		{"trash", testTrash},
		{"purge", testPurge},
		{"annotations", testAnnotations},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			c.test(t, &fixture{t.Context(), &store.Library{DB: db, Blobs: &Blobs{}}})
		})
	}
}

// fixture is what each test starts from.
type fixture struct {
	ctx context.Context
	*store.Library
}

// publish publishes an edition made up by Edition.
func (f *fixture) publish(t *testing.T, e *corpus.Edition) *corpus.Edition {
	t.Helper()
	for _, src := range e.Volume.Sources {
		for n := range 10 {
			if s, data := Source(n); s.ID == src.ID {
				must(t, second(f.Blobs.Put(f.ctx, data)))
			}
		}
	}
	must(t, f.Publish(f.ctx, e, 0, "", noon))
	return e
}

// noon is when the tests take place.
var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// Blobs is a blob store in memory. Its zero value is empty.
type Blobs struct {
	mu   sync.Mutex
	data map[string][]byte
}

// Put keeps data.
func (b *Blobs) Put(_ context.Context, data []byte) (string, error) {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.data == nil {
		b.data = map[string][]byte{}
	}
	b.data[hash] = append([]byte(nil), data...)
	return hash, nil
}

// Get gives data back.
func (b *Blobs) Get(_ context.Context, hash string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	data, ok := b.data[hash]
	if !ok {
		return nil, fmt.Errorf("blob %s: %w", hash, corpus.ErrNotFound)
	}
	return data, nil
}

// Remove forgets a blob, whenever it was put.
func (b *Blobs) Remove(_ context.Context, hash string, _ time.Time) (bool, error) {
	b.drop(hash)
	return true, nil
}

// List gives every hash, in order.
func (b *Blobs) List(context.Context) iter.Seq2[string, error] {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := slices.Sorted(maps.Keys(b.data))
	return func(yield func(string, error) bool) {
		for _, hash := range all {
			if !yield(hash, nil) {
				return
			}
		}
	}
}

func (b *Blobs) drop(hash string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.data, hash)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func second[T any](_ T, err error) error { return err }

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
