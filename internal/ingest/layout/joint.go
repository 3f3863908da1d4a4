package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// breakBelow is the probability of continuing under which a line is marked as
// a break. A visible break is better than an invented sentence, but text alone
// tells little, and most jumps in woven text leave no trace.
const breakBelow = 0.3

// nearby is how many lines before and after tell whether the order of the
// source holds about here.
const nearby = 20

// joinLines sets Joint, Break and Short of all lines that are text. The
// probability is a logistic model of how two lines meet, of how much around them
// is cut to pieces (where two pages are woven together most lines are short), and
// of whether a hyphenated word is whole with this line or with one close by. Its
// weights were fitted to scans of known truth.
func joinLines(pages []corpus.Page) {
	seams := textLines(pages)
	known := vocabulary(seams)
	width := printWidth(seams)
	for i := range seams {
		s := &seams[i]
		s.share = float64(utf8.RuneCountInString(s.raw)) / width
		s.line.Short = s.share < 0.85
	}
	for i := 1; i < len(seams); i++ {
		cut, against := disorder(seams[max(1, i-nearby):min(len(seams), i+nearby)])
		p := continues(seams[i-1], seams[i], cut, against, hyphenEvidence(seams, i, known))
		seams[i].line.Joint = math.Round(100*p) / 100
		seams[i].line.Break = p < breakBelow
	}
}

// seam is a text line with what decides whether it continues the one before.
type seam struct {
	line  *corpus.Line
	raw   string
	share float64 // its length, 1 being a full line of print
	start rune    // class of its first letter: 'l'ower, 'u'pper, 'd'igit, or 'p'unctuation
	ends  bool    // it ends a sentence
	cut   bool    // it ends with a hyphen after a letter
	opens bool    // a bracket in it stays open
	shuts bool    // it closes a bracket that it does not open
	// against is that case speaks against its continuing the line before.
	against bool
}

func textLines(pages []corpus.Page) []seam {
	var seams []seam
	for p := range pages {
		for i := range pages[p].Lines {
			l := &pages[p].Lines[i]
			if l.Role.Forme() {
				continue
			}
			s := newSeam(l)
			if n := len(seams); n > 0 {
				before := seams[n-1]
				s.against = before.ends && s.start == 'l' || !before.ends && s.start == 'u'
			}
			seams = append(seams, s)
		}
	}
	return seams
}

func newSeam(l *corpus.Line) seam {
	raw := l.Raw()
	bare := strings.TrimRight(raw, "\"'’”)]")
	s := seam{line: l, raw: raw, start: startClass(raw), ends: bare != "" && strings.ContainsAny(bare[len(bare)-1:], ".?!:")}
	s.opens, s.shuts = brackets(raw)
	if body, ok := strings.CutSuffix(raw, "-"); ok {
		r, _ := utf8.DecodeLastRuneInString(body)
		s.cut = unicode.IsLetter(r)
	}
	return s
}

// brackets reports whether round brackets are left open, and closed without being opened.
func brackets(s string) (open, shut bool) {
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			shut = true
		case r == ')':
			depth--
		}
	}
	return depth > 0, shut
}

// vocabulary is every word of the source, in letters alone.
func vocabulary(seams []seam) map[string]bool {
	known := map[string]bool{}
	for _, s := range seams {
		for _, w := range s.line.Words {
			known[letterKey(w.Raw)] = true
		}
	}
	return known
}

// hyphenEvidence is +1 if line i completes a word hyphenated at the end of the
// line before to one that the source has elsewhere, -1 if the line before finds its
// completion further down instead, or line i the beginning of its word further
// up, and 0 otherwise.
func hyphenEvidence(seams []seam, i int, known map[string]bool) int {
	whole := func(a, b seam) bool {
		tail, head := a.line.Words[len(a.line.Words)-1].Raw, b.line.Words[0].Raw
		return a.cut && b.start == 'l' && known[letterKey(tail)+letterKey(head)]
	}
	if whole(seams[i-1], seams[i]) {
		return 1
	}
	const reach = 4
	for k := 1; k <= reach; k++ {
		if i+k < len(seams) && whole(seams[i-1], seams[i+k]) || i-1-k >= 0 && whole(seams[i-1-k], seams[i]) {
			return -1
		}
	}
	return 0
}

func startClass(s string) rune {
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return 'l'
		case unicode.IsLetter(r):
			return 'u'
		case unicode.IsDigit(r):
			return 'd'
		case !strings.ContainsRune("([“\"‘'", r):
			return 'p'
		}
	}
	return 'p'
}

// printWidth is the length in characters of a full line of print: the 0.95
// quantile of the lines about as long as the commonest length. Lines in which
// two pages run together are longer.
func printWidth(seams []seam) float64 {
	const shortest, bins = 45, 400
	var lengths []int
	var hist [bins]int
	for _, s := range seams {
		n := min(utf8.RuneCountInString(s.raw), bins-1)
		if n >= shortest {
			lengths = append(lengths, n)
			hist[n]++
		}
	}
	if len(lengths) == 0 {
		return shortest
	}
	mode, most := 0, 0
	for m := shortest; m < bins; m++ {
		n := 0
		for _, c := range hist[m-4 : min(bins, m+5)] {
			n += c
		}
		if n > most {
			mode, most = m, n
		}
	}
	var near []int
	for _, n := range lengths {
		if n >= mode-12 && n <= mode+12 {
			near = append(near, n)
		}
	}
	slices.Sort(near)
	return float64(near[int(0.95*float64(len(near)-1))])
}

// disorder is the share of lines that are cut short, and that of lines whose
// first letter does not fit the end of the line before.
func disorder(around []seam) (cut, against float64) {
	cased := 0
	for _, s := range around {
		if s.share < 0.8 {
			cut++
		}
		if s.start == 'l' || s.start == 'u' {
			cased++
		}
		if s.against {
			against++
		}
	}
	return cut / float64(len(around)), against / float64(max(1, cased))
}

// continues is the probability that b goes on where a ends.
func continues(a, b seam, cut, against float64, hyphen int) float64 {
	full := a.share > 0.85
	z := 1.73 - 1.50*cut - 1.04*max(0, cut-0.5) + 0.48*against
	add := func(yes bool, weight float64) {
		if yes {
			z += weight
		}
	}
	add(hyphen > 0, 3.37)
	add(hyphen < 0, -2.63)
	add(a.opens && b.shuts, 2.17)
	add(a.opens != b.shuts, -0.57)
	add(b.line.Space, -0.41-0.41*cut)
	add(full, 1.74-2.35*cut-0.57*against)
	add(full && b.share > 0.85, 0.86)
	add(utf8.RuneCountInString(a.raw) < 8 || utf8.RuneCountInString(b.raw) < 8, -0.62)
	add(a.cut && b.start == 'l', -0.18)
	add(a.cut && b.start != 'l', -2.21)
	add(a.ends && b.start == 'u', 0.66)
	add(a.ends && b.start == 'l', -0.74)
	add(a.ends && (b.start == 'd' || b.start == 'p'), -0.44)
	add(!a.ends && !a.cut && (b.start == 'd' || b.start == 'p'), -0.15)
	return 1 / (1 + math.Exp(-z))
}
