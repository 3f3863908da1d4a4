package search_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	corpusfs "recto/corpus"
	"recto/corpus/demo"
	"recto/internal/corpus"
	"recto/internal/evaluate"
	concept "recto/internal/glossary"
	"recto/internal/ingest/annotate"
	"recto/internal/search"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRelevanceDemo asks judged queries of the demo volume as it was printed.
func TestRelevanceDemo(t *testing.T) {
	parts, id := demoParts(t)
	relevance(t, "demo", parts, id)
}

// TestRelevanceProceedings asks them of the proceedings text as the OCR has it:
// a passage is eight of its lines, and named by any of them.
func TestRelevanceProceedings(t *testing.T) {
	shared := cmp.Or(os.Getenv("RECTO_SHARED"), filepath.Join("..", "..", "..", "shared"))
	texts, _ := filepath.Glob(filepath.Join(shared, "data", "proceedings", "*.ocr.txt"))
	if len(texts) != 1 {
		t.Skip("skipped: no shared data")
	}
	data, err := os.ReadFile(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	part := corpus.Part{ID: "text", Kind: corpus.PaperPart, Title: "Text"}
	ids := map[string][]string{}
	var lines []string
	for n, line := range strings.Split(string(data), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(lines)%8 == 0 {
			part.Blocks = append(part.Blocks, corpus.Block{ID: strconv.Itoa(n + 1), Kind: corpus.Paragraph})
		}
		lines = append(lines, line)
		b := &part.Blocks[len(part.Blocks)-1]
		b.Tokens = append(b.Tokens, tokens(b.ID+"-"+strconv.Itoa(n), words)...)
		ids[b.ID] = append(ids[b.ID], strconv.Itoa(n+1))
	}
	relevance(t, "proceedings", []corpus.Part{part}, ids)
}

// demoParts are the papers of the demo as its truth has them, with the id under
// which each block is judged.
func demoParts(t *testing.T) ([]corpus.Part, map[string][]string) {
	t.Helper()
	files, err := demo.Truth()
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(files, "doc.json")
	if err != nil {
		t.Fatal(err)
	}
	var truth evaluate.Truth
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	ids := map[string][]string{}
	var parts []corpus.Part
	for i, p := range truth.Papers {
		part := corpus.Part{ID: fmt.Sprint("paper", i+1), Kind: corpus.PaperPart, Title: p.Title, Paper: &corpus.Paper{Title: p.Title}}
		for _, a := range p.Authors {
			given, family, _ := strings.Cut(a.Name, " ")
			part.Paper.Authors = append(part.Paper.Authors, corpus.Author{Given: given, Family: family})
		}
		add := func(kind corpus.BlockKind, text string) {
			id := fmt.Sprintf("%d.%d", i+1, len(part.Blocks)+1)
			part.Blocks = append(part.Blocks, corpus.Block{ID: id, Kind: kind, Tokens: tokens(id, strings.Fields(text))})
			ids[id] = []string{id}
		}
		for _, text := range p.Abstract {
			add(corpus.AbstractBlock, text)
		}
		for _, s := range p.Sections {
			if s.Heading != "" {
				add(corpus.Heading, s.Heading)
			}
			for _, text := range s.Paragraphs {
				add(corpus.Paragraph, text.Text)
			}
		}
		for _, text := range p.References {
			add(corpus.ReferenceBlock, text)
		}
		for _, text := range p.Footnotes {
			add(corpus.Note, text)
		}
		parts = append(parts, part)
	}
	return parts, ids
}

func tokens(id string, words []string) []corpus.Token {
	out := make([]corpus.Token, len(words))
	for i, w := range words {
		out[i] = corpus.Token{Text: w, Words: []corpus.Word{{ID: fmt.Sprint(id, "-", i), Raw: w}}}
	}
	return out
}

// judged is a query with the grade of each passage that answers it.
type judged struct {
	query  string
	grades map[string]int
}

func readJudged(t *testing.T, name string) []judged {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "relevance", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []judged
	for line := range strings.Lines(string(data)) {
		query, answers, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		j := judged{query, map[string]int{}}
		for _, a := range strings.Fields(answers) {
			id, grade, _ := strings.Cut(a, ":")
			n, err := strconv.Atoi(grade)
			if err != nil || n < 1 || n > 2 {
				t.Fatalf("%s: %s has no grade", query, a)
			}
			j.grades[id] = n
		}
		out = append(out, j)
	}
	return out
}

// relevance holds the figures of all queries against the golden file. ids gives
// the names under which each block is judged.
func relevance(t *testing.T, name string, parts []corpus.Part, ids map[string][]string) {
	t.Helper()
	files, err := corpusfs.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	words, err := concept.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	parts, _ = annotate.Annotate(parts, words)
	x, err := search.Open(filepath.Join(t.TempDir(), "index"), words)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if err := x.Index(t.Context(), &corpus.Edition{ID: name, Volume: corpus.Volume{ID: name, Title: name}, Parts: parts}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var sum figures
	all := readJudged(t, name)
	for _, j := range all {
		r, err := x.Search(t.Context(), search.Request{Query: j.query, Passages: true, PerPage: 1000})
		if err != nil {
			t.Fatalf("%s: %v", j.query, err)
		}
		f := j.score(r.Hits, ids)
		sum.recall, sum.rank, sum.gain = sum.recall+f.recall, sum.rank+f.rank, sum.gain+f.gain
		fmt.Fprintf(&b, "%s  %s\n", f, j.query)
	}
	n := float64(len(all))
	sum = figures{sum.recall / n, sum.rank / n, sum.gain / n}
	got := fmt.Sprintf("recall    RR nDCG@10 of %d queries\n%s  mean\n\n%s", len(all), sum, b.String())
	path := filepath.Join("testdata", "relevance", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s (write it anew with -update where the change is meant):\n--- got\n%s\n--- want\n%s", path, got, want)
	}
}

// figures are recall over all results, the reciprocal rank of the first answer,
// and the normalised discounted cumulative gain of the first ten.
type figures struct{ recall, rank, gain float64 }

func (f figures) String() string { return fmt.Sprintf(" %.3f %.3f %.3f", f.recall, f.rank, f.gain) }

// score judges results: a block has the grade of the best of its names, and each
// name counts once.
func (j judged) score(hits []search.Found, ids map[string][]string) figures {
	blocks := map[string]int{} // the best grade of each block that answers
	for block, names := range ids {
		for _, name := range names {
			if g := j.grades[name]; g > blocks[block] {
				blocks[block] = g
			}
		}
	}
	var f figures
	found := 0
	for i, h := range hits {
		g := blocks[h.Block]
		if g == 0 {
			continue
		}
		found++
		if f.rank == 0 {
			f.rank = 1 / float64(i+1)
		}
		if i < 10 {
			f.gain += gain(g, i)
		}
	}
	var best []int
	for _, g := range blocks {
		best = append(best, g)
	}
	slices.SortFunc(best, func(a, b int) int { return cmp.Compare(b, a) })
	ideal := 0.0
	for i, g := range best[:min(10, len(best))] {
		ideal += gain(g, i)
	}
	return figures{float64(found) / float64(len(best)), f.rank, f.gain / ideal}
}

func gain(grade, place int) float64 {
	return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+2)
}
