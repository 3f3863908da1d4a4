package server_test

import (
	"encoding/xml"
	"strings"
	"testing"
)

// TestFeedAndSitemap reads the feed of volumes and the sitemap as programs do.
func TestFeedAndSitemap(t *testing.T) {
	s := newSite(t)
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			Title   string `xml:"title"`
			Summary string `xml:"summary"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	res, body := get(t, s, "/feed.atom")
	must(t, xml.Unmarshal([]byte(body), &feed))
	if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/atom+xml") {
		t.Errorf("the feed is %s", got)
	}
	if len(feed.Entries) != 1 || feed.Entries[0].Title != "Learning between Services" || feed.Updated != "2026-03-01T12:00:00Z" || !strings.HasPrefix(feed.Entries[0].Summary, "2 papers, ") {
		t.Errorf("the feed is %+v", feed)
	}

	var site struct {
		Pages []struct {
			Address string `xml:"loc"`
		} `xml:"url"`
	}
	_, body = get(t, s, "/sitemap.xml")
	must(t, xml.Unmarshal([]byte(body), &site))
	listed := map[string]bool{}
	for _, p := range site.Pages {
		path := strings.TrimPrefix(p.Address, "http://localhost:8080")
		listed[path] = true
		if res, _ := get(t, s, path); res.StatusCode != 200 {
			t.Errorf("%s is listed and answers %s", path, res.Status)
		}
	}
	for _, want := range []string{"/", "/concepts/boundary-zone", "/papers/" + s.edition.Papers()[0].ID} {
		if !listed[want] {
			t.Errorf("%s is not listed", want)
		}
	}
	if _, body := get(t, s, "/robots.txt"); !strings.Contains(body, "Sitemap: http://localhost:8080/sitemap.xml") {
		t.Errorf("the robots are not led to the sitemap:\n%s", body)
	}
}
