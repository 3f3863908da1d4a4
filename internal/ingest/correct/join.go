package correct

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// Bounds of what is joined.
const (
	maxJoin       = 4  // units
	maxFragments  = 20 // units of three letters or fewer
	maxJoinLetter = 40
)

// proposeJoins reads the units from i on as fewer words.
func (e *engine) proposeJoins(options []option, i, end int) []option {
	u := &e.units[i]
	if u.kind == signKind || u.kind == fixedKind || u.cut {
		return options
	}
	if u.sep != "" && i+1 < end {
		return e.proposeHyphen(options, i)
	}
	text, short := u.core, u.kind == wordKind && utf8.RuneCountInString(u.core) <= 3
	if u.tail != "" {
		return e.joinOver(options, i, end)
	}
	for j := i + 1; j < end && j-i < maxFragments; j++ {
		prev, next := &e.units[j-1], &e.units[j]
		if prev.tail != "" || prev.poss != "" || prev.sep != "" || prev.cut || next.glued || next.lead != "" || next.kind != wordKind {
			break
		}
		short = short && utf8.RuneCountInString(next.core) <= 3 || j-i < maxJoin
		text += next.core
		if !short || len(text) > maxJoinLetter || u.kind != wordKind {
			break
		}
		options = e.join(options, i, j+1, text)
	}
	return options
}

// hyphenLike are the signs behind a word that a hyphen is taken for.
const hyphenLike = ".~=_'*-"

// joinOver joins a word and the next over a sign that was a hyphen.
func (e *engine) joinOver(options []option, i, end int) []option {
	u := &e.units[i]
	if i+1 >= end || u.kind != wordKind || u.poss != "" || len(u.tail) > 2 || strings.Trim(u.tail, hyphenLike) != "" {
		return options
	}
	next := &e.units[i+1]
	if next.kind != wordKind || next.glued || next.lead != "" || !startsSmall(next.core) || u.grade == language.Good && e.m.Ln(u.id) > commonLn {
		return options
	}
	from := len(options)
	options = e.join(options, i, i+2, u.core+next.core)
	for k := from; k < len(options); k++ {
		options[k].add(fJoinSign, 1)
	}
	return options
}

// join offers the units from i up to to as one word, or as words parted elsewhere.
func (e *engine) join(options []option, i, to int, text string) []option {
	known, unknown, fragments, overLine, letters, doubts := 0, 0, 0, 0, 0, 0
	for k := i; k < to; k++ {
		u := &e.units[k]
		switch {
		case utf8.RuneCountInString(u.core) == 1:
			letters++
		case u.grade == language.Doubtful:
			doubts++
		}
		switch {
		case u.grade == language.Good && (utf8.RuneCountInString(u.core) > 1 || u.fold == "a" || u.core == "I"):
			known++
		default:
			unknown++
			if u.grade == language.Absent || utf8.RuneCountInString(u.core) == 1 {
				fragments++
			}
		}
		if k+1 < to && u.eol {
			overLine++
		}
	}
	last := &e.units[to-1]
	tail := last.poss + last.tail + last.sep
	describe := func(o *option) {
		o.add(fJoinKnown, float64(known))
		o.add(fJoinUnknown, float64(unknown))
		o.add(fJoinLetters, float64(letters))
		o.add(fJoinDoubts, float64(doubts))
		o.add(fJoinLine, float64(overLine))
		o.ends = last.ending
		o.harm, o.harms = blankHarm, min(3, float64(to-i-1))
	}
	fold := language.Fold(text)
	if c, ok := e.whole(fold); ok && !(known == to-i && c.grade != language.Good) {
		o := e.joined(i, to, written(e.m, text, c), tail, c, ruleJoin)
		o.add(fJoin, 1)
		o.add(fJoinParts, float64(to-i-2))
		describe(&o)
		return append(options, o)
	}
	if fragments == 0 || overLine > 0 {
		return options
	}
	if to-i <= 3 && utf8.RuneCountInString(text) >= 5 && e.torn(i, to) {
		options = e.joinMended(options, i, to, text, tail, describe)
	}
	if fragments < 2 || e.units[to-1].grade == language.Good && utf8.RuneCountInString(last.core) > 3 {
		return options
	}
	ways := e.ways(text)
	at := slices.IndexFunc(ways, func(w way) bool {
		return w.letters+w.signs == 0 && len(w.parts) < to-i+2 && !e.decomposes(i, to, w.parts)
	})
	if at < 0 {
		return options
	}
	parts := ways[at].parts
	o := e.several(i, to, parts, e.units[i].lead, tail, ruleRespan)
	o.add(fRespan, 1)
	o.add(fRespanParts, float64(to-i-2))
	o.add(fRespanWords, float64(len(parts)-2))
	e.describeParts(&o, parts)
	describe(&o)
	return append(options, o)
}

