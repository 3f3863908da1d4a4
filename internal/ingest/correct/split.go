package correct

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// part is one word of a reading that has several.
type part struct {
	text  string
	id    language.ID
	grade language.Grade
}

// proposeSplits reads a word as several whose blanks were lost.
func (e *engine) proposeSplits(options []option, i int) []option {
	u := &e.units[i]
	letters := utf8.RuneCountInString(u.core)
	if u.grade == language.Good || letters < 3 || letters > 60 || e.doc.terms[u.fold] {
		return options
	}
	seen := map[string]bool{}
	offer := func(parts []part, more ...feature) {
		o := e.several(i, i+1, parts, u.lead, u.poss+u.tail+u.sep, ruleSplit)
		if seen[o.text] {
			return
		}
		seen[o.text] = true
		e.change(&o, u)
		o.add(fSplit, 1)
		o.add(fSplitParts, float64(len(parts)-2))
		o.features = append(o.features, more...)
		if u.grade == language.Doubtful {
			o.add(fSplitFromDoubtful, 1)
		}
		e.describeParts(&o, parts)
		o.harm, o.harms = blankHarm, 1
		options = append(options, o)
	}
	for _, w := range e.ways(u.core) {
		if e.clipped(u.fold, w.parts) {
			continue
		}
		offer(w.parts, w.features()...)
	}
	options = e.proposeDash(options, i)
	for _, s := range e.mendedPairs(u) {
		offer(s.parts, s.features()...)
	}
	return options
}

// clipped reports a word that speech has clipped, as "walkin", and no word before "in".
func (e *engine) clipped(fold string, parts []part) bool {
	return len(parts) == 2 && parts[1].text == "in" && e.m.Grades(fold+"g") == language.Good
}

// dashLike are the signs that a hyphen is taken for.
const dashLike = "~\"=*_"

// proposeDash reads a sign between two words as the hyphen of a compound.
func (e *engine) proposeDash(options []option, i int) []option {
	u := &e.units[i]
	at := strings.IndexAny(u.core, dashLike)
	if at < 0 || strings.ContainsAny(u.core[at+1:], dashLike) {
		return options
	}
	first, ok := e.word(u.core[:at])
	if !ok && slices.Contains(prefixes, language.Fold(u.core[:at])) {
		first, ok = part{u.core[:at], e.m.Unknown(), language.Good}, true
	}
	last, known := e.word(u.core[at+1:])
	if !ok || !known || len(u.core)-at < 3 {
		return options
	}
	o := option{to: i + 1, text: u.with(first.text + "-" + last.text), first: first.id, last: last.id, rule: ruleDash, ends: u.ending, harm: signHarm, harms: 1}
	o.inner = e.next(first.id, last.id)
	o.add(fDash, 1)
	return append(options, o)
}

func lettersOnly(r rune) rune {
	if alnum(r) || r == '\'' || r == '’' {
		return r
	}
	return -1
}

// several makes an option of words.
func (e *engine) several(from, to int, parts []part, lead, tail, rule string) option {
	o := option{to: to, rule: rule, first: parts[0].id, last: parts[len(parts)-1].id}
	var b strings.Builder
	b.WriteString(lead)
	for k, p := range parts {
		if k > 0 {
			b.WriteByte(' ')
			prev := parts[k-1].id
			if strings.ContainsAny(parts[k-1].text, ".?!") {
				prev = e.m.Start()
			} else if capital(e.m, p.text, p.id) {
				o.add(fCapital, 1)
			}
			o.inner += e.next(prev, p.id)
		}
		b.WriteString(p.text)
	}
	b.WriteString(tail)
	o.text = b.String()
	o.ends = strings.ContainsAny(tail, ".!?")
	o.capital = capital(e.m, parts[0].text, parts[0].id)
	return o
}

// next is ln P of a word after another, bounded below.
func (e *engine) next(prev, id language.ID) float64 {
	return max(e.m.Next(prev, id), -16)
}

func (e *engine) describeParts(o *option, parts []part) {
	for k, p := range parts {
		n := utf8.RuneCountInString(p.text)
		if n <= 2 {
			o.add(fSplitShort, float64(3-n))
		}
		switch {
		case p.id == e.m.Number():
			o.add(fSplitNumber, 1)
		case p.grade == language.Absent:
			o.add(fSplitUnknown, 1)
		case p.grade != language.Good:
			o.add(fSplitDoubtful, 1)
		}
		if k == 0 {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(parts[k-1].text)
		after, _ := utf8.DecodeRuneInString(p.text)
		switch {
		case !alnum(before) || !alnum(after):
			o.add(fSplitSign, 1)
			continue
		case unicode.IsLower(before) && unicode.IsUpper(after):
			o.add(fSplitCase, 1)
		}
		if e.m.Follows(parts[k-1].id, p.id) {
			o.add(fSplitSeen, 1)
		}
	}
}

// word looks a part up; ok is false unless it may stand by itself.
func (e *engine) word(text string) (p part, ok bool) {
	fold := language.Fold(text)
	if n := utf8.RuneCountInString(fold); n == 1 {
		if fold != "a" && text != "I" {
			return p, false
		}
	}
	if slices.Contains(prefixes, fold) && fold != "over" && fold != "under" && fold != "extra" {
		return p, false
	}
	if id, known := e.m.Lookup(fold); known {
		p = part{text, id, e.m.Grade(id)}
		return p, p.grade == language.Good || utf8.RuneCountInString(fold) > 4
	}
	if e.doc.terms[fold] {
		return part{text, e.m.Unknown(), language.Good}, true
	}
	return p, false
}

// suffixes end words, and are taken for words by themselves nowhere.
var suffixes = map[string]bool{
	"ally": true, "ist": true, "ling": true, "ing": true, "ed": true, "ly": true, "er": true, "ers": true, "ism": true, "less": true,
	"ness": true, "able": true, "ible": true, "ment": true, "ion": true, "ions": true, "tion": true, "ous": true, "ish": true, "wise": true,
	"like": true, "al": true, "es": true, "en": true, "est": true, "age": true, "ship": true, "hood": true, "ic": true, "ity": true, "ive": true,
}
