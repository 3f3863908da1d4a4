package intake_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/intake"
	"recto/internal/server/page"
)

// desk stands where the library would, and notes what is handed on.
type desk struct {
	intake.Config
	in    *intake.Intake
	got   map[string][]byte
	calls int
	fail  error
	URL   string
	ended chan struct{} // one for each piece whose request has ended
}

func newDesk(t *testing.T, dir string, change func(*intake.Config)) *desk {
	t.Helper()
	d := &desk{got: map[string][]byte{}, ended: make(chan struct{}, 10)}
	c := intake.Config{Dir: dir, Path: "/admin/uploads", Limit: 1 << 20, Take: d.take}
	if change != nil {
		change(&c)
	}
	in, err := intake.New(c)
	must(t, err)
	d.in = in
	r := chi.NewRouter()
	r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			id, _ := strconv.ParseInt(r.Header.Get("Person"), 10, 64)
			next.ServeHTTP(w, r.WithContext(page.WithPerson(r.Context(), corpus.Person{ID: id})))
			if r.Method == http.MethodPatch {
				d.ended <- struct{}{}
			}
		})
	})
	r.Route("/admin/uploads", in.Routes)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	d.URL = server.URL
	return d
}

func (d *desk) take(_ context.Context, name string, from io.Reader) (string, error) {
	d.calls++
	if d.fail != nil {
		return "", d.fail
	}
	data, err := io.ReadAll(from)
	d.got[name] = data
	return "/admin/jobs/7", err
}