// torn reports units of which none is a common word by itself, and one is short
// enough for a scrap.
func (e *engine) torn(i, to int) bool {
	const scrap, common = 4, -7.5
	short := false
	for k := i; k < to; k++ {
		u := &e.units[k]
		n := utf8.RuneCountInString(u.core)
		if u.grade == language.Good && n > 1 && e.m.Ln(u.id) > common {
			return false
		}
		short = short || n <= scrap
	}
	return short
}

// decomposes reports parts that begin where a unit does: smaller options read
// the same.
func (e *engine) decomposes(i, to int, parts []part) bool {
	units := map[int]bool{}
	at := 0
	for k := i; k < to; k++ {
		units[at] = true
		at += len(e.units[k].core)
	}
	at = 0
	for _, p := range parts {
		if at > 0 && units[at] {
			return true
		}
		at += len(p.text)
	}
	return false
}

// joinMended offers corrections of a run that is no word itself.
func (e *engine) joinMended(options []option, i, to int, text, tail string, describe func(*option)) []option {
	for k, c := range e.near(text) {
		if k >= 2 || c.grade != language.Good {
			break
		}
		o := e.joined(i, to, written(e.m, text, c), tail, c, ruleJoin)
		o.add(fJoin, 1)
		o.add(fJoinParts, float64(to-i-2))
		o.add(fJoinEdits, float64(c.edits))
		o.add(fChannel, c.ln)
		describe(&o)
		options = append(options, o)
	}
	return options
}

// whole finds a word in the lexicon, the glossary or, repeated, in the document.
func (e *engine) whole(fold string) (candidate, bool) {
	if id, ok := e.m.Lookup(fold); ok && utf8.RuneCountInString(fold) > 1 {
		return candidate{text: fold, id: id, grade: e.m.Grade(id)}, true
	}
	if e.doc.terms[fold] || e.doc.counts[fold] >= 2 && utf8.RuneCountInString(fold) >= 5 {
		return candidate{text: fold, id: e.m.Unknown()}, true
	}
	return candidate{}, false
}

func (e *engine) joined(i, to int, text, tail string, c candidate, rule string) option {
	o := option{to: to, text: e.units[i].lead + text + tail, first: c.id, last: c.id, rule: rule}
	o.capital = capital(e.m, text, c.id)
	o.ends = e.units[to-1].ending
	if c.grade == language.Doubtful {
		o.add(fJoinDoubtful, 1)
	}
	if c.grade == language.Absent {
		o.add(fJoinDocument, 1)
	}
	o.add(fToCount, ln(e.doc.counts[c.text]+1))
	return o
}

// proposeHyphen takes a hyphen at a line end, or before a blank, out of a word
// or keeps it as part of a compound.
func (e *engine) proposeHyphen(options []option, i int) []option {
	u, next := &e.units[i], &e.units[i+1]
	if !hyphen(u.sep) || u.kind == numberKind || next.kind != wordKind || next.lead != "" || u.poss != "" || u.tail != "" || u.cut {
		return options
	}
	text := u.core + next.core
	fold := language.Fold(text)
	tail := next.poss + next.tail + next.sep
	compound := e.doc.linked[u.fold+"-"+next.fold]
	if c, ok := e.whole(fold); ok || u.eol {
		if !ok {
			c = candidate{text: fold, id: e.m.Unknown()}
		}
		o := e.joined(i, i+2, u.core+next.core, tail, c, ruleHyphen)
		e.describeHyphen(&o, i, ok)
		options = append(options, o)
	}
	if u.glued || !next.glued {
		options = e.mendHyphen(options, i, text, tail)
	}
	if !next.glued && next.kind == wordKind {
		o := option{to: i + 2, text: u.raw() + next.core + tail, first: u.id, last: next.id, rule: ruleCompound}
		o.inner = e.next(u.id, next.id)
		o.ends = next.ending
		e.keep(&o, u)
		e.keep(&o, next)
		if u.eol {
			o.add(fCompoundLine, 1)
		} else {
			o.add(fCompoundInline, 1)
		}
		o.add(fCompoundSeen, min(2, float64(compound)))
		options = append(options, o)
	}
	return options
}

