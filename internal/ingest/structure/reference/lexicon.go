package reference

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// class is a set of things that a word may be a sign of.
type class uint32

// The classes, in the order of their names in lexicon.txt.
const (
	cIn class = 1 << iota
	cEditor
	cEdition
	cVolume
	cNumber
	cPages
	cPublisher
	cJournal
	cMeeting
	cGenre
	cSeries
	cAccess
	cDOI
	cISBN
	cTranslator
	cAnd
	cOthers
	cInstitution
	cCity
	cCountry
	cMonth
	cPending
	cGiven
)

var classNames = strings.Fields("in editor edition volume number pages publisher journal meeting genre series access doi isbn translator and others institution city country month pending given")

//go:embed lexicon.txt
var lexiconText string

// lexicon has the classes of words, and the phrases by their first word.
type lexicon struct {
	words   map[string]class
	phrases map[string][]phrase
	cities  []string // that are one word
}

type phrase struct {
	words []string
	class class
}

// words that tell a field, read at their first use and never altered.
var known = sync.OnceValue(func() lexicon {
	x := lexicon{words: map[string]class{}, phrases: map[string][]phrase{}}
	var now class
	for line := range strings.Lines(lexiconText) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, rest, ok := strings.Cut(line, ": "); ok {
			now, line = classOf(name), rest
		}
		x.add(line, now)
	}
	return x
})

func classOf(name string) class {
	for i, n := range classNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// add takes a line of words. One of up to five words is a phrase if the class
// has phrases, as publishers, journals and cities do.
func (x *lexicon) add(line string, c class) {
	words := strings.Fields(line)
	if n := len(words); n >= 2 && n <= 8 && c&(cPublisher|cJournal|cCity) != 0 {
		for i, w := range words {
			words[i] = core(w)
		}
		x.phrases[words[0]] = append(x.phrases[words[0]], phrase{words, c})
		return
	}
	for _, w := range words {
		x.words[w] |= c
		if c == cCity && len(w) > 4 {
			x.cities = append(x.cities, w)
		}
	}
}

// core is a word without the marks around it, in lower case without accents.
func core(w string) string {
	w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return plain(strings.ToLower(w))
}

// plain takes accents off and writes ligatures as letters.
func plain(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return undecomposed.Replace(strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(s)))
		}
	}
	return s
}

var undecomposed = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "ı", "i", "ﬁ", "fi", "ﬂ", "fl")

// mark gives each word the classes of the phrases that it stands in, apart from
// those of its own.
func (x lexicon) mark(looks []word) {
	for i := range looks {
		for _, p := range x.phrases[looks[i].plain] {
			if i+len(p.words) <= len(looks) && p.at(looks[i:]) {
				for k := range p.words {
					looks[i+k].phrase |= p.class
				}
			}
		}
	}
}

func (p phrase) at(looks []word) bool {
	for k, w := range p.words {
		if w != "" && looks[k].plain != w {
			return false
		}
	}
	return true
}
