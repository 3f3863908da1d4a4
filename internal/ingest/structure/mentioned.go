package structure

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// talk is a passage that speaks of somebody's paper or presentation.
type talk struct {
	author   corpus.Author
	title    string
	evidence []string
}

const (
	around = 26 // words between a cue and the name or title that it announces
	beside = 10 // words of a passage on either side of a name
)

var (
	ordinal     = regexp.MustCompile(`^(?i:first|second|third|fourth|fifth|sixth|seventh|final|last|opening|keynote|closing|another)$`)
	talkWord    = regexp.MustCompile(`^(?i:paper|presentation|talk|lecture|address|contribution|session)s?[,.:]?$`)
	givenShape  = regexp.MustCompile(`^\p{Lu}\p{Ll}+$`)
	genitive    = regexp.MustCompile(`\.?['’] s `) // its s was read as a word
	familyShape = regexp.MustCompile(`^\p{Lu}[\p{L}’'-]+$`)
)

// talks finds the persons and titles that a part announces: "the third paper,
// by …", "papers from … and …", "presented a paper on ‘…’". A part that never
// counts its papers announces none.
func (v *volume) talks(p corpus.Part) []talk {
	words := textWords(p)
	cues := cuesOf(words)
	if len(cues) == 0 {
		return nil
	}
	var out []talk
	for i := range words {
		if !nearCue(cues, i, around) {
			continue
		}
		if a, ok := v.personAt(words, i); ok {
			out = gather(out, talk{author: a, evidence: []string{passage(words, i, i+2, beside)}})
		}
	}
	for i := range words {
		end := quoteEnd(words, i)
		if end == 0 || !nearCue(cues, i, around/2) {
			continue
		}
		out = v.entitle(out, words, i, end)
	}
	return out
}

// textWords are the words of a part's running text, with its headings: what is
// taken for one may be a line of text that lost its neighbours.
func textWords(p corpus.Part) []string {
	var out []string
	for _, b := range p.Blocks {
		switch b.Kind {
		case corpus.Paragraph, corpus.Heading, corpus.ListItem, corpus.Quotation, corpus.AbstractBlock:
			out = append(out, strings.Fields(plain(b))...)
		}
	}
	return out
}

// cuesOf are the places where words announce a paper of the same meeting; none
// if no paper is counted.
func cuesOf(words []string) []int {
	var cues []int
	counted := false
	for i := 1; i < len(words); i++ {
		if !talkWord.MatchString(words[i]) {
			continue
		}
		next := strings.Trim(at(words, i+1), ".,")
		switch {
		case ordinal.MatchString(words[i-1]):
			counted = true
			cues = append(cues, i)
		case next == "from" || next == "by" || next == "entitled", at(words, i-1) == "a" && strings.HasPrefix(at(words, i-2), "present"),
			strings.HasPrefix(next, "‘") || strings.HasPrefix(next, "'") || strings.HasPrefix(next, "“"):
			cues = append(cues, i)
		}
	}
	if !counted {
		return nil
	}
	return cues
}

func at(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}

// nearCue reports whether a cue stands within so many words of a place.
func nearCue(cues []int, i, within int) bool {
	return slices.ContainsFunc(cues, func(c int) bool { return max(i-c, c-i) <= within })
}

// personAt reports whether a given name and a family name begin at word i.
func (v *volume) personAt(words []string, i int) (corpus.Author, bool) {
	given, family := at(words, i), strings.TrimRight(at(words, i+1), ".,;:)")
	if !givenShape.MatchString(given) || !familyShape.MatchString(family) || !v.judge.Given(given) || v.judge.Lower(strings.ToLower(family)) > 0 {
		return corpus.Author{}, false
	}
	ok, _ := v.judge.Shaped(given + " " + family)
	person := names.Read(given + " " + strings.TrimSuffix(strings.TrimSuffix(family, "’s"), "'s"))
	return corpus.Author{Given: person.Given, Family: person.Family}, ok
}

// gather adds a talk to the one of the same person, if there is one.
func gather(all []talk, t talk) []talk {
	for i := range all {
		if sameSpeaker(all[i].author, t.author) {
			all[i].evidence = append(all[i].evidence, t.evidence...)
			return all
		}
	}
	return append(all, t)
}

