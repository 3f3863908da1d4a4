package correct

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// verdict is a reading that a rule gives by itself, before the model is asked.
type verdict struct {
	text string // empty for debris
	rule string
	sure float64
}

// judge finds what rules alone decide: debris, bullets, damaged addresses.
func judge(pieces []piece) map[int]verdict {
	found := map[int]verdict{}
	for from := 0; from < len(pieces); {
		to := from + 1
		for to < len(pieces) && !pieces[to].bol {
			to++
		}
		judgeLine(pieces, from, to, found)
		from = to
	}
	judgeScraps(pieces, found)
	judgeBullets(pieces, found)
	return found
}

// scrap is a small letter that is no word, perhaps with a figure behind it.
var scrap = regexp.MustCompile(`^([b-hj-z]|[a-z]\d)$`)

// judgeScraps finds scraps that are all that a line has: what is left of dirt or
// of a word that was cut off, and nobody can read. In a text that has many it is
// a table's row, and in a short one perhaps a formula.
func judgeScraps(pieces []piece, found map[int]verdict) {
	const manyLines = 30 // to a scrap
	lines := 0
	var at []int
	for i, p := range pieces {
		if !p.bol {
			continue
		}
		lines++
		if p.eol && scrap.MatchString(p.raw) && (i == 0 || !endsInHyphen(pieces[i-1].raw)) {
			at = append(at, i)
		}
	}
	if manyLines*len(at) > lines {
		return
	}
	for _, i := range at {
		found[i] = verdict{rule: ruleDebris, sure: .7}
	}
}

// judgeLine finds debris: marks of dirt that the recogniser took for signs.
func judgeLine(pieces []piece, from, to int, found map[int]verdict) {
	debris, words := 0, 0
	for i := from; i < to; i++ {
		raw := pieces[i].raw
		switch {
		case illegible(raw):
			debris++
			found[i] = verdict{rule: ruleDebris, sure: .9}
		case pound.MatchString(raw):
			found[i] = verdict{pound.ReplaceAllString(raw, "$1£$2"), rulePound, .95}
		case strings.Contains(raw, ",") && addressed(raw):
			if fixed := strings.Join(strings.Split(raw, ","), "."); !strings.HasSuffix(raw, ",") {
				found[i] = verdict{fixed, ruleAddress, .95}
			}
		case quoted(raw) >= 3 && letters(raw) < 4:
			debris++
		case letters(raw) > 4 || strings.ContainsFunc(raw, unicode.IsDigit) || len(raw) > 1 && letters(raw) == 0:
			words++
		}
	}
	if debris == 0 || words > 0 || to-from > 6 {
		return
	}
	for i := from; i < to; i++ {
		found[i] = verdict{rule: ruleDebris, sure: .8}
	}
}

// pound finds a sign that was lost with its encoding before a sum: the pound's is
// the one that old encodings of English texts have there.
var pound = regexp.MustCompile(`^(\W*)\x{FFFD}(\d[\d,.]*\W*)$`)

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// quoted counts the small high signs that specks are taken for.
func quoted(s string) (n int) {
	for _, r := range s {
		if strings.ContainsRune("\"'`’‘“”~^", r) {
			n++
		}
	}
	return n
}

// illegible reports a piece in which signs so outweigh letters, and in such
// disorder, that no word can have stood there. Leaders, rules, numbers and
// formulas are not meant.
func illegible(raw string) bool {
	n := utf8.RuneCountInString(raw)
	if n < 5 || n > 60 || strings.ContainsAny(raw, "=+") {
		return false
	}
	alnums, digits, run, longest, odd := 0, 0, 0, 0, 0
	kinds := map[rune]bool{}
	for _, r := range raw {
		if alnum(r) {
			alnums++
			if unicode.IsDigit(r) {
				digits++
			}
			run++
			longest = max(longest, run)
			continue
		}
		run = 0
		kinds[r] = true
		if strings.ContainsRune(",;:'\"~.!<>{}_\\]", r) {
			odd++
		}
	}
	if len(kinds) < 2 || digits > 1 && digits*2 > alnums {
		return false
	}
	speckled := quoted(raw) >= 3 && alnums*5 <= n*2 && longest <= 2
	shattered := odd >= 6 && len(kinds) >= 4 && alnums*10 <= n*7 && longest <= 5
	return speckled || shattered
}

// bulletLike are the signs that recognisers make of a bullet.
const bulletLike = "©®~@¤¢«»*·°■□▪●○◦∙"

// fewBullets is how many lines must begin with such a sign before it is taken
// for a bullet.
const fewBullets = 3

// letterLikeBullet are the letters and figures that they make of one besides.
const letterLikeBullet = "eoc0+¢"

func judgeBullets(pieces []piece, found map[int]verdict) {
	var at []int
	letters := map[string][]int{} // lines that begin with one by itself
	alone := map[string]int{}     // how often it stands alone anywhere
	for i, p := range pieces {
		if utf8.RuneCountInString(p.raw) != 1 {
			continue
		}
		alone[p.raw]++
		switch {
		case !p.bol || !p.eol && i+1 < len(pieces) && !startsWithLetter(pieces[i+1].raw): // "© 2007", a formula
		case strings.Contains(bulletLike, p.raw):
			at = append(at, i)
		case strings.Contains(letterLikeBullet, p.raw) && !p.eol:
			letters[p.raw] = append(letters[p.raw], i)
		}
	}
	for letter, lines := range letters {
		if len(lines) >= fewBullets && 2*len(lines) > alone[letter] {
			at = append(at, lines...)
		}
	}
	if len(at) < fewBullets {
		return
	}
	for _, i := range at {
		found[i] = verdict{"•", ruleBullet, .9}
	}
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
