package server_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestPages asks for every page of the site and looks for what it is there for.
func TestPages(t *testing.T) {
	s := newSite(t)
	paper := s.edition.Parts[1].ID
	word := "5a5a5a5a5a-1-80" // the first of a paragraph
	for _, c := range []struct {
		path   string
		status int
		want   []string
	}{
		{"/", 200, []string{"Learning between Services", "expansive learning", `name="q"`}},
		{"/search", 200, []string{"Type words"}},
		{"/search?q=expansive+learning", 200, []string{"<mark>", "Tools that travel", "p. 7", "is a concept of the glossary"}},
		{"/search?q=zzzz", 200, []string{"Nothing was found"}},
		{"/search?q=learning&page=x", 400, []string{"There is no such page of results"}},
		{"/search?q=" + strings.Repeat("a", 500), 400, []string{"too long"}},
		{"/search?q=learning&page=99", 200, []string{"Tools that travel"}},
		{"/volumes", 200, []string{"Learning between Services"}},
		{"/volumes/" + s.edition.Volume.ID, 200, []string{"Dora Probe and Emil Versuch", "Tools that travel", "sample.pdf"}},
		{"/volumes/nothing", 404, []string{"There is no such page"}},
		{"/papers/" + paper, 200, []string{`class="turn-mark"`, `class="gloss"`, "[…]", "Cite this paper", `class="note"`}},
		{"/papers/" + paper + "?q=boundary", 200, []string{"<mark>", "is lit up in"}},
		{"/papers/" + paper + "?view=diplomatic", 200, []string{"as the scan was read", "Page 8"}},
		{"/papers/" + paper + "?view=both", 200, []string{`id="page-8"`, `loading="lazy"`, `href="` + paper + `/pages/8?word=`}},
		{"/papers/" + paper + "?view=both&word=" + word, 200, []string{`id="here"`, `<rect class="here"`}},
		{"/papers/" + paper + "?word=" + word, 200, []string{`id="here"`}},
		{"/papers/" + paper + "?terms=all", 200, []string{`id="gloss-9"`, `aria-current="true">all`}},
		{"/papers/" + paper + "?terms=many", 400, []string{"There is no such choice of marks"}},
		{"/papers/" + paper + "?cite=" + word, 200, []string{"Cite this passage", "Accounts of learning", "Printed on page 7, scan 1", "APA", "p. 7"}},
		{"/papers/" + paper + "?cite=nothing", 200, []string{"Cite this paper"}},
		{"/papers/" + paper + "/words/" + word, 200, []string{"Scanned as", "it reads as it was scanned", `class="strip"`, "page 7, scan 1"}},
		{"/papers/" + paper + "/words/nothing", 404, []string{"That word is not in this edition"}},
		{"/papers/" + paper + "/pages/7?word=" + word, 200, []string{`class="here"`, "history of the word"}},
		{"/papers/" + paper + "?view=sideways", 400, []string{"There is no such view"}},
		{"/papers/" + s.edition.Parts[0].ID, 200, []string{"Front matter"}},
		{"/papers/nothing", 404, []string{"There is no such page"}},
		{"/papers/" + paper + "/pages/8", 200, []string{"<svg", "Page 8"}},
		{"/papers/" + paper + "/pages/99", 404, []string{"There is no such page"}},
		{"/papers/" + paper + "/citation.bib", 200, []string{"@inproceedings"}},
		{"/papers/" + paper + "/text.xml", 200, []string{"<TEI xmlns=", `type="paper"`, "<titlePart"}},
		{"/papers/" + paper + "/citation.doc", 404, []string{"There is no such page"}},
		{"/concepts", 200, []string{"knotworking"}},
		{"/concepts/expansive-learning", 200, []string{"Where authors define it", "Every use", "learning by expanding"}},
		{"/concepts/knotworking", 200, []string{"No published volume mentions it yet"}},
		{"/concepts/nothing", 404, []string{"There is no such page"}},
		{"/authors", 200, []string{"Specimen, Börje"}},
		{"/authors/carla-muster", 200, []string{"Tools that travel"}},
		{"/help", 200, []string{"boundary-crossing"}},
		{"/login", 200, []string{`type="password"`}},
		{"/robots.txt", 200, []string{"Disallow: /admin"}},
		{"/healthz", 200, []string{`"ok"`}},
		{"/assets/manifest.json", 404, []string{"There is no such page"}},
		{"/assets/", 404, []string{"There is no such page"}},
		{"/nowhere", 404, []string{"There is no such page"}},
	} {
		t.Run(c.path[:min(len(c.path), 60)], func(t *testing.T) {
			res, body := get(t, s, c.path)
			if res.StatusCode != c.status {
				t.Errorf("status %d, want %d", res.StatusCode, c.status)
			}
			for _, want := range c.want {
				if !strings.Contains(body, want) {
					t.Errorf("no %q in:\n%s", want, body)
				}
			}
			page := c.status >= 400 || strings.HasPrefix(res.Header.Get("Content-Type"), "text/html")
			if n := strings.Count(body, "<h1"); page && n != 1 {
				t.Errorf("%d top headings, want 1", n)
			}
		})
	}
}

// TestEmptyLibrary looks at the pages that list things while there are none.
func TestEmptyLibrary(t *testing.T) {
	s := emptySite(t)
	for _, path := range []string{"/", "/volumes", "/authors"} {
		res, body := get(t, s, path)
		if res.StatusCode != http.StatusOK || !strings.Contains(body, "Nothing is published yet") {
			t.Errorf("%s: status %d:\n%s", path, res.StatusCode, body)
		}
	}
}

func get(t testing.TB, s *site, path string) (*http.Response, string) {
	t.Helper()
	res, err := s.Client().Get(s.URL + path)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res, string(body)
}
