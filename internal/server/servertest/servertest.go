// Package servertest opens the whole house for the tests of its rooms: a site
// over a library in a temporary folder, with real database, blobs, index and
// pipeline. What tests look for on the pages is their own business.
package servertest

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/jobs"
	"recto/internal/rendition"
	"recto/internal/search"
	"recto/internal/server"
	"recto/internal/server/people"
	"recto/internal/server/terms"
	"recto/internal/store"
)

// Password is that of every account of a test.
const Password = "open sesame, quietly"

// Cheap makes hashes of passwords that cost no time.
var Cheap = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 8, KeyLength: 16}

// UploadLimit is the largest source that a site takes, in bytes.
const UploadLimit = 8 << 20

// Config is what a test may want otherwise.
type Config struct {
	Concepts fs.FS                               // of the glossary; nil: one concept, expansive learning
	Pipeline func(*glossary.Shelf) jobs.Pipeline // nil: the real one, without an OCR engine
	Change   func(*server.Deps)                  // alters what the site is made of; may be nil
}

// Site is a site over an empty library. Its jobs run when a test says so.
type Site struct {
	*httptest.Server
	Library *store.Library
	Index   *search.Index
	Jobs    Queue
	Dir     string // of the library; uploads lie in its folder "uploads"

	runner jobs.Config
}

// Queue is the jobs as the site sees them: what the runner does, and what the
// database knows.
type Queue struct {
	*jobs.Runner
	DB *store.DB
}

// Job is one job.
func (q Queue) Job(ctx context.Context, id int64) (corpus.Job, error) { return q.DB.Job(ctx, id) }

// Jobs are all jobs, the latest first.
func (q Queue) Jobs(ctx context.Context) ([]corpus.Job, error) { return q.DB.Jobs(ctx) }

// New opens a site until the test ends.
func New(t testing.TB, c Config) *Site {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	db, err := store.Open(ctx, filepath.Join(dir, "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.Open(ctx, filepath.Join(dir, "blobs"))
	must(t, err)
	t.Cleanup(func() { blobs.Close() })
	words := openGlossary(t, c.Concepts, db)
	index, err := search.Open(filepath.Join(dir, "index"), words)
	must(t, err)
	t.Cleanup(func() { index.Close() })

	library := &store.Library{DB: db, Blobs: blobs}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	if c.Pipeline == nil {
		c.Pipeline = func(words *glossary.Shelf) jobs.Pipeline { return Pipeline(t, words, "") }
	}
	runner := jobs.Config{Queue: db, Library: library, Blobs: blobs, Pipeline: c.Pipeline(words), Indexer: index, Log: log, Poll: 20 * time.Millisecond}
	q := Queue{DB: db, Runner: jobs.New(runner)}
	copies := rendition.New(blobs, filepath.Join(dir, "pictures"))
	t.Cleanup(copies.Wait)
	deps := server.Deps{
		Library: library, Searcher: index, Glossary: words, Blobs: blobs, Copies: copies, Jobs: q, Desk: library,
		People: people.Deps{Store: db, Hash: Cheap}, Version: "test", UploadLimit: UploadLimit, Log: log,
		Uploads: server.Uploads{Dir: filepath.Join(dir, "uploads")},
		Notes:   library,
		Terms: terms.Deps{
			Shelf: words, Search: index, Changed: func(context.Context) error { return nil }, Noting: people.Noting(nil),
		},
	}
	if c.Change != nil {
		c.Change(&deps)
	}
	handler, err := server.New(deps)
	must(t, err)
	s := &Site{Server: httptest.NewServer(handler), Library: library, Index: index, Jobs: q, Dir: dir, runner: runner}
	t.Cleanup(s.Close)
	return s
}

// Runner is another program at work on the same library, with a pipeline of its own.
func (s *Site) Runner(line jobs.Pipeline) *jobs.Runner {
	c := s.runner
	c.Pipeline = line
	return jobs.New(c)
}

func openGlossary(t testing.TB, concepts fs.FS, db *store.DB) *glossary.Shelf {
	t.Helper()
	if concepts == nil {
		concepts = oneConcept
	}
	files, err := glossary.Read(concepts)
	must(t, err)
	words, warning, err := glossary.OpenShelf(context.Background(), files, db)
	must(t, errors.Join(err, warning))
	return words
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
