package structure

import (
	"strings"
	"unicode"
)

// endsSentence reports whether a text ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')]»¹²³⁴⁵⁶⁷⁸⁹⁰ ")
	s = strings.TrimRight(s, "0123456789")
	s = strings.TrimRight(s, "”’\"')]» ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ":")
}

// capital reports whether the first letter is a capital.
func capital(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// small reports whether a text begins with a lower-case letter.
func small(s string) bool {
	for _, r := range s {
		return unicode.IsLower(r)
	}
	return false
}

// shouted reports whether a text is set in capitals; damage may hide a few.
func shouted(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	return upper >= 4 && upper >= 3*lower
}

// capitals is the share of the longer words that begin with a capital.
func capitals(words []string) float64 {
	n, c := 0, 0
	for _, w := range words {
		if len(w) < 4 {
			continue
		}
		n++
		if capital(w) {
			c++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(c) / float64(n)
}

// near reports whether two words or phrases differ by few letters.
func near(a, b string, edits int) bool {
	if d := len(a) - len(b); d > edits || d < -edits {
		return false
	}
	return distance([]rune(a), []rune(b)) <= edits
}

// distance is that of Levenshtein (1965).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diag := row[0]
		row[0] = i + 1
		for j, s := range b {
			cost := diag
			if r != s {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
