package server_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
)

func TestConcordancePage(t *testing.T) {
	s := newSite(t)
	res, page := get(t, s, "/concordance?q=zone&sort=left")
	for _, want := range []string{"<mark>zone</mark>", "By paper", "In its company", "/concordance.csv?"} {
		if res.StatusCode != http.StatusOK || !strings.Contains(page, want) {
			t.Errorf("status %d, the concordance lacks %q", res.StatusCode, want)
		}
	}
	if _, page := get(t, s, "/concordance"); !strings.Contains(page, "Word, “phrase” or concept") {
		t.Error("a concordance of nothing does not ask for a word")
	}
	_, text := get(t, s, "/concordance.csv?q=zone")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 || rows[1][1] != "zone" || !strings.HasPrefix(rows[1][10], "http") {
		t.Errorf("CSV: %v, %q", err, rows)
	}
}

func TestPassagesTakenAway(t *testing.T) {
	s := newSite(t)
	_, text := get(t, s, "/search.csv?q=zone")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 || rows[0][0] != "citation" || !strings.Contains(rows[1][5], "zone") {
		t.Errorf("CSV: %v, %q", err, rows)
	}
	var passages []struct{ Citation, URL, Snippet string }
	_, text = get(t, s, "/search.json?q=zone")
	if err := json.Unmarshal([]byte(text), &passages); err != nil || len(passages) != len(rows)-1 {
		t.Errorf("JSON: %v, %d passages, %d in CSV", err, len(passages), len(rows)-1)
	}
	_, text = get(t, s, "/search.ris?q=zone")
	if !strings.HasPrefix(text, "TY  - CONF") || !strings.Contains(text, "N1  - p. ") {
		t.Errorf("RIS: %.200s", text)
	}
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	_, text = get(t, s, "/search.atom?q=zone")
	if err := xml.Unmarshal([]byte(text), &feed); err != nil || len(feed.Entries) == 0 || feed.Entries[0].Title == "" {
		t.Errorf("feed: %v, %.300s", err, text)
	}
	if res, _ := get(t, s, "/search.xls?q=zone"); res.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown format has status %d", res.StatusCode)
	}
}

func TestSuggestions(t *testing.T) {
	s := newSite(t)
	_, text := get(t, s, "/suggest?q=boundary+z")
	if !strings.Contains(text, `"concept:boundary-zone"`) {
		t.Errorf("suggestions: %s", text)
	}
	if _, text := get(t, s, "/suggest?q="); strings.TrimSpace(text) != "[]" {
		t.Errorf("suggestions for nothing: %s", text)
	}
}

func TestMistypedSearch(t *testing.T) {
	s := newSite(t)
	_, page := get(t, s, "/search?q=bouncary")
	if !strings.Contains(page, "Did you mean") || !strings.Contains(page, "q=boundary") {
		t.Error("nothing is offered for a mistyped word")
	}
	if _, page := get(t, s, "/search?q=zone&as=passages"); !strings.Contains(page, "hits each") {
		t.Error("passages are not shown one by one")
	}
	if _, page := get(t, s, "/search?q=concept:boundary-zone&without=acronym"); !strings.Contains(page, "The concept is found") {
		t.Error("the reasons cannot be switched")
	}
}
