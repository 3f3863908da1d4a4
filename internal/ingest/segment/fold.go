package segment

import (
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// match is how a text was found inside a longer one.
type match struct {
	from, to int     // runes of the longer text
	errors   int     // edits between them
	similar  float64 // 1 - errors/length of the text sought
}

// find looks for the part of long that is nearest to text. Both are runes of folded text.
func find(text, long []rune) match {
	if len(text) == 0 || len(long) == 0 {
		return match{}
	}
	errors, to := newSought(text).in(long)
	from := max(0, to-len(text)-errors) // no part that is so near is longer
	return match{from + begins(text, long[from:to]), to, errors, 1 - float64(errors)/float64(len(text))}
}

// begins is where the part of long begins that ends with it and is nearest to text.
func begins(text, long []rune) int {
	cost := make([]int, len(long)+1)
	from := make([]int, len(long)+1)
	for j := range from {
		from[j] = j
	}
	for i, r := range text {
		diag, diagFrom := cost[0], from[0]
		cost[0] = i + 1
		for j, s := range long {
			c, f := diag, diagFrom
			if r != s {
				c++
			}
			if up := cost[j+1] + 1; up < c {
				c, f = up, from[j+1]
			}
			if left := cost[j] + 1; left < c {
				c, f = left, from[j]
			}
			diag, diagFrom = cost[j+1], from[j+1]
			cost[j+1], from[j+1] = c, f
		}
	}
	return from[len(long)]
}

// similar is how much of text is found in long, see [sought.similar].
func similar(text, long []rune) float64 { return newSought(text).similar(long) }

// grams are the runs of four letters of a folded text.
func grams(s string) map[string]bool {
	set := map[string]bool{}
	eachGram(s, func(t string) { set[t] = true })
	return set
}

// share tells how many of the text's runs of four are in the set, 0 to 1.
func share(s string, set map[string]bool) float64 {
	n, hit := 0, 0
	eachGram(s, func(t string) {
		n++
		if set[t] {
			hit++
		}
	})
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}

func eachGram(s string, f func(string)) {
	r := []rune(s)
	for i := 0; i+4 <= len(r); i++ {
		f(string(r[i : i+4]))
	}
}
