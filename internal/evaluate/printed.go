package evaluate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// Printed is the text of a volume as it was printed, page by page.
type Printed struct {
	Pages []PrintedLeaf
	total int // words
}

// PrintedLeaf is a printed page: the words of its blocks, whole where a line's
// end broke them.
type PrintedLeaf struct {
	Place
	Blocks [][]string
}

// ReadPrinted reads words.tsv of a truth, and blocks.json, which tells which
// hyphens at the ends of lines were printed for the line's sake alone.
func ReadPrinted(dir string) (Printed, error) {
	words, err := ReadPrintedWords(filepath.Join(dir, "words.tsv"), TextProper)
	if err != nil {
		return Printed{}, err
	}
	whole, err := readBlocks(filepath.Join(dir, "blocks.json"))
	if err != nil {
		return Printed{}, err
	}
	type key struct {
		Place
		block string
	}
	order := []key{}
	blocks := map[key][]PrintedWord{}
	for _, w := range words {
		k := key{Place{w.Scan, w.Side}, w.Block}
		if blocks[k] == nil {
			order = append(order, k)
		}
		blocks[k] = append(blocks[k], w)
	}
	pages := map[Place][][]string{}
	var p Printed
	for _, k := range order {
		joined := joinLines(blocks[k], whole[k.block])
		pages[k.Place] = append(pages[k.Place], joined)
		p.total += len(joined)
	}
	for place, b := range pages {
		p.Pages = append(p.Pages, PrintedLeaf{place, b})
	}
	slices.SortFunc(p.Pages, func(a, b PrintedLeaf) int {
		return cmp.Or(cmp.Compare(a.Scan, b.Scan), cmp.Compare(a.Side, b.Side))
	})
	return p, nil
}

// readBlocks reads the words of each block.
func readBlocks(path string) (map[string]map[string]bool, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var blocks map[string]struct{ Text string }
	if err := json.Unmarshal(data, &blocks); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := map[string]map[string]bool{}
	for id, b := range blocks {
		out[id] = map[string]bool{}
		for _, w := range strings.Fields(b.Text) {
			out[id][trimmed(w)] = true
		}
	}
	return out, nil
}

// joinLines joins the words that a line's end broke; whole are the block's words.
func joinLines(words []PrintedWord, whole map[string]bool) []string {
	var out []string
	for i, w := range words {
		last := len(out) - 1
		if i == 0 || w.Line == words[i-1].Line || !strings.HasSuffix(out[last], "-") {
			out = append(out, w.Text)
			continue
		}
		if joined := strings.TrimSuffix(out[last], "-") + w.Text; whole[trimmed(joined)] {
			out[last] = joined
			continue
		}
		out[last] += w.Text
	}
	return out
}

func trimmed(word string) string {
	return strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// any draws a block, the likelier the longer it is.
func (p Printed) any(chance *rand.Rand) []string {
	n := chance.IntN(p.total)
	for _, page := range p.Pages {
		for _, b := range page.Blocks {
			if n -= len(b); n < 0 {
				return b
			}
		}
	}
	return nil
}

// holding are the pages on which words stand in sequence, case apart.
func (p Printed) holding(words []string) []Place {
	var out []Place
	for _, page := range p.Pages {
		if slices.ContainsFunc(page.Blocks, func(b []string) bool { return inSequence(b, words) }) {
			out = append(out, page.Place)
		}
	}
	return out
}

func inSequence(block, words []string) bool {
	for i := 0; i+len(words) <= len(block); i++ {
		k := 0
		for k < len(words) && strings.EqualFold(trimmed(block[i+k]), words[k]) {
			k++
		}
		if k == len(words) {
			return true
		}
	}
	return false
}

// Edition is the volume as a perfect reading would give it, without papers.
func (p Printed) Edition(name string) *corpus.Edition {
	e := &corpus.Edition{ID: name, Volume: corpus.Volume{ID: name}}
	part := corpus.Part{ID: name, Kind: corpus.PaperPart, Title: name}
	for _, page := range p.Pages {
		id := corpus.PageID(name, page.Scan, page.Side)
		e.Pages = append(e.Pages, corpus.Page{ID: id, Scan: page.Scan, Side: page.Side})
		for i, words := range page.Blocks {
			b := corpus.Block{ID: fmt.Sprint(id, "-", i), Kind: corpus.Paragraph}
			for _, w := range words {
				b.Tokens = append(b.Tokens, corpus.Token{Text: w, Page: id})
			}
			part.Blocks = append(part.Blocks, b)
		}
	}
	e.Parts = []corpus.Part{part}
	return e
}
