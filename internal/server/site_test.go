package server_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alexedwards/argon2id"

	corpusfs "recto/corpus"
	"recto/corpus/demo"
	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/jobs"
	"recto/internal/language"
	"recto/internal/rendition"
	"recto/internal/search"
	"recto/internal/server"
	"recto/internal/server/people"
	"recto/internal/server/terms"
	"recto/internal/store"
)

const password = "open sesame, quietly"

// cheap makes hashes of passwords that cost no time.
var cheap = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 8, KeyLength: 16}

// site is the whole house over a library in a temporary folder: real database,
// blobs and index.
type site struct {
	*httptest.Server
	library *store.Library
	edition *corpus.Edition // nil in an empty library
	queue   queue
}

// newSite serves a library with the sample edition in it. Its pipeline takes
// sources in and processes none.
func newSite(t testing.TB) *site {
	t.Helper()
	s, index := openSite(t, sampleGlossary(), idle)
	ctx := t.Context()
	drawn := sampleEdition(t, func(int) string { return "" })
	s.edition = sampleEdition(t, func(scan int) string {
		hash, err := s.library.Blobs.Put(ctx, samplePicture(t, drawn, scan))
		must(t, err)
		return hash
	})
	must(t, s.library.Publish(ctx, s.edition, 0, "", time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)))
	must(t, index.Index(ctx, s.edition))
	return s
}

// emptySite serves a library with nothing in it.
func emptySite(t testing.TB) *site {
	t.Helper()
	s, _ := openSite(t, sampleGlossary(), idle)
	return s
}

// demoSite serves the demonstration volume as the real pipeline makes it of the
// scanned PDF, with the real glossary.
func demoSite(t testing.TB) *site {
	t.Helper()
	files, err := corpusfs.Glossary()
	must(t, err)
	model, err := language.Default()
	must(t, err)
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: cacheDir()}}
	t.Cleanup(func() { pdf.Close() })
	s, _ := openSite(t, files, func(words *glossary.Shelf) jobs.Pipeline {
		return ingest.New(ingest.Config{PDF: pdf, Model: model, Glossary: words})
	})
	job, err := s.queue.Enqueue(t.Context(), demo.Name, bytes.NewReader(demo.PDF))
	must(t, err)
	job, err = s.queue.Runner.Run(t.Context(), job.ID, nil)
	must(t, err)
	if job.State != corpus.Published {
		t.Fatalf("the demo volume is %s: %s", job.State, job.Error)
	}
	s.edition, err = s.library.Edition(t.Context(), job.Edition)
	must(t, err)
	return s
}

// cacheDir keeps the compiled PDF engine between runs, where there is a place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "recto")
}

// openSite serves an empty library that a pipeline can fill.
func openSite(t testing.TB, concepts fs.FS, pipeline func(*glossary.Shelf) jobs.Pipeline) (*site, *search.Index) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	db, err := store.Open(ctx, filepath.Join(dir, "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.Open(ctx, filepath.Join(dir, "blobs"))
	must(t, err)
	t.Cleanup(func() { blobs.Close() })
	files, err := glossary.Read(concepts)
	must(t, err)
	words, warning, err := glossary.OpenShelf(ctx, files, db)
	must(t, errors.Join(err, warning))
	index, err := search.Open(filepath.Join(dir, "index"), words)
	must(t, err)
	t.Cleanup(func() { index.Close() })

	library := &store.Library{DB: db, Blobs: blobs}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	q := queue{db: db, Runner: jobs.New(jobs.Config{Queue: db, Library: library, Blobs: blobs, Pipeline: pipeline(words), Indexer: index, Log: log})}
	copies := rendition.New(blobs, filepath.Join(dir, "pictures"))
	t.Cleanup(copies.Wait)
	handler, err := server.New(server.Deps{
		Library: library, Searcher: index, Glossary: words, Blobs: blobs, Copies: copies, Jobs: q, Desk: library,
		People: people.Deps{Store: db, Hash: cheap}, Version: "test", UploadLimit: 1 << 20, Log: log,
		Uploads: server.Uploads{Dir: filepath.Join(dir, "uploads")},
		Notes:   library,
		Terms: terms.Deps{
			Shelf: words, Search: index, Changed: func(context.Context) error { return nil }, Record: people.Recorder{Log: db}.Record,
		},
	})
	must(t, err)
	s := &site{Server: httptest.NewServer(handler), library: library, queue: q}
	t.Cleanup(s.Close)
	return s, index
}

// account makes sure that there is a person of a role, whose address begins
// with its name and whose password is the constant.
func (s *site) account(t testing.TB, role corpus.PersonRole) corpus.Person {
	t.Helper()
	p, _, err := s.library.Credentials(t.Context(), string(role)+"@example.org")
	if err == nil {
		return p
	}
	hash, err := argon2id.CreateHash(password, cheap)
	must(t, err)
	p, err = s.library.AddPerson(t.Context(), corpus.Person{Name: "Sample " + string(role), Email: string(role) + "@example.org", Role: role}, hash, time.Now())
	must(t, err)
	return p
}

// queue is the jobs as the site sees them: what the runner does, and what the
// database knows.
type queue struct {
	*jobs.Runner
	db *store.DB
}

func (q queue) Job(ctx context.Context, id int64) (corpus.Job, error) { return q.db.Job(ctx, id) }
func (q queue) Jobs(ctx context.Context) ([]corpus.Job, error)        { return q.db.Jobs(ctx) }

// idle takes sources in and processes none.
func idle(*glossary.Shelf) jobs.Pipeline { return noPipeline{} }

// noPipeline lets text sources wait in the queue; these tests process none.
type noPipeline struct{ jobs.Pipeline }

func (noPipeline) Sniff(data []byte) (string, error) {
	if len(data) == 0 {
		return "", corpus.ErrNoText
	}
	if bytes.ContainsRune(data, 0) {
		return "", corpus.ErrUnsupported
	}
	return "text/plain", nil
}

func sampleGlossary() fs.FS {
	concept := func(front, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\n" + front + "\nsources:\n  - 'Engeström, Y. (1987). Learning by expanding. Helsinki: Orienta-Konsultit.'\n---\n\n" + body + "\n")}
	}
	return fstest.MapFS{
		"expansive-learning.md": concept("preferred: expansive learning\nalternative:\n  - learning by expanding\nrelated:\n  - contradiction\n  - object",
			"Learning in which people who share a practice come to see its purpose more widely, and so make a form of activity that nobody could have taught them.\n\nIt is driven by a [[contradiction]] and widens the [[object]]."),
		"boundary-zone.md":     concept("preferred: boundary zone\nbroader:\n  - boundary crossing", "A place between two activities that belongs to neither, where people of both can speak freely."),
		"boundary-crossing.md": concept("preferred: boundary crossing", "Work across the border between activities in which people are not fully at home."),
		"object.md":            concept("preferred: object (of activity)\ncommon: true", "What an activity is directed at and what gives it its direction."),
		"contradiction.md":     concept("preferred: contradiction", "A tension that is built into an activity over its history and cannot be removed from outside."),
		"knotworking.md":       concept("preferred: knotworking", "Tying, untying and retying strands of work without a fixed centre."),
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
