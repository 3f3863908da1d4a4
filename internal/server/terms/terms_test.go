package terms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/search"
	"recto/internal/server/page"
	"recto/internal/server/people"
	"recto/internal/server/terms"
	"recto/internal/store"
	"recto/internal/store/storetest"
)

// rooms are the rooms over a real database and a real index of one volume.
type rooms struct {
	*httptest.Server
	shelf   *glossary.Shelf
	changes int
	db      *store.DB
}

func open(t *testing.T) *rooms {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	db, err := store.Open(ctx, filepath.Join(dir, "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	shelf, warning, err := glossary.OpenShelf(ctx, map[string][]byte{
		"boundary-zone.md": []byte("---\npreferred: boundary zone\nrelated: [object]\nsources: ['A (2001). B.']\n---\n\nA place between [[object|objects]].\n"),
		"object.md":        []byte("---\npreferred: object\nsources: ['A (2001). B.']\n---\n\nWhat it is about.\n"),
	}, db)
	must(t, err)
	must(t, warning)
	index, err := search.Open(filepath.Join(dir, "index"), shelf)
	must(t, err)
	t.Cleanup(func() { index.Close() })
	must(t, index.Index(ctx, storetest.Edition(1)))
	site, err := page.New("", "test", slog.New(slog.NewTextHandler(t.Output(), nil)))
	must(t, err)
	r := &rooms{shelf: shelf, db: db}
	made, err := terms.New(site, terms.Deps{
		Shelf: shelf, Search: index, Changed: func(context.Context) error { r.changes++; return nil },
		Noting: people.Noting(nil),
	})
	must(t, err)
	mux := chi.NewRouter()
	mux.Route("/admin/glossary", made.Routes)
	r.Server = httptest.NewServer(mux)
	t.Cleanup(r.Close)
	return r
}

// log is what the audit log tells, the oldest first.
func (r *rooms) log(t *testing.T) string {
	t.Helper()
	events, err := r.db.Events(t.Context(), corpus.EventFilter{})
	must(t, err)
	var all []string
	for _, e := range slices.Backward(events) {
		all = append(all, e.What+" "+e.Object)
	}
	return strings.Join(all, ", ")
}

// fields are a whole form of the boundary zone, with some fields changed.
func fields(changes ...string) url.Values {
	v := url.Values{
		"version": {"0"}, "preferred": {"boundary zone"}, "body": {"A place between."}, "sources": {"A (2001). B."}, "related": {"object"},
	}
	for i := 0; i < len(changes); i += 2 {
		v.Set(changes[i], changes[i+1])
	}
	return v
}

func (r *rooms) post(t *testing.T, path string, v url.Values) (int, string) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.PostForm(r.URL+path, v)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

