package correct

import (
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// blank.go mends blanks beside signs: signs that stand alone are drawn to the
// words they belong to, and hyphens are read as blanks.

// Signs that stand behind words, the high ones after a blank by an old custom,
// and brackets that open.
const (
	lowSigns  = ".,)]”"
	highSigns = ";:!?"
	brackets  = "(["
)

// customs are the kinds of sign that a document's print sets apart from words,
// and whether quotations open in it that are not closed elsewhere either, and not
// so many that they are a notation.
type customs struct{ high, quotes, unclosed bool }

// customsOf weighs the signs that stand alone against those that do not.
func customsOf(units []unit) customs {
	high, quotes, unclosed := 0, 0, 0
	for i := range units {
		u := &units[i]
		alone := u.kind == signKind && !u.glued
		switch {
		case alone && strings.Trim(u.core, highSigns) == "":
			high++
		case strings.ContainsAny(u.tail, highSigns):
			high--
		}
		switch {
		case alone && strings.Trim(u.core, doubles) == "":
			quotes++
		case strings.ContainsAny(u.lead+u.tail, doubles):
			quotes--
		}
		switch {
		case opens(u):
			unclosed++
		case !u.closed && strings.ContainsAny(u.tail, "'’") && !strings.HasSuffix(u.fold, "s"):
			unclosed -= 2
		}
	}
	return customs{high: high > 0, quotes: quotes > 0, unclosed: unclosed > 0 && unclosed <= max(2, len(units)/fewUnits)}
}

// proposeSpacing draws a sign that stands alone to the word it belongs to.
func (e *engine) proposeSpacing(options []option, i, end int) []option {
	u := &e.units[i]
	if u.glued || utf8.RuneCountInString(u.core) > 2 {
		return options
	}
	quote := strings.Trim(u.core, doubles) == ""
	switch {
	case quote && e.doc.customs.quotes, strings.Trim(u.core, brackets) == "" && e.doc.customs.high:
		return options
	case strings.Trim(u.core, brackets) == "", strings.Trim(u.core, "\"“") == "" && !u.closed:
		return e.proposeOpening(options, i, end)
	case u.bol || i == 0:
		return options
	}
	if u.core == "." && (e.units[i-1].core == "." || i+1 < end && e.units[i+1].core == ".") {
		return options // a row of them stands for words left out
	}
	index, custom := fTightStop, false
	switch {
	case quote:
		index = fTightQuote
	case strings.Trim(u.core, highSigns) == "":
		index, custom = fTightHigh, e.doc.customs.high
	case strings.Trim(u.core, lowSigns) != "":
		return options
	}
	if custom {
		return options
	}
	o := e.identity(i)
	o.identity, o.rule, o.tight, o.harm, o.harms = false, ruleSpacing, true, signHarm, 1
	o.add(index, 1)
	prev := &e.units[i-1]
	if prev.kind != wordKind || prev.grade == language.Absent || prev.tail != "" {
		o.add(fTightOdd, 1)
	}
	if u.eol {
		o.add(fTightLineEnd, 1)
	}
	return append(options, o)
}

// proposeOpening draws a sign to the word that it opens.
func (e *engine) proposeOpening(options []option, i, end int) []option {
	u := &e.units[i]
	if u.eol || u.cut || i+1 >= end {
		return options
	}
	next := &e.units[i+1]
	if next.kind != wordKind && next.kind != numberKind || next.lead != "" {
		return options
	}
	o := e.identity(i + 1)
	o.to, o.text, o.mid = i+2, u.core+next.raw(), ""
	o.identity, o.rule, o.harm, o.harms = false, ruleSpacing, signHarm, 1
	o.add(fTightOpen, 1)
	if strings.ContainsAny(u.core, doubles) {
		o.add(fTightQuote, 1)
	}
	return append(options, o)
}

// proposeBlank reads the hyphen between two words as a blank.
func (e *engine) proposeBlank(options []option, i, end int) []option {
	u := &e.units[i]
	if !hyphen(u.sep) || u.eol || i+1 >= end || u.grade != language.Good {
		return options
	}
	next := &e.units[i+1]
	if !next.glued || next.grade != language.Good || next.lead != "" || next.sep != "" || e.doc.linked[u.fold+"-"+next.fold] > 1 {
		return options
	}
	if _, joined := e.whole(u.fold + next.fold); joined || max(e.m.Ln(u.id), e.m.Ln(next.id)) < commonLn {
		return options
	}
	parts := []part{{u.core + u.poss + u.tail, u.id, u.grade}, {next.core, next.id, next.grade}}
	o := e.several(i, i+2, parts, u.lead, next.poss+next.tail, ruleSplit)
	o.harm, o.harms = hyphenHarm, 1
	o.add(fHyphenBlank, 1)
	if min(e.m.Ln(u.id), e.m.Ln(next.id)) > commonLn {
		o.add(fHyphenBlankCommon, 1)
	}
	if e.m.Follows(u.id, next.id) {
		o.add(fSplitSeen, 1)
	}
	return append(options, o)
}
