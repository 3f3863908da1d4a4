package evaluate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"recto/internal/evaluate"
)

// proceedingsLines is the text of the proceedings as it stands, in tokens.
// A line of the source that begins a new block does so every so many lines; of
// every seventh word the second half is cut off, every eleventh is doubted.
func proceedingsTokens(t *testing.T, every int) []byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t), "data", "proceedings", "*.ocr.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("skipped: no proceedings")
	}
	source, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	n := 0
	for i, line := range strings.Split(string(source), "\n") {
		col := 0
		for _, field := range strings.SplitAfter(line, " ") {
			word := strings.TrimSpace(field)
			if word != "" {
				n++
				row := map[string]any{
					"text": word, "block": i / every,
					"words": []any{map[string]any{"raw": word, "line": i + 1, "col": col + strings.Index(field, word)}},
				}
				if n%7 == 0 {
					row["text"] = string([]rune(word)[:(len([]rune(word))+1)/2])
				}
				if n%11 == 0 {
					row["confidence"] = .3
				}
				if err := enc.Encode(row); err != nil {
					t.Fatal(err)
				}
				if n%50 == 0 {
					out.WriteString(`{"gap": true, "reason": "test"}` + "\n")
				}
			}
			col += len([]rune(field))
		}
	}
	return out.Bytes()
}

func TestProceedingsAgainstScript(t *testing.T) {
	gold := filepath.Join(shared(t), "data", "proceedings", "gold")
	g, err := evaluate.ReadGold(gold)
	if err != nil {
		t.Fatal(err)
	}
	for _, every := range []int{1, 3, 100000} {
		t.Run(strconv.Itoa(every), func(t *testing.T) {
			data := proceedingsTokens(t, every)
			tokens, err := evaluate.ParseTokens(data)
			if err != nil {
				t.Fatal(err)
			}
			r := evaluate.Proceedings(g, tokens)
			got := []evaluate.Share{r.Repair, r.Flagged, r.Harm, r.Debris, r.Order, r.Breaks, r.Joints, r.Columns}
			want := fractions(python(t, "json", "proceedings.py", gold, file(t, data)))
			if fmt.Sprint(counts(got)) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", counts(got), want)
			}
		})
	}
}

func TestConceptsAgainstScript(t *testing.T) {
	gold := filepath.Join(shared(t), "data", "proceedings", "gold")
	g, err := evaluate.ReadGold(gold)
	if err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	for i, c := range g.Concepts {
		m := map[string]any{
			"concept": regexp.MustCompile(`[^a-z]+`).ReplaceAllString(strings.ToLower(c.Concept), "-"),
			"words":   []any{map[string]any{"raw": c.Surface, "line": c.Line, "col": c.Col + i%9*4}},
		}
		if i%5 != 0 {
			if err := enc.Encode(m); err != nil {
				t.Fatal(err)
			}
		}
	}
	mentions, err := evaluate.ParseMentions(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	f := evaluate.Concepts(g, mentions)
	got := counts([]evaluate.Share{f.Recall, f.Garbled, f.Precision})
	want := fractions(python(t, "json", "concepts.py", gold, file(t, data.Bytes())))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBoxesAgainstScript(t *testing.T) {
	volume := filepath.Join(shared(t), "data", "simulated", "v02")
	printed, err := evaluate.ReadPrintedWords(filepath.Join(volume, "truth", "words.tsv"), evaluate.TextProper)
	if err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	for i, w := range printed {
		if i%6 == 0 {
			continue
		}
		shift := float64(i % 40)
		box := []float64{w.Box[0] + shift, w.Box[1], w.Box[2] + shift, w.Box[3]}
		row := map[string]any{"text": w.Text, "words": []any{map[string]any{"raw": w.Text, "scan": w.Scan, "box": box}}}
		if err := enc.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
	tokens, err := evaluate.ParseTokens(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	b := evaluate.MeasureBoxes(printed, nil, tokens)
	got := fmt.Sprintf("words %d  found %.1f %%  IoU>=0.5 %.1f %%", b.Found.Of, 100*b.Found.Value(), 100*b.Placed.Value())
	if want := strings.TrimSpace(string(python(t, "json", "boxes.py", volume, file(t, data.Bytes())))); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRowsAgainstScript corrects by a rule that mends some words and breaks others.
func TestRowsAgainstScript(t *testing.T) {
	for _, name := range []string{"acl-proceedings-dev", "icdar2019-train-en"} {
		t.Run(name, func(t *testing.T) {
			path := sample(t, filepath.Join(shared(t), "data", "postocr", name+".jsonl"))
			rows, err := evaluate.ReadRows(path)
			if err != nil {
				t.Fatal(err)
			}
			mend := strings.NewReplacer("tbe", "the", " ,", ",", "li", "h", "~", "", "  ", " ")
			var meter evaluate.RowMeter
			var corrected bytes.Buffer
			enc := json.NewEncoder(&corrected)
			for _, r := range rows {
				text := mend.Replace(r.OCR)
				meter.Add(r, text)
				if err := enc.Encode(map[string]string{"id": r.ID, "text": text}); err != nil {
					t.Fatal(err)
				}
			}
			c := meter.Result()
			got := []float64{
				100 * c.Raw.CER, 100 * c.Raw.WER, 100 * c.Corrected.CER, 100 * c.Corrected.WER,
				100 * c.Repair.Value(), 100 * c.Harm.Value(),
			}
			out := string(python(t, "Levenshtein", "postocr.py", path, file(t, corrected.Bytes())))
			for i, pattern := range []string{
				`raw\s+CER\s+([\d.]+)`, `raw\s+CER.*?WER\s+([\d.]+)`, `corrected\s+CER\s+([\d.]+)`,
				`corrected\s+CER.*?WER\s+([\d.]+)`, `repair\s+([\d.]+)`, `harm\s+([\d.]+)`,
			} {
				want, err := strconv.ParseFloat(regexp.MustCompile(pattern).FindStringSubmatch(out)[1], 64)
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(got[i]-want) > .2 {
					t.Errorf("%s: got %.2f, want %.2f", pattern, got[i], want)
				}
			}
			t.Logf("ours %.2f, script\n%s", got, out)
		})
	}
}

// sample is a file with every third row of another.
func sample(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	n := 0
	for line := range bytes.Lines(data) {
		if n++; n%3 == 0 {
			out = append(out, line...)
		}
	}
	return file(t, out)
}

func file(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func counts(shares []evaluate.Share) []string {
	var out []string
	for _, s := range shares {
		if s.Of > 0 {
			out = append(out, fmt.Sprintf("(%d/%d)", s.N, s.Of))
		}
	}
	return out
}

func fractions(out []byte) []string {
	return regexp.MustCompile(`\(\d+/\d+\)`).FindAllString(string(out), -1)
}
