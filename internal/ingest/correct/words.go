package correct

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// ln is the logarithm of a count, 0 for none.
func ln(n int) float64 {
	if n <= 1 {
		return 0
	}
	return math.Log(float64(n))
}

var (
	effortUnknown  = effort{width: 13, edits: 4, floor: -24, margin: 9, near: 3}
	effortDoubtful = effort{width: 10, edits: 3, floor: -14, margin: 7, near: 1}
	effortClose    = effort{width: 10, generic: 1, edits: 2, floor: -10, margin: 7}      // for readings that ask for more than letters
	effortPart     = effort{width: 8, generic: 1, edits: 1, floor: partFloor, margin: 7} // for the first of two words
	effortGood     = effort{width: 8, edits: 1, floor: -9.5, margin: 7}
)

// proposeWords reads a word for another by its shape.
func (e *engine) proposeWords(options []option, i int) []option {
	u := &e.units[i]
	if u.kind == numberKind {
		return e.proposeDigits(options, i)
	}
	if intact(u.core) {
		return options
	}
	options = e.proposeCase(options, i)
	if u.grade == language.Good && e.expected(i) {
		return options
	}
	for _, c := range e.candidates(u.core, u.grade) {
		options = e.offer(options, i, c, u.lead, u.poss+u.tail, u.core, nil)
	}
	if u.grade == language.Good {
		return options
	}
	if tail, n := utf8.DecodeRuneInString(u.tail); n > 0 && u.poss == "" && tail != '.' && tail != '?' && tail != '!' && u.grade == language.Absent {
		for _, c := range e.near(u.core + u.tail[:n]) {
			if c.text == u.fold {
				continue // a sign to be left out, which is none of a letter's
			}
			options = e.offer(options, i, c, u.lead, u.tail[n:], u.core, []feature{{fSwallowTail, 1}})
		}
	}
	if lead, n := utf8.DecodeLastRuneInString(u.lead); n > 0 && u.grade == language.Absent && !strings.ContainsRune("([“‘\"", lead) {
		cut := len(u.lead) - n
		for _, c := range e.near(u.lead[cut:] + u.core) {
			if c.text == u.fold {
				continue
			}
			options = e.offer(options, i, c, u.lead[:cut], u.poss+u.tail, u.core, []feature{{fSwallowLead, 1}})
		}
	}
	if fixed, ok := ligatures(u.core); ok {
		o := e.identity(i)
		o.text, o.rule, o.identity = u.lead+fixed+u.poss+u.tail+u.sep, ruleLigature, false
		options = append(options, o)
	}
	return e.proposeDigits(options, i)
}

// proposeCase writes a known word whose capitals stand where none does in print
// with small letters, its first as it is.
func (e *engine) proposeCase(options []option, i int) []option {
	u := &e.units[i]
	if u.grade != language.Good || u.id >= e.m.Unknown() || e.m.Case(u.id) != language.Lower || !oddCase(u.core) {
		return options
	}
	texts := []string{title(u.fold)}
	if i > 0 && !e.units[i-1].ending || !unicode.IsUpper([]rune(u.core)[0]) {
		texts = append(texts, u.fold)
	}
	for _, text := range texts {
		o := e.identity(i)
		o.features, o.identity, o.rule, o.harm, o.harms = nil, false, ruleConfusion, letterHarm, 1
		o.text, o.mid = u.with(text), text
		o.capital = capital(e.m, text, u.id)
		o.add(fCaseOdd, 1)
		o.add(fFromShort, float64(max(0, 4-utf8.RuneCountInString(u.core))))
		options = append(options, o)
	}
	return options
}

// oddCase reports a capital after a small letter, or one small letter among
// capitals.
func oddCase(s string) bool {
	upper, lower, after := 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r):
			after = after || lower > 0
			upper++
		}
	}
	return after || upper > 1 && lower == 1
}

// expected reports a known word that is known to stand after the word before it
// and before the word after it: nothing speaks against it.
func (e *engine) expected(i int) bool {
	if i == 0 || i+1 >= len(e.units) {
		return false
	}
	prev, u, next := &e.units[i-1], &e.units[i], &e.units[i+1]
	before := prev.id
	if prev.ending {
		before = e.m.Start()
	}
	return e.m.Follows(before, u.id) && (u.ending || e.m.Follows(u.id, next.id))
}

