package correct

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/ingest/correct/expect"
	"recto/internal/language"
)

// engine corrects the units of one document.
type engine struct {
	m       *language.Model
	doc     *document
	units   []unit
	weights *Weights
	network *Network
	expect  *expect.Model
	levels  levels
	odds    []float64                 // sums of how odd the units before each are
	walker  *walker                   // of the lexicon
	own     *walker                   // of the document's own words
	known   *memo[asked, []candidate] // of words walked before
	parted  *memo[string, []mendedPair]
	explained
}

func newEngine(m *language.Model, pieces []piece, terms []string) *engine {
	units, old := unitsOf(m, pieces)
	e := &engine{
		m: m, units: units, doc: study(m, units, terms), weights: &weights, network: &network, expect: expect.Default(),
		walker: newWalker(m.Trie, m.Confusions()), known: newMemo[asked, []candidate](), parted: newMemo[string, []mendedPair](),
	}
	e.doc.old = old
	e.fragments()
	e.cluster()
	for i := range units {
		units[i].counts = e.evidence(&units[i])
	}
	e.sumOdd()
	return e
}

// fork is the engine for another goroutine: what was found is shared, and the
// walkers, which keep their memory between walks, are its own.
func (e *engine) fork() *engine {
	f := *e
	f.walker, f.own = newWalker(e.walker.trie, e.walker.confusions), newWalker(e.own.trie, e.own.confusions)
	return &f
}

// evidence is how often the document has a word, as evidence that it is one.
func (e *engine) evidence(u *unit) int {
	if e.doc.garbles[u.fold] {
		return 1
	}
	return e.doc.counts[u.fold]
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// propose lists the ways to read the units from i on; to leave the first as it
// stands is always among them, and comes first.
func (e *engine) propose(i, end int) []option {
	u := &e.units[i]
	options := []option{e.identity(i)}
	if u.kind == fixedKind {
		return options
	}
	if u.kind == signKind {
		options = e.proposeSpacing(options, i, end)
	} else {
		options = e.proposeWords(options, i)
		options = e.proposeLost(options, i)
		options = e.proposeEdges(options, i)
		options = e.proposeSplits(options, i)
		options = e.proposePunctuation(options, i)
		options = e.proposeBlank(options, i, end)
	}
	options = e.proposeSpeck(options, i)
	options = e.proposeJoins(options, i, end)
	e.weighUse(options, i)
	prev, id, known := adjacent(e.m, e.units, i)
	for k := range options {
		o := &options[k]
		o.stands, o.before = known && o.first == id, prev
		first, _ := utf8.DecodeRuneInString(o.text)
		o.lower = unicode.IsLower(first)
		if last := &e.units[o.to-1]; !o.sign && last.sep == "" {
			o.add(fSign, e.m.Sign(o.last, signAfter(o.text)))
		}
		for _, f := range o.features {
			o.score += e.weights[f.index] * f.value
		}
		o.score += e.unsure(i, o.to, o.harm)
	}
	return options
}

// identity leaves a unit as it stands.
func (e *engine) identity(i int) option {
	u := &e.units[i]
	o := option{to: i + 1, text: u.raw(), first: u.id, last: u.id, ends: u.ending, identity: true}
	if u.verdict.rule != "" {
		o.text, o.rule, o.identity, o.sign = u.verdict.text, u.verdict.rule, false, true
		return o
	}
	o.sign = u.kind == signKind
	if u.kind != signKind {
		o.lead, o.mid, o.tail = u.lead, u.core, u.poss+u.tail
	}
	if u.kind == wordKind {
		o.capital = capital(e.m, u.core, u.id)
		e.keep(&o, u)
	}
	return o
}

// keep adds the reasons to leave a word alone.
func (e *engine) keep(o *option, u *unit) {
	switch u.grade {
	case language.Good:
		o.add(fKeepGood, 1)
		return
	case language.Doubtful:
		if utf8.RuneCountInString(u.core) == 1 {
			o.add(fKeepLetter, 1)
			return
		}
		o.add(fKeepDoubtful, 1)
		if strings.ToUpper(u.core) == u.core {
			o.add(fKeepDoubtfulUpper, 1)
		}
		return
	}
	shape := shapeOf(u.core)
	o.add(fKeepUnknown, 1)
	switch {
	case shape.upper == shape.length:
		o.add(fKeepUnknownUpper, 1)
	case shape.capital:
		o.add(fKeepUnknownCapital, 1)
	}
	o.add(fKeepUnknownSigns, float64(min(shape.signs, 2)))
	if u.torn {
		o.add(fKeepUnknownTorn, 1)
	}
	o.add(fKeepUnknownDigits, float64(min(shape.digits, 2)))
	o.add(fKeepUnknownShort, float64(max(0, 4-shape.length)))
	o.add(fKeepUnknownLong, float64(max(0, min(shape.length, 14)-8)))
	o.add(fKeepUnknownCount, ln(min(4, u.counts)))
	if e.doc.terms[u.fold] {
		o.add(fKeepUnknownCount, 3)
	}
	if shape.digits == 0 {
		o.add(fKeepUnknownSpelling, e.spelling(u))
	}
}

// change adds the reasons that speak about the word given up.
func (e *engine) change(o *option, u *unit) {
	switch u.grade {
	case language.Good:
		o.add(fFromGood, 1)
	case language.Doubtful:
		o.add(fFromDoubtful, 1)
	}
	o.add(fFromOld, e.doc.old)
	o.add(fFromCount, ln(min(4, u.counts)))
	letters := len([]rune(u.core))
	o.add(fFromShort, float64(max(0, 4-letters)))
	o.add(fLength, float64(max(0, min(letters, 14)-8)))
	if u.eol {
		o.add(fSameLineEnd, 1)
	}
}

// arrive adds the reasons that speak about the word arrived at.
func (e *engine) arrive(o *option, u *unit, c candidate) {
	switch {
	case c.grade == language.Doubtful:
		o.add(fToDoubtful, 1)
	case c.grade == language.Absent:
		o.add(fToDocument, 1)
	}
	n := e.doc.counts[c.text]
	if e.doc.terms[c.text] {
		n += 2
	}
	o.add(fToCount, ln(n+1))
}

// written is a candidate with the case of what it replaces.
func written(m *language.Model, core string, c candidate) string {
	upper, lower := 0, 0
	for _, r := range core {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	first := []rune(core)[0]
	named := c.grade != language.Absent && m.Case(c.id) != language.Lower
	switch {
	case upper > 1 && upper > lower:
		return strings.ToUpper(c.text)
	case unicode.IsUpper(first) || named:
		return title(c.text)
	}
	return c.text
}

func title(s string) string {
	for i, r := range s {
		return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
