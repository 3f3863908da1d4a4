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
// probability is a logistic model of how two lines meet and of how much around
// them is cut to pieces: where two pages are woven together most lines are short.
// Its weights were fitted to scans of known truth.
func joinLines(pages []corpus.Page) {
	seams := textLines(pages)
	width := printWidth(seams)
	for i := range seams {
		s := &seams[i]
		s.share = float64(utf8.RuneCountInString(s.raw)) / width
		s.line.Short = s.share < 0.85
	}
	for i := 1; i < len(seams); i++ {
		cut, against := disorder(seams[max(1, i-nearby):min(len(seams), i+nearby)])
		p := continues(seams[i-1], seams[i], cut, against)
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
	if body, ok := strings.CutSuffix(raw, "-"); ok {
		r, _ := utf8.DecodeLastRuneInString(body)
		s.cut = unicode.IsLetter(r)
	}
	return s
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
func continues(a, b seam, cut, against float64) float64 {
	full := a.share > 0.85
	z := 1.76 - 1.61*cut - 0.95*max(0, cut-0.5) + 0.53*against
	add := func(yes bool, weight float64) {
		if yes {
			z += weight
		}
	}
	add(b.line.Space, -0.47-0.34*cut)
	add(full, 1.81-2.46*cut-0.47*against)
	add(full && b.share > 0.85, 0.80)
	add(utf8.RuneCountInString(a.raw) < 8 || utf8.RuneCountInString(b.raw) < 8, -0.60)
	add(a.cut && b.start != 'l', -2.39)
	add(a.ends && b.start == 'u', 0.66)
	add(a.ends && b.start == 'l', -0.76)
	add(a.ends && (b.start == 'd' || b.start == 'p'), -0.48)
	add(!a.ends && !a.cut && (b.start == 'd' || b.start == 'p'), -0.15)
	return 1 / (1 + math.Exp(-z))
}
