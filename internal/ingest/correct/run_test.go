package correct

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWays(t *testing.T) {
	e := newEngine(load(t), splitText("some words").pieces, nil)
	tests := []struct{ run, want string }{
		{"displayaslight", "display a slight"},
		{"TheoryandAlgorithm", "Theory and Algorithm"},
		{"friends(Teaching", "friends (Teaching"},
		{"time,the", "time, the"},
		{"theytwere", "they were"},
		{"his'pocket", "his pocket"},
		{"theNATO", "the NATO"},
		{"below0.6", "below 0.6"},
	}
	for _, tt := range tests {
		ways := e.ways(tt.run)
		if !slices.ContainsFunc(ways, func(w way) bool { return joinParts(w) == tt.want }) {
			t.Errorf("%s is not read as %s: %+v", tt.run, tt.want, ways)
		}
	}
	for _, whole := range []string{"school", "", "qqqq", strings.Repeat("the", 30)} {
		if ways := e.ways(whole); len(ways) > 0 && whole != "school" {
			t.Errorf("%s is read as %+v", whole, ways)
		}
	}
}

func joinParts(w way) string {
	var texts []string
	for _, p := range w.parts {
		texts = append(texts, p.text)
	}
	return strings.Join(texts, " ")
}

// A way has all signs of its run but those it says to leave out.
func FuzzWays(f *testing.F) {
	for _, s := range []string{"ofthe", "time,(the", "b\xffthe", "3The", "they—were", "(a)of", "AMSBis"} {
		f.Add(s)
	}
	e := newEngine(load(f), splitText("some words").pieces, nil)
	f.Fuzz(func(t *testing.T, run string) {
		for _, w := range e.ways(run) {
			first, last := w.parts[0].text, w.parts[len(w.parts)-1].text
			kept := strings.ReplaceAll(joinParts(w), " ", "")
			n := utf8.RuneCountInString(run) - w.letters - w.signs
			if !strings.HasPrefix(run, first) || !strings.HasSuffix(run, last) || !strings.Contains(run, " ") && utf8.RuneCountInString(kept) != n {
				t.Errorf("%q is read as %+v", run, w)
			}
		}
	})
}
