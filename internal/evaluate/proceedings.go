package evaluate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Reading is how well a volume's text was read, against its gold.
type Reading struct {
	Repair  Share `json:"repair"`  // corrections that the reading text has
	Flagged Share `json:"flagged"` // of the others, those doubted (confidence below .5) or made a gap
	Harm    Share `json:"harm"`    // of the words that were right, those changed or lost
	Debris  Share `json:"debris"`  // debris that is gone
	Order   Share `json:"order"`   // pairs of lines that continue and follow each other, in one block unless a paragraph ends there
	Breaks  Share `json:"breaks"`  // pairs of lines that do not continue and are kept apart
	Joints  Share `json:"joints"`  // of neighbouring lines that nothing parts and that can be judged, those that continue
	Columns Share `json:"columns"` // of neighbouring lines that nothing parts, those on the same page side
}

// Proceedings measures a reading of a volume.
func Proceedings(g *Gold, tokens []Token) Reading {
	var r Reading
	c := cover(tokens)
	r.corrections(g, c)
	r.unharmed(g, c)
	for _, n := range g.Noise {
		found := c.ids(n.Line, g.noiseSpan(n))
		r.Debris.count(len(found) == 0 || !strings.Contains(c.text(found), plain(n.Wrong)))
	}
	r.order(g, tokens)
	return r
}

// plain is text with plain quotes and dashes and single spaces.
func plain(s string) string {
	return folded(strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-").Replace(s))
}

// coverage says which token each character of the source was read as.
type coverage struct {
	tokens []Token
	by     map[int]map[int]int // line, column, index of the token
}

func cover(tokens []Token) coverage {
	c := coverage{tokens, map[int]map[int]int{}}
	for i, t := range tokens {
		for _, w := range t.Words {
			if w.Line == 0 {
				continue
			}
			if c.by[w.Line] == nil {
				c.by[w.Line] = map[int]int{}
			}
			for col := range runes(w.Raw) {
				c.by[w.Line][w.Col+col] = i
			}
		}
	}
	return c
}

// ids are the tokens that a stretch of a line was read as, in order of its characters.
func (c coverage) ids(line int, s span) []int {
	var out []int
	at := c.by[line]
	cols := make([]int, 0, len(at))
	for col := range at {
		if s.from <= col && col < s.to {
			cols = append(cols, col)
		}
	}
	slices.Sort(cols)
	for _, col := range cols {
		if i := at[col]; len(out) == 0 || out[len(out)-1] != i {
			out = append(out, i)
		}
	}
	return out
}

func (c coverage) text(ids []int) string {
	texts := make([]string, len(ids))
	for k, i := range ids {
		texts[k] = c.tokens[i].Text
	}
	return plain(strings.Join(texts, " "))
}

func (c coverage) doubted(ids []int) bool {
	for _, i := range ids {
		if p := c.tokens[i].Confidence; p != nil && *p < .5 {
			return true
		}
	}
	return len(ids) == 0
}

func (r *Reading) corrections(g *Gold, c coverage) {
	for _, x := range g.Corrections {
		ids := c.ids(x.Line, x.span())
		mended := reads(c.text(ids), plain(x.Right))
		r.Repair.count(mended)
		if !mended {
			r.Flagged.count(c.doubted(ids))
		}
	}
}

// reads reports whether a reading is what is wanted, or holds it as words of
// their own with no more than twelve characters besides.
func reads(got, want string) bool {
	if got == want {
		return true
	}
	if want == "" || runes(got) > runes(want)+12 {
		return false
	}
	text, w := []rune(got), []rune(want)
	for i := 0; i+len(w) <= len(text); i++ {
		end := i + len(w)
		if string(text[i:end]) == want && (i == 0 || !wordly(text[i-1])) && (end == len(text) || !wordly(text[end])) {
			return true
		}
	}
	return false
}

func wordly(r rune) bool { return r == '_' || alphanumeric(r) }

// unharmed looks at every word of two characters or more outside corrections
// and debris. A hyphen at its end may be gone, for the word may go on in the next line.
func (r *Reading) unharmed(g *Gold, c coverage) {
	marked := g.marked()
	for _, l := range g.Lines {
		for _, s := range wordSpans(g.text[l.Line]) {
			if s.to-s.from < 2 || slices.ContainsFunc(marked[l.Line], s.meets) {
				continue
			}
			word := strings.TrimRight(plain(string(g.text[l.Line][s.from:s.to])), "-")
			r.Harm.count(!strings.Contains(c.text(c.ids(l.Line, s)), word))
		}
	}
}

// wordSpans are the stretches between white space.
func wordSpans(line []rune) []span {
	var out []span
	start := -1
	for i, r := range append(slices.Clone(line), ' ') {
		switch {
		case unicode.IsSpace(r):
			if start >= 0 {
				out = append(out, span{start, i})
			}
			start = -1
		case start < 0:
			start = i
		}
	}
	return out
}

// sequence is the order of source lines in a reading.
type sequence struct {
	tokens      []Token
	first, last map[int]int // by line: index of its first and last token
	lines       []int       // by first token
}

func newSequence(tokens []Token) sequence {
	s := sequence{tokens: tokens, first: map[int]int{}, last: map[int]int{}}
	for i, t := range tokens {
		for _, w := range t.Words {
			if w.Line == 0 {
				continue
			}
			if _, seen := s.first[w.Line]; !seen {
				s.first[w.Line] = i
				s.lines = append(s.lines, w.Line)
			}
			s.last[w.Line] = i
		}
	}
	slices.SortFunc(s.lines, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.first[a], s.first[b]), cmp.Compare(a, b))
	})
	return s
}

