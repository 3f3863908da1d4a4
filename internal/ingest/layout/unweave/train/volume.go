package main

import (
	"bufio"
	"cmp"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/ingest/layout"
	"recto/internal/ingest/layout/unweave"
	"recto/internal/language"
)

// word is a word of a volume as it was printed.
type word struct {
	text, key  string
	forme      bool // no part of the text
	spread     int
	side       string
	page, line int
}

// placed is a line of the text layer with its place in print: its first and
// last printed word, -1 where they were not found.
type placed struct {
	corpus.Line
	spread   int
	side     string
	from, to int
}

// readVolume makes examples of a simulated volume: the lines of its text layer,
// and its printed lines woven anew.
func readVolume(dir string, m *language.Model) ([]unweave.Example, error) {
	x := unweave.Example{Name: filepath.Base(dir)}
	words, err := readPrinted(filepath.Join(dir, "truth", "words.tsv"))
	if err != nil {
		return nil, err
	}
	labels, err := readTable(filepath.Join(dir, "truth", "labels.tsv"))
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, "ocr.txt"))
	if err != nil {
		return nil, err
	}
	lines := textLines(string(text), m)
	byNumber := map[int]*placed{}
	for i := range lines {
		byNumber[lines[i].Words[0].Line] = &lines[i]
	}
	for _, row := range labels {
		n, _ := strconv.Atoi(row[0])
		if l := byNumber[n]; l != nil {
			l.spread, _ = strconv.Atoi(row[1])
			l.side = row[2]
		}
	}
	place(lines, words)
	x.Next = successors(lines, words)
	for _, l := range lines {
		x.Lines = append(x.Lines, l.Line)
	}
	random := rand.New(rand.NewPCG(1, uint64(len(words))))
	return append(weave(x.Name, words, random), x), nil
}

// textLines is the lines of a text that are no forme work, in the order of the text.
func textLines(text string, m *language.Model) []placed {
	pages, _ := layout.Arrange("", textScans(text), m)
	var lines []placed
	for _, p := range pages {
		for _, l := range p.Lines {
			if !l.Role.Forme() {
				lines = append(lines, placed{Line: l, from: -1, to: -1})
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b placed) int { return a.Words[0].Line - b.Words[0].Line })
	return lines
}

// textScans cuts a text to words, and to scans at form feeds or, where it has
// none, at leading spaces, as the pipeline does.
func textScans(text string) []corpus.Scan {
	scans := []corpus.Scan{{Number: 1}}
	feeds := strings.Contains(text, "\f")
	lines, chars := 0, 0
	for n, raw := range strings.Split(text, "\n") {
		fields := strings.Fields(raw)
		begins := !feeds && len(fields) > 0 && raw[0] == ' ' && lines >= 12 && chars >= 600
		if begins || feeds && strings.Contains(raw, "\f") {
			scans = append(scans, corpus.Scan{Number: len(scans) + 1})
			lines, chars = 0, 0
		}
		s := &scans[len(scans)-1]
		col := len(raw) - len(strings.TrimLeft(raw, " \f"))
		for _, f := range fields {
			s.Words = append(s.Words, corpus.Word{ID: corpus.WordID("", s.Number, len(s.Words)+1), Raw: f, Scan: s.Number, Line: n + 1, Col: col})
			col += len(f) + 1
			chars += len(f) + 1
		}
		if len(fields) > 0 {
			lines++
		}
	}
	return scans
}

func readPrinted(name string) ([]word, error) {
	rows, err := readTable(name)
	if err != nil {
		return nil, err
	}
	words := make([]word, len(rows))
	for i, r := range rows {
		w := word{text: r[10], key: key(r[10]), side: r[1], forme: r[4] != "t"}
		w.spread, _ = strconv.Atoi(r[0])
		w.page, _ = strconv.Atoi(r[2])
		w.line, _ = strconv.Atoi(r[3])
		words[i] = w
	}
	return words, nil
}

func readTable(name string) ([][]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var rows [][]string
	s := bufio.NewScanner(file)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		rows = append(rows, strings.Split(s.Text(), "\t"))
	}
	return rows[1:], s.Err()
}

func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, language.Fold(s))
}

