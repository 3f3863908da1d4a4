package meet

import (
	"math/rand/v2"
	"unicode/utf8"
)

// stream is a text to learn from.
type stream struct {
	words  []string
	ends   []bool // whether a paragraph ends with each word
	tokens []token
	starts []int32 // where the tokens of each word begin, and where those of the last end
}

func newStream(paragraphs [][]string, name func(string) int32) *stream {
	s := &stream{starts: make([]int32, 1)}
	for _, p := range paragraphs {
		for i, w := range p {
			s.words, s.ends = append(s.words, w), append(s.ends, i == len(p)-1)
			s.tokens = append(s.tokens, read(w, name)...)
			s.starts = append(s.starts, int32(len(s.tokens)))
		}
	}
	return s
}

// weight is how often the text is learnt from, against others.
func (s *stream) weight() int { return len(s.words) }

// print is what becomes of a text before it is read: how long lines are, how
// likely a word is lost between two lines and then one more, and how likely a word
// is misread.
type print struct {
	words   func(random *rand.Rand) int // of a line
	lost    float64
	misread float64
}

// prints are lines of pages that are whole, all of about the same length; pieces
// of any length; and scraps of pages that lost the edges of their columns.
var prints = [...]print{
	{func(random *rand.Rand) int { return min(max(int(10.5+1.6*random.NormFloat64()), 4), most) }, .15, .02},
	{func(random *rand.Rand) int { return 2 + random.IntN(most-1) }, .15, .02},
	{func(random *rand.Rand) int { return min(1+int(4*random.ExpFloat64()), most) }, .5, .08},
}

const (
	block     = 48 // lines that follow one another, each of which has to find its continuation
	most      = 16 // words in a line
	gap       = 8  // words lost between two
	hyphens   = .08
	hyphenate = 6 // letters that a word has at least that stands on two lines
)

// mostWords is how many words a block may need.
const mostWords = (block+1)*(most+gap+1) + 1

// cut cuts a piece of a text to lines: each of the first is continued by the next.
// A paragraph begins a new line, and here and there a long word stands on two.
func (s *stream) cut(random *rand.Rand, name func(string) int32) (lines [block + 1]Line) {
	p := prints[random.IntN(len(prints))]
	at := random.IntN(len(s.words) - mostWords)
	var rest Line // of a word whose beginning stands on the line before
	for k := range lines {
		from, to := at, at+p.words(random)
		for at++; at < to && !s.ends[at-1]; {
			at++
		}
		l := append(rest, s.line(from, at, p.misread, random, name)...)
		rest = nil
		word := s.words[at]
		if !s.ends[at-1] && utf8.RuneCountInString(word) >= hyphenate && random.Float64() < hyphens {
			first, second := hyphenated(word, random)
			l = append(l, read(first, name)...)
			rest = read(second, name)
			at++
		} else {
			for n := 0; n < gap && random.Float64() < p.lost; n++ {
				at++
			}
		}
		lines[k] = l
	}
	return lines
}

// line is the words from one up to, not including, another.
func (s *stream) line(from, to int, misread float64, random *rand.Rand, name func(string) int32) Line {
	var l Line
	for k := from; k < to; k++ {
		if random.Float64() < misread {
			l = append(l, read(garbled(s.words[k], random), name)...)
		} else {
			l = append(l, s.tokens[s.starts[k]:s.starts[k+1]]...)
		}
	}
	return l
}

// hyphenated cuts a word in two as it stands at the end of a line and at the beginning of the next.
func hyphenated(word string, random *rand.Rand) (first, second string) {
	letters := []rune(word)
	k := 2 + random.IntN(len(letters)-4)
	return string(letters[:k]) + "-", string(letters[k:])
}

// garbled is a word with another letter in it.
func garbled(word string, random *rand.Rand) string {
	letters := []rune(word)
	letters[random.IntN(len(letters))] = 'a' + random.Int32N(26)
	return string(letters)
}

func read(word string, name func(string) int32) Line {
	var l Line
	for _, p := range split(word) {
		l = append(l, token{name(p.text), p.shape})
	}
	return l
}
