package desk_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
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
	b := browser{t, s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if role == "" {
		return b
	}
	now := time.Now()
	p, err := s.library.AddPerson(t.Context(), corpus.Person{Name: name, Email: name + "@example.org", Role: role}, "x", now)
	must(t, err)
	token, err := s.library.NewSession(t.Context(), p.ID, now, now.Add(time.Hour), now.Add(time.Hour))
	must(t, err)
	u, err := url.Parse(s.URL)
	must(t, err)
	jar.SetCookies(u, []*http.Cookie{{Name: "recto_session", Value: token, Path: "/"}})
	return b
}

// get asks for a page and wants a status and texts on it.
func (b browser) get(path string, status int, texts ...string) string {
	b.t.Helper()
	res, err := b.Get(b.s.URL + path)
	must(b.t, err)
	return b.read(path, res, status, texts)
}

// post sends a form and wants a status and texts.
func (b browser) post(path string, form url.Values, status int, texts ...string) string {
	b.t.Helper()
	res, err := b.PostForm(b.s.URL+path, form)
	must(b.t, err)
	return b.read(path, res, status, texts)
}

// send sends a file.
func (b browser) send(path, field, name, content string, status int, texts ...string) (body, location string) {
	b.t.Helper()
	var data bytes.Buffer
	form := multipart.NewWriter(&data)
	part, err := form.CreateFormFile(field, name)
	must(b.t, err)
	io.WriteString(part, content)
	must(b.t, form.Close())
	res, err := b.Post(b.s.URL+path, form.FormDataContentType(), &data)
	must(b.t, err)
	return b.read(path, res, status, texts), res.Header.Get("Location")
}

func (b browser) read(path string, res *http.Response, status int, texts []string) string {
	b.t.Helper()
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	must(b.t, err)
	body := html.UnescapeString(string(data))
	if res.StatusCode != status {
		b.t.Fatalf("%s: status %d, want %d:\n%s", path, res.StatusCode, status, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			b.t.Errorf("%s lacks %q:\n%s", path, text, body)
		}
	}
	return body
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

// proceedings is a small volume: a title leaf and two papers.
func proceedings() string {
	var b strings.Builder
	b.WriteString("LEARNING AT WORK\n\nPapers of a seminar\n\nEdited by Ann Author\n\f")
	b.WriteString("CONTENTS\n\nCrossing the line ........ 1\nBo Scribe\n\nMending the nets ........ 2\nBo Scribe\n\f")
	for n, title := range []string{"CROSSING THE LINE", "MENDING THE NETS"} {
		fmt.Fprintf(&b, "%s\n\nBo Scribe\nUniversity of Somewhere\n\nIntroduction\n\n", title)
		for range 12 {
			b.WriteString("The teams who learn at work meet what we call expansive learn-\n")
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
