package main

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// shape says how a paragraph is set; lengths are in points.
type shape struct {
	style   style
	measure float64 // width of the column
	left    float64 // kept free at the left
	right   float64
	first   float64 // further indent of the first line; negative lets it hang out
	lead    float64 // from baseline to baseline
	before  float64 // space above
	ragged  bool    // not justified, not hyphenated
	centred bool    // and its lines of like length
	even    bool    // lines of like length
	caps    bool
}

// placed is a printed word of a line, x in points from the column's left edge.
type placed struct {
	chars    []char
	x, width float64
}

// line is a line of a paragraph.
type line struct {
	words  []placed
	lead   float64
	before float64
	size   float64
	block  string
	notes  []int // numbers of the notes that are marked in it
	keep   bool  // must not be the last of its page
}

// part is what no line break parts. After it there may be a space, a place
// to hyphenate, or a place to break as it stands.
type part struct {
	chars []char
	width float64
	after joint
	note  int
}

type joint int

const (
	space joint = iota
	hyphen
	bare // after a hyphen or dash that is there anyway
)

// composer breaks paragraphs into lines.
type composer struct {
	faces    *faces
	patterns patterns
}

// paragraph sets marked-up text in a shape.
func (c *composer) paragraph(block, marked string, s shape) []line {
	if s.caps {
		marked = strings.ToUpper(marked)
	}
	parts := c.parts(chars(marked, s.style), s.ragged)
	width := func(n int) float64 {
		w := s.measure - s.left - s.right
		if n == 0 {
			w -= s.first
		}
		return w
	}
	var lines []line
	from := 0
	for n, to := range c.breaks(parts, s, width) {
		words, notes := c.set(parts[from:to], s, width(n), to == len(parts))
		shift := s.left
		if n == 0 {
			shift += s.first
		}
		for i := range words {
			words[i].x += shift
		}
		lines = append(lines, line{words: words, lead: s.lead, size: s.style.size, block: block, notes: notes})
		from = to
	}
	lines[0].before = s.before
	if len(lines) > 1 { // neither orphans nor widows
		lines[0].keep, lines[len(lines)-2].keep = true, true
	}
	return lines
}

var inline = regexp.MustCompile(`\*|\[\^\d+\]`)

// chars reads emphasis and note marks.
func chars(marked string, base style) []char {
	var out []char
	st := base
	emit := func(s string, st style) {
		s = strings.NewReplacer("fi", "\ufb01", "fl", "\ufb02").Replace(s)
		for _, r := range s {
			t := string(r)
			switch r {
			case '\ufb01':
				t = "fi"
			case '\ufb02':
				t = "fl"
			}
			out = append(out, char{t, r, st})
		}
	}
	for marked != "" {
		at := inline.FindStringIndex(marked)
		if at == nil {
			emit(marked, st)
			break
		}
		emit(marked[:at[0]], st)
		switch token := marked[at[0]:at[1]]; {
		case token == "*" && st.cut == base.cut:
			st.cut = italic
			if base.cut == italic {
				st.cut = roman
			}
		case token == "*":
			st.cut = base.cut
		default:
			emit(token[2:len(token)-1], style{roman, base.size * .65, base.size * .33})
		}
		marked = marked[at[1]:]
	}
	return out
}

// parts divides characters at spaces, hyphens and syllables.
func (c *composer) parts(chars []char, whole bool) []part {
	var out []part
	for _, word := range fields(chars) {
		from := 0
		for _, cut := range c.cuts(word, whole) {
			j := hyphen
			if strings.ContainsAny(word[cut-1].text, "-–—/") {
				j = bare
			}
			out = append(out, part{chars: word[from:cut], width: c.faces.advance(word[from:cut]), after: j})
			from = cut
		}
		last := part{chars: word[from:], width: c.faces.advance(word[from:])}
		last.note = noteMark(last.chars)
		out = append(out, last)
	}
	return out
}

// noteMark is the number that stands raised at the end of a word, or 0.
func noteMark(chars []char) int {
	i := len(chars)
	for i > 0 && chars[i-1].style.rise > 0 {
		i--
	}
	n, _ := strconv.Atoi(text(chars[i:]))
	return n
}

func fields(chars []char) [][]char {
	var words [][]char
	from := 0
	for i := 0; i <= len(chars); i++ {
		if i < len(chars) && chars[i].glyph != ' ' {
			continue
		}
		if i > from {
			words = append(words, chars[from:i])
		}
		from = i + 1
	}
	return words
}

