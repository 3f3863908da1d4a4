package server_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// client is a browser without a screen: it keeps cookies and does not follow.
func client(t testing.TB, s *site) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &http.Client{Jar: jar, Transport: s.Client().Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func post(t testing.TB, c *http.Client, address string, form url.Values) (*http.Response, string) {
	t.Helper()
	res, err := c.PostForm(address, form)
	must(t, err)
	return res, bodyOf(t, res)
}

func bodyOf(t testing.TB, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return string(body)
}

// signedIn is a client with an administrator's session.
func signedIn(t testing.TB, s *site) *http.Client {
	t.Helper()
	return signedInAs(t, s, corpus.Administrator)
}

// signedInAs is a client with the session of somebody of a role, or of nobody.
func signedInAs(t testing.TB, s *site, role corpus.PersonRole) *http.Client {
	t.Helper()
	if role == "" {
		return client(t, s)
	}
	return signedInPerson(t, s, s.account(t, role))
}

func signedInPerson(t testing.TB, s *site, who corpus.Person) *http.Client {
	t.Helper()
	c := client(t, s)
	now := time.Now()
	token, err := s.library.NewSession(t.Context(), who.ID, now, now.Add(time.Hour), now.Add(time.Hour))
	must(t, err)
	u, err := url.Parse(s.URL)
	must(t, err)
	c.Jar.SetCookies(u, []*http.Cookie{{Name: "recto_session", Value: token, Path: "/"}})
	return c
}

func TestUpload(t *testing.T) {
	s := emptySite(t)
	c := signedIn(t, s)
	for _, u := range []struct {
		name, file, content string
		status              int
		want                string
	}{
		{"text", `C:\scans\volume.txt`, "A page of text.", http.StatusSeeOther, ""},
		{"no file", "", "", http.StatusBadRequest, "No file was chosen"},
		{"unknown kind", "a.bin", "\x00\x01", http.StatusUnsupportedMediaType, "no source that Recto reads"},
		{"empty", "a.txt", "", http.StatusUnprocessableEntity, "There is no text in that file"},
		{"too large", "big.txt", strings.Repeat("word ", servertest.UploadLimit/5+1), http.StatusRequestEntityTooLarge, "too large"},
	} {
		t.Run(u.name, func(t *testing.T) {
			var b bytes.Buffer
			form := multipart.NewWriter(&b)
			part, err := form.CreateFormFile("source", u.file)
			must(t, err)
			io.WriteString(part, u.content)
			must(t, form.Close())
			res, err := c.Post(s.URL+"/admin/sources", form.FormDataContentType(), &b)
			must(t, err)
			if body := bodyOf(t, res); res.StatusCode != u.status || !strings.Contains(body, u.want) {
				t.Errorf("status %d, want %d with %q:\n%s", res.StatusCode, u.status, u.want, body)
			}
		})
	}
	jobs, err := s.queue.Jobs(t.Context())
	must(t, err)
	if len(jobs) != 1 || jobs[0].Source.Name != "volume.txt" {
		t.Fatalf("jobs %+v, want one of volume.txt", jobs)
	}
	changeJob(t, s, c, "/admin/jobs/1", "Waiting")
	changeJob(t, s, c, "/admin/jobs/1/cancel", "Failed")
	changeJob(t, s, c, "/admin/jobs/1/retry", "Waiting")
	if res, body := post(t, c, s.URL+"/admin/jobs/1/retry", nil); res.StatusCode != http.StatusConflict || !strings.Contains(body, "under way already") {
		t.Errorf("retrying what waits: status %d:\n%s", res.StatusCode, body)
	}
}

// changeJob posts to an address of a job, unless it is the job's own, and looks
// for a state on the job's page.
func changeJob(t *testing.T, s *site, c *http.Client, path, want string) {
	t.Helper()
	if path != "/admin/jobs/1" {
		if res, body := post(t, c, s.URL+path, nil); res.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: status %d:\n%s", path, res.StatusCode, body)
		}
	}
	res, err := c.Get(s.URL + "/admin/jobs/1")
	must(t, err)
	if body := bodyOf(t, res); !strings.Contains(body, want) || strings.Contains(body, `http-equiv="refresh"`) != (want != "Failed") {
		t.Errorf("after %s, no %q, or a wrong refresh:\n%s", path, want, body)
	}
}

// TestOtherSites posts as a page of another site would make a browser do.
func TestOtherSites(t *testing.T) {
	s := emptySite(t)
	c := signedIn(t, s)
	req, err := http.NewRequest(http.MethodPost, s.URL+"/logout", nil)
	must(t, err)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := c.Do(req)
	must(t, err)
	if body := bodyOf(t, res); res.StatusCode != http.StatusForbidden || !strings.Contains(body, "another site") {
		t.Errorf("status %d:\n%s", res.StatusCode, body)
	}
}

func TestHeaders(t *testing.T) {
	s := newSite(t)
	get := func(path string, header ...string) *http.Response {
		req, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
		must(t, err)
		for i := 0; i+1 < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		res, err := s.Client().Transport.RoundTrip(req)
		must(t, err)
		res.Body.Close()
		return res
	}
	page := get("/", "Accept-Encoding", "gzip")
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff",
		"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8",
	} {
		if got := page.Header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if c := page.Header.Values("Set-Cookie"); len(c) > 0 {
		t.Errorf("a reader got cookies: %v", c)
	}
	hash := s.edition.Scans[0].Picture
	picture := "/scans/" + s.edition.Volume.ID + "/1"
	if got := get(picture + "?v=" + corpus.ShortID(hash)).Header; !strings.Contains(got.Get("Cache-Control"), "immutable") || got.Get("Content-Type") != "image/png" {
		t.Errorf("picture: %v", got)
	}
	if got := get(picture + "?v=other").Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("picture of another version: Cache-Control %q", got)
	}
	if got := get(picture, "If-None-Match", `"`+hash+`"`); got.StatusCode != http.StatusNotModified {
		t.Errorf("picture that the browser has: status %d", got.StatusCode)
	}
	res, err := s.Client().Head(s.URL + "/volumes")
	must(t, err)
	if res.StatusCode != http.StatusOK {
		t.Errorf("HEAD: status %d", res.StatusCode)
	}
}
