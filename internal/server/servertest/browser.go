package servertest

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
)

// Browser is somebody at a site, without script and without a screen: it keeps
// cookies and follows nothing by itself.
type Browser struct {
	*http.Client
	t testing.TB
	s *Site
}

// As is a browser in which somebody of a role is signed in; nobody without one.
func (s *Site) As(t testing.TB, name string, role corpus.PersonRole) Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	b := Browser{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t, s}
	if role == "" {
		return b
	}
	now := time.Now()
	p, err := s.Library.AddPerson(t.Context(), corpus.Person{Name: name, Email: name + "@example.org", Role: role}, "x", now)
	must(t, err)
	token, err := s.Library.NewSession(t.Context(), p.ID, now, now.Add(time.Hour), now.Add(time.Hour))
	must(t, err)
	u, err := url.Parse(s.URL)
	must(t, err)
	jar.SetCookies(u, []*http.Cookie{{Name: "recto_session", Value: token, Path: "/"}})
	return b
}

// See asks for a page and wants a status and texts on it. It gives the page with
// its characters as they are shown.
func (b Browser) See(path string, status int, texts ...string) (body string) {
	b.t.Helper()
	res, err := b.Get(b.s.URL + path)
	must(b.t, err)
	return b.read(path, res, status, texts)
}

// Submit sends a form and wants a status and texts; it gives where that leads.
func (b Browser) Submit(path string, form url.Values, status int, texts ...string) (location string) {
	b.t.Helper()
	res, err := b.PostForm(b.s.URL+path, form)
	must(b.t, err)
	b.read(path, res, status, texts)
	return res.Header.Get("Location")
}

// Send sends a file in a field of a form.
func (b Browser) Send(path, field, name, content string, status int, texts ...string) (body, location string) {
	b.t.Helper()
	var data bytes.Buffer
	form := multipart.NewWriter(&data)
	part, err := form.CreateFormFile(field, name)
	must(b.t, err)
	_, err = io.WriteString(part, content)
	must(b.t, err)
	must(b.t, form.Close())
	res, err := b.Post(b.s.URL+path, form.FormDataContentType(), &data)
	must(b.t, err)
	return b.read(path, res, status, texts), res.Header.Get("Location")
}

func (b Browser) read(path string, res *http.Response, status int, texts []string) (body string) {
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
	return body
}

// Field is the value of the first hidden field of a name on a page.
func Field(t testing.TB, body, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no field %q in:\n%s", name, body)
	}
	return m[1]
}
