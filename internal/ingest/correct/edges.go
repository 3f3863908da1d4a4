package correct

import (
	"slices"
	"strings"
	"unicode"

	"recto/internal/language"
)

// edges.go mends the punctuation at a word's edges.

const (
	quotes  = "'\"‘’“”`"
	doubles = "\"“”"
)

// edge is other punctuation for a word.
type edge struct {
	lead, tail, sep string
	rule            string
	features        []feature
}

// proposeEdges reads the signs around a word otherwise, for the word as it
// stands and for the best correction of its letters.
func (e *engine) proposeEdges(options []option, i int) []option {
	u := &e.units[i]
	edges := e.edges(i)
	if len(edges) == 0 {
		return options
	}
	bases := []int{0}
	if best := e.bestMended(options); best > 0 {
		bases = append(bases, best)
	}
	for _, b := range bases {
		for _, g := range edges {
			o := options[b]
			if o.mid == "" || o.lead != u.lead || o.tail != u.poss+u.tail {
				continue
			}
			o.features = append(slices.Clone(o.features), g.features...)
			o.lead, o.text = g.lead, g.lead+o.mid+u.poss+g.tail+g.sep
			o.ends = strings.ContainsAny(g.tail, ".!?")
			if o.identity {
				o.identity, o.rule, o.harm, o.harms = false, g.rule, signHarm, 1
			} else {
				o.add(fEdgeTwice, 1)
			}
			options = append(options, o)
		}
	}
	return options
}

// bestMended is the best correction of a word's letters, 0 for none.
func (e *engine) bestMended(options []option) int {
	best, at := 0., 0
	for k := range options {
		o := &options[k]
		if o.mid == "" || o.identity || o.rule != ruleConfusion {
			continue
		}
		score := 0.
		for _, f := range o.features {
			score += e.weights[f.index] * f.value
		}
		if at == 0 || score > best {
			best, at = score, k
		}
	}
	return at
}

func (e *engine) edges(i int) []edge {
	u := &e.units[i]
	var found []edge
	offer := func(lead, tail, sep, rule string, features ...feature) {
		found = append(found, edge{lead, tail, sep, rule, features})
	}
	if lead, tail := strings.Map(dropStray, u.lead), strings.Map(dropStray, u.tail); lead != u.lead || tail != u.tail {
		offer(lead, tail, u.sep, ruleSign, feature{fStripLead, float64(len(u.lead) - len(lead))}, feature{fStripTail, float64(len(u.tail) - len(tail))})
	}
	if lead, tail := pairs.Replace(u.lead), pairs.Replace(u.tail); lead != u.lead || tail != u.tail {
		offer(lead, tail, u.sep, ruleQuote, feature{fQuotePair, 1})
	}
	if lead := strings.Map(dropQuote, u.lead); lead != u.lead {
		offer(lead, u.tail, u.sep, ruleSign, e.quoteFeatures(u.lead, u.opened)...)
	}
	if tail := strings.Map(dropQuote, u.tail); tail != u.tail {
		offer(u.lead, tail, u.sep, ruleSign, e.quoteFeatures(u.tail, u.closed)...)
	}
	if lead := strings.TrimRight(u.lead, ".,;:"); lead != u.lead {
		offer(lead, u.tail, u.sep, ruleSign, feature{fDropLead, 1})
	}
	if u.sep != "" {
		if hyphen(u.sep) && !u.eol && (i+1 >= len(e.units) || !e.units[i+1].glued) {
			offer(u.lead, u.tail, "", ruleSign, feature{fDropDash, 1})
		}
		return found
	}
	return e.tails(found, i)
}

