package structure_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// sharedDir is the folder with data that is not part of the project.
func sharedDir(t testing.TB) string {
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		at, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for at != filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
				break
			}
			at = filepath.Dir(at)
		}
		dir = filepath.Join(at, "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data")
	}
	return dir
}

// truthWord is one row of words.tsv.
type truthWord struct {
	page, line  int
	spread      int
	side, kind  string
	block, text string
	box         corpus.Box
}

// truthPages reads the printed truth of a simulated volume as pages whose
// lines have boxes, as a perfect layout and correction would give them.
func truthPages(t testing.TB, dir string) []corpus.Page {
	kinds := blockKinds(t, filepath.Join(dir, "blocks.json"))
	f, err := os.Open(filepath.Join(dir, "words.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var pages []corpus.Page
	var words []truthWord
	flush := func() {
		if len(words) > 0 {
			pages = append(pages, truthPage(words, kinds))
			words = nil
		}
	}
	in := bufio.NewScanner(f)
	in.Scan()
	for in.Scan() {
		c := strings.Split(in.Text(), "\t")
		w := truthWord{spread: atoi(c[0]), side: c[1], page: atoi(c[2]), line: atoi(c[3]), kind: c[4], block: c[5], text: c[10]}
		w.box = corpus.Box{X1: float64(atoi(c[6])), Y1: float64(atoi(c[7])), X2: float64(atoi(c[8])), Y2: float64(atoi(c[9]))}
		if len(words) > 0 && words[0].page != w.page {
			flush()
		}
		words = append(words, w)
	}
	flush()
	relativeSizes(pages)
	return pages
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func blockKinds(t testing.TB, path string) map[string]string {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var blocks map[string]struct{ Kind string }
	if err := json.Unmarshal(data, &blocks); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for id, b := range blocks {
		kinds[id] = b.Kind
	}
	return kinds
}

func truthPage(words []truthWord, kinds map[string]string) corpus.Page {
	w0 := words[0]
	side := corpus.Left
	if w0.side == "R" {
		side = corpus.Right
	}
	p := corpus.Page{ID: corpus.PageID("0123456789ab", w0.spread, side), Scan: w0.spread, Side: side, Folio: strconv.Itoa(w0.page)}
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j].line == words[i].line && words[j].kind == words[i].kind {
			j++
		}
		p.Lines = append(p.Lines, truthLine(p, words[i:j], kinds, i))
		i = j
	}
	place(p.Lines)
	joinHyphens(p.Lines)
	return p
}

func truthLine(p corpus.Page, words []truthWord, kinds map[string]string, n int) corpus.Line {
	l := corpus.Line{Page: p.ID}
	switch {
	case words[0].kind == "rh":
		l.Role = corpus.RunningHead
	case words[0].kind == "pn":
		l.Role = corpus.Folio
	case kinds[words[0].block] == "footnote":
		l.Role = corpus.Footnote
	}
	var heights []float64
	for k, w := range words {
		word := corpus.Word{ID: corpus.WordID("0123456789ab", p.Scan, w.page*10000+n+k), Raw: w.text, Scan: p.Scan, Box: w.box}
		l.Words = append(l.Words, word)
		l.Tokens = append(l.Tokens, corpus.Token{Text: w.text, Words: []corpus.Word{word}, Page: p.ID})
		l.Box = l.Box.Union(w.box)
		heights = append(heights, w.box.Height())
	}
	l.Size = median(heights)
	return l
}

// place sets Space, Indent, Short and Center of a page's lines.
func place(lines []corpus.Line) {
	var text []int
	var gaps []float64
	for i, l := range lines {
		if !l.Role.Forme() {
			text = append(text, i)
		}
	}
	for k := 1; k < len(text); k++ {
		gaps = append(gaps, lines[text[k]].Box.Y1-lines[text[k-1]].Box.Y1)
	}
	if len(gaps) == 0 {
		return
	}
	gap := median(gaps)
	left, right := math.Inf(1), math.Inf(-1)
	for _, i := range text {
		left, right = min(left, lines[i].Box.X1), max(right, lines[i].Box.X2)
	}
	for k, i := range text {
		l := &lines[i]
		l.Space = k == 0 || l.Box.Y1-lines[text[k-1]].Box.Y1 > 1.3*gap
		lo, hi := left, right
		near := math.Inf(1)
		for d := -8; d <= 8; d++ { // the edge drifts with the skew
			if k+d >= 0 && k+d < len(text) {
				near = min(near, lines[text[k+d]].Box.X1)
			}
		}
		if near-lo < 0.6*gap {
			lo = near
		}
		l.Indent = max(0, l.Box.X1-lo) / gap
		l.Short = hi-l.Box.X2 > 1.5*gap
		l.Center = l.Indent > 1 && math.Abs((l.Box.X1-lo)-(hi-l.Box.X2)) < gap
	}
}

// joinHyphens makes a word divided over a line end a token of the first line.
func joinHyphens(lines []corpus.Line) {
	for i := 0; i+1 < len(lines); i++ {
		a, b := &lines[i], &lines[i+1]
		if a.Role != b.Role || a.Role.Forme() || len(a.Tokens) == 0 || len(b.Tokens) < 2 {
			continue
		}
		last := &a.Tokens[len(a.Tokens)-1]
		next := b.Tokens[0]
		if !strings.HasSuffix(last.Text, "-") || next.Text != strings.ToLower(next.Text) {
			continue
		}
		last.Text = strings.TrimSuffix(last.Text, "-") + next.Text
		last.Words = append(last.Words, next.Words...)
		b.Tokens = b.Tokens[1:]
	}
}

// relativeSizes divides the sizes by that of the body.
func relativeSizes(pages []corpus.Page) {
	var all []float64
	for _, p := range pages {
		for _, l := range p.Lines {
			if l.Role == corpus.Text {
				all = append(all, l.Size)
			}
		}
	}
	body := median(all)
	for _, p := range pages {
		for i := range p.Lines {
			p.Lines[i].Size = math.Round(p.Lines[i].Size/body*100) / 100
		}
	}
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	s := append([]float64(nil), v...)
	sort.Float64s(s)
	return s[len(s)/2]
}