// intact reports a word whose shape is meant: one with brackets inside, or with
// the mark of a note before its capital.
func intact(core string) bool {
	if strings.ContainsAny(core, "()[]=") {
		return true
	}
	first, n := utf8.DecodeRuneInString(core)
	second, _ := utf8.DecodeRuneInString(core[n:])
	return unicode.IsDigit(first) && unicode.IsUpper(second)
}

// accented reports letters of other languages than English.
func accented(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
}

// offer adds a candidate as an option, twice where the first letter's case is
// open: it is another letter, or capitals stand where print has none.
func (e *engine) offer(options []option, i int, c candidate, lead, tail, core string, more []feature) []option {
	u := &e.units[i]
	text := e.cased(written(e.m, core, c), c)
	if core != strings.ToUpper(core) && e.acronym(text, c.id) && e.quiet(i) {
		text = title(c.text)
	}
	if text == u.core && lead == u.lead && tail == u.poss+u.tail {
		return options
	}
	o := option{to: i + 1, text: lead + text + tail + u.sep, first: c.id, last: c.id, rule: ruleConfusion, harm: letterHarm, harms: 1}
	o.features = make([]feature, 0, fewFeatures)
	o.lead, o.mid, o.tail = lead, text, tail
	o.ends = strings.ContainsAny(tail, ".!?")
	o.capital = capital(e.m, text, c.id)
	o.add(fChannel, c.ln)
	o.add(fEdits, float64(c.edits))
	o.add(fGeneric, float64(c.generic))
	if c.first {
		o.add(fFirstLetter, 1)
	}
	c.blot.describe(&o)
	e.change(&o, u)
	e.arrive(&o, u, c)
	if u.named && !o.capital {
		o.add(fNameToName, 1)
	} else if u.named {
		o.add(fNameToCommon, 1)
	}
	o.features = append(o.features, more...)
	options = append(options, o)
	blurred := shapeOf(core).upper > 1 // its capitals tell little
	if first, _ := utf8.DecodeRuneInString(text); (c.first || blurred) && unicode.IsUpper(first) && text != strings.ToUpper(text) && text != c.text {
		lower := o
		lower.features = slices.Clone(o.features)
		if !blurred && !(o.capital && tall(core, c.text)) {
			lower.add(fCaseChanged, 1)
		}
		lower.text, lower.mid, lower.capital = lead+c.text+tail+u.sep, c.text, false
		options = append(options, lower)
	}
	return options
}

// tall reports a capital seen for a tall small letter: of words that need no
// capital, nine of ten such are printed without one.
func tall(seen, printed string) bool {
	a, _ := utf8.DecodeRuneInString(seen)
	b, _ := utf8.DecodeRuneInString(printed)
	return strings.ContainsRune("CHIJL", a) && strings.ContainsRune("bdhklt", b)
}

// fewFeatures is how many features most offers have at most.
const fewFeatures = 12

// maxKnown bounds how many words' candidates are remembered.
const maxKnown = 20000

// candidates are the likeliest words behind a reading of a grade.
func (e *engine) candidates(core string, grade language.Grade) []candidate {
	core = strings.ReplaceAll(core, `\/`, "V")
	switch grade {
	case language.Good:
		return e.search(core, grade, effortGood, 4)
	case language.Doubtful:
		return e.search(core, grade, effortDoubtful, 6)
	}
	return e.search(core, grade, effortUnknown, 8)
}

// near are the words that few likely confusions lead to.
func (e *engine) near(core string) []candidate {
	return e.search(core, language.Absent, effortClose, 3)
}

// tornGeneric is how many states any letter is tried from in a word with signs in it.
const tornGeneric = 4

// asked is what has been looked for.
type asked struct {
	core string
	most int
}

