package names

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is a name as a line of authors gives it.
type Person struct {
	Given  string
	Family string
	Marks  []string // of notes or affiliations, as "1" or "*"
}

// Name is the name in reading order.
func (p Person) Name() string { return strings.TrimSpace(p.Given + " " + p.Family) }

var (
	particles = set("van von de der den del della di da dos du la le el al bin ibn ten ter zu af ’t 't")
	titles    = set("dr prof professor mr mrs ms sir dame rev revd")
	degrees   = set("PhD Ph.D MA M.A MSc M.Sc BSc B.Sc BA B.A DPhil D.Phil EdD MD M.D MPH MBA Jr Sr III")
	joining   = set("and & with und et y")
	parting   = set("• · | / ● ∙ ;")
)

// clinging are marks and specks of the scan that no name begins or ends with.
const clinging = ",;:‘’'\"“”`|_~•·—–-="

const (
	marks = `*†‡§¶#∗⋆¹²³⁴⁵⁶⁷⁸⁹⁰`
	signs = marks + `\d`
)

var (
	dotted   = regexp.MustCompile(`(\p{Ll}{3})\.\s+(\p{Lu})`)    // a comma read as a full stop
	glued    = regexp.MustCompile(`(\p{Ll}{2})\.(\p{Lu}\p{Ll})`) // a space read as a full stop
	inside   = regexp.MustCompile(`([,;])[.-]?(\p{Lu})`)         // a comma without its space
	bracket  = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	credit   = regexp.MustCompile(`^(?i:(?:written\s+)?by|authors?\s*:)\s+`)
	onlySign = regexp.MustCompile(`^[` + signs + `,]+$`)
	trailing = regexp.MustCompile(`^(.*?\pL[.’']?)([` + signs + `]+(?:,[` + signs + `]+)*)$`)
)

// People reads the names in a line or in joined lines of names, in order.
// Affiliations in brackets, addresses and notes are passed over. Where most
// pieces are names, those that are capitals of several words are taken for
// damaged names too.
func (j *Judge) People(text string) []Person {
	var out []Person
	all := inverted(pieces(text))
	for _, p := range all {
		for len(p.words) > 2 && !Capital(p.words[0]) && !particles[strings.ToLower(p.words[0])] {
			p.words = p.words[1:] // a speck, or the end of a word
		}
		ok, _ := j.shaped(p.words)
		if ok || len(out) > 0 && len(p.words) > 1 && len(p.words) < 5 && capitals(p.words) && !Institutional(strings.Join(p.words, " ")) && !Place(strings.Join(p.words, " ")) {
			out = append(out, person(p))
		}
	}
	return out
}

// piece is what stands between two separators of a line of names.
type piece struct {
	words []string
	marks []string
}

// pieces cuts a line of names at commas, conjunctions and the marks that names bear.
func pieces(text string) []piece {
	text = spaced(text)
	var out []piece
	var now piece
	end := func() {
		if len(now.words) > 0 {
			out = append(out, now)
		}
		now = piece{}
	}
	for w := range strings.FieldsSeq(text) {
		bare := strings.TrimRight(w, ",;")
		switch {
		case strings.Contains(w, "@") || strings.Contains(w, "://") || strings.HasPrefix(strings.ToLower(w), "orcid"):
			continue
		case joining[strings.ToLower(w)], parting[w]:
			end()
			continue
		case signed(w) && onlySign.MatchString(w):
			now.marks = append(now.marks, cutMarks(w)...)
			if bare != w && len(now.words) > 0 {
				end()
			}
			continue
		case len(now.marks) > 0:
			end() // a name without a comma before it
		}
		if signed(bare) {
			if m := trailing.FindStringSubmatch(bare); m != nil {
				now.marks = append(now.marks, cutMarks(m[2])...)
				bare = m[1]
			}
		}
		if clean := strings.TrimLeft(strings.Trim(bare, clinging), "."+clinging); clean != "" {
			now.words = append(now.words, particleOr(bare, clean))
		}
		if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ";") {
			end()
		}
	}
	end()
	return out
}

