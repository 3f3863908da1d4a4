package annotations_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
	"recto/internal/server/page"
	"recto/internal/server/people"
	"recto/internal/store"
	"recto/internal/store/storetest"
)

// rooms are the rooms over a real database with one volume in it.
type rooms struct {
	*httptest.Server
	library *store.Library
	people  map[string]corpus.Person
	now     time.Time
}

func open(t *testing.T) *rooms {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	r := &rooms{library: &store.Library{DB: db, Blobs: &storetest.Blobs{}}, people: map[string]corpus.Person{}, now: time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)}
	for name, role := range map[string]corpus.PersonRole{"Ann": corpus.Reader, "Bo": corpus.Reader, "Ed": corpus.Editor} {
		r.people[name], err = db.AddPerson(ctx, corpus.Person{Name: name, Email: name + "@example.org", Role: role}, "", r.now)
		must(t, err)
	}
	r.publish(t, storetest.Edition(1))
	site, err := page.New("https://recto.example.org", "test", slog.New(slog.NewTextHandler(t.Output(), nil)))
	must(t, err)
	made, err := annotations.New(site, annotations.Deps{
		Store: db, Library: r.library, Now: func() time.Time { return r.now },
		Noting: people.Noting(nil),
	})
	must(t, err)
	mux := chi.NewRouter()
	mux.Use(func(next http.Handler) http.Handler { // who asks is named in a header
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			next.ServeHTTP(w, req.WithContext(page.WithPerson(req.Context(), r.people[req.Header.Get("X-Test-Person")])))
		})
	})
	mux.Group(made.Routes)
	r.Server = httptest.NewServer(mux)
	t.Cleanup(r.Close)
	return r
}

// log is what the audit log tells, the oldest first.
func (r *rooms) log(t *testing.T) string {
	t.Helper()
	events, err := r.library.Events(t.Context(), corpus.EventFilter{})
	must(t, err)
	var all []string
	for _, e := range slices.Backward(events) {
		all = append(all, e.What+" "+e.Object)
	}
	return strings.Join(all, ", ")
}

func (r *rooms) publish(t *testing.T, e *corpus.Edition) {
	t.Helper()
	_, data := storetest.Source(1)
	_, err := r.library.Blobs.Put(t.Context(), data)
	must(t, err)
	must(t, r.library.Publish(t.Context(), e, 0, "", r.now))
}

