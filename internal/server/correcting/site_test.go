package correcting_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/jobs"
	"recto/internal/language"
	"recto/internal/rendition"
	"recto/internal/search"
	"recto/internal/server"
	"recto/internal/server/people"
	"recto/internal/store"
)

// site is the whole house over an empty library: real database, blobs, index and
// pipeline. Its jobs run when a test says so.
type site struct {
	*httptest.Server
	library *store.Library
	runner  *jobs.Runner
}

type queue struct {
	*jobs.Runner
	db *store.DB
}

func (q queue) Job(ctx context.Context, id int64) (corpus.Job, error) { return q.db.Job(ctx, id) }
func (q queue) Jobs(ctx context.Context) ([]corpus.Job, error)        { return q.db.Jobs(ctx) }

func newSite(t *testing.T) *site {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	db, err := store.Open(ctx, filepath.Join(dir, "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.Open(ctx, filepath.Join(dir, "blobs"))
	must(t, err)
	t.Cleanup(func() { blobs.Close() })
	words, err := glossary.Load(fstest.MapFS{"expansive-learning.md": {Data: []byte("---\npreferred: expansive learning\nsources:\n  - 'Author, A. (1999). A book. A publisher.'\n---\nLearning what nobody knows yet.\n")}})
	must(t, err)
	model, err := language.Default()
	must(t, err)
	index, err := search.Open(filepath.Join(dir, "index"), words)
	must(t, err)
	t.Cleanup(func() { index.Close() })
	library := &store.Library{DB: db, Blobs: blobs}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	runner := jobs.New(jobs.Config{
		Queue: db, Library: library, Blobs: blobs, Indexer: index, Log: log, Poll: 20 * time.Millisecond,
		Pipeline: ingest.New(ingest.Config{PDF: &ingest.OnDemand{}, Model: model, Glossary: words}),
	})
	copies := rendition.New(blobs, filepath.Join(dir, "pictures"))
	t.Cleanup(copies.Wait)
	handler, err := server.New(server.Deps{
		Library: library, Searcher: index, Glossary: words, Blobs: blobs, Copies: copies, Jobs: queue{runner, db}, Desk: library,
		People: people.Deps{Store: db}, Version: "test", UploadLimit: 1 << 20, Log: log,
	})
	must(t, err)
	s := &site{Server: httptest.NewServer(handler), library: library, runner: runner}
	t.Cleanup(s.Close)
	return s
}

// browser is somebody at the site.
type browser struct {
	t *testing.T
	s *site
	*http.Client
}

// as is a browser in which somebody of a role is signed in.
func (s *site) as(t *testing.T, name string, role corpus.PersonRole) browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	u, err := url.Parse(s.URL)
	must(t, err)
	jar.SetCookies(u, []*http.Cookie{{Name: "recto_session", Value: s.session(t, name, role), Path: "/"}})
	return browser{t, s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// session signs somebody of a role in.
func (s *site) session(t *testing.T, name string, role corpus.PersonRole) (token string) {
	t.Helper()
	now := time.Now()
	p, err := s.library.AddPerson(t.Context(), corpus.Person{Name: name, Email: name + "@example.org", Role: role}, "x", now)
	must(t, err)
	token, err = s.library.NewSession(t.Context(), p.ID, now, now.Add(time.Hour), now.Add(time.Hour))
	must(t, err)
	return token
}

// get asks for a page and wants a status and texts on it.
func (b browser) get(path string, status int, texts ...string) string {
	b.t.Helper()
	res, err := b.Get(b.s.URL + path)
	must(b.t, err)
	body, _ := b.read(path, res, status, texts)
	return body
}

// post sends a form and wants a status and texts; it gives where that leads.
func (b browser) post(path string, form url.Values, status int, texts ...string) (location string) {
	b.t.Helper()
	res, err := b.PostForm(b.s.URL+path, form)
	must(b.t, err)
	_, location = b.read(path, res, status, texts)
	return location
}

func (b browser) read(path string, res *http.Response, status int, texts []string) (body, location string) {
	b.t.Helper()
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	must(b.t, err)
	body = html.UnescapeString(string(data))
	if res.StatusCode != status {
		b.t.Fatalf("%s: status %d, want %d:\n%s", path, res.StatusCode, status, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			b.t.Errorf("%s lacks %q:\n%s", path, text, body)
		}
	}
	return body, res.Header.Get("Location")
}

// field is the value of a hidden field of a page.
func field(t *testing.T, body, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no field %q in:\n%s", name, body)
	}
	return m[1]
}

// volume has a source processed and published, and gives the edition.
func (s *site) volume(t *testing.T, name, text string) *corpus.Edition {
	t.Helper()
	job, err := s.runner.Enqueue(t.Context(), name, strings.NewReader(text))
	must(t, err)
	job, err = s.runner.Run(t.Context(), job.ID, nil)
	must(t, err)
	if job.State != corpus.Published {
		t.Fatalf("%s is %s: %s", name, job.State, job.Error)
	}
	e, err := s.library.Edition(t.Context(), job.Edition)
	must(t, err)
	return e
}

// work runs every job that waits.
func (s *site) work(t *testing.T) {
	t.Helper()
	all, err := s.library.Jobs(t.Context())
	must(t, err)
	for _, j := range all {
		if j.State == corpus.Queued {
			j, err = s.runner.Run(t.Context(), j.ID, nil)
			must(t, err)
			if j.State == corpus.Failed {
				t.Fatalf("job %d failed: %s", j.ID, j.Error)
			}
		}
	}
}

// proceedings is a small volume: a title leaf and two papers. Each speaks of a
// word that no dictionary has.
func proceedings(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nPapers of a seminar\n\nEdited by Ann Author\n\f", title)
	b.WriteString("CONTENTS\n\nCrossing the line ........ 1\nBo Scribe\n\nMending the nets ........ 2\nBo Scribe\n\f")
	for n, title := range []string{"CROSSING THE LINE", "MENDING THE NETS"} {
		fmt.Fprintf(&b, "%s\n\nBo Scribe\nUniversity of Somewhere\n\nIntroduction\n\n", title)
		for range 6 {
			b.WriteString("The teams who learn at work meet what Vygotzki called expansive learn-\n")
			b.WriteString("ing, and they talk about it whenever they come together to plan.\n")
		}
		fmt.Fprintf(&b, "\n%d\n\f", n+1)
	}
	return b.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
