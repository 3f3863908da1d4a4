package publish_test

import (
	"encoding/json"
	"net/url"
	"testing"

	"recto/internal/publish"
)

// TestLinkedData reads the JSON-LD back as any consumer would.
func TestLinkedData(t *testing.T) {
	e := volume()
	var got struct {
		Context string   `json:"@context"`
		Type    []string `json:"@type"`
		Name    string
		Author  []struct {
			Type string `json:"@type"`
			Name string
		}
		PageStart string
		IsPartOf  struct {
			Type string `json:"@type"`
			Name string
		}
	}
	c := publish.Cited{Paper: *e.Papers()[0].Paper, Volume: e.Volume, URL: "https://library.example/papers/x"}
	if err := json.Unmarshal(publish.LinkedData(c), &got); err != nil {
		t.Fatal(err)
	}
	if got.Context != "https://schema.org" || len(got.Type) != 2 || got.Type[0] != "ScholarlyArticle" || got.Name == "" || got.PageStart != c.Paper.FirstFolio {
		t.Errorf("got %+v", got)
	}
	if len(got.Author) != len(c.Paper.Authors) || got.Author[0].Name != c.Paper.Authors[0].Name() || got.Author[0].Type != "Person" {
		t.Errorf("authors: got %+v", got.Author)
	}
	if got.IsPartOf.Type != "Book" || got.IsPartOf.Name == "" {
		t.Errorf("volume: got %+v", got.IsPartOf)
	}
}

func TestOpenURL(t *testing.T) {
	e := volume()
	c := publish.Cited{Paper: *e.Papers()[0].Paper, Volume: e.Volume, URL: "https://library.example/papers/x?a=1&b=2"}
	got, err := url.ParseQuery(publish.OpenURL(c))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:book", "rft.genre": "proceeding",
		"rft.spage": c.Paper.FirstFolio, "rft.epage": c.Paper.LastFolio, "rft.aulast": c.Paper.Authors[0].Family, "rft_id": c.URL,
	} {
		if got.Get(key) != want {
			t.Errorf("%s: got %q, want %q", key, got.Get(key), want)
		}
	}
	if len(got["rft.au"]) != len(c.Paper.Authors) {
		t.Errorf("authors: got %q", got["rft.au"])
	}
}
