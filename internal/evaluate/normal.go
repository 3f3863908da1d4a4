package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Quotes and dashes of all shapes count as one, bullets as nothing.
var plainMarks = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "“", `"`, "”", `"`, "„", `"`,
	"–", "-", "—", "-", "‐", "-", "‑", "-", "‒", "-", "―", "-", "−", "-",
	"\u00ad", "", "•", " ", "\u00a0", " ",
)

// normal is text as it is compared: NFKC, plain quotes and dashes, single spaces.
func normal(s string) string {
	return folded(plainMarks.Replace(norm.NFKC.String(s)))
}

// folded is text with every run of white space as one space, and none at the ends.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(s, space), " ")
}

// space is white space, with the four separators of ASCII.
func space(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// fold is text without the difference of case.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return cases.Fold().String(s)
		}
	}
	return strings.ToLower(s)
}

// words are the words of a text, without case and punctuation. Letters and
// digits make a word; an apostrophe or a hyphen between them stays.
func words(s string) []string {
	var out []string
	runes := []rune(normal(s))
	for i := 0; i < len(runes); i++ {
		if !alphanumeric(runes[i]) {
			continue
		}
		j := i + 1
		for j < len(runes) && (alphanumeric(runes[j]) || inside(runes, j)) {
			j++
		}
		out = append(out, fold(string(runes[i:j])))
		i = j
	}
	return out
}

func inside(runes []rune, j int) bool {
	return (runes[j] == '\'' || runes[j] == '-') && j+1 < len(runes) && alphanumeric(runes[j+1])
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// similarity is 1 for texts that are equal but for case, 0 for those that have
// nothing in common: one less the edit distance over the longer length.
func similarity(a, b string) float64 {
	return closeness(fold(normal(a)), fold(normal(b)))
}

func closeness(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	longer := max(len(x), len(y))
	if longer == 0 {
		return 1
	}
	return 1 - float64(distance(x, y))/float64(longer)
}