// compound reports words that stand by themselves on both sides of a hyphen in
// print, or a prefix before one: the hyphen is meant.
func (e *engine) compound(u, next *unit) bool {
	if next.grade != language.Good || utf8.RuneCountInString(next.core) < 3 {
		return false
	}
	return u.grade == language.Good && utf8.RuneCountInString(u.core) > 2 || slices.Contains(prefixes, u.fold)
}

// mendHyphen joins over the hyphen and corrects the word.
func (e *engine) mendHyphen(options []option, i int, text, tail string) []option {
	u := &e.units[i]
	if u.grade == language.Good && e.units[i+1].grade == language.Good {
		return options
	}
	for k, c := range e.near(text) {
		if k >= 2 || c.grade != language.Good {
			break
		}
		o := e.joined(i, i+2, written(e.m, text, c), tail, c, ruleHyphen)
		o.add(fJoinEdits, float64(c.edits))
		o.add(fChannel, c.ln)
		e.describeHyphen(&o, i, true)
		options = append(options, o)
	}
	return options
}

func (e *engine) describeHyphen(o *option, i int, known bool) {
	u, next := &e.units[i], &e.units[i+1]
	apart := 0.
	if u.grade == language.Good && next.grade == language.Good {
		apart = 1
	}
	switch {
	case u.eol:
		o.add(fHyphenLine, 1)
		o.add(fHyphenLineKnown, apart)
		if !known {
			o.add(fHyphenLineUnknown, 1)
		}
	default:
		o.harm, o.harms = hyphenHarm, 1
		o.add(fHyphenInline, 1)
		o.add(fHyphenInlineKnown, apart)
		if e.compound(u, next) {
			o.add(fHyphenCompound, 1)
		}
		if next.glued {
			o.add(fJoinLine, 1)
		}
	}
	o.add(fHyphenCount, ln(e.doc.counts[language.Fold(u.core+next.core)]+1))
	if next.glued {
		o.add(fCompoundSeen, -min(2, float64(e.doc.linked[u.fold+"-"+next.fold]-1)))
	}
}

// proposePunctuation mends the signs at a word's edges.
func (e *engine) proposePunctuation(options []option, i int) []option {
	u := &e.units[i]
	if fixed, ok := bracketed(u); ok {
		o := e.identity(i)
		o.identity, o.rule, o.text = false, ruleBracket, fixed
		o.add(fBracket, 1)
		options = append(options, o)
	}
	if u.sep != "" || u.cut || i+1 >= len(e.units) {
		return options
	}
	next := &e.units[i+1]
	if e.doc.verse || next.lead != "" || next.kind != wordKind || !capital(e.m, next.core, next.id) {
		return options
	}
	base, comma := strings.CutSuffix(u.tail, ",")
	if u.tail != "" && !comma || strings.ContainsAny(u.tail, ".!?") {
		return options
	}
	if !comma && (u.kind != wordKind || u.grade != language.Good) {
		return options
	}
	o := e.identity(i)
	o.identity, o.rule, o.ends, o.harm, o.harms = false, rulePunctuation, true, signHarm, 1
	o.text = u.lead + u.core + u.poss + base + "."
	if e.m.Ln(next.id) > commonLn {
		o.add(fStopCommon, 1)
	}
	if comma {
		o.add(fCommaStop, 1)
	} else {
		o.add(fAddStop, 1)
	}
	return append(options, o)
}

// commonLn is ln P above which a word is so common that no name is made of it.
const commonLn = -6.5

// bracketed gives a curly bracket that faces a round one its shape.
func bracketed(u *unit) (string, bool) {
	lead, tail := u.lead, u.tail
	if strings.ContainsRune(tail, ')') && !strings.ContainsRune(lead, '(') {
		lead = strings.Replace(lead, "{", "(", 1)
	}
	if strings.ContainsRune(lead, '(') && !strings.ContainsRune(tail, ')') {
		tail = strings.Replace(tail, "}", ")", 1)
	}
	return lead + u.core + u.poss + tail + u.sep, lead != u.lead || tail != u.tail
}