// spaced is a line of names without its credit and what is in brackets, and with
// the commas and spaces that were lost.
func spaced(text string) string {
	text = credit.ReplaceAllString(text, "")
	if strings.ContainsAny(text, "([") {
		text = bracket.ReplaceAllString(text, " ")
	}
	stops := strings.Contains(text, ".")
	if stops {
		text = dotted.ReplaceAllString(text, "$1, $2")
	}
	if strings.ContainsAny(text, ",;") {
		text = inside.ReplaceAllString(text, "$1 $2")
	}
	if stops {
		text = glued.ReplaceAllString(text, "$1 $2")
	}
	return text
}

// signed reports whether a word ends in a mark, or a comma.
func signed(w string) bool {
	last, _ := utf8.DecodeLastRuneInString(w)
	return last == ',' || unicode.IsDigit(last) || strings.ContainsRune(marks, last)
}

// particleOr keeps the apostrophe of a particle as ’t.
func particleOr(w, clean string) string {
	if particles[strings.ToLower(w)] {
		return w
	}
	return clean
}

// cutMarks parts "1,4" and "1*".
func cutMarks(s string) []string {
	var out []string
	for m := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		out = append(out, raised.Replace(m))
	}
	return out
}

// raised gives the digits of superscript ones.
var raised = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// inverted turns "Other, A. B." into one piece in reading order.
func inverted(in []piece) []piece {
	var out []piece
	for _, p := range in {
		last := len(out) - 1
		if last >= 0 && len(out[last].words) == 1 && allInitials(p.words) && !initial.MatchString(out[last].words[0]) {
			out[last] = piece{append(append([]string(nil), p.words...), out[last].words...), append(out[last].marks, p.marks...)}
			continue
		}
		if last >= 0 && allInitials(out[last].words) && len(p.words) == 1 && !initial.MatchString(p.words[0]) && Capital(p.words[0]) {
			out[last] = piece{append(append([]string(nil), out[last].words...), p.words...), append(out[last].marks, p.marks...)} // "A, Other": a point read as a comma
			continue
		}
		out = append(out, p)
	}
	return out
}

func allInitials(words []string) bool {
	for _, w := range words {
		if !initial.MatchString(w) {
			return false
		}
	}
	return len(words) > 0
}

// capitals reports whether all words of a piece but particles begin with capitals.
func capitals(words []string) bool {
	for _, w := range words {
		if !Capital(w) && !particles[strings.ToLower(w)] {
			return false
		}
	}
	return true
}

// person parts the words of a name in reading order.
func person(p piece) Person {
	var words []string
	for _, w := range p.words {
		if !Honour(w) {
			words = append(words, w)
		}
	}
	at := len(words) - 1
	for at > 1 && particles[strings.ToLower(words[at-1])] {
		at--
	}
	if at < 0 {
		return Person{}
	}
	least := 4 // shorter words in capitals may be initials
	if whole := strings.Join(words, " "); whole == strings.ToUpper(whole) && len(whole) > 6 {
		least = 3
	}
	return Person{Given: uncapped(words[:at], least), Family: uncapped(words[at:], least), Marks: p.marks}
}

// Read parts one name in reading order into given and family names.
func Read(name string) Person {
	all := pieces(name)
	if len(all) == 0 {
		return Person{}
	}
	return person(all[0])
}

// uncapped takes words of so many letters that are printed in capitals down to
// their usual form.
func uncapped(name []string, least int) string {
	words := slices.Clone(name)
	for i, w := range words {
		if utf8.RuneCountInString(w) < least || w != strings.ToUpper(w) {
			continue
		}
		parts := strings.Split(w, "-")
		for k, part := range parts {
			if r := []rune(part); len(r) > 1 {
				parts[k] = string(r[:1]) + strings.ToLower(string(r[1:]))
			}
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

// Honour reports whether a word is a title or a degree that is no part of a name.
func Honour(word string) bool {
	word = strings.Trim(word, ".")
	return titles[strings.ToLower(word)] || degrees[word]
}
