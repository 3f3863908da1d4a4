package annotate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// An author–year citation ends in its year. From there the names are read
// backwards, as "Smith and Jones", "Smith et al." or "Smith, Brown & Jones";
// a year without names goes with those of the citation right before it.

// yearWord is a word that ends a citation: a year, perhaps a letter, and the
// punctuation around it. OCR takes a bracket for a brace or a bar.
var yearWord = regexp.MustCompile(`^([(\[{|]*)((?:1[6-9]|20)[0-9]{2}[a-z]?)((?:[-–/](?:19|20)?[0-9]{2})?)(?:[:,]\s?[0-9]+(?:[-–][0-9]+)?)?[:;,.)\]}|'’"”?!]*(?:\pN+[)\]}.,;]*)?$`)

// cited is a citation as it reads.
type cited struct {
	from, to int
	names    []string // keys of family names, in order
	more     bool     // "et al." says that there are more
	body     []string // keys of all words in brackets before the year, where they may name a body
	year     string
}

// reader reads the citations of a block's words.
type reader struct {
	words []string
	found []cited
}

// findCitations finds what a block cites; last is the entry that was cited last
// before it, which "ibid." means.
func findCitations(tokens []corpus.Token, refs *references, last string) []corpus.Citation {
	r := reader{words: readings(tokens)}
	for i := range r.words {
		r.year(i)
	}
	var out []corpus.Citation
	for _, c := range r.found {
		out = append(out, corpus.Citation{From: c.from, To: r.locator(c.to), Reference: refs.cited(c)})
	}
	out = append(out, numbered(r.words, refs)...)
	slices.SortStableFunc(out, func(a, b corpus.Citation) int { return cmp.Compare(a.From, b.From) })
	out = slices.CompactFunc(out, func(later, before corpus.Citation) bool { return later.From < before.To })
	return repeated(r.words, out, last)
}

// page is a page number, or a range of them, that ends a citation.
var (
	page       = regexp.MustCompile(`^[0-9]{1,3}(?:[-–—][0-9]{1,4})?f{0,2}[.,;:)\]}]*$`)
	pageBefore = regexp.MustCompile(`(?i)^(?:pp?|chap|ch|para|s)\.?$`)
)

// locator is where a citation ends whose year is before word i: the pages that
// follow a comma or a colon belong to it.
func (r *reader) locator(i int) int {
	if i >= len(r.words) || !strings.HasSuffix(r.words[i-1], ":") && !strings.HasSuffix(r.words[i-1], ",") {
		return i
	}
	j := i
	if pageBefore.MatchString(r.words[j]) {
		j++
	}
	if j < len(r.words) && page.MatchString(r.words[j]) {
		return j + 1
	}
	return i
}

// year reads the citation that ends at word i, if that is a year.
func (r *reader) year(i int) {
	m := yearWord.FindStringSubmatch(r.words[i])
	if m == nil || m[3] != "" {
		return
	}
	opened := m[1] != ""
	if c, ok := r.another(i); ok && !opened {
		c.year = m[2]
		r.found = append(r.found, c)
		return
	}
	if !opened && !r.inBracket(i) {
		return
	}
	from, names := r.names(i, opened)
	if len(names) == 0 {
		return
	}
	c := cited{from: from, to: i + 1, names: names, year: m[2], more: slices.ContainsFunc(r.words[from:i], andOthers)}
	if !opened {
		c.from, c.body = r.body(from, names)
	}
	r.found = append(r.found, c)
}

// body reads on backwards, from the first name of a citation in brackets over
// words with a capital, as in "(World Health Organization, 2005)".
func (r *reader) body(from int, names []string) (first int, keys []string) {
	keys = names
	for from > 0 && !strings.ContainsAny(r.words[from], "([{") {
		w := r.words[from-1]
		bare := bareWord(w)
		if !isName(bare) && bare != "of" && bare != "for" && bare != "the" || strings.ContainsAny(w, ",;:)]}") || ends(w) && !initial(w) {
			break
		}
		from--
		if isName(bare) {
			keys = append([]string{nameKey(bare)}, keys...)
		}
	}
	return from, keys
}

