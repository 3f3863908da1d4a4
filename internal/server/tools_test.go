package server_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
)

// reference is a CSL item as far as all of a paper's citations give it.
type reference struct {
	Type      string   `json:"type"`
	Title     string   `json:"title"`
	Container string   `json:"container-title"`
	Publisher string   `json:"publisher"`
	Page      string   `json:"page"`
	URL       string   `json:"URL"`
	Author    []person `json:"author"`
	Editor    []person `json:"editor"`
	Issued    struct {
		Parts [][]int `json:"date-parts"`
	} `json:"issued"`
}

type person struct {
	Given  string `json:"given"`
	Family string `json:"family"`
}

// A reference manager's library (citation-js) reads the same paper out of BibTeX,
// RIS and CSL-JSON.
func TestCitationsRead(t *testing.T) {
	s := newSite(t)
	paper := "/papers/" + s.edition.Papers()[0].ID
	read := map[string]reference{}
	for _, format := range []string{"bib", "ris", "json"} {
		_, text := get(t, s, paper+"/citation."+format)
		var items []reference
		must(t, json.Unmarshal(node(t, "citations.js", text), &items))
		if len(items) != 1 {
			t.Fatalf("%s: %d items", format, len(items))
		}
		read[format] = items[0]
	}
	want := reference{
		Type: "paper-conference", Title: "Learning across boundaries: how teams come to know who knows", Container: "Learning between Services: Papers of a seminar that never was",
		Publisher: "Recto", Page: "7-9", URL: "http://localhost:8080" + paper,
		Author: []person{{"Anna", "Example"}, {"Börje", "Specimen"}}, Editor: []person{{"Dora", "Probe"}, {"Emil", "Versuch"}},
	}
	want.Issued.Parts = [][]int{{2004}}
	for format, got := range read {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read as\n%+v\nwant\n%+v", format, got, want)
		}
	}
}

// described is what a reader of metadata makes of the tags of a page.
type described struct {
	Highwire struct {
		Title      string   `json:"title"`
		Author     []string `json:"author"`
		Conference string   `json:"inbook_title"`
		First      string   `json:"firstpage"`
		Last       string   `json:"lastpage"`
		PDF        string   `json:"pdf_url"`
	} `json:"highwirePress"`
	Dublin struct {
		Title   string   `json:"title"`
		Creator []string `json:"creator"`
		Part    string   `json:"ispartof"`
	} `json:"dublinCore"`
	Linked struct {
		Type   []string `json:"@type"`
		Author []struct {
			Family string `json:"familyName"`
		} `json:"author"`
	} `json:"jsonLd"`
	Coins []struct {
		Rft struct {
			Genre string `json:"genre"`
			First string `json:"spage"`
		} `json:"rft"`
	} `json:"coins"`
}

// The reader of metadata that Wikipedia's citations are made with (html-metadata)
// finds a paper of proceedings with authors, pages and PDF in the page.
func TestTagsRead(t *testing.T) {
	s := newSite(t)
	paper := "/papers/" + s.edition.Papers()[0].ID
	_, html := get(t, s, paper)
	var got described
	must(t, json.Unmarshal(node(t, "metadata.js", html), &got))
	h := got.Highwire
	if h.Title == "" || h.Title != got.Dublin.Title || !reflect.DeepEqual(h.Author, []string{"Example, Anna", "Specimen, Börje"}) || !reflect.DeepEqual(h.Author, got.Dublin.Creator) {
		t.Errorf("title and authors are read as %+v and %+v", h, got.Dublin)
	}
	if h.First != "7" || h.Last != "9" || h.PDF != "http://localhost:8080"+paper+"/paper.pdf" || h.Conference == "" || h.Conference != got.Dublin.Part {
		t.Errorf("pages, proceedings and PDF are read as %+v", h)
	}
	if len(got.Linked.Type) == 0 || got.Linked.Type[0] != "ScholarlyArticle" || len(got.Linked.Author) != 2 || got.Linked.Author[1].Family != "Specimen" {
		t.Errorf("JSON-LD is read as %+v", got.Linked)
	}
	if len(got.Coins) != 1 || got.Coins[0].Rft.Genre != "proceeding" || got.Coins[0].Rft.First != "7" {
		t.Errorf("COinS is read as %+v", got.Coins)
	}
}

// node runs a script of testdata over a text with the packages of the web folder.
func node(t *testing.T, script, text string) []byte {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: node is not installed")
	}
	for _, name := range []string{"@citation-js/core", "html-metadata"} {
		if found, _ := filepath.Glob("../../web/node_modules/" + name + "/package.json"); found == nil {
			t.Skipf("skipped: %s is not installed; npm ci in web brings it", name)
		}
	}
	packages, err := filepath.Abs("../../web/node_modules")
	must(t, err)
	cmd := exec.CommandContext(t.Context(), program, filepath.Join("testdata", script))
	cmd.Env = append(cmd.Environ(), "NODE_PATH="+packages)
	cmd.Stdin = bytes.NewReader([]byte(text))
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, failed.String())
	}
	return out
}
