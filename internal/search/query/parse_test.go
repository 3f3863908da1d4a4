package query

import (
	"fmt"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := []struct{ in, want, note string }{
		{"", "-", ""},
		{"   ", "-", ""},
		{"learning", "learning", ""},
		{"expansive learning", "(and expansive learning)", ""},
		{`"boundary zone" learning`, `(and "boundary zone" learning)`, ""},
		{"“boundary zone”", `"boundary zone"`, ""},
		{"a AND b", "(and a b)", ""},
		{"a OR b c", "(or a (and b c))", ""},
		{"(a OR b) c", "(and (or a b) c)", ""},
		{"a NOT b", "(and a (not b))", ""},
		{"a -b", "(and a (not b))", ""},
		{"a NOT (NOT b)", "(and a b)", ""},
		{"co-configuration", "co-configuration", ""},
		{"concept:boundary-zone", "concept=boundary-zone", ""},
		{`Concept:"boundary zone"`, `concept="boundary zone"`, ""},
		{"author:engeström year:1998..2007", "(and author=engeström years(1998,2007))", ""},
		{"year:2007", "years(2007,2007)", ""},
		{"year:..2007", "years(0,2007)", ""},
		{"year:2007..1998", "years(1998,2007)", ""},
		{"and or not", "(and and or not)", ""},
		{`"horizontal learning"~5`, `"horizontal learning"~5`, ""},
		{`"horizontal learning"~`, `"horizontal learning"~10`, ""},
		{"learn* organi?ation", "(and wild(learn*) wild(organi?ation))", ""},
		{"what is learning?", "(and what is learning?)", ""},
		{"engestrom~ vygotsky~2", "(and engestrom~1 vygotsky~2)", ""},
		{"learning NEAR school", "(near/10 learning school)", ""},
		{"learning near/3 school", "(near/3 learning school)", ""},
		{"learning near school", "(and learning near school)", ""},
		{"concept:knotworking near concept:tool", "(near/10 concept=knotworking concept=tool)", ""},
		{`"activity system" near concept:tool`, `(near/10 "activity system" concept=tool)`, ""},
		{`a near/2 b NEAR/3 c`, "(and (near/2 a b) c)", "read as AND"},
		{"heading:method* reference:\"vygotsky 1978\"~2", "(and heading=wild(method*) reference=\"vygotsky 1978\"~2)", ""},
		{"http://x.org", "http://x.org", ""},

		{`"open phrase`, `"open phrase"`, "left open"},
		{"(a b", "(and a b)", "never closed"},
		{"a) b", "(and a b)", "without an opening"},
		{"a OR", "a", "OR needs"},
		{"OR a", "a", "OR needs"},
		{"AND a", "a", "AND needs"},
		{"a AND", "a", "AND needs"},
		{"NOT a", "a", "NOT alone"},
		{"-a -b", "(and a b)", "NOT alone"},
		{"a OR NOT b", "(or a b)", "nearly everything"},
		{"a NOT", "a", "NOT needs"},
		{"year:soon", "soon", "not a year"},
		{"author: ", "-", "needs a value"},
		{"NEAR a", "a", "NEAR needs"},
		{"a NEAR", "a", "NEAR needs"},
		{"(a OR b) NEAR c", "(and (or a b) c)", "read as AND"},
		{"*ing", "ing", "at least 2 letters"},
		{"***", "-", ""},
		{"zpd~", "zpd", "too short"},
		{"learning~7", "learning~2", "one or two"},
		{"()", "-", ""},
		{"!!! ???", "-", ""},
	}
	for _, tt := range tests {
		n, note := Parse(tt.in)
		if got := show(n); got != tt.want {
			t.Errorf("Parse(%q) = %s, want %s", tt.in, got, tt.want)
		}
		if again, _ := Parse(Write(n)); show(again) != tt.want {
			t.Errorf("Parse(%q) is written %q, which reads %s", tt.in, Write(n), show(again))
		}
		if (tt.note == "") != (note == "") || !strings.Contains(note, tt.note) {
			t.Errorf("Parse(%q) says %q, want %q", tt.in, note, tt.note)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"expansive learning":       "expansive learning",
		`"zone of proximal"`:       "zone of proximal",
		"a OR b":                   "",
		`a "b"`:                    "",
		"concept:boundary-zone":    "",
		"learning NOT development": "",
	} {
		n, _ := Parse(in)
		if got := Plain(n); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c" (d OR -e) year:1998..`, "((((", `"`, "NOT NOT a", "concept:\x00 author:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, _ := Parse(s)
		if _, alone := n.(Not); alone {
			t.Fatalf("Parse(%q) is a lone NOT", s)
		}
		if again, _ := Parse(s); show(n) != show(again) {
			t.Fatalf("Parse(%q) is not deterministic", s)
		}
		if n != nil && Write(n) == "" {
			t.Fatalf("Parse(%q) cannot be written", s)
		}
	})
}

// show writes a query the way that the tests name it.
func show(n Node) string {
	list := func(name string, nodes []Node) string {
		parts := []string{name}
		for _, n := range nodes {
			parts = append(parts, show(n))
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	switch n := n.(type) {
	case nil:
		return "-"
	case And:
		return list("and", n)
	case Or:
		return list("or", n)
	case Not:
		return "(not " + show(n.Node) + ")"
	case Term:
		return n.Text
	case Near:
		return fmt.Sprintf("(near/%d %s %s)", n.Distance, show(n.Left), show(n.Right))
	case Wildcard:
		return "wild(" + n.Pattern + ")"
	case Fuzzy:
		return fmt.Sprintf("%s~%d", n.Text, n.Edits)
	case Phrase:
		if n.Slop > 0 {
			return fmt.Sprintf("%q~%d", n.Text, n.Slop)
		}
		return `"` + n.Text + `"`
	case Field:
		return n.Name + "=" + show(n.Node)
	case Years:
		return fmt.Sprintf("years(%d,%d)", n.From, n.To)
	}
	return fmt.Sprintf("%T", n)
}
