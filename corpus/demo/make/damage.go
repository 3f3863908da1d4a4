package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
)

// layerLine is a line of the text layer: mostly a line of one page. A blank
// line follows where blank is set.
type layerLine struct {
	words []ocrWord
	blank bool
}

// How often things go wrong, beside what the engine itself got wrong.
const (
	lostAtFold = .20  // the last word before the fold or the first after it
	lostNext   = .10  // the one beside a lost word
	lostAny    = .004 // any other
	garbled    = .05  // a word of the common size
	garbledBig = .01  // a larger one
	unparted   = .12  // a line of both pages stays one line
	cleaned    = .65  // dirt outside the columns is not kept
)

// piece is one page's share of a line.
type piece struct {
	words []ocrWord
	left  bool
	y     float64 // of its middle on the scan
}

// weave makes the text layer of a scan out of the lines that the engine read,
// as engines do that take the spread for one page: down both pages at once,
// runs of left-hand pieces before the right-hand pieces beside them. Words at
// the fold are lost, letters garbled.
func weave(sc *scan) {
	rng := rand.New(rand.NewPCG(seed, uint64(1000+sc.spread.number)))
	pieces := sc.pieces(rng)
	var left, right []layerLine
	flush := func() {
		for _, run := range [][]layerLine{left, right} {
			if len(run) > 0 {
				run[len(run)-1].blank = true
				sc.layer = append(sc.layer, run...)
			}
		}
		left, right = nil, nil
	}
	stop := 1 + rng.IntN(3)
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if i+1 < len(pieces) && p.left && !pieces[i+1].left && pieces[i+1].y-p.y < 20 && rng.Float64() < unparted {
			flush()
			sc.layer = append(sc.layer, layerLine{words: append(p.words, pieces[i+1].words...)})
			i++
			continue
		}
		if p.left {
			left = append(left, layerLine{words: p.words})
		} else {
			right = append(right, layerLine{words: p.words})
		}
		if max(len(left), len(right)) >= stop {
			flush()
			stop = 1 + rng.IntN(3)
		}
	}
	flush()
}

// pieces are the damaged shares of all lines, from the head of the scan down.
func (sc *scan) pieces(rng *rand.Rand) []piece {
	var out []piece
	big := 1.15 * sc.commonSize()
	for _, l := range sc.lines {
		verso, recto := divide(sc.spread, l)
		verso, recto = clean(rng, sc.spread, verso), clean(rng, sc.spread, recto)
		verso, recto = lose(rng, verso, len(verso)-1, -1), lose(rng, recto, 0, 1)
		if len(verso) > 0 {
			out = append(out, piece{garble(rng, verso, big), true, middle(verso)})
		}
		if len(recto) > 0 {
			out = append(out, piece{garble(rng, recto, big), false, middle(recto)})
		}
	}
	slices.SortStableFunc(out, func(a, b piece) int { return cmp.Compare(a.y, b.y) })
	return out
}

// commonSize is the median size of the words.
func (sc *scan) commonSize() float64 {
	var sizes []float64
	for _, l := range sc.lines {
		for _, w := range l {
			sizes = append(sizes, w.size)
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// middle is the height at which words lie on average.
func middle(words []ocrWord) float64 {
	sum := 0.0
	for _, w := range words {
		sum += (w.box.y1 + w.box.y2) / 2
	}
	return sum / float64(len(words))
}

// divide parts a line at the fold.
func divide(s *spread, l ocrLine) (verso, recto []ocrWord) {
	for _, w := range l {
		if left, _, _, _ := s.onPage((w.box.x1+w.box.x2)/2, (w.box.y1+w.box.y2)/2); left {
			verso = append(verso, w)
		} else {
			recto = append(recto, w)
		}
	}
	return verso, recto
}

// clean drops most of what the engine saw in the shadows and at the edges.
func clean(rng *rand.Rand, s *spread, words []ocrWord) []ocrWord {
	var kept []ocrWord
	for _, w := range words {
		_, px, _, _ := s.onPage((w.box.x1+w.box.x2)/2, (w.box.y1+w.box.y2)/2)
		outside := px < .8*inner/72*resolution || px > pageW-.8*inner/72*resolution
		if outside && len([]rune(w.text)) < 4 && rng.Float64() < cleaned {
			continue
		}
		kept = append(kept, w)
	}
	return kept
}

// lose drops words from a piece of a line whose word at the fold is given, the
// next one lying in direction step.
func lose(rng *rand.Rand, words []ocrWord, fold, step int) []ocrWord {
	lost := map[int]bool{}
	for i := range words {
		if rng.Float64() < lostAny {
			lost[i] = true
		}
	}
	if len(words) > 6 && rng.Float64() < lostAtFold {
		lost[fold] = true
		if rng.Float64() < lostNext {
			lost[fold+step] = true
		}
	}
	var kept []ocrWord
	for i, w := range words {
		if !lost[i] {
			kept = append(kept, w)
		}
	}
	return kept
}

// confusions are letters that engines take for others, wrong after right.
var confusions = [][2]string{
	{"m", "rn"},
	{"rn", "m"},
	{"h", "b"},
	{"e", "c"},
	{"c", "e"},
	{"l", "1"},
	{"l", "I"},
	{"I", "l"},
	{"i", "l"},
	{"li", "h"},
	{"n", "u"},
	{"u", "n"},
	{"ti", "li"},
	{"cl", "d"},
	{"d", "cl"},
	{"fi", "h"},
	{"t", "f"},
	{"f", "t"},
	{"s", "5"},
	{"o", "0"},
	{"w", "vv"},
	{"in", "m"},
	{"g", "q"},
	{"ri", "n"},
	{"y", "v"},
	{"v", "y"},
	{"a", "o"},
	{"nt", "ut"},
	{",", "."},
	{"th", "tb"},
}

// garble spoils letters in some words, fewer where the type is large: more
// than big pixels high.
func garble(rng *rand.Rand, words []ocrWord, big float64) []ocrWord {
	for i, w := range words {
		rate := garbled
		if w.size > big {
			rate = garbledBig
		}
		if rng.Float64() >= rate {
			continue
		}
		for range 8 {
			c := confusions[rng.IntN(len(confusions))]
			if n := strings.Count(w.text, c[0]); n > 0 {
				words[i].text = replaceNth(w.text, c[0], c[1], rng.IntN(n))
				break
			}
		}
	}
	return words
}

// replaceNth replaces the n-th occurrence, counted from 0.
func replaceNth(s, old, new string, n int) string {
	at := 0
	for range n {
		at += strings.Index(s[at:], old) + len(old)
	}
	return s[:at] + strings.Replace(s[at:], old, new, 1)
}
