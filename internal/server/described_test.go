package server_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestDescribed reads a paper's page as reference managers do: with a parser,
// for its tags, its JSON-LD and its COinS.
func TestDescribed(t *testing.T) {
	s := newSite(t)
	paper := s.edition.Papers()[0]
	_, body := get(t, s, "/papers/"+paper.ID)
	doc, err := html.Parse(strings.NewReader(body))
	must(t, err)

	tags, linked, coins := map[string][]string{}, "", ""
	for n := range doc.Descendants() {
		switch {
		case n.Data == "meta":
			tags[attribute(n, "name")] = append(tags[attribute(n, "name")], attribute(n, "content"))
		case n.Data == "script" && attribute(n, "type") == "application/ld+json":
			linked = n.FirstChild.Data
		case attribute(n, "class") == "Z3988":
			coins = attribute(n, "title")
		}
	}
	for name, want := range map[string]string{
		"citation_title": paper.Paper.Title, "citation_author": "Example, Anna|Specimen, Börje", "citation_firstpage": "7",
		"citation_publication_date": "2004", "DC.title": paper.Paper.Title, "DC.creator": "Example, Anna|Specimen, Börje", "DC.type": "Text",
	} {
		if got := strings.Join(tags[name], "|"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	var article struct {
		Type   []string `json:"@type"`
		Name   string
		Author []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(linked), &article); err != nil {
		t.Fatalf("%v in %s", err, linked)
	}
	if article.Name != paper.Paper.Title || len(article.Author) != 2 || strings.Join(article.Type, " ") != "ScholarlyArticle Chapter" {
		t.Errorf("JSON-LD: got %+v", article)
	}
	context, err := url.ParseQuery(coins)
	must(t, err)
	if context.Get("rft.atitle") != paper.Paper.Title || context.Get("rft.spage") != "7" || len(context["rft.au"]) != 2 {
		t.Errorf("COinS: got %v", context)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
