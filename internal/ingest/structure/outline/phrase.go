package outline

import (
	"strconv"
	"strings"
	"unicode"
)

// follow finds how surely any other line goes on from each.
func (t *text) follow() {
	t.followed = make([]float64, len(t.rows))
	at := make(map[string]int, len(t.rows))
	for i, r := range t.rows {
		if len(r.Line.Words) > 0 {
			at[r.Line.ID()] = i
		}
	}
	for i, r := range t.rows {
		if i > 0 {
			t.followed[i-1] = max(t.followed[i-1], r.Line.Joint)
		}
		for _, c := range r.Line.Candidates {
			if j, ok := at[c.Line]; ok {
				t.followed[j] = max(t.followed[j], c.Probability)
			}
		}
	}
}

// linkCues are what layout thinks of the lines that this one may go on from, and
// of those that may go on from it: headings stand between lines, and by themselves.
func (t *text) linkCues(c *collector, i int) {
	if t.sized {
		return
	}
	l, r := t.looks[i], t.rows[i].Line
	chance := func(p float64) string { return bucket(p, 0.01, 0.1, 0.3, 0.5, 0.75, 0.95) }
	from := r.Joint
	if len(r.Candidates) > 0 {
		from = max(from, r.Candidates[0].Probability)
	}
	own, next, best, followed := chance(r.Joint), chance(t.after(i).Line.Joint), chance(from), chance(t.followed[i])
	c.add("link", own, next, l.first)
	c.add("link best", best, followed, l.first)
	c.add("link best few", best, followed, l.phrase)
	c.add("link few", own, next, l.phrase)
	c.add("link marks", own, bucket(t.marks[i], 0.1, 0.25, 0.4, 0.6, 0.8), flag(l.referenceLike()), flag(t.headed[i]))
}

// phraseCues are of lines that may be a heading by their words alone.
func (t *text) phraseCues(c *collector, i int) {
	l, b, a := t.looks[i], t.lookBefore(i), t.lookAfter(i)
	n := strconv.Itoa(min(len(t.rows[i].Words), 9))
	c.add("phrase", l.phrase, n)
	c.add("phrase usual", l.phrase, l.usual)
	c.add("phrase open", l.phrase, flag(l.open))
	c.add("open", flag(l.open), flag(b.open), l.first)
	c.add("usual", l.usual, n)
	c.add("phrase last", l.phrase, l.last)
	c.add("phrase number", l.phrase, l.number)
	c.add("phrase before", l.phrase, b.last, a.first)
	c.add("phrase after", l.phrase, a.first, a.phrase)
	c.add("phrases", b.phrase, l.phrase, a.phrase)
	c.add("phrase marks", l.phrase, bucket(t.marks[i], 0.1, 0.25, 0.4, 0.6, 0.8), flag(t.headed[i]))
}

// phrasing is in what manner words are written: with a stop between them, mostly
// in figures, one word alone, with a capital at every word or at every one that
// carries sense, as few words in the manner of a sentence, or as prose is.
func phrasing(ws []string) string {
	capitals, lower, figures := 0, 0, 0
	for i, w := range ws {
		bare := strings.Trim(w, "()[]“”‘’\"'.,;:?!")
		r := firstRune(bare)
		switch {
		case i+1 < len(ws) && strings.ContainsAny(w[len(w)-1:], ".;,?!") && len(bare) > 2:
			return "stopped"
		case bare == "" || unicode.IsDigit(r):
			figures++
		case unicode.IsUpper(r):
			capitals++
		case i == 0 || !linking[bare]:
			lower++
		}
	}
	first := len(ws) > 0 && unicode.IsUpper(firstRune(strings.TrimLeft(ws[0], "0123456789.“‘\"'(")))
	switch {
	case len(ws) == 0 || figures*2 > len(ws):
		return "figures"
	case len(ws) == 1 && first:
		return "single"
	case capitals == 0:
		return "low"
	case capitals == len(ws)-figures:
		return "every"
	case capitals > 1 && lower == 0:
		return "title"
	case capitals == 1 && first && lower <= 2:
		return "sentence"
	case first:
		return "mixed"
	}
	return "other"
}

var linking = words("a an and as at by for from in into of on or the to via vs with within without between is are was were that which its their our this these be has have der des und de la et")

// Unfinished reports whether a line cannot end what it says: its last word leads
// to another one, or a bracket has no other half in it.
func Unfinished(ws []string, text string) bool {
	return len(ws) > 0 && linking[ws[len(ws)-1]] || strings.Count(text, "(") != strings.Count(text, ")")
}

// usual is how many of the words of a folded line headings often have.
func usual(folded []string) string {
	n := 0
	for _, w := range folded {
		if commonHeadings[w] || usualWords[w] {
			n++
		}
	}
	switch {
	case n == 0:
		return "none"
	case n == len(folded):
		return "all"
	case n*2 >= len(folded):
		return "half"
	}
	return "some"
}

// usualWords are words that headings have often, beside those that are headings by themselves.
var usualWords = words("aims objectives purpose rationale context setting scope motivation problem question questions hypotheses theory theoretical " +
	"conceptual framework approach approaches literature review related work works previous research study studies case design procedure " +
	"procedures participants subjects sample sampling measures instruments collection corpus statistical analyses ethics ethical " +
	"statement experiment experiments experimental implementation architecture system model models validation performance outcomes " +
	"challenges solutions lessons significance contribution contributions outlook future directions perspectives remarks summary " +
	"description structure features definitions history overview practice practical applications application policy supporting " +
	"information availability author authors competing interests need")
