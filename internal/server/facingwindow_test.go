package server_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

var (
	leafKey  = regexp.MustCompile(`<section class="leaf" id="page-([^"]+)"`)
	wordLink = regexp.MustCompile(`<a [^>]*href="[^"]*/pages/[^"]*word=([^"&#]+)"`)
	nextLink = regexp.MustCompile(`<a href="([^"]+)" rel="next">`)
)

// TestFacingWindows goes by links alone through a long paper beside its scans:
// each page and each word comes once, in order.
func TestFacingWindows(t *testing.T) {
	s := longSite(t)
	paper := s.edition.Papers()[0]
	var pages, words []string
	for address, n := "/papers/"+paper.ID+"?view=both", 0; address != ""; n++ {
		_, body := get(t, s, address)
		for _, m := range leafKey.FindAllStringSubmatch(body, -1) {
			pages = append(pages, m[1])
		}
		for _, m := range wordLink.FindAllStringSubmatch(body, -1) {
			words = append(words, m[1])
		}
		if address = ""; n < longPages {
			if m := nextLink.FindStringSubmatch(body); m != nil {
				address = html.UnescapeString(m[1])
			}
		}
	}
	if n := len(pages); n <= longPages || pages[n-1] != "139" || pages[n-longPages] != "100" || len(slices.Compact(slices.Clone(pages))) != n {
		t.Errorf("the pages that came are %v", pages)
	}
	if want := longWords(paper); !slices.Equal(words, want) {
		t.Errorf("%d words came, want %d", len(words), len(want))
	}
}

// longWords are the words of a paper's text, without those of its head.
func longWords(paper *corpus.Part) (ids []string) {
	for _, b := range paper.Blocks {
		if b.Kind == corpus.TitleBlock || b.Kind == corpus.AuthorBlock {
			continue
		}
		label := 0
		if b.Label != "" {
			label = 1
		}
		for _, t := range b.Tokens[label:] {
			if t.ID() != "" {
				ids = append(ids, t.ID())
			}
		}
	}
	return ids
}

// TestFacingOpens opens a long paper beside its scans at a page and at a word.
func TestFacingOpens(t *testing.T) {
	s := longSite(t)
	paper := s.edition.Papers()[0]
	last := paper.Blocks[len(paper.Blocks)-1].Tokens[99].ID()
	for _, c := range []struct {
		query       string
		status      int
		first, last string // pages that are shown
		holds       string
	}{
		{"page=120", http.StatusOK, "120", "126", `rel="prev">‹ pp. 113–119</a>`},
		{"page=scan-49", http.StatusOK, "139", "139", `rel="prev"`},
		{"word=" + last, http.StatusOK, "138", "139", `id="here"`},
		{"word=" + last, http.StatusOK, "138", "139", `<rect class="here"`},
		{"word=" + strings.TrimSuffix(last, last[len(last)-3:]) + "99999", http.StatusOK, "138", "139", ""}, // a word that is gone had its place
		{"q=learning", http.StatusOK, "7", "", `is lit up on <a href="/papers/` + paper.ID + `?view=both&amp;q=learning&amp;page=`},
		{"page=7000", http.StatusNotFound, "", "", "There is no such page in this paper"},
	} {
		res, body := get(t, s, "/papers/"+paper.ID+"?view=both&"+c.query)
		shown := leafKey.FindAllStringSubmatch(body, -1)
		if res.StatusCode != c.status || !strings.Contains(body, c.holds) {
			t.Errorf("%s: status %d, want %d with %q", c.query, res.StatusCode, c.status, c.holds)
		}
		if c.status != http.StatusOK || len(shown) == 0 {
			continue
		}
		if got := shown[0][1]; got != c.first {
			t.Errorf("%s begins with page %s, want %s", c.query, got, c.first)
		}
		if got := shown[len(shown)-1][1]; c.last != "" && got != c.last {
			t.Errorf("%s ends with page %s, want %s", c.query, got, c.last)
		}
	}
}
