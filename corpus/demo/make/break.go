package main

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

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

// parts divides characters at spaces, hyphens and syllables; a whole word is
// parted only at a hyphen that it has.
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