func (e *engine) search(core string, grade language.Grade, effort effort, most int) []candidate {
	key := asked{core, most}
	if found, ok := e.known.get(key); ok {
		return found
	}
	if effort.near > 0 && strings.Map(lettersOnly, core) != core {
		effort.generic = tornGeneric // signs stand for letters of any kind
	}
	find := e.walker.walk
	if grade == language.Good {
		find = e.walker.once
	}
	found := find(core, effort)
	for k := range found {
		found[k].grade = e.m.Grade(found[k].id)
	}
	found = e.addNear(found, []rune(core), effort.near)
	if grade == language.Absent && effort.near > 0 {
		found = e.addBlotted(found, []rune(core))
	}
	if grade != language.Good {
		for _, c := range e.own.walk(core, effort) {
			if _, ok := e.m.Lookup(c.text); !ok {
				c.id = e.m.Unknown()
				found = append(found, c)
			}
		}
	}
	found = e.rank(found, core, grade, most)
	e.known.put(key, found)
	return found
}

// addNear adds the words that few edits of any letters lead to: of fewer edits
// where one likely confusion explains the word, of more where nothing else does.
func (e *engine) addNear(found []candidate, signs []rune, edits int) []candidate {
	if edits == 0 {
		return found
	}
	slip := slices.ContainsFunc(found, func(c candidate) bool { return c.grade == language.Good && c.edits == 1 && e.m.Ln(c.id) > slipLn })
	first := min(edits, 2)
	if slip {
		first = 1
	}
	near := e.neighbours(signs, first)
	if len(near)+len(found) == 0 && edits > first {
		near = e.neighbours(signs, edits)
	}
	for _, c := range near {
		if !slices.ContainsFunc(found, func(f candidate) bool { return f.id == c.id }) {
			found = append(found, c)
		}
	}
	return found
}

// slipLn is ln P above which a word is common enough to be looked no further for.
const slipLn = -12

// rank keeps the best candidates by shape and frequency.
func (e *engine) rank(found []candidate, core string, grade language.Grade, most int) []candidate {
	fold := language.Fold(core)
	found = slices.DeleteFunc(found, func(c candidate) bool {
		return c.text == fold || grade == language.Good && c.grade != language.Good || utf8.RuneCountInString(c.text) == 1 && c.text != "a" && c.text != "i" ||
			sameWord(c.text, fold) || accented(fold) && !accented(c.text)
	})
	worth := func(c candidate) float64 {
		p := -14.
		if c.grade != language.Absent {
			p = e.m.Ln(c.id)
		}
		if c.grade == language.Doubtful {
			p -= 2
		}
		return .55*c.ln + .4*p + 1.2*ln(e.doc.counts[c.text]+1)
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		switch x, y := worth(a), worth(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return strings.Compare(a.text, b.text)
	})
	return slices.Clone(found[:min(most, len(found))])
}

// proposeDigits reads letters inside a number as the digits they look like,
// where that makes a year.
func (e *engine) proposeDigits(options []option, i int) []option {
	u := &e.units[i]
	digits, letters := 0, 0
	fixed := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			digits++
			return r
		}
		if unicode.IsLetter(r) {
			letters++
		}
		if d, ok := digitLike[r]; ok {
			return d
		}
		return r
	}, u.core)
	if letters == 0 || digits < letters || !year.MatchString(fixed) || kindOf(fixed) != numberKind || strings.ContainsFunc(fixed, unicode.IsLetter) {
		return options
	}
	o := e.identity(i)
	o.features, o.identity, o.capital = nil, false, false
	o.text, o.rule, o.first, o.last = u.with(fixed), ruleDigit, e.m.Number(), e.m.Number()
	o.add(fDigit, 1)
	return append(options, o)
}

var year = regexp.MustCompile(`^(1[5-9]|20)\d\d$`)

var digitLike = map[rune]rune{'l': '1', 'I': '1', 'i': '1', 'O': '0', 'o': '0', 'S': '5', 'B': '8', 'Z': '2', 'z': '2'}

// ligatures spells ligatures out.
func ligatures(s string) (string, bool) {
	if !strings.ContainsAny(s, "ﬀﬁﬂﬃﬄ") {
		return s, false
	}
	return strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl").Replace(s), true
}

// dropStray drops signs that print does not put at a word's edge.
func dropStray(r rune) rune {
	switch r {
	case '~', '^', '·', '_', '|', '¬', '\\', '°', '¦', '`', '¨', '´', '•', '■', '¤', '<', '>', '=', '{', '}':
		return -1
	}
	return r
}
