package match_test

import (
	"strings"
	"testing"

	"recto/internal/search/match"
	"recto/internal/search/query"
)

type labels map[string]string

func (l labels) Lookup(label string) (string, bool) {
	id, ok := l[strings.ToLower(label)]
	return id, ok
}

func TestWords(t *testing.T) {
	var a match.Analyzer
	for text, want := range map[string]string{
		"":                              "",
		"Boundary-crossing, 1998–2007.": "boundary/boundari crossing/cross 1998/1998 2007/2007",
		"Engeström’s 2.5 don't (x)":     "engestrom/engestrom 2.5/2.5 don't/don't x/x",
		"naïve\u00a0cafe\u0301 — ‘tools’ ": "naive/naiv cafe\u0301/cafe\u0301 tools/tool",
		"end.":        "end/end",
		"1,":          "1/1",
		"\xff\xfea b": "a/a b/b",
	} {
		var got []string
		for _, w := range a.Words(text) {
			got = append(got, w.Form+"/"+w.Term)
			if w.From >= w.To || w.To > len(text) {
				t.Errorf("%q: %+v has no place", text, w)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

func TestFind(t *testing.T) {
	concepts := labels{"boundary zone": "zone", "boundary zones": "zone", "zone": "zone", "tool": "tool"}
	for _, c := range []struct{ query, text, want string }{
		{"", "nothing is asked", "nothing is asked"},
		{"rules", "The rule was bent.", "The [rule] was bent."},
		{`"bent rules"`, "bent, rules bend; bent rules", "[bent, rules] bend; [bent rules]"},
		{"learning NOT school", "School learning", "School [learning]"},
		{"rule OR lever", "levers and rules", "[levers] and [rules]"},
		{"knot*", "knotworking", "[knotworking]"},
		{"organi?ation", "organisation organization organ", "[organisation] [organization] organ"},
		{`"knot* rules"`, "knotted rules, knot", "[knotted rules], knot"},
		{"engestrom~", "Engestrdm and Engelstromm", "[Engestrdm] and Engelstromm"},
		{"crossing", "boundary-crossing", "boundary-[crossing]"},
		{"author:smith year:2001 lever", "Smith 2001 lever", "Smith 2001 [lever]"},
		{"heading:lever", "the lever", "the [lever]"},
		{"boundary zone", "a boundary, a zone; a boundary zone", "a boundary, a zone; a [boundary zone]"},
		{"concept:zone", "the <zone here", "the [zone] here"},
		{"boundary zones", "the <zone here", "the [zone] here"},
		{`"horizontal learning"~2`, "learning that is horizontal", "[learning] that is [horizontal]"},
		{`"horizontal learning"~2`, "learning that is not horizontal", "learning that is not horizontal"},
		{"rule NEAR/1 lever", "a rule, a lever, rule and no lever", "a [rule], a [lever], [rule] and no lever"},
		{"concept:zone near rule", "<zone with a rule", "[zone] with a [rule]"},
	} {
		var a match.Analyzer
		n, _ := query.Parse(c.query)
		text := match.Text{Words: a.Words(strings.ReplaceAll(c.text, "<", ""))}
		for i, w := range a.Words(c.text) {
			if w.From > 0 && c.text[w.From-1] == '<' {
				text.Mentions = append(text.Mentions, match.Mention{Concept: "zone", Span: match.Span{From: i, To: i + 1}})
			}
		}
		got := mark(strings.ReplaceAll(c.text, "<", ""), text.Words, match.New(&a, n, concepts).Find(text))
		if got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}

// mark puts brackets around what was found.
func mark(text string, words []match.Word, spans []match.Span) string {
	lit := make([]bool, len(words)+1)
	for _, s := range spans {
		for i := s.From; i < s.To; i++ {
			lit[i] = true
		}
	}
	var b strings.Builder
	at := 0
	for i, w := range words {
		b.WriteString(text[at:w.From])
		if lit[i] && (i == 0 || !lit[i-1] || !joined(spans, i)) {
			b.WriteString("[")
		}
		b.WriteString(text[w.From:w.To])
		if lit[i] && (!lit[i+1] || !joined(spans, i+1)) {
			b.WriteString("]")
		}
		at = w.To
	}
	return b.String() + text[at:]
}

func joined(spans []match.Span, i int) bool {
	for _, s := range spans {
		if s.From < i && i < s.To {
			return true
		}
	}
	return false
}

func FuzzFind(f *testing.F) {
	f.Add(`"a b"~3 OR c* NEAR d~`, "a b c d’s 1,2")
	f.Fuzz(func(t *testing.T, q, text string) {
		var a match.Analyzer
		n, _ := query.Parse(q)
		words := a.Words(text)
		for _, s := range match.New(&a, n, nil).Find(match.Text{Words: words}) {
			if s.From < 0 || s.From >= s.To || s.To > len(words) {
				t.Fatalf("%q in %q: span %v of %d words", q, text, s, len(words))
			}
		}
	})
}