// another is a further year of the citation that ends right before word i.
func (r *reader) another(i int) (cited, bool) {
	if len(r.found) == 0 {
		return cited{}, false
	}
	last := r.found[len(r.found)-1]
	before := r.words[i-1]
	if end := r.locator(last.to); end != i && (end != i-1 || before != "and" && before != "&") {
		return cited{}, false
	}
	if strings.ContainsAny(r.words[i-1], ";)]}") {
		return cited{}, false
	}
	return cited{from: i, to: i + 1, names: last.names, more: last.more}, true
}

// andOthers reports whether a word says that further authors are not named.
func andOthers(word string) bool {
	bare := bareWord(word)
	return bare == "al" || bare == "others"
}

// bracketReach is how far back an opening bracket is looked for, in words.
const bracketReach = 40

// inBracket reports whether word i stands in brackets.
func (r *reader) inBracket(i int) bool {
	for j := i; j >= 0 && j > i-bracketReach; j-- {
		w := r.words[j]
		if strings.ContainsAny(w, "([{") {
			return true
		}
		if j < i && strings.ContainsAny(w, ")]}") {
			return false
		}
	}
	return false
}

// names reads backwards from the word before a year. Outside of brackets
// ("Smith (1999)") no comma stands between names and year.
func (r *reader) names(year int, narrative bool) (from int, names []string) {
	from = year
	if year > 0 && !narrative && months[strings.ToLower(r.words[year-1])] {
		return from, nil
	}
	linked := true // a name may follow, reading backwards
	for j := year - 1; j >= 0 && j >= year-maxNameWords; j-- {
		w := r.words[j]
		if j < year-1 && ends(w) && !initial(w) || strings.ContainsAny(w, ";)]}") || narrative && j == year-1 && strings.HasSuffix(w, ",") {
			break
		}
		opens := strings.ContainsAny(w, "([{")
		switch bare := bareWord(w); {
		case joins(bare, w):
			linked = true
		case isName(bare) && (linked || strings.HasSuffix(w, ",")) && !(narrative && opens):
			from, linked = j, initial(w) || particle(r.words, j)
			if !initial(w) {
				names = append([]string{nameKey(bare)}, names...)
			}
		case linked && particles[strings.ToLower(bare)] && len(names) > 0:
			names[0] = nameKey(bare + names[0])
			from, linked = j, particle(r.words, j)
		default:
			return from, names
		}
		if opens {
			break
		}
	}
	return from, names
}

// maxNameWords is the most words that the names of a citation take.
const maxNameWords = 14

// joins reports words that stand between names or after them.
func joins(bare, word string) bool {
	switch bare {
	case "and", "et", "al", "others", "und", "eds", "ed":
		return true
	}
	return word == "&"
}

var particles = map[string]bool{"van": true, "von": true, "de": true, "der": true, "den": true, "la": true, "le": true, "du": true, "di": true, "da": true, "ten": true, "ter": true}

// particle reports whether the word before j belongs to the name at j.
func particle(words []string, j int) bool {
	return j > 0 && particles[strings.ToLower(bareWord(words[j-1]))]
}

// initial reports a capital letter by itself, or up to three with full stops.
func initial(word string) bool {
	n := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '.' && r != ',' && r != '-':
			return false
		}
	}
	return n == 1 || n > 1 && n <= 3 && strings.Contains(word, ".")
}

// damagedName is a name in which OCR has put a digit for one letter.
var damagedName = regexp.MustCompile(`^\p{L}{3,}[0-9]\p{L}*$|^\p{L}+[0-9]\p{L}{3,}$`)

// isName reports whether a word may be a family name or an initial.
func isName(bare string) bool {
	first, _ := utf8.DecodeRuneInString(bare)
	digits := strings.IndexFunc(bare, unicode.IsDigit) >= 0
	return unicode.IsUpper(first) && !notNames[strings.ToLower(bare)] && (!digits || damagedName.MatchString(bare))
}

// notNames are words that are written with a capital and are no names.
var notNames = wordSet(`in see for from since until as also the a an this that these those at by on of however although while when where whereas
	if thus hence but and or to after before during between compare following according both like unlike despite with
	chapter section table figure volume part university press paper`)

// months are names of people too; right before a year they are months.
var months = wordSet(`january february march april may june july august september october november december`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
