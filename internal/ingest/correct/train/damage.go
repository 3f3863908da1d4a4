package main

import (
	"math/rand/v2"
	"strings"
)

// glyphs are groups of letters that look alike, as printed and as seen.
var glyphs = [][2]string{
	{"m", "rn"},
	{"m", "nn"},
	{"m", "rrn"},
	{"rn", "m"},
	{"n", "ri"},
	{"n", "u"},
	{"u", "n"},
	{"u", "ii"},
	{"h", "li"},
	{"h", "b"},
	{"e", "c"},
	{"c", "e"},
	{"o", "c"},
	{"e", "o"},
	{"w", "vv"},
	{"w", "v1"},
	{"d", "cl"},
	{"cl", "d"},
	{"l", "1"},
	{"l", "I"},
	{"i", "l"},
	{"i", "1"},
	{"l", "i"},
	{"t", "f"},
	{"t", "l"},
	{"f", "t"},
	{"f", "r"},
	{"in", "m"},
	{"ni", "m"},
	{"li", "h"},
	{"ti", "ii"},
	{"tt", "it"},
	{"th", "tli"},
	{"th", "fh"},
	{"th", "tb"},
	{"rr", "n"},
	{"ur", "w"},
	{"a", "o"},
	{"s", "a"},
	{"a", "s"},
	{"r", "x"},
	{"r", "i"},
	{"g", "q"},
	{"y", "v"},
	{"k", "lc"},
	{"fi", "fl"},
	{"m", "111"},
	{"n", "11"},
	{"ll", "U"},
	{"S", "8"},
	{"I", "l"},
	{"A", "_A"},
	{"H", "I-I"},
	{"M", "IVI"},
}

// damager harms texts as recognisers do.
type damager struct {
	*rand.Rand
	favourites      [][2]string // the confusions that this document has most
	letters, blanks float64     // share of words that are harmed
	wild            float64     // share of the harm to letters that no likeness explains
}