// joint is how line b stands to line a in the reading.
type joint struct {
	inside  bool // b begins within the last word of a
	follows bool // b begins after the last word of a, gaps aside
	block   bool // both are in one block
	gap     bool // a gap stands between
}

func (j joint) parted() bool { return j.gap || !j.block }

func (s sequence) joint(a, b int) joint {
	i, okA := s.last[a]
	k, okB := s.first[b]
	if !okA || !okB {
		return joint{}
	}
	next := i + 1
	for next < len(s.tokens) && s.tokens[next].Gap {
		next++
	}
	return joint{
		inside: i == k, follows: next == k,
		block: string(s.tokens[i].Block) == string(s.tokens[k].Block),
		gap:   i < k && slices.ContainsFunc(s.tokens[i+1:k], func(t Token) bool { return t.Gap }),
	}
}

func (r *Reading) order(g *Gold, tokens []Token) {
	s := newSequence(tokens)
	continues, breaks := map[[2]int]bool{}, map[[2]int]bool{}
	judgedA, judgedB := map[int]bool{}, map[int]bool{}
	for _, p := range g.Order {
		j := s.joint(p.A, p.B)
		switch p.Kind {
		case "continues":
			r.Order.count(j.inside || j.follows && (p.ParagraphBreak || j.block))
			continues[[2]int{p.A, p.B}], judgedA[p.A], judgedB[p.B] = true, true, true
		case "break":
			r.Breaks.count(!j.follows || j.parted())
			breaks[[2]int{p.A, p.B}] = true
		}
	}
	side := map[int]string{}
	for _, l := range g.Lines {
		if l.Side == "L" || l.Side == "R" {
			side[l.Line] = l.Spread + " " + l.Side
		}
	}
	for i := 1; i < len(s.lines); i++ {
		a, b := s.lines[i-1], s.lines[i]
		if s.joint(a, b).parted() {
			continue
		}
		if pair := [2]int{a, b}; judgedA[a] || judgedB[b] || breaks[pair] {
			r.Joints.count(continues[pair])
		}
		if side[a] != "" && side[b] != "" {
			r.Columns.count(side[a] == side[b])
		}
	}
}