// ask makes a request of the protocol.
func (d *desk) ask(t *testing.T, method, address string, body io.Reader, headers ...string) *http.Response {
	t.Helper()
	if strings.HasPrefix(address, "/") {
		address = d.URL + address
	}
	req, err := http.NewRequestWithContext(t.Context(), method, address, body)
	must(t, err)
	req.Header.Set("Tus-Resumable", "1.0.0")
	req.Header.Set("Person", "1")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil // the connection broke
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func (d *desk) create(t *testing.T, size int, meta ...string) *http.Response {
	t.Helper()
	var fields []string
	for i := 0; i < len(meta); i += 2 {
		fields = append(fields, meta[i]+" "+base64.StdEncoding.EncodeToString([]byte(meta[i+1])))
	}
	return d.ask(t, http.MethodPost, "/admin/uploads/", nil, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", strings.Join(fields, ","))
}

func (d *desk) send(t *testing.T, address string, offset int, body io.Reader, headers ...string) *http.Response {
	t.Helper()
	return d.ask(t, http.MethodPatch, address, body, append([]string{"Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.Itoa(offset)}, headers...)...)
}

// breaking gives some bytes and then fails, as a lost connection does.
type breaking struct{ data io.Reader }

func (b breaking) Read(p []byte) (int, error) {
	n, err := b.data.Read(p)
	if errors.Is(err, io.EOF) {
		err = errors.New("the line is dead")
	}
	return n, err
}

func TestAConnectionThatBreaksTwice(t *testing.T) {
	dir := t.TempDir()
	d := newDesk(t, dir, nil)
	data := bytes.Repeat([]byte("proceedings "), 9000)
	sum := sha256.Sum256(data)
	res := d.create(t, len(data), "filename", "vol.pdf", "sha256", hex.EncodeToString(sum[:]))
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("status %d", res.StatusCode)
	}
	address := res.Header.Get("Location")
	for _, cut := range []int{20000, 30000} {
		at := d.arrived(t, address)
		d.send(t, address, at, breaking{bytes.NewReader(data[at:][:cut])})
		<-d.ended
	}
	again := newDesk(t, dir, nil) // the program was started anew meanwhile
	address = again.URL + strings.TrimPrefix(address, d.URL)
	at := again.arrived(t, address)
	if at == 0 || at >= len(data) {
		t.Fatalf("%d bytes have arrived", at)
	}
	res = again.send(t, address, at, bytes.NewReader(data[at:]))
	if res.StatusCode != http.StatusNoContent || res.Header.Get("Recto-Taken") != "/admin/jobs/7" {
		t.Errorf("the last piece: status %d, taken %q", res.StatusCode, res.Header.Get("Recto-Taken"))
	}
	if !bytes.Equal(again.got["vol.pdf"], data) {
		t.Errorf("%d bytes were handed on of %d", len(again.got["vol.pdf"]), len(data))
	}
	// The answer may be lost: asking again gives it again, and nothing is taken twice.
	res = again.ask(t, http.MethodHead, address, nil)
	if res.Header.Get("Recto-Taken") != "/admin/jobs/7" || res.Header.Get("Upload-Offset") != strconv.Itoa(len(data)) {
		t.Errorf("asked again: %v", res.Header)
	}
	must(t, again.in.Recover(t.Context(), time.Now()))
	if again.calls != 1 {
		t.Errorf("taken %d times", again.calls)
	}
}

// arrived is how much of an upload has arrived. What a broken connection had
// brought may still be on its way to the disk until its request has ended.
func (d *desk) arrived(t *testing.T, address string) int {
	t.Helper()
	res := d.ask(t, http.MethodHead, address, nil)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("head: status %d", res.StatusCode)
	}
	n, err := strconv.Atoi(res.Header.Get("Upload-Offset"))
	must(t, err)
	return n
}

// Each HEAD takes the upload from the PATCH that has it; what that had brought
// counts, and the next goes on from there.
func TestOneTakesTheUploadFromAnother(t *testing.T) {
	d := newDesk(t, t.TempDir(), nil)
	data := bytes.Repeat([]byte("proceedings "), 9000)
	address := d.create(t, len(data), "filename", "vol.pdf").Header.Get("Location")
	const pieces = 20
	for n := range pieces {
		at := d.arrived(t, address)
		from, to := io.Pipe()
		done := make(chan struct{})
		go func() {
			defer close(done)
			if res := d.send(t, address, at, from); res != nil && res.StatusCode < 400 {
				t.Errorf("a piece that was cut off was answered with %d", res.StatusCode)
			}
			from.Close()
		}()
		_, err := to.Write(data[at : (n+1)*len(data)/(pieces+1)])
		must(t, err)
		for waiting := true; waiting; { // the body goes on to wait for more, until somebody takes the upload
			d.arrived(t, address)
			select {
			case <-done:
				waiting = false
			default:
			}
		}
		<-d.ended
	}
	at := d.arrived(t, address)
	if at == 0 {
		t.Error("nothing has arrived")
	}
	if res := d.send(t, address, at, bytes.NewReader(data[at:])); res.StatusCode != http.StatusNoContent || !bytes.Equal(d.got["vol.pdf"], data) {
		t.Errorf("the last piece: status %d, %d bytes of %d", res.StatusCode, len(d.got["vol.pdf"]), len(data))
	}
}

func TestWhatWasWholeWhenTheProgramEnded(t *testing.T) {
	dir := t.TempDir()
	d := newDesk(t, dir, nil)
	d.fail = errors.New("the program is ending")
	address := d.create(t, 4, "filename", "a.txt").Header.Get("Location")
	if res := d.send(t, address, 0, strings.NewReader("text")); res.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", res.StatusCode)
	}
	// Who asks how far it is finds out that it is whole, and has it handed on.
	if res := d.ask(t, http.MethodHead, address, nil); res.StatusCode != http.StatusInternalServerError || res.Header.Get("Recto-Taken") != "" {
		t.Errorf("while it cannot be: status %d, %v", res.StatusCode, res.Header)
	}
	other := newDesk(t, dir, nil)
	res := other.ask(t, http.MethodHead, other.URL+strings.TrimPrefix(address, d.URL), nil)
	if res.StatusCode != http.StatusOK || res.Header.Get("Recto-Taken") != "/admin/jobs/7" || other.calls != 1 {
		t.Errorf("asked again: status %d, %v, taken %d times", res.StatusCode, res.Header, other.calls)
	}
}

func TestRecover(t *testing.T) {
	dir := t.TempDir()
	d := newDesk(t, dir, nil)
	d.fail = errors.New("the program is ending")
	address := d.create(t, 4, "filename", "a.txt").Header.Get("Location")
	d.send(t, address, 0, strings.NewReader("text"))
	again := newDesk(t, dir, nil)
	must(t, again.in.Recover(t.Context(), time.Now()))
	if string(again.got["a.txt"]) != "text" {
		t.Errorf("handed on %q", again.got)
	}
	must(t, again.in.Recover(t.Context(), time.Now().Add(8*24*time.Hour)))
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("after a week there is still %v, %v", left, err)
	}
}

func TestRefusals(t *testing.T) {
	unread := page.Error{Status: http.StatusUnsupportedMediaType, Title: "That is no source", Text: "Upload a PDF."}
	for _, c := range []struct {
		name   string
		change func(*intake.Config)
		size   int
		meta   []string
		body   string
		fail   error
		status int
		text   string
	}{
		{"no name", nil, 4, nil, "", nil, http.StatusBadRequest, "called"},
		{"too large", nil, 2 << 20, []string{"filename", "a"}, "", nil, http.StatusRequestEntityTooLarge, ""},
		{"no room", func(c *intake.Config) { c.Room = func() int64 { return 1 << 20 } }, 4, []string{"filename", "a"}, "", nil, http.StatusInsufficientStorage, "no room"},
		{"no source", nil, 4, []string{"filename", "a"}, "text", unread, http.StatusUnsupportedMediaType, "Upload a PDF."},
		{"damaged", nil, 4, []string{"filename", "a", "sha256", strings.Repeat("0", 64)}, "text", nil, http.StatusUnprocessableEntity, "damaged on its way"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			d := newDesk(t, dir, c.change)
			d.fail = c.fail
			res := d.create(t, c.size, c.meta...)
			if c.body != "" {
				res = d.send(t, res.Header.Get("Location"), 0, strings.NewReader(c.body))
			}
			text, err := io.ReadAll(res.Body)
			must(t, err)
			if res.StatusCode != c.status || !strings.Contains(string(text), c.text) {
				t.Errorf("status %d, want %d: %s", res.StatusCode, c.status, text)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("it left %v, %v", left, err)
			}
		})
	}
}