// tails reads the stop or comma after a word otherwise.
func (e *engine) tails(found []edge, i int) []edge {
	u := &e.units[i]
	at := strings.IndexAny(u.tail, ",;:.!?")
	if at < 0 {
		return found
	}
	sign, rest := u.tail[at:at+1], u.tail[at+1:]
	offer := func(tail string, features ...feature) {
		found = append(found, edge{u.lead, tail, u.sep, rulePunctuation, features})
	}
	if rest != "" && strings.ContainsAny(rest[:1], ",;:.") && !strings.Contains(u.tail, "...") {
		offer(u.tail[:at]+sign+rest[1:], feature{fDropTwice, 1})
		offer(u.tail[:at]+rest, feature{fDropTwice, 1})
		return found
	}
	switch {
	case sign == ",":
		offer(u.tail[:at]+rest, feature{fDropComma, 1})
	case sign == "." && len(u.fold) > 1 && !abbreviation(u.core):
		offer(u.tail[:at]+rest, feature{fDropStop, 1})
		if i+1 < len(e.units) && startsSmall(e.units[i+1].raw()) && !u.cut {
			offer(u.tail[:at]+","+rest, feature{fStopComma, 1})
		}
	}
	return found
}

func (e *engine) quoteFeatures(marks string, matched bool) []feature {
	features := []feature{{fDropQuote, 1}}
	if strings.ContainsAny(marks, doubles) {
		features = append(features, feature{fDropDouble, 1})
	}
	if matched {
		features = append(features, feature{fDropMatched, 1})
	}
	return features
}

var pairs = strings.NewReplacer("‘‘", "“", "’’", "”", "''", `"`, "``", `"`)

func dropQuote(r rune) rune {
	if strings.ContainsRune(quotes, r) {
		return -1
	}
	return r
}

func startsSmall(s string) bool {
	for _, r := range s {
		return unicode.IsLower(r)
	}
	return false
}

// unclosed reports that an option leaves out a single mark that opens a quotation
// which nothing closes: six of seven such marks are dirt.
func (e *engine) unclosed(from int, o *option) bool {
	return o.rule == ruleSign && o.lead == "" && e.doc.customs.unclosed && opens(&e.units[from])
}

// opens reports a single mark that opens what nothing closes. At the beginning of
// a line, before a capital, it may be the raised figure of a note.
func opens(u *unit) bool {
	single := u.lead == "'" || u.lead == "‘" || u.lead == "’"
	return single && u.kind == wordKind && !u.opened && !elided[u.fold] && !(u.bol && !startsSmall(u.core))
}

// elided words have lost their beginning to an apostrophe.
var elided = map[string]bool{
	"bacco": true, "bout": true, "bove": true, "cause": true, "cept": true, "cross": true, "d": true, "em": true, "er": true, "fore": true,
	"fraid": true, "gainst": true, "less": true, "ll": true, "long": true, "m": true, "mid": true, "midst": true, "mong": true, "mongst": true,
	"n": true, "neath": true, "pon": true, "possum": true, "prentice": true, "re": true, "round": true, "s": true, "scuse": true, "spose": true,
	"t": true, "til": true, "till": true, "tis": true, "twas": true, "tween": true, "twere": true, "twill": true, "twixt": true, "twould": true,
	"un": true, "ve": true,
}

// match finds the partners of quotation marks, at most reach units away.
func match(units []unit) {
	const reach = 80
	open := -1
	for i := range units {
		u := &units[i]
		if strings.ContainsAny(u.lead, quotes) && strings.ContainsAny(u.tail, quotes) {
			u.opened, u.closed = true, true
			continue
		}
		lone := u.kind == signKind && strings.ContainsAny(u.core, quotes)
		if closes := strings.ContainsAny(u.tail, quotes); (closes || lone) && open >= 0 && i-open <= reach {
			units[open].opened, u.closed = true, true
			open = -1
			continue
		}
		if lone || strings.ContainsAny(u.lead, quotes) {
			open = i
		}
	}
}

// signAfter is the kind of sign at the end of a reading.
func signAfter(text string) language.Sign {
	last := strings.LastIndexFunc(text, alnum)
	return language.SignOf(text[last+1:])
}