func (r *rooms) get(t *testing.T, path string) (int, string) {
	t.Helper()
	res, err := http.Get(r.URL + path)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

func TestEditing(t *testing.T) {
	r := open(t)
	const zone = "/admin/glossary/boundary-zone"
	if status, body := r.get(t, zone); status != 200 || !strings.Contains(body, "A place between [[object|objects]].") {
		t.Fatalf("the form: %d %s", status, body)
	}
	// How it stands, before it is saved: a label that stands in the volume, and a relation that leads nowhere.
	status, body := r.post(t, zone, fields("check", "yes", "alternative", "learning\nnowhere whatever", "broader", "nothing"))
	for _, want := range []string{"To be put right", "nothing", "would match in", "<mark>", "matches nowhere", "Preview"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("checking: status %d, without %q", status, want)
		}
	}
	if status, _ := r.post(t, zone, fields("broader", "nothing")); status != http.StatusUnprocessableEntity || r.changes != 0 {
		t.Errorf("saving what does not hold: status %d, %d changes", status, r.changes)
	}
	if status, body := r.post(t, zone, fields("body", "A place of both.", "note", "clearer")); status != http.StatusSeeOther || r.changes != 1 {
		t.Fatalf("saving: status %d: %s", status, body)
	}
	if c, _ := r.shelf.Concept("boundary-zone"); c.Definition != "A place of both." {
		t.Errorf("the definition is %q", c.Definition)
	}
	// Somebody else had the form open.
	if status, body := r.post(t, zone, fields("body", "Mine.")); status != http.StatusConflict || !strings.Contains(body, "A place of both.") || !strings.Contains(body, "Mine.") {
		t.Errorf("saving over another's: status %d: %s", status, body)
	}
	if status, body := r.get(t, zone+"/history"); status != 200 || !strings.Contains(body, "clearer") || !strings.Contains(body, "came with Recto") {
		t.Errorf("the history: %d %s", status, body)
	}
	if status, _ := r.post(t, zone+"/history", url.Values{"to": {"0"}}); status != http.StatusSeeOther {
		t.Errorf("taking it back: status %d", status)
	}
	if c, _ := r.shelf.Concept("boundary-zone"); c.Definition != "A place between objects." {
		t.Errorf("taken back, the definition is %q", c.Definition)
	}
	if status, body := r.post(t, "/admin/glossary/object/remove", url.Values{"version": {"0"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "others refer to it") {
		t.Errorf("taking out what others refer to: status %d", status)
	}
	if status, _ := r.post(t, zone, fields("version", "2", "preferred", "border zone")); status != http.StatusSeeOther {
		t.Errorf("renaming: status %d", status)
	}
	if _, ok := r.shelf.Concept("boundary-zone"); ok || len(r.shelf.Concepts()) != 2 {
		t.Errorf("after renaming there are %+v", r.shelf.Concepts())
	}
	if got := r.log(t); got != "change concept boundary-zone, change concept boundary-zone, change concept border-zone" {
		t.Errorf("the log says %s", got)
	}
}

func TestNewConcept(t *testing.T) {
	r := open(t)
	if status, body := r.post(t, "/admin/glossary/new", fields("preferred", "knotworking")); status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", status, body)
	}
	if c, ok := r.shelf.Concept("knotworking"); !ok || len(c.Related) != 1 {
		t.Errorf("got %+v", c)
	}
	if status, body := r.post(t, "/admin/glossary/new", fields("preferred", "object", "related", "")); status != http.StatusUnprocessableEntity || !strings.Contains(body, "already") {
		t.Errorf("a name that is taken: status %d", status)
	}
	if c, _ := r.shelf.Concept("object"); c.Definition != "What it is about." {
		t.Errorf("a new concept replaced one that was there: %+v", c)
	}
}

func TestFilesThereAndBack(t *testing.T) {
	r := open(t)
	status, archive := r.get(t, "/admin/glossary/glossary.zip")
	z, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if status != 200 || err != nil || len(z.File) != 2 {
		t.Fatalf("status %d, %v", status, err)
	}
	if status, _ := r.bring(t, "all.zip", []byte(archive)); status != http.StatusSeeOther || r.changes != 0 {
		t.Errorf("bringing in what is there: status %d, %d changes", status, r.changes)
	}
	text := "---\npreferred: knotworking\nsources: ['A (1999). B.']\n---\n\nTying knots.\n"
	if status, _ := r.bring(t, "knotworking.md", []byte(text)); status != http.StatusSeeOther || r.changes != 1 {
		t.Errorf("bringing in a concept: status %d, %d changes", status, r.changes)
	}
	_, turtle := r.get(t, "/admin/glossary/glossary.ttl")
	if !strings.Contains(turtle, `"knotworking"@en`) {
		t.Errorf("the SKOS lacks the concept:\n%s", turtle)
	}
	if status, _ := r.bring(t, "all.ttl", []byte(turtle)); status != http.StatusSeeOther || r.changes != 1 {
		t.Errorf("bringing in its own SKOS: status %d, %d changes", status, r.changes)
	}
	for name, data := range map[string]string{
		"broken.zip": "PK no zip", "other.txt": "text", "bad.ttl": "no turtle", "wrong.md": "---\npreferred: x y\n---\n", "empty.zip": empty(t),
	} {
		if status, body := r.bring(t, name, []byte(data)); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Nothing was changed") {
			t.Errorf("%s: status %d: %s", name, status, body)
		}
	}
	if status, _ := r.bring(t, "large.md", bytes.Repeat([]byte("x"), 9<<20)); status != http.StatusRequestEntityTooLarge {
		t.Errorf("9 MB: status %d", status)
	}
}

func empty(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	must(t, zip.NewWriter(&b).Close())
	return b.String()
}

func (r *rooms) bring(t *testing.T, name string, data []byte) (int, string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", name)
	must(t, err)
	_, err = part.Write(data)
	must(t, err)
	must(t, form.Close())
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Post(r.URL+"/admin/glossary/import", form.FormDataContentType(), &b)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

func TestRefusals(t *testing.T) {
	r := open(t)
	for _, c := range []struct {
		name, path string
		form       url.Values
		status     int
	}{
		{"no such concept", "/admin/glossary/none/remove", url.Values{"version": {"0"}}, 404},
		{"no version", "/admin/glossary/object", url.Values{"preferred": {"object"}}, 400},
		{"oversize", "/admin/glossary/object", fields("body", strings.Repeat("x", 300<<10)), 413},
		{"no such version", "/admin/glossary/object/history", url.Values{"to": {"9"}}, 404},
		{"no preferred label", "/admin/glossary/new", fields("preferred", ""), 422},
		{"a path for a label", "/admin/glossary/new", fields("preferred", "../../etc/passwd", "related", ""), 303},
	} {
		status, _ := r.post(t, c.path, c.form)
		t.Logf("%-20s %d", c.name, status)
		if status != c.status {
			t.Errorf("%s: status %d, want %d", c.name, status, c.status)
		}
	}
	for _, c := range r.shelf.Concepts() {
		if c.ID != corpus.Slug(c.ID) {
			t.Errorf("a concept is named %q", c.ID)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