// sameSpeaker reports whether two names are one, damage of half the family name
// forgiven where the given names agree.
func sameSpeaker(a, b corpus.Author) bool {
	x, y := strings.ToLower(a.Family), strings.ToLower(b.Family)
	if a.Given == "" || b.Given == "" || x == "" || y == "" || a.Given[0] != b.Given[0] {
		return false
	}
	return near(x, y, 1) || a.Given == b.Given && x[0] == y[0] && near(x, y, (min(len(x), len(y))+1)/2)
}

// quoteEnd is the word after a title in quotation marks that begins at word i, or 0.
func quoteEnd(words []string, i int) int {
	w := words[i]
	r, n := utf8.DecodeRuneInString(w)
	if !strings.ContainsRune("‘'“\"", r) || !names.Capital(w[n:]) {
		return 0
	}
	for k := i + 2; k < min(len(words), i+30); k++ {
		w := strings.TrimRight(words[k], ".,;:?!")
		if strings.HasSuffix(w, "’") || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "”") || strings.HasSuffix(w, "\"") {
			if at(words, k+1) == "s" || at(words, k+1) == "of" {
				continue // an apostrophe
			}
			return k + 1
		}
	}
	return 0
}

// entitle gives a title in quotation marks to the person named nearest to it, or
// keeps it without one.
func (v *volume) entitle(all []talk, words []string, from, to int) []talk {
	title := genitive.ReplaceAllString(strings.Join(words[from:to], " "), "’s ")
	title = strings.Trim(title, "‘’'“”\"., ")
	if strings.HasSuffix(strings.TrimRight(words[to-1], "’'”\"."), "?") {
		title = strings.TrimRight(title, "?") + "?"
	}
	t := talk{title: title, evidence: []string{passage(words, from, to, beside/2)}}
	for d := 1; d <= around; d++ {
		for _, i := range []int{to - 1 + d, from - 1 - d} {
			a, ok := v.personAt(words, max(0, i))
			if !ok {
				continue
			}
			for k := range all {
				if sameSpeaker(all[k].author, a) && all[k].title == "" {
					all[k].title = title
					all[k].evidence = append(all[k].evidence, t.evidence...)
					return all
				}
			}
		}
	}
	return append(all, t)
}

// passage is the words from, not including, to with some before and after.
func passage(words []string, from, to, beside int) string {
	return "… " + strings.Join(words[max(0, from-beside):min(len(words), to+beside)], " ") + " …"
}

// announced gives the papers the authors that the volume announces with their
// titles, where they do not name them.
func (v *volume) announced(parts []corpus.Part) {
	for _, t := range v.allTalks(parts) {
		if p := containing(parts, t); p != nil && t.author.Family != "" && !slices.ContainsFunc(p.Authors, func(a corpus.Author) bool { return samePerson(a, t.author) }) {
			p.Authors = append([]corpus.Author{t.author}, p.Authors...)
		}
	}
}

// mentioned are the papers that the volume speaks of, but does not contain.
func (v *volume) mentioned(parts []corpus.Part) []corpus.MentionedPaper {
	var out []corpus.MentionedPaper
	for _, t := range v.allTalks(parts) {
		if containing(parts, t) != nil || writes(parts, t.author) {
			continue
		}
		m := corpus.MentionedPaper{Title: t.title, Evidence: t.evidence}
		if t.author.Family != "" {
			m.Authors = []corpus.Author{t.author}
		}
		out = append(out, m)
	}
	return out
}

func (v *volume) allTalks(parts []corpus.Part) []talk {
	var out []talk
	for _, p := range parts {
		out = append(out, v.talks(p)...)
	}
	return out
}

// containing is the paper of the volume whose title a talk has, or nil.
func containing(parts []corpus.Part, t talk) *corpus.Paper {
	if t.title == "" {
		return nil
	}
	for _, p := range parts {
		if p.Paper != nil && overlap(language.Plain(t.title), language.Plain(p.Paper.Title)) >= 0.7 {
			return p.Paper
		}
	}
	return nil
}

// writes reports whether a person is an author of a paper of the volume.
func writes(parts []corpus.Part, a corpus.Author) bool {
	return a.Family != "" && slices.ContainsFunc(parts, func(p corpus.Part) bool {
		return p.Paper != nil && slices.ContainsFunc(p.Paper.Authors, func(b corpus.Author) bool { return samePerson(a, b) })
	})
}