// ask sends a request as somebody, a form if there is one.
func (r *rooms) ask(t *testing.T, who, path string, form url.Values, headers ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+path, nil)
	if form != nil {
		req, err = http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL+path, strings.NewReader(form.Encode()))
	}
	must(t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Test-Person", who)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

func (r *rooms) expect(t *testing.T, who, path string, form url.Values, status int, has ...string) string {
	t.Helper()
	got, body := r.ask(t, who, path, form)
	if got != status {
		t.Errorf("%s asks %s %v: status %d, want %d", who, path, form, got, status)
	}
	for _, want := range has {
		if !strings.Contains(body, want) {
			t.Errorf("%s asks %s: without %q:\n%s", who, path, want, body)
		}
	}
	return body
}

func paperOf(e *corpus.Edition) string { return "/papers/" + e.Papers()[0].ID }

func TestNotes(t *testing.T) {
	r := open(t)
	e := storetest.Edition(1)
	paper, words := paperOf(e), e.Papers()[0].Blocks[3]
	r.expect(t, "", paper+"/notes", nil, 200, "Sign in")
	r.expect(t, "", paper+"/notes", url.Values{"quote": {"learning"}}, 403)
	r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {"Expansive  learning, begins"}, "text": {"Mine <alone>."}}, 303)
	r.expect(t, "Bo", paper+"/notes", url.Values{"first": {words.Tokens[1].ID()}, "last": {words.Tokens[3].ID()}, "text": {"For all."}, "who": {"public"}}, 303)
	r.expect(t, "Bo", paper+"/notes?first="+words.Tokens[1].ID()+"&last="+words.Tokens[3].ID(), nil, 200, "“the boundary zone”</blockquote>\n<input")
	r.expect(t, "Ann", paper+"/notes", url.Values{"block": {e.Papers()[0].Blocks[1].ID}}, 303)
	r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {"nowhere at all"}, "text": {"kept"}}, 422, "not in this paper", "nowhere at all", "kept")
	body := r.expect(t, "Ann", paper+"/notes", nil, 200, "Mine &lt;alone&gt;.", "For all.", "Bo", "at="+words.Tokens[1].ID()+"_"+words.Tokens[3].ID()+"#here")
	if order := []int{strings.Index(body, "id=\"note-3\""), strings.Index(body, "id=\"note-2\""), strings.Index(body, "id=\"note-1\"")}; !slices.IsSorted(order) || order[0] < 0 {
		t.Errorf("not in the order of the text: %v", order)
	}
	if body := r.expect(t, "Bo", paper+"/notes", nil, 200, "For all."); strings.Contains(body, "alone") {
		t.Error("a private note is shown to another")
	}
	if body := r.expect(t, "Bo", paper+"/annotations.jsonld", nil, 200, "For all."); strings.Contains(body, "alone") {
		t.Error("a private note is exported to another")
	}
	for _, who := range []string{"", "Bo", "Ed"} {
		r.expect(t, who, "/annotations/1", nil, 404)
	}
	for _, path := range []string{"", "/delete", "/restore"} {
		r.expect(t, "Bo", "/annotations/1"+path, url.Values{"version": {"1"}}, 404)
		r.expect(t, "Ann", "/annotations/2"+path, url.Values{"version": {"1"}}, 404)
	}
	r.expect(t, "Ann", "/annotations/2/hide", url.Values{"version": {"1"}}, 403)
	r.expect(t, "Ed", "/annotations/1/hide", url.Values{"version": {"1"}}, 404)
	r.expect(t, "Ed", "/annotations/2/hide", url.Values{"version": {"1"}}, 303)
	r.expect(t, "Ann", "/annotations/2", nil, 404)
	r.expect(t, "Bo", "/annotations/2", nil, 200, "hidden by an editor")
	r.expect(t, "Ed", "/annotations/2/hide", url.Values{"version": {"2"}}, 303)
	r.expect(t, "Ann", "/annotations/2", nil, 200, "For all.")
	if got := r.log(t); got != "add annotation 2, hide annotation 2, show annotation 2" {
		t.Errorf("the log says %s", got)
	}
}

func TestChanging(t *testing.T) {
	r := open(t)
	paper := paperOf(storetest.Edition(1))
	r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {"boundary zone"}, "text": {"First."}}, 303)
	r.expect(t, "Ann", "/annotations/1", url.Values{"version": {"1"}, "text": {"Second."}, "who": {"public"}}, 303)
	r.expect(t, "Ann", "/annotations/1", url.Values{"version": {"1"}, "text": {"Third."}}, 409, "Second.", "Third.", `name="version" value="2"`)
	r.expect(t, "Ann", "/annotations/1", url.Values{"text": {"Fourth."}}, 409)
	r.expect(t, "Ann", "/annotations/1", url.Values{"version": {"2"}, "text": {strings.Repeat("ä", 10_001)}}, 422, "too long")
	r.expect(t, "Ann", "/annotations/1", url.Values{"version": {"2"}, "text": {strings.Repeat("x", 200_000)}}, 413)
	r.expect(t, "Ann", "/annotations/1/delete", url.Values{"version": {"1"}}, 409)
	r.expect(t, "Ann", "/annotations/1/delete", url.Values{"version": {"2"}}, 303)
	r.expect(t, "Bo", "/annotations/1", nil, 404)
	r.expect(t, "Ann", "/annotations", nil, 200, "Deleted", "Second.")
	if body := r.expect(t, "Ann", "/annotations/mine.jsonld", nil, 200); strings.Contains(body, "Second.") {
		t.Error("a deleted note is exported")
	}
	r.expect(t, "Ann", "/annotations/1/restore", url.Values{"version": {"3"}}, 303)
	r.expect(t, "Bo", "/annotations/1", nil, 200, "Second.")
	r.expect(t, "Ann", "/annotations/1/delete", url.Values{"version": {"4"}}, 303)
	r.now = r.now.Add(corpus.DeletedKept + time.Minute)
	r.expect(t, "Ann", "/annotations/1", nil, 404)
	r.expect(t, "Ann", "/annotations/1/restore", url.Values{"version": {"5"}}, 404)
}

