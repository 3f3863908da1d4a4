package correct

import (
	"cmp"
	"slices"
	"unicode"

	"recto/internal/language"
)

// blot.go finds words behind blots: where signs or figures stand inside a word,
// what is beside them was often misread with them, and the letters further off
// tell the word.

// blot is what a candidate has for a blot.
type blot struct {
	letters int // of the word, under it
	signs   int // seen in it
}

func (b blot) describe(o *option) {
	if b.signs == 0 {
		return
	}
	o.add(fBlot, 1)
	o.add(fBlotLetters, float64(b.letters))
	o.add(fBlotWide, float64(b.wide()))
	o.add(fBlotNarrow, float64(b.narrow()))
}

func (b blot) wide() int   { return max(0, b.signs-2*b.letters) }
func (b blot) narrow() int { return max(0, b.letters-b.signs) }

// ln is ln P of the signs, about.
func (b blot) ln() float64 {
	return -6 - 2.5*float64(b.letters) - .5*float64(b.wide()) - 2*float64(b.narrow())
}

// Bounds of words behind blots.
const (
	soiled      = 3 // letters to each side of the signs that may be misread with them
	maxBlot     = 5 // letters under a blot
	leastLetter = 5 // letters of the word
	mostBlotted = 5 // candidates
)

// addBlotted adds the likeliest words with the letters on both sides of a blot.
func (e *engine) addBlotted(found []candidate, signs []rune) []candidate {
	from, to := slices.IndexFunc(signs, tearing), len(signs)
	for to > 0 && !tearing(signs[to-1]) {
		to--
	}
	if from <= 0 || to == len(signs) || len(signs) >= longest {
		return found
	}
	if s := shapeOf(string(signs)); 2*s.upper > s.length-s.signs-s.digits {
		signs = slices.Clone(signs)
		for i, r := range signs {
			if r == 'l' {
				signs[i] = 'I' // as among capitals
			}
		}
	}
	before, ok := e.labels(signs[:from])
	after, known := e.labels(signs[to:])
	if !ok || !known {
		return found
	}
	var blotted []candidate
	start, end := before[:max(0, from-soiled)], after[min(len(after), soiled):]
	for w := range e.m.Framed(start, end, leastLetter, len(before)+len(after)+to-from) {
		b, ok := under(w.Labels, before, after, len(signs))
		if !ok {
			continue
		}
		text := make([]rune, len(w.Labels))
		for i, l := range w.Labels {
			text[i] = e.m.Letter(l)
		}
		blotted = append(blotted, candidate{string(text), w.ID, language.Good, b.ln(), 1, 0, false, b})
	}
	score := func(c candidate) float64 { return .55*c.ln + .4*e.m.Ln(c.id) }
	slices.SortStableFunc(blotted, func(a, b candidate) int { return cmp.Compare(score(b), score(a)) })
	for _, c := range blotted[:min(mostBlotted, len(blotted))] {
		at := slices.IndexFunc(found, func(f candidate) bool { return f.id == c.id })
		switch {
		case at < 0:
			found = append(found, c)
		case found[at].ln < c.ln:
			found[at] = c
		}
	}
	return found
}

// under is the blot of a word whose letters before and after it are as seen; ok
// is false where too few are.
func under(word, before, after []byte, signs int) (b blot, ok bool) {
	first, last := 0, 0
	for first < min(len(before), len(word)) && word[first] == before[first] {
		first++
	}
	for last < min(len(after), len(word)-first) && word[len(word)-1-last] == after[len(after)-1-last] {
		last++
	}
	kept := first + last
	b = blot{letters: len(word) - kept, signs: signs - kept}
	return b, first > 0 && last > 0 && kept >= 3 && 2*kept >= len(word) && b.letters > 0 && b.letters <= maxBlot && b.narrow() <= 1
}

// labels are letters as the trie has them; ok is false where it lacks one.
func (e *engine) labels(letters []rune) (labels []byte, ok bool) {
	for _, r := range letters {
		l, ok := e.m.Index(unicode.ToLower(r))
		if !ok {
			return nil, false
		}
		labels = append(labels, l)
	}
	return labels, true
}
