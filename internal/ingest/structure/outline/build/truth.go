package main

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/outline"
	"recto/internal/language"
)

// truth is what is known of a volume: its printed words, and its blocks.
type truth struct {
	blocks map[string]block
	order  []string
	words  map[int][]word // by scan
	lines  map[int]place  // of the plain text
}

type block struct {
	Kind  string
	Text  string
	Pages []int
}

// word is a printed word, the n-th of its block.
type word struct {
	block string
	n     int
	box   corpus.Box
}

// place is where a line of the plain text comes from.
type place struct {
	scan        int
	side, block string
}

func readTruth(dir string) (truth, error) {
	t := truth{words: map[int][]word{}, lines: map[int]place{}}
	data, err := os.ReadFile(filepath.Join(dir, "blocks.json"))
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(data, &t.blocks); err != nil {
		return t, err
	}
	count := map[string]int{}
	err = rows(filepath.Join(dir, "words.tsv"), 11, func(c []string) {
		box := corpus.Box{X1: number(c[6]), Y1: number(c[7]), X2: number(c[8]), Y2: number(c[9])}
		scan := int(number(c[0]))
		t.words[scan] = append(t.words[scan], word{c[5], count[c[5]], box})
		count[c[5]]++
	})
	if err != nil {
		return t, err
	}
	t.order = slices.Sorted(maps.Keys(t.blocks))
	before := "L"
	return t, rows(filepath.Join(dir, "labels.tsv"), 6, func(c []string) {
		last := c[4][strings.LastIndex(c[4], ",")+1:]
		side := c[2]
		if side == "?" {
			side = before // most lines follow one of their own page
		}
		before = side
		t.lines[int(number(c[0]))] = place{int(number(c[1])), side, last}
	})
}

// rows calls f with the cells of every row but the first.
func rows(path string, cells int, f func([]string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Scan()
	for in.Scan() {
		if c := strings.Split(in.Text(), "\t"); len(c) >= cells {
			f(c)
		}
	}
	return in.Err()
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// origin is the block that a line belongs to, and whether the block begins with it.
func (t truth) origin(r outline.Row) (b block, begins, ok bool) {
	if w := r.Line.Words[0]; !w.HasBox() {
		at := t.lines[w.Line]
		if b, ok = t.blocks[at.block]; !ok {
			return t.opened(at.scan, r.Text)
		}
		return b, opens(b.Text, r.Text, 0.6), true
	}
	for _, w := range r.Line.Words[:min(4, len(r.Line.Words))] {
		if p, found := t.printed(w); found {
			b, ok = t.blocks[p.block]
			return b, p.n <= 2, ok
		}
	}
	return b, false, false
}

// printed is the printed word at the place of a word.
func (t truth) printed(w corpus.Word) (word, bool) {
	x, y := (w.Box.X1+w.Box.X2)/2, (w.Box.Y1+w.Box.Y2)/2
	for _, p := range t.words[w.Scan] {
		if x >= p.box.X1 && x <= p.box.X2 && y >= p.box.Y1 && y <= p.box.Y2 {
			return p, true
		}
	}
	return word{}, false
}

// opened is the block on a scan that a line of unknown origin may be the first of.
func (t truth) opened(scan int, line string) (block, bool, bool) {
	for _, id := range t.order {
		b := t.blocks[id]
		if b.on(scan) && len(line) > 14 && len(b.Text)*3 > len(line)*2 && opens(b.Text, line, 0.8) {
			return b, true, true
		}
	}
	return block{}, false, false
}

// on reports whether the block stands on a scan; page 1 is a right-hand page.
func (b block) on(scan int) bool {
	return slices.ContainsFunc(b.Pages, func(p int) bool { return p/2+1 == scan })
}

// opens reports whether a line may be the first of a text, through damage to
// its letters and the loss of up to three words.
func opens(text, line string, least float64) bool {
	printed, read := strings.Fields(language.Plain(text)), strings.Fields(language.Plain(strings.TrimLeft(line, "0123456789.) ")))
	for lost := range min(4, len(printed)) {
		if likeness(printed[lost:], read) >= least {
			return true
		}
	}
	return false
}

// likeness is the share of the first letters of two texts that are the same.
func likeness(a, b []string) float64 {
	x, y := strings.Join(a, ""), strings.Join(b, "")
	n := min(14, len(x), len(y))
	same := 0
	for i := range n {
		if x[i] == y[i] {
			same++
		}
	}
	return float64(same) / float64(max(1, n))
}

// labelled gives rows their labels. Rows of titles, authors and the like, which
// are found otherwise, are left out where they stand first; elsewhere, as on woven
// pages, they begin nothing. What is not known goes on with what stands before.
func (t truth) labelled(rows []outline.Row) outline.Example {
	var e outline.Example
	last := outline.ParagraphOn
	for _, r := range rows {
		b, begins, ok := t.origin(r)
		kind, found := labelOf[b.Kind]
		if ok && !found && len(e.Rows) == 0 {
			continue
		}
		l := last
		if ok && found {
			if l = kind.On(); begins {
				l = kind
			}
			last = kind.On()
		}
		e.Rows, e.Labels = append(e.Rows, r), append(e.Labels, l)
	}
	return e
}

var labelOf = map[string]outline.Label{
	"para": outline.Paragraph, "quote": outline.Paragraph, "bullet": outline.Paragraph, "abstract": outline.Paragraph,
	"heading": outline.Heading, "refhead": outline.Heading, "ref": outline.Entry, "footnote": outline.Note,
}

// unwoven puts the lines of plain text in order, page by page, as a perfect
// layout would. Scans with boxes give none.
func (t truth) unwoven(scans []corpus.Scan) []corpus.Scan {
	var out []corpus.Scan
	for _, s := range scans {
		if len(s.Words) > 0 && s.Words[0].HasBox() {
			return nil
		}
		for _, side := range []string{"L", "R"} {
			page := corpus.Scan{Number: len(out) + 1}
			for _, w := range s.Words {
				if t.lines[w.Line].side == side {
					page.Words = append(page.Words, w)
				}
			}
			out = append(out, page)
		}
	}
	return out
}
