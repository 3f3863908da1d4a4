package evaluate

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// Gold is what was found by hand about the text of a volume, line by line of
// its source (1-based, columns 0-based in characters).
type Gold struct {
	Lines       []GoldLine
	Corrections []Correction
	Noise       []Noise
	Order       []Pair
	Concepts    []GoldConcept

	text map[int][]rune
}

// GoldLine is a line of the source with the side of the spread it stands on:
// "L", "R", or something else where that is not known.
type GoldLine struct {
	Line   int    `json:"line"`
	Spread string `json:"spread"`
	Side   string `json:"col"`
	Text   string `json:"text"`
}

// Correction is a wrong reading and the right one.
type Correction struct {
	Line  int    `json:"line"`
	Col   int    `json:"col"`
	Wrong string `json:"wrong"`
	Right string `json:"right"`
}

// Noise is debris, from Col on, or where it is first found in the line.
type Noise struct {
	Line      int    `json:"line"`
	Col       *int   `json:"col"`
	Wrong     string `json:"wrong"`
	WholeLine bool   `json:"whole_line"`
}

// Pair says whether line B goes on where line A ends.
type Pair struct {
	A              int    `json:"a"`
	B              int    `json:"b"`
	Kind           string `json:"kind"` // "continues" or "break"
	ParagraphBreak bool   `json:"paragraph_break"`
}

// GoldConcept is a place where a concept is mentioned.
type GoldConcept struct {
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Surface string `json:"surface"`
	Concept string `json:"concept"`
	Garbled bool   `json:"garbled"`
}

// ReadGold reads a folder of columns, corrections, noise, order and concepts,
// each a file of rows. All but the columns may be missing.
func ReadGold(dir string) (*Gold, error) {
	g := &Gold{text: map[int][]rune{}}
	var err error
	if g.Lines, err = readRows[GoldLine](filepath.Join(dir, "columns.jsonl")); err != nil {
		return nil, err
	}
	if err := errors.Join(
		optional(dir, "corrections", &g.Corrections), optional(dir, "noise", &g.Noise),
		optional(dir, "order", &g.Order), optional(dir, "concepts", &g.Concepts),
	); err != nil {
		return nil, err
	}
	for _, l := range g.Lines {
		g.text[l.Line] = []rune(l.Text)
	}
	return g, nil
}

func optional[T any](dir, name string, into *[]T) error {
	out, err := readRows[T](filepath.Join(dir, name+".jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	*into = out
	return err
}

// span is a stretch of a line, in characters.
type span struct{ from, to int }

func (s span) meets(o span) bool { return s.from < o.to && s.to > o.from }

// wholeLine reaches past the end of any line.
var wholeLine = span{0, 1 << 20}

func (c Correction) span() span { return span{c.Col, c.Col + runes(c.Wrong)} }

// noiseSpan is where debris stands; an empty span at the beginning if it is not in its line.
func (g *Gold) noiseSpan(n Noise) span {
	if n.WholeLine {
		return wholeLine
	}
	col := 0
	if n.Col != nil {
		col = *n.Col
	} else if before, _, ok := strings.Cut(string(g.text[n.Line]), n.Wrong); ok {
		col = runes(before)
	}
	return span{col, col + runes(n.Wrong)}
}

// marked are the stretches of each line that the gold corrects or calls debris.
func (g *Gold) marked() map[int][]span {
	out := map[int][]span{}
	for _, c := range g.Corrections {
		out[c.Line] = append(out[c.Line], c.span())
	}
	for _, n := range g.Noise {
		out[n.Line] = append(out[n.Line], g.noiseSpan(n))
	}
	return out
}
