package evaluate_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/evaluate"
)

// perfect finds a text in the blocks of an edition, letter for letter.
type perfect struct{ *corpus.Edition }

func (r perfect) Close() error { return nil }

func (r perfect) Find(_ context.Context, query string, n int) ([]evaluate.Place, error) {
	var out []evaluate.Place
	for _, b := range r.Parts[0].Blocks {
		if !strings.Contains(" "+b.Text()+" ", " "+strings.Trim(query, `"`)+" ") || len(out) == n {
			continue
		}
		for _, p := range r.Pages {
			if p.ID == b.Page() {
				out = append(out, evaluate.Place{Scan: p.Scan, Side: p.Side})
			}
		}
	}
	return out, nil
}

// TestKnownItems: of two pages one lost its words, which are all different.
func TestKnownItems(t *testing.T) {
	dir := t.TempDir()
	tsv, blocks := "spread\tside\tline\tkind\tblock\tx1\ty1\tx2\ty2\ttext\n", []string{}
	for _, side := range []string{"L", "R"} {
		var words []string
		for i := range 1200 {
			w := "word" + side + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%04d", i))
			words = append(words, w)
			if i%10 == 9 { // broken over the end of a line
				tsv += fmt.Sprintf("7\t%s\t%d\tt\tb%s\t1\t1\t2\t2\t%s-\n", side, i, side, w[:4])
				w = w[4:]
			}
			tsv += fmt.Sprintf("7\t%s\t%d\tt\tb%s\t1\t1\t2\t2\t%s\n", side, i+1, side, w)
		}
		blocks = append(blocks, fmt.Sprintf(`"b%s": {"text": %q}`, side, strings.Join(words, " ")))
	}
	for name, text := range map[string]string{
		"truth/words.tsv": tsv, "truth/blocks.json": "{" + strings.Join(blocks, ",") + "}", "ocr.txt": "",
		"params.json": `{"level": "heavy"}`,
	} {
		path := filepath.Join(dir, "simulated", "v01", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	report, err := evaluate.Run(t.Context(), dir, evaluate.System{
		Convert: func(context.Context, string) (*corpus.Edition, error) {
			truth, err := evaluate.ReadPrinted(filepath.Join(dir, "simulated", "v01", "truth"))
			if err != nil {
				return nil, err
			}
			truth.Pages = truth.Pages[:1]
			return truth.Edition("half"), nil
		},
		Index: func(_ context.Context, e *corpus.Edition) (evaluate.Finder, error) { return perfect{e}, nil },
	}, evaluate.Options{Sets: []string{"known-item"}})
	if err != nil {
		t.Fatal(err)
	}
	k := report.Known[0]
	for name, item := range map[string]evaluate.KnownItem{"phrases": k.Phrases, "words": k.Words} {
		if item.Drawn != 500 || item.Found.Of != 500 || item.Found.N < 200 || item.Found.N > 300 {
			t.Errorf("%s: got %d drawn, %v found, want about half of 500", name, item.Drawn, item.Found)
		}
	}
	if k.Level != "heavy" || k.Volume != "v01" {
		t.Errorf("got volume %s of level %s", k.Volume, k.Level)
	}
}