// cuts are the indices at which a word may be parted.
func (c *composer) cuts(word []char, whole bool) []int {
	var at []int
	for i := 0; i < len(word); {
		from := i
		for i < len(word) && unicode.IsLetter(word[i].glyph) && word[i].style.rise == 0 {
			i++
		}
		if !whole && i-from >= 5 && !unicode.IsUpper(word[from].glyph) {
			at = append(at, c.syllables(word, from, i)...)
		}
		if i < len(word) && i > 1 && i < len(word)-2 && strings.ContainsRune("-–—/", word[i].glyph) {
			at = append(at, i+1)
		}
		i = max(i, from) + 1
	}
	return at
}

// syllables turns offsets in letters into indices of characters; a ligature is
// never parted.
func (c *composer) syllables(word []char, from, to int) []int {
	var at []int
	letters, next := 0, c.patterns.breaks(strings.ToLower(text(word[from:to])))
	for i := from; i < to; i++ {
		for len(next) > 0 && next[0] < letters {
			next = next[1:]
		}
		if len(next) > 0 && next[0] == letters {
			at = append(at, i)
		}
		letters += len([]rune(word[i].text))
	}
	return at
}

// breaks chooses the ends of all lines together, so that the sum of their
// badness is least, after Knuth and Plass (1981) without their refinements.
func (c *composer) breaks(parts []part, s shape, width func(int) float64) []int {
	type state struct {
		cost float64
		from int
		line int
	}
	best := make([]state, len(parts)+1)
	blank := c.space(s.style)
	for to := 1; to <= len(parts); to++ {
		best[to].cost = math.Inf(1)
		if to < len(parts) && s.ragged && parts[to-1].after == hyphen {
			continue
		}
		natural, spaces := 0.0, 0
		for from := to - 1; from >= 0; from-- {
			natural += parts[from].width
			if from < to-1 && parts[from].after == space {
				natural += blank
				spaces++
			}
			end := natural
			if parts[to-1].after == hyphen {
				end += c.faces.advance([]char{{"-", '-', s.style}})
			}
			n := best[from].line
			bad, fits := badness(width(n)-end, float64(spaces)*blank, s.ragged, to == len(parts) && !s.even && !s.centred)
			if !fits && from < to-1 {
				break
			}
			if parts[to-1].after == hyphen {
				bad += 60
			}
			if cost := best[from].cost + (bad+10)*(bad+10); cost < best[to].cost {
				best[to] = state{cost, from, n + 1}
			}
		}
	}
	var ends []int
	for at := len(parts); at > 0; at = best[at].from {
		ends = append([]int{at}, ends...)
	}
	return ends
}

// badness of a line that is short of its width by so much, with so much space
// between its words; it does not fit where they would have to close up by more
// than a third.
func badness(short, spaces float64, ragged, last bool) (float64, bool) {
	switch {
	case short < 0 && -short > spaces*.3:
		return 1e4, false
	case short < 0:
		return 100 * math.Pow(-short/(spaces*.3), 3), true
	case last:
		return 0, true
	case ragged:
		return short, true
	case spaces == 0:
		return 5e3, true
	}
	return min(5e3, 100*math.Pow(short/(spaces*.5), 3)), true
}

// set places the words of one line.
func (c *composer) set(parts []part, s shape, width float64, last bool) ([]placed, []int) {
	words, notes := c.join(parts, s, last)
	natural := 0.0
	for _, w := range words {
		natural += w.width
	}
	gap := c.space(s.style)
	slack := width - natural - gap*float64(len(words)-1)
	x := 0.0
	switch {
	case s.centred:
		x = slack / 2
	case slack < 0 || !s.ragged && !last:
		gap += slack / float64(max(1, len(words)-1))
	}
	for i := range words {
		words[i].x = x
		x += words[i].width + gap
	}
	return words, notes
}

// join makes printed words of parts; the last gets its hyphen.
func (c *composer) join(parts []part, s shape, last bool) ([]placed, []int) {
	var words []placed
	var notes []int
	var word []char
	for i, p := range parts {
		word = append(word, p.chars...)
		if p.note > 0 {
			notes = append(notes, p.note)
		}
		if i < len(parts)-1 && p.after != space {
			continue
		}
		if i == len(parts)-1 && p.after == hyphen && !last {
			word = append(word, char{"-", '-', word[len(word)-1].style})
		}
		words = append(words, placed{chars: word, width: c.faces.advance(word)})
		word = nil
	}
	return words, notes
}

func (c *composer) space(s style) float64 {
	return c.faces.advance([]char{{" ", ' ', s}})
}