// place aligns lines with the printed words of their side of the spread, long
// lines first; a word belongs to one line.
func place(lines []placed, words []word) {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(lines[b].Raw()), len(lines[a].Raw())) })
	taken := make([]bool, len(words))
	starts := map[int]int{}
	ends := map[int]int{}
	for i, w := range words {
		if _, ok := starts[w.spread]; !ok {
			starts[w.spread] = i
		}
		ends[w.spread] = i + 1
	}
	likeness := map[[2]string]float64{}
	for _, i := range order {
		l := &lines[i]
		if l.spread == 0 {
			continue
		}
		lo, hi := starts[l.spread], ends[l.spread]
		l.from, l.to = align(l, words, lo, hi, taken, near(lines, i), likeness)
		for k := l.from; k >= 0 && k <= l.to; k++ {
			taken[k] = true
		}
	}
}

// near is a printed word of a neighbouring line that has its place, or -1.
func near(lines []placed, i int) int {
	for d := 1; d <= 4; d++ {
		for _, k := range [2]int{i - d, i + d} {
			if k >= 0 && k < len(lines) && lines[k].from >= 0 && lines[k].side == lines[i].side && lines[k].spread == lines[i].spread {
				return lines[k].from
			}
		}
	}
	return -1
}

// align finds the run of printed words that a line is likest, by local alignment.
func align(l *placed, words []word, lo, hi int, taken []bool, near int, likeness map[[2]string]float64) (from, to int) {
	const skip = 1.5
	var keys []string
	letters := 0
	for _, w := range l.Words {
		keys = append(keys, key(w.Raw))
		letters += len(keys[len(keys)-1])
	}
	m := len(keys)
	prev, cur := make([]float64, m+1), make([]float64, m+1)
	prevFrom, curFrom := make([]int, m+1), make([]int, m+1)
	for j := range prevFrom {
		prevFrom[j] = -1
	}
	best, from, to := 0., -1, -1
	for i := lo; i < hi; i++ {
		for j := range cur {
			cur[j], curFrom[j] = 0, -1
		}
		if !taken[i] && !words[i].forme && (words[i].side == l.side || l.side != "L" && l.side != "R") {
			for j := 1; j <= m; j++ {
				s := like(words[i].key, keys[j-1], likeness)
				start := prevFrom[j-1]
				if start < 0 {
					start = i
				}
				if v := prev[j-1] + s; v > 0 && s > 0 {
					cur[j], curFrom[j] = v, start
				}
				if v := prev[j] - skip; v > cur[j] {
					cur[j], curFrom[j] = v, prevFrom[j]
				}
				if v := cur[j-1] - skip; v > cur[j] {
					cur[j], curFrom[j] = v, curFrom[j-1]
				}
				v := cur[j]
				if near >= 0 {
					v -= .002 * float64(min(abs(i-near), 400))
				}
				if v > best && cur[j] >= min(3, .6*float64(letters)) {
					best, from, to = v, curFrom[j], i
				}
			}
		}
		prev, cur = cur, prev
		prevFrom, curFrom = curFrom, prevFrom
	}
	if best < 2 || best < .35*float64(letters) {
		return -1, -1
	}
	return from, to
}

func like(a, b string, known map[[2]string]float64) float64 {
	if a == b {
		return float64(len(a)) + .5
	}
	if a == "" || b == "" || abs(len(a)-len(b)) > 4 {
		return -1
	}
	k := [2]string{a, b}
	if v, ok := known[k]; ok {
		return v
	}
	v := -1.
	if r := 1 - float64(distance(a, b))/float64(max(len(a), len(b))); r > .55 {
		v = r * float64(min(len(a), len(b)))
	}
	known[k] = v
	return v
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d = min(diagonal, row[j], row[j+1]) + 1
			}
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}

func abs(x int) int { return max(x, -x) }

// successors says for each line which one continues it in print, -1 where none
// does and -2 where that is not known.
func successors(lines []placed, words []word) []int {
	const lost = 8 // more words missing in between are a gap that nothing joins
	next := make([]int, len(lines))
	var found []int
	for i, l := range lines {
		next[i] = -2
		if l.from >= 0 {
			next[i] = -1
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return lines[a].from - lines[b].from })
	for k := 1; k < len(found); k++ {
		a, b := found[k-1], found[k]
		if missing(words, lines[a].to, lines[b].from) <= lost {
			next[a] = b
		}
	}
	return next
}

// missing counts the words of the text between two printed words.
func missing(words []word, a, b int) int {
	n := 0
	for k := a + 1; k < b; k++ {
		if !words[k].forme {
			n++
		}
	}
	return n
}