func TestOthersAndTricks(t *testing.T) {
	dir := t.TempDir()
	d := newDesk(t, dir, nil)
	address := d.create(t, 4, "filename", "a", "person", "2").Header.Get("Location")
	outside := filepath.Join(filepath.Dir(dir), "outside.info")
	must(t, os.WriteFile(outside, []byte(`{"ID":"x","Size":1}`), 0o600))
	for _, c := range []struct {
		name, method, address string
		headers               []string
		status                []int
	}{
		{"another's", http.MethodHead, address, []string{"Person", "2"}, []int{404}},
		{"another's, to write", http.MethodPatch, address, []string{"Person", "2", "Content-Type", "application/offset+octet-stream", "Upload-Offset", "0"}, []int{404}},
		{"another's, to delete", http.MethodDelete, address, []string{"Person", "2"}, []int{404}},
		{"above the folder", http.MethodHead, "/admin/uploads/..%2foutside", nil, []int{404}},
		{"to read", http.MethodGet, address, nil, []int{405}},
		{"no offset", http.MethodPatch, address, []string{"Content-Type", "application/offset+octet-stream"}, []int{400}},
		{"another offset", http.MethodPatch, address, []string{"Content-Type", "application/offset+octet-stream", "Upload-Offset", "3"}, []int{409}},
		{"another kind", http.MethodPatch, address, []string{"Content-Type", "text/plain", "Upload-Offset", "0"}, []int{400}},
		{"another protocol", http.MethodPatch, address, []string{"Tus-Resumable", "0.1"}, []int{412}},
		{"another method in a header", http.MethodPost, address, []string{"X-HTTP-Method-Override", "GET"}, []int{404, 405}},
	} {
		res := d.ask(t, c.method, c.address, nil, c.headers...)
		t.Logf("%-28s %-6s %d", c.name, c.method, res.StatusCode)
		if !slices.Contains(c.status, res.StatusCode) {
			t.Errorf("%s: status %d, want %v", c.name, res.StatusCode, c.status)
		}
	}
	if res := d.ask(t, http.MethodDelete, address, nil); res.StatusCode != http.StatusNoContent {
		t.Errorf("one's own, to delete: status %d", res.StatusCode)
	}
	if d.calls != 0 {
		t.Errorf("something was handed on: %v", fmt.Sprint(d.got))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
