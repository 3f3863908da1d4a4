package evaluate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/evaluate"
)

var update = flag.Bool("update", false, "write the golden files anew")

const crossref = `<doi_batch xmlns="http://example.org/4"><body><journal><journal_article><titles><title>Of knots
	and their uses</title></titles><contributors><person_name contributor_role="author"><given_name>A.</given_name><surname>Field</surname></person_name>
	<person_name contributor_role="editor"><surname>Brook</surname></person_name></contributors></journal_article></journal></body></doi_batch>`

// dataFolder is a folder of data with one of everything, made by hand.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	truth, err := json.Marshal(map[string]any{
		"name": "v01", "papers": smallTruth().Papers, "pagemap": []any{map[string]any{"running_head": "Of knots in general"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"simulated/v01/ocr.txt":                  "knots",
		"simulated/v01/scan-with-text-layer.pdf": "%PDF",
		"simulated/v01/truth/doc.json":           string(truth),
		"simulated/v01/truth/words.tsv": "spread\tside\tkind\tx1\ty1\tx2\ty2\ttext\n" +
			"1\tL\tt\t10\t10\t50\t20\tKnots,\n1\tL\tt\t60\t10\t90\t20\tlost\n1\tL\trh\t0\t0\t9\t9\tHead\n",
		"simulated/v02/ocr.txt":                     "broken",
		"simulated/v02/truth/doc.json":              string(truth),
		"proceedings/text.ocr.txt":                  "tbe boundary zone",
		"proceedings/gold/columns.jsonl":            `{"line": 1, "spread": "S1", "col": "L", "text": "tbe boundary zone"}` + "\n",
		"proceedings/gold/corrections.jsonl":        `{"line": 1, "col": 0, "wrong": "tbe", "right": "the"}` + "\n",
		"proceedings/gold/concepts.jsonl":           `{"line": 1, "col": 4, "surface": "boundary zone", "concept": "boundary zone"}` + "\n",
		"postocr/set.jsonl":                         `{"id": "a", "ocr": "tbe  zone was", "gold": "the zone was"}` + "\n" + `{"id": "b", "ocr": "x", "gold": ""}` + "\n",
		"whitespace/spaces.jsonl":                   `{"id": "a", "ocr": "ofthe zone", "gold": "of the zone", "peer": "of the zone"}` + "\n",
		"references/anystyle/core.xml":              `<dataset><sequence><author>Pike, R.,</author><date>1999,</date><title>All knots.</title><location>Leeds.</location></sequence></dataset>`,
		"references/excite/5-cut/1.xml":             "<author><surname>Pike</surname>, <given-names>R.</given-names></author> (<year>1999</year>): <title>All knots</title>.\n",
		"references/excite/5-cut/README.md":         "not read",
		"references/excite/4-references/ignore.xml": "not read",
		"structure/journal/one/one.pdf":             "%PDF",
		"structure/journal/one/one.crossref.xml":    crossref,
		"structure/journal/two/two.pdf":             "broken",
		"structure/journal/two/two.crossref.xml":    crossref,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fixed is a system that gives the same answers whatever it is asked.
func fixed(t *testing.T) evaluate.System {
	neutral, err := json.Marshal(evaluate.Neutral{Papers: smallTruth().Papers})
	if err != nil {
		t.Fatal(err)
	}
	return evaluate.System{
		Convert: func(_ context.Context, path string) (*corpus.Edition, error) {
			data, err := os.ReadFile(path)
			if string(data) == "broken" {
				return nil, fmt.Errorf("read %s: %w", filepath.Base(path), corpus.ErrBroken)
			}
			return &corpus.Edition{Volume: corpus.Volume{Title: string(data)}}, err
		},
		Neutral: func(*corpus.Edition) ([]byte, error) { return neutral, nil },
		Tokens: func(w io.Writer, e *corpus.Edition) error {
			row := `{"text": "the", "words": [{"raw": "tbe", "line": 1, "col": 0}], "block": 1}`
			if e.Volume.Title == "%PDF" {
				row = `{"text": "knots", "words": [{"raw": "knots", "scan": 1, "box": [10, 10, 48, 20]}], "block": 1}`
			}
			_, err := io.WriteString(w, row+"\n")
			return err
		},
		Mentions: func(w io.Writer, _ *corpus.Edition) error {
			_, err := io.WriteString(w, `{"concept": "boundary-zone", "words": [{"raw": "zone", "line": 1, "col": 13}]}`+"\n")
			return err
		},
		Correct: func(text string) string { return strings.ReplaceAll(text, "tbe", "the") },
		References: func(string) corpus.Reference {
			return corpus.Reference{Authors: []corpus.Author{{Given: "R.", Family: "Pike"}}, Year: "1999", Title: "All Knots", Place: "London"}
		},
	}
}

func TestRun(t *testing.T) {
	var steps []string
	report, err := evaluate.Run(t.Context(), dataFolder(t), fixed(t), evaluate.Options{Progress: func(s evaluate.Step) {
		if s.Done == s.Total {
			steps = append(steps, s.Name)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := "simulated/v01/ocr.txt simulated/v02/ocr.txt simulated/v01/scan-with-text-layer.pdf proceedings/text " +
		"postocr/set whitespace/spaces references/anystyle/core references/excite structure/journal"
	if got := strings.Join(steps, " "); got != want {
		t.Errorf("steps: got %s, want %s", got, want)
	}
	stopClock(report)
	var table, data bytes.Buffer
	if err := report.Table(&table); err != nil {
		t.Fatal(err)
	}
	if err := report.JSON(&data); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.txt", table.Bytes())
	golden(t, "report.json", data.Bytes())
}

// stopClock makes all times the same.
func stopClock(r *evaluate.Report) {
	for i := range r.Volumes {
		r.Volumes[i].Seconds = 1
	}
	for i := range r.Readings {
		r.Readings[i].Seconds = 1
	}
	for i := range r.Corrections {
		r.Corrections[i].Seconds = 1
	}
	for i := range r.Heads {
		r.Heads[i].Seconds = 1
	}
	for i := range r.References {
		r.References[i].Seconds = 1
	}
}

func TestRunChooses(t *testing.T) {
	dir := dataFolder(t)
	for _, c := range []struct {
		name string
		opts evaluate.Options
		want string
	}{
		{"set", evaluate.Options{Sets: []string{"postocr"}}, "0 0 1 0"},
		{"file of a set", evaluate.Options{Sets: []string{"whitespace/spaces", "proceedings"}}, "0 1 1 0"},
		{"volume", evaluate.Options{Sets: []string{"simulated"}, Volumes: []string{"v01"}}, "2 0 0 0"},
		{"source", evaluate.Options{Sets: []string{"simulated"}, Sources: []string{"ocr.txt"}}, "2 0 0 0"},
		{"one reference set", evaluate.Options{Sets: []string{"references/excite"}, Rows: 1}, "0 0 0 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := evaluate.Run(t.Context(), dir, fixed(t), c.opts)
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(len(r.Volumes), len(r.Readings), len(r.Corrections), len(r.References)); got != c.want {
				t.Errorf("got %s results, want %s", got, c.want)
			}
		})
	}
}

func TestRunRefuses(t *testing.T) {
	dir := dataFolder(t)
	if _, err := evaluate.Run(t.Context(), t.TempDir(), fixed(t), evaluate.Options{}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("empty folder: got %v", err)
	}
	if _, err := evaluate.Run(t.Context(), dir, fixed(t), evaluate.Options{Sets: []string{"nothing"}}); err == nil || !strings.Contains(err.Error(), `"nothing"`) {
		t.Errorf("unknown set: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	sys := fixed(t)
	sys.Correct = func(text string) string { cancel(); return text }
	if _, err := evaluate.Run(ctx, dir, sys, evaluate.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "postocr", "set.jsonl"), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := evaluate.Run(t.Context(), dir, fixed(t), evaluate.Options{Sets: []string{"postocr"}}); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("broken rows: got %v", err)
	}
}

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