// states are the shares of words whose letters and blanks are harmed. Texts in
// which only line ends are stand for those that need no correction.
var states = [][2]float64{{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {.03, .01}, {.03, .01}, {.1, .01}, {.01, .08}, {.2, .03}, {.35, .05}}

// damage harms a text, the same text always alike: line ends, letters, blanks,
// signs and stops.
func damage(text string, seed uint32) string {
	r := damager{Rand: rand.New(rand.NewPCG(uint64(seed), 7))}
	for range 5 {
		r.favourites = append(r.favourites, glyphs[r.IntN(len(glyphs))])
	}
	state := states[int(seed)%len(states)]
	r.letters, r.blanks, r.wild = state[0], state[1], .5*r.Float64()
	var out []string
	width := 0
	for _, w := range strings.Fields(text) {
		if r.Float64() < r.letters*.12 {
			out = append(out, dirt(r), " ")
		}
		w = damageWord(r, w)
		if width += len(w) + 1; width > 80 {
			w = breakLine(r, w)
			if strings.HasSuffix(w, "\n") && r.Float64() < r.letters {
				w += scraps(r) + "\n"
			}
			width = 0
		}
		out = append(out, shift(r, w))
		lost := r.blanks * .8
		if len(w) <= 3 {
			lost += r.letters * .5
		}
		switch {
		case r.Float64() >= lost || strings.Contains(w, "\n"):
			out = append(out, " ")
		case r.Float64() < 8*r.letters*r.wild: // something is read where the blank is
			out = append(out, pick(r, "-", abc[r.IntN(len(abc)):][:1], "i", "t", "l"))
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(out, ""), "\n ", "\n"))
}

// shift puts blanks beside a word's signs.
func shift(r damager, w string) string {
	if r.Float64() >= r.blanks+.1*r.letters || len(w) < 3 || strings.Contains(w, "\n") {
		return w
	}
	if at := strings.IndexByte(w, '-'); at > 0 && at < len(w)-1 {
		return w[:at] + pick(r, "- ", " -", " - ") + w[at+1:]
	}
	if strings.ContainsAny(w[:1], "(\"'[") {
		w = w[:1] + " " + w[1:]
	}
	if last := len(w) - 1; strings.ContainsAny(w[last:], ".,;:!?)\"'") {
		w = w[:last] + " " + w[last:]
	}
	return w
}

const abc = "abcdefghijklmnopqrstuvwxyz"

// dirt is what a recogniser reads where nothing is printed.
func dirt(r damager) string {
	s := pick(r, ".", ",", "'", "-", "|", "~", "*", "i", "l", "_", "^", ":", "r", "t", "I", "\"", "\\")
	if r.IntN(4) == 0 {
		s += pick(r, ".", "'", "i", "t", "f", "r", "-", ",")
	}
	return s
}

// scraps are dirt that makes a line of its own.
func scraps(r damager) string {
	s := dirt(r)
	for range r.IntN(4) {
		s += pick(r, "", "", " ") + dirt(r)
	}
	return s
}

func damageWord(r damager, w string) string {
	letters, blanks := r.letters, r.blanks
	if strings.IndexFunc(w, func(r rune) bool { return r > '~' }) >= 0 {
		return w
	}
	if r.Float64() < letters {
		w = exchange(r, w)
	}
	if r.Float64() < letters*.3 {
		w = exchange(r, w)
	}
	if r.Float64() < letters*.05 && len(w) > 2 {
		at := 1 + r.IntN(len(w)-1)
		w = w[:at] + strings.ToUpper(w[at:at+1]) + w[at+1:]
	}
	if r.Float64() < letters*.1 {
		s := pick(r, ".", "_", "'", ",", "*", "~", "|", ":")
		w = pick(r, s+w, w+s)
	}
	if r.Float64() < letters*.25 && len(w) > 2 {
		at := 1 + r.IntN(len(w)-1)
		w = w[:at] + pick(r, ".", ":", "_", "'", ",", "\\", "~", ";") + w[at:]
	}
	if r.Float64() < letters*.3 && strings.HasSuffix(w, ".") {
		w = w[:len(w)-1] + ","
	}
	if r.Float64() < letters*.15 && strings.HasSuffix(w, ".") {
		w = w[:len(w)-1]
	}
	if r.Float64() < blanks && len(w) > 4 {
		at := 1 + r.IntN(len(w)-2)
		w = w[:at] + " " + w[at:]
	}
	if r.Float64() < blanks*.2 && len(w) > 5 {
		w = strings.Join(strings.Split(w, ""), " ")
	}
	return w
}

// exchange takes one group of letters for another, where one occurs, or harms
// the word with no likeness.
func exchange(r damager, w string) string {
	if r.Float64() < r.wild && len(w) > 1 {
		return ruin(r, w)
	}
	for range 8 {
		g := glyphs[r.IntN(len(glyphs))]
		if r.IntN(3) > 0 {
			g = r.favourites[r.IntN(len(r.favourites))]
		}
		if i := strings.Index(w, g[0]); i >= 0 {
			return w[:i] + g[1] + w[i+len(g[0]):]
		}
	}
	return w
}

// ruin exchanges, loses or adds a letter, or reads signs for some.
func ruin(r damager, w string) string {
	at := r.IntN(len(w))
	letter := abc[r.IntN(len(abc)):][:1]
	switch r.IntN(7) {
	case 0:
		return w[:at] + w[at+1:]
	case 1:
		return w[:at] + letter + w[at:]
	case 2:
		end := min(len(w), at+1+r.IntN(2))
		return w[:at] + dirt(r) + dirt(r) + w[end:]
	case 3:
		end := min(len(w), at+1+r.IntN(4))
		return w[:at] + blot(r, end-at) + w[end:]
	}
	return w[:at] + letter + w[at+1:]
}

// blot is what is read for some letters under a blot: scraps of letters about a sign.
func blot(r damager, letters int) string {
	var b strings.Builder
	for range 1 + r.IntN(letters+1) {
		b.WriteString(pick(r, "i", "l", "r", "n", "t", "u", "c", "1", "m", "'", ".", abc[r.IntN(len(abc)):][:1]))
	}
	s := b.String()
	at := r.IntN(len(s) + 1)
	return s[:at] + pick(r, ".", "'", ",", ":", "~", "\"", "°", "-", "_", ";", "\\") + s[at:]
}

// breakLine ends the line after a word, or within it at a likely place.
func breakLine(r damager, w string) string {
	if i := strings.IndexByte(w, '-'); i > 1 && i < len(w)-2 {
		return w[:i+1] + "\n" + w[i+1:]
	}
	if len(w) < 7 || strings.ContainsAny(w, " -/") || r.Float64() < .5 {
		return w + "\n"
	}
	for at := 3 + r.IntN(3); at < len(w)-2; at++ {
		if isVowel(w[at-1]) != isVowel(w[at]) && isASCII(w) {
			if r.Float64() < r.letters {
				return w[:at] + pick(r, ".", "_", "~", "'", "=") + "\n" + w[at:]
			}
			return w[:at] + "-\n" + w[at:]
		}
	}
	return w + "\n"
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouyAEIOU", c) >= 0 }

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'z' }) < 0
}

func pick(r damager, of ...string) string { return of[r.IntN(len(of))] }
