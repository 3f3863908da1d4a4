package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestMovedPart follows addresses of a paper that an earlier edition began a word
// later, and of a page that was read otherwise.
func TestMovedPart(t *testing.T) {
	s := newSite(t)
	paper := s.edition.Papers()[0]
	before := paper.Blocks[1].ID
	for path, want := range map[string]string{
		"/papers/" + before:                      "/papers/" + paper.ID + "?at=" + url.QueryEscape(before) + "#here",
		"/papers/" + before + "?view=diplomatic": "/papers/" + paper.ID + "?at=" + url.QueryEscape(before) + "&view=diplomatic#here",
		"/papers/" + before + "/pages/8?q=a":     "/papers/" + paper.ID + "/pages/8?q=a",
		"/papers/" + before + "/pages?page=9":    "/papers/" + paper.ID + "/pages?page=9",
		"/papers/" + paper.ID + "/pages?page=9":  "/papers/" + paper.ID + "/pages/9",
	} {
		client := *s.Client()
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		res, err := client.Get(s.URL + path)
		must(t, err)
		res.Body.Close()
		if got := res.Header.Get("Location"); got != want {
			t.Errorf("%s leads to %q (%s), want %q", path, got, res.Status, want)
		}
	}
	page := "/papers/" + paper.ID + "/pages/scan-1r"
	if _, body := get(t, s, page+"?edition=earlier&sum=00000000"); !strings.Contains(body, "has been read otherwise since") {
		t.Error("a reader is not told that the page was read otherwise")
	}
	_, body := get(t, s, page)
	_, link, _ := strings.Cut(body, `<a href="`+page+"?edition=")
	link, _, _ = strings.Cut(link, `"`)
	res, body := get(t, s, page+"?edition="+strings.ReplaceAll(link, "&amp;", "&"))
	if res.StatusCode != http.StatusOK || strings.Contains(body, "has been read otherwise since") {
		t.Errorf("the lasting link %q answers %s", link, res.Status)
	}
}
