package evaluate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// Boxes is how well printed words were found at their place on the scans.
type Boxes struct {
	Found  Share `json:"found"`  // printed words whose letters stand in the output on the same scan
	Placed Share `json:"placed"` // of these, those whose box meets such a word's with IoU of .5 or more
	Gutter Share `json:"gutter"` // of those not found, the words that stand at the gutter, which swallows letters
}

// PrintedWord is a word of the truth with its box in pixels of the scan.
type PrintedWord struct {
	Scan  int
	Side  corpus.Side
	Block string // the block of the truth that it stands in
	Line  string // of its page
	Text  string
	Box   [4]float64
}

// gutterReach is how far from the gutter a word may begin or end that stands at
// it, as a share of the scan's width.
const gutterReach = 0.025

// Gutter is where the pages of a scan meet, in pixels.
type Gutter struct {
	Scan  int     `json:"spread"`
	Width float64 `json:"width"` // of the scan
	X     float64 `json:"gutter_x"`
}

// ReadGutters reads the gutters by number of scan from a spreads.json.
func ReadGutters(path string) (map[int]Gutter, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []Gutter
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := make(map[int]Gutter, len(rows))
	for _, g := range rows {
		out[g.Scan] = g
	}
	return out, nil
}

// near reports whether a word stands at the gutter.
func (g Gutter) near(w PrintedWord) bool {
	return min(math.Abs(w.Box[0]-g.X), math.Abs(w.Box[2]-g.X)) < gutterReach*g.Width
}

// The kind of the words of the text proper, without forme work.
const TextProper = "t"

// ReadPrintedWords reads the words of some kinds, or of all if none is named,
// from a words.tsv with the columns spread, kind, x1, y1, x2, y2 and text, and
// perhaps side, line and block.
func ReadPrintedWords(path string, kinds ...string) ([]PrintedWord, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	column := map[string]int{}
	for i, name := range strings.Split(lines.Text(), "\t") {
		column[name] = i
	}
	var out []PrintedWord
	for n := 2; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		w, ok, err := printedWord(cells, column, kinds)
		if err != nil {
			return nil, fmt.Errorf("%s line %d: %w", path, n, err)
		}
		if ok {
			out = append(out, w)
		}
	}
	return out, lines.Err()
}

func printedWord(cells []string, column map[string]int, kinds []string) (w PrintedWord, ok bool, err error) {
	cell := func(name string) string {
		if i, known := column[name]; known && i < len(cells) {
			return cells[i]
		}
		return ""
	}
	w.Text = cell("text")
	if len(kinds) > 0 && !slices.Contains(kinds, cell("kind")) || letters(w.Text) == "" {
		return w, false, nil
	}
	w.Block, w.Line = cell("block"), cell("line")
	w.Side = sideNamed(cell("side"))
	if w.Scan, err = strconv.Atoi(cell("spread")); err != nil {
		return w, false, err
	}
	for i, name := range []string{"x1", "y1", "x2", "y2"} {
		if w.Box[i], err = strconv.ParseFloat(cell(name), 64); err != nil {
			return w, false, err
		}
	}
	return w, true, nil
}

// sideNamed reads "L" and "R"; all else is a whole scan.
func sideNamed(name string) corpus.Side {
	switch name {
	case "L":
		return corpus.Left
	case "R":
		return corpus.Right
	}
	return corpus.Whole
}

// MeasureBoxes compares the boxes of a reading with those of the printed words.
// Gutters, by number of scan, may be nil.
func MeasureBoxes(printed []PrintedWord, gutters map[int]Gutter, tokens []Token) Boxes {
	type place struct {
		scan int
		text string
	}
	seen := map[place][][4]float64{}
	for _, t := range tokens {
		for _, w := range t.Words {
			if text := letters(w.Raw); w.Box != [4]float64{} && text != "" {
				seen[place{w.Scan, text}] = append(seen[place{w.Scan, text}], w.Box)
			}
		}
	}
	var b Boxes
	for _, p := range printed {
		candidates := seen[place{p.Scan, letters(p.Text)}]
		b.Found.count(len(candidates) > 0)
		if len(candidates) == 0 {
			b.Gutter.count(gutters[p.Scan].near(p))
			continue
		}
		best := 0.0
		for _, c := range candidates {
			best = max(best, overlap(p.Box, c))
		}
		b.Placed.count(best >= .5)
	}
	return b
}

// letters is text without case, punctuation and spaces.
func letters(s string) string {
	return fold(strings.Map(func(r rune) rune {
		if alphanumeric(r) {
			return r
		}
		return -1
	}, s))
}

// overlap is intersection over union.
func overlap(a, b [4]float64) float64 {
	w, h := min(a[2], b[2])-max(a[0], b[0]), min(a[3], b[3])-max(a[1], b[1])
	if w <= 0 || h <= 0 {
		return 0
	}
	area := func(r [4]float64) float64 { return (r[2] - r[0]) * (r[3] - r[1]) }
	return w * h / (area(a) + area(b) - w*h)
}
