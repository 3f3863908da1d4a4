package annotate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// references is a paper's reference list, ready to be looked up.
type references struct {
	entries []entry
	numbers map[int]string // blocks of the entries of a numbered list
}

// entry is what of a reference is compared with a citation.
type entry struct {
	block   string
	authors []string // name keys; empty if the entry was not parsed
	words   []string // keys of the words before the year, in place of authors
	year    string
}

func newReferences(list []corpus.Reference, blocks []corpus.Block) *references {
	labels := map[string]string{}
	for _, b := range blocks {
		if b.Kind == corpus.ReferenceBlock {
			labels[b.ID] = b.Label
		}
	}
	refs := &references{}
	numbers := make([]int, len(list))
	for i, r := range list {
		refs.entries = append(refs.entries, newEntry(r))
		numbers[i] = entryNumber(labels[r.Block], r.Raw)
	}
	refs.numbers = numbering(list, numbers)
	return refs
}

var leadingNumber = regexp.MustCompile(`^\W{0,2}([0-9]{1,3})[\].):]`)

// entryNumber is the number that an entry is called by, or 0.
func entryNumber(label, raw string) int {
	for _, text := range []string{label + ".", raw} {
		if m := leadingNumber.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	return 0
}

var yearInside = regexp.MustCompile(`(?:1[6-9]|20)[0-9]{2}[a-z]?`)

func newEntry(r corpus.Reference) entry {
	e := entry{block: r.Block, year: r.Year}
	people := r.Authors
	if len(people) == 0 {
		people = r.Editors
	}
	for _, a := range people {
		e.authors = append(e.authors, nameKey(a.Family))
	}
	head := r.Raw
	if at := yearInside.FindStringIndex(r.Raw); at != nil {
		head = r.Raw[:at[0]]
		if e.year == "" {
			e.year = r.Raw[at[0]:at[1]]
		}
	}
	for _, w := range strings.Fields(head) {
		if key := nameKey(w); len(key) > 1 {
			e.words = append(e.words, key)
		}
	}
	if letters := capitals(head); len(letters) > 1 {
		e.words = append(e.words, letters)
	}
	return e
}

// capitals are the first letters of a body's name, as it may be cited by, "hmt"
// for "HM Treasury".
func capitals(head string) string {
	var b strings.Builder
	for _, w := range strings.Fields(head) {
		w = bareWord(w)
		switch {
		case w == "":
		case w == strings.ToUpper(w):
			b.WriteString(w)
		case unicode.IsUpper([]rune(w)[0]):
			b.WriteRune([]rune(w)[0])
		}
	}
	return strings.ToLower(b.String())
}

// cited is the block of the entry that is cited, by its authors or by the body
// that stands in their place; empty if none is found.
func (refs *references) cited(c cited) string {
	if block := refs.find(c.names, c.year, c.more); block != "" {
		return block
	}
	return refs.find(c.body, c.year, c.more)
}

// find is the block of the one entry that fits names and year best, or empty if
// none does or two do so equally.
func (refs *references) find(names []string, year string, more bool) string {
	if refs == nil || len(names) == 0 {
		return ""
	}
	best, block := 0, ""
	for _, e := range refs.entries {
		switch s := e.score(names, year, more); {
		case s > best:
			best, block = s, e.block
		case s == best && s > 0 && e.block != block:
			block = ""
		}
	}
	return block
}

// score is how well an entry fits; 0 if it does not.
func (e entry) score(names []string, year string, more bool) int {
	score := 0
	switch {
	case e.year == year:
		score = 4
	case strings.TrimRight(e.year, "abcdefgh") == strings.TrimRight(year, "abcdefgh"):
		score = 2
	default:
		return 0
	}
	first := e.authorScore(names[0])
	if first == 0 {
		return 0
	}
	score += first
	for _, n := range names[1:] {
		if e.authorScore(n) == 0 {
			return 0
		}
		score += 2
	}
	if !more && len(e.authors) == len(names) || more && len(e.authors) > max(2, len(names)) {
		score++
	}
	return score
}

// leading is how many words of an unparsed entry may hold its first author.
const leading = 3

// authorScore is how well a name fits the entry's authors, best where it is the first.
func (e entry) authorScore(name string) int {
	same := func(key string) bool { return sameName(key, name) }
	if i := slices.IndexFunc(e.authors, same); i == 0 {
		return 4
	} else if i > 0 {
		return 2
	}
	switch i := slices.IndexFunc(e.words, same); {
	case i < 0:
		return 0
	case i < leading:
		return 3
	}
	return 2
}
