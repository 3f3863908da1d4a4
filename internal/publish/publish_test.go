package publish_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"recto/internal/corpus"
	"recto/internal/publish"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s:\n--- got\n%s\n--- want\n%s", name, got, want)
	}
}

func lines(t *testing.T, write func(io.Writer, *corpus.Edition) error, e *corpus.Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEditions(t *testing.T) {
	for name, e := range map[string]*corpus.Edition{"volume": volume(), "woven": woven(), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			neutral, err := publish.Neutral(e)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".neutral.json", neutral)
			golden(t, name+".tokens.jsonl", lines(t, publish.Tokens, e))
			golden(t, name+".mentions.jsonl", lines(t, publish.Mentions, e))
			golden(t, name+".md", publish.Markdown(e))
			golden(t, name+".txt", publish.Text(e))
		})
	}
}

func TestCitations(t *testing.T) {
	e := volume()
	whole := publish.Cited{Paper: *e.Papers()[0].Paper, Volume: e.Volume, URL: "https://library.example/papers/0123456789-2-1"}
	page := whole
	page.Folios, page.Scans = "6", "4"
	for name, c := range map[string]publish.Cited{"whole": whole, "page": page, "bare": {Paper: corpus.Paper{Title: "Untold", LastFolio: "9"}}} {
		t.Run(name, func(t *testing.T) {
			csl, err := publish.CSL(c)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".csl.json", csl)
			golden(t, name+".bib", []byte(publish.BibTeX(c)))
			golden(t, name+".ris", []byte(publish.RIS(c)))
			golden(t, name+".citation.txt", []byte(publish.Citation(c)+"\n"))
			var meta bytes.Buffer
			for _, m := range publish.Metadata(c) {
				meta.WriteString(m.Name + ": " + m.Content + "\n")
			}
			golden(t, name+".meta.txt", meta.Bytes())
			var styles bytes.Buffer
			for _, s := range publish.Styles(c) {
				styles.WriteString(s.Style + ": " + s.Text + "\n")
			}
			golden(t, name+".styles.txt", styles.Bytes())
		})
	}
}