func TestWebAnnotation(t *testing.T) {
	r := open(t)
	e := storetest.Edition(1)
	r.expect(t, "Ann", paperOf(e)+"/notes", url.Values{"quote": {"boundary zone"}, "text": {"A place."}, "who": {"public"}}, 303)
	_, body := r.ask(t, "", "/annotations/1", nil, "Accept", "application/ld+json")
	type target struct {
		Source   string
		Selector []map[string]any
	}
	var got struct {
		Context  string `json:"@context"`
		ID, Type string
		Body     map[string]string
		Target   target
	}
	must(t, json.Unmarshal([]byte(body), &got))
	if got.Context != "http://www.w3.org/ns/anno.jsonld" || got.ID != "https://recto.example.org/annotations/1" || got.Type != "Annotation" || got.Body["value"] != "A place." ||
		got.Target.Source != "https://recto.example.org"+paperOf(e) || len(got.Target.Selector) != 3 {
		t.Fatalf("got %s", body)
	}
	var blocks []string
	for _, b := range e.Papers()[0].Blocks {
		blocks = append(blocks, b.Text())
	}
	position, text := got.Target.Selector[2], []rune(strings.Join(blocks, "\n"))
	if at := string(text[int(position["start"].(float64)):int(position["end"].(float64))]); at != "boundary zone" {
		t.Errorf("the position is that of %q", at)
	}
	if q := got.Target.Selector[1]; q["exact"] != "boundary zone" || q["suffix"] != "expansive learning begins & ends" || got.Target.Selector[0]["value"] != e.Papers()[0].Blocks[3].ID {
		t.Errorf("selectors %v", got.Target.Selector)
	}
}

// TestNewEdition publishes a text anew with words corrected and split, a block
// moved and one taken out, and looks for every note in it.
func TestNewEdition(t *testing.T) {
	r := open(t)
	e := storetest.Edition(1)
	paper := paperOf(e)
	for _, quote := range []string{"Crossing boundaries", "expansive learning we mean", "the boundary zone expansive", "seminar 1"} {
		r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {quote}}, 303)
	}
	later := storetest.Edition(1)
	later.Made.Program = "2"
	blocks := later.Papers()[0].Blocks
	blocks[3].Tokens[3].Text = "zones" // corrected
	split := blocks[2].Tokens[1]
	split.Text = "ex"
	blocks[2].Tokens[1].Text = "pansive"
	blocks[2].Tokens = slices.Insert(blocks[2].Tokens, 1, split)
	blocks[2].Mentions, blocks[3].Mentions = nil, nil
	for i := range later.Parts {
		if later.Parts[i].Paper != nil { // the heading is gone, and the last block comes before the one that it followed
			later.Parts[i].Blocks = []corpus.Block{blocks[0], blocks[3], blocks[2]}
		}
	}
	r.publish(t, later)
	body := r.expect(t, "Ann", paper+"/notes", nil, 200, "No longer in the text", "“the boundary zones expansive”", "the passage read “the boundary zone expansive”", "“ex pansive learning we mean”")
	var order []int
	for _, id := range []string{"4", "3", "2", "1"} {
		order = append(order, strings.Index(body, `id="note-`+id+`"`))
	}
	if order[0] < 0 || !slices.IsSorted(order) || order[3] < strings.Index(body, "No longer") || order[2] > strings.Index(body, "No longer") {
		t.Errorf("the notes stand at %v:\n%s", order, body)
	}
	r.expect(t, "Ann", "/annotations", nil, 200, "No longer in the text", "Crossing boundaries")
	if _, orphan := r.ask(t, "Ann", "/annotations/1", nil, "Accept", "application/ld+json"); strings.Contains(orphan, "TextPositionSelector") || !strings.Contains(orphan, "Crossing boundaries") {
		t.Errorf("the orphan is served as %s", orphan)
	}
	r.publish(t, storetest.Edition(1)) // rolled back: all of them stand again
	if body := r.expect(t, "Ann", paper+"/notes", nil, 200, "“Crossing boundaries”"); strings.Contains(body, "No longer") {
		t.Error("a note is an orphan in the edition in which it was made")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
