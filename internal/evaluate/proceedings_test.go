package evaluate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/evaluate"
)

// smallGold is the gold of four lines: a pair that continues, one that does
// not, a wrong letter, a word to be parted, and debris.
//
//	1 L  the bouudary zone
//	2 L  ofthe school
//	3 R  ~!~ Another
//	4 R  matter.
func smallGold(t *testing.T) *evaluate.Gold {
	t.Helper()
	dir := t.TempDir()
	for name, rows := range map[string]string{
		"columns": `{"line": 1, "spread": "S1", "col": "L", "text": "the bouudary zone"}
			{"line": 2, "spread": "S1", "col": "L", "text": "ofthe school"}
			{"line": 3, "spread": "S1", "col": "R", "text": "~!~ Another"}
			{"line": 4, "spread": "S1", "col": "R", "text": "matter."}`,
		"corrections": `{"line": 1, "col": 4, "wrong": "bouudary", "right": "boundary"}
			{"line": 2, "col": 0, "wrong": "ofthe", "right": "of the"}`,
		"noise": `{"line": 3, "wrong": "~!~"}`,
		"order": `{"a": 1, "b": 2, "kind": "continues"}
			{"a": 2, "b": 3, "kind": "break"}
			{"a": 3, "b": 4, "kind": "continues"}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".jsonl"), []byte(rows), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g, err := evaluate.ReadGold(dir)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// reading makes tokens of a text in which each word is "text<raw@line:col",
// "[gap]" is a gap, "?" before a word doubts it and "/" begins a new block.
func reading(t *testing.T, text string) []evaluate.Token {
	t.Helper()
	var out []evaluate.Token
	block := 0
	for _, field := range strings.Fields(text) {
		if field == "/" {
			block++
			continue
		}
		token := evaluate.Token{Block: json.RawMessage(fmt.Sprint(block))}
		if field == "[gap]" {
			token.Gap = true
			out = append(out, token)
			continue
		}
		if doubted, ok := strings.CutPrefix(field, "?"); ok {
			low := .2
			field, token.Confidence = doubted, &low
		}
		var w evaluate.Word
		text, place, _ := strings.Cut(field, "<")
		raw, at, _ := strings.Cut(place, "@")
		if _, err := fmt.Sscanf(at, "%d:%d", &w.Line, &w.Col); err != nil {
			t.Fatal(err)
		}
		w.Raw = raw
		token.Text, token.Words = text, []evaluate.Word{w}
		out = append(out, token)
	}
	return out
}

func TestProceedings(t *testing.T) {
	const (
		good1 = "the<the@1:0 boundary<bouudary@1:4 zone<zone@1:13 "
		good2 = "of<of@2:0 the<the@2:2 school<school@2:6 "
		good3 = "Another<Another@3:4 "
		good4 = "matter.<matter.@4:0 "
	)
	for _, c := range []struct{ name, text, want string }{
		{"perfect", good1 + good2 + "/ " + good3 + good4, "2/2 0/0 0/5 1/1 2/2 1/1 2/2 2/2"},
		{
			"as it stands, in one block", "the<the@1:0 bouudary<bouudary@1:4 zone<zone@1:13 ofthe<ofthe@2:0 school<school@2:6 ~!~<~!~@3:0 " + good3 + good4,
			"0/2 0/2 0/5 0/1 2/2 0/1 2/3 2/3",
		},
		{"every line a block", good1 + "/ " + good2 + "/ " + good3 + "/ " + good4, "2/2 0/0 0/5 1/1 0/2 1/1 0/0 0/0"},
		{"a gap parts", good1 + "[gap] " + good2 + "[gap] " + good3 + good4, "2/2 0/0 0/5 1/1 2/2 1/1 1/1 1/1"},
		{"woven", good1 + good3 + good2 + good4, "2/2 0/0 0/5 1/1 0/2 1/1 0/3 0/3"},
		{
			"doubted and dropped", "the<the@1:0 ?bouudary<bouudary@1:4 zone<zone@1:13 school<school@2:6 / " + good3 + good4,
			"0/2 2/2 0/5 1/1 2/2 1/1 2/2 2/2",
		},
		{"one changed, one lost", "thy<the@1:0 boundary<bouudary@1:4 " + good2 + "/ " + good3 + good4, "2/2 0/0 2/5 1/1 2/2 1/1 2/2 2/2"},
		{"nothing", "", "0/2 2/2 5/5 1/1 0/2 1/1 0/0 0/0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := evaluate.Proceedings(smallGold(t), reading(t, c.text))
			var got []string
			for _, s := range []evaluate.Share{r.Repair, r.Flagged, r.Harm, r.Debris, r.Order, r.Breaks, r.Joints, r.Columns} {
				got = append(got, fmt.Sprintf("%d/%d", s.N, s.Of))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("repair flagged harm debris order breaks joints columns\n got %s\nwant %s", s, c.want)
			}
		})
	}
}

func FuzzParseTokens(f *testing.F) {
	f.Add([]byte(`{"text": "a", "words": [{"raw": "b", "line": 1, "col": 3}], "block": "x"}` + "\n" + `{"gap": true}`))
	f.Add([]byte(`{"text": "a", "words": [{"raw": "b", "line": -1, "col": -5}]}`))
	f.Add([]byte("{"))
	gold := &evaluate.Gold{
		Lines:       []evaluate.GoldLine{{Line: 1, Side: "L", Text: "a b"}},
		Corrections: []evaluate.Correction{{Line: 1, Wrong: "a", Right: "b"}},
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tokens, err := evaluate.ParseTokens(data)
		if err != nil {
			return
		}
		if r := evaluate.Proceedings(gold, tokens); r.Repair.Of != 1 {
			t.Errorf("got %d corrections, want 1", r.Repair.Of)
		}
	})
}
