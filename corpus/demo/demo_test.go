package demo_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recto/corpus/demo"
)

func TestPDFIsSmallAndValid(t *testing.T) {
	if got := len(demo.PDF); got > 5e6 {
		t.Errorf("the PDF has %d bytes, want at most 5,000,000", got)
	}
	api.DisableConfigDir()
	if err := api.Validate(bytes.NewReader(demo.PDF), nil); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	n, err := api.PageCount(bytes.NewReader(demo.PDF), nil)
	if err != nil || n != len(spreads(t)) {
		t.Errorf("%d pages (%v), want one a spread: %d", n, err, len(spreads(t)))
	}
}

func TestEveryWordLiesOnItsScan(t *testing.T) {
	scans := spreads(t)
	rows := strings.Split(strings.TrimSpace(string(truth(t, "words.tsv"))), "\n")[1:]
	if len(rows) < 8000 {
		t.Fatalf("%d words, want the whole volume", len(rows))
	}
	for _, row := range rows {
		f := strings.Split(row, "\t")
		n, _ := strconv.Atoi(f[0])
		var b [4]int
		for i := range b {
			b[i], _ = strconv.Atoi(f[6+i])
		}
		s := scans[n-1]
		if b[0] < 0 || b[1] < 0 || b[2] > s.Width || b[3] > s.Height || b[0] >= b[2] || b[1] >= b[3] {
			t.Errorf("%s: box %v is not on a scan of %d×%d", f[10], b, s.Width, s.Height)
		}
	}
}

func TestPapersAreOfReadableLength(t *testing.T) {
	var doc struct {
		Papers []struct {
			Title    string
			Authors  []struct{ Name string }
			Abstract []struct{ Text string }
			Sections []struct {
				Paragraphs []struct{ Text string }
			}
			References, Footnotes []struct{ Text string }
		}
	}
	if err := json.Unmarshal(truth(t, "doc.json"), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Papers) < 3 {
		t.Fatalf("%d papers, want at least three", len(doc.Papers))
	}
	for _, p := range doc.Papers {
		words := 0
		for _, a := range p.Abstract {
			words += len(strings.Fields(a.Text))
		}
		for _, s := range p.Sections {
			for _, b := range s.Paragraphs {
				words += len(strings.Fields(b.Text))
			}
		}
		if words < 1200 || words > 2500 {
			t.Errorf("%s: %d words, want 1,200 to 2,500", p.Title, words)
		}
		if len(p.Authors) == 0 || len(p.References) < 8 || len(p.References) > 15 || len(p.Footnotes) < 2 {
			t.Errorf("%s: %d authors, %d references, %d notes", p.Title, len(p.Authors), len(p.References), len(p.Footnotes))
		}
	}
}

func TestTextLayerIsBad(t *testing.T) {
	want, got := strings.Fields(string(truth(t, "text.txt"))), strings.Fields(string(demo.Text))
	rate := float64(distance(want, got)) / float64(len(want))
	if rate < .3 || rate > 1 {
		t.Errorf("word error rate %.3f of the text layer, want .3 to 1", rate)
	}
	if n := strings.Count(string(demo.Text), "\f") + 1; n != len(spreads(t)) {
		t.Errorf("%d scans in the text layer, want %d", n, len(spreads(t)))
	}
}

type spread struct{ Width, Height int }

func spreads(t *testing.T) []spread {
	t.Helper()
	var s []spread
	if err := json.Unmarshal(truth(t, "spreads.json"), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func truth(t *testing.T, name string) []byte {
	t.Helper()
	files, err := demo.Truth()
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// distance is the edit distance of two word lists.
func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
