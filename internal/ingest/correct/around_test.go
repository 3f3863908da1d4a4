package correct

import (
	"slices"
	"testing"

	"recto/internal/ingest/correct/expect"
)

// lattices are those of a text, passed.
func lattices(t *testing.T, text string) []*lattice {
	t.Helper()
	e := newEngine(load(t), splitText(text).pieces, nil)
	e.gauge()
	var read []*lattice
	for _, b := range e.stretches() {
		l := e.read(b[0], b[1])
		l.weigh()
		l.pass(nil)
		read = append(read, l)
	}
	return read
}

// The words around a place are those of the best reading, or as they stand where
// the place is inside of what is read as one.
func TestSurroundings(t *testing.T) {
	l := lattices(t, "They met in tbe environ ment of the old school.")[0]
	s := newSurroundings(l)
	words := func(text string) []expect.Word { return l.e.expect.Read(nil, text) }
	for _, c := range []struct {
		p, to  int
		text   string
		before string
		after  string
	}{
		{3, 4, "the", "They met in", "environment of the old"},
		{4, 6, "environment", "They met in the", "of the old school"},
		{5, 6, "ment", "met in the environ", "of the old school"},
		{4, 5, "environ", "They met in the", "ment of the old"},
		{1, 2, "met", "They", "in the environment of"},
		{9, 10, "school.", "environment of the old", ""},
	} {
		want := slices.Concat(words(c.before), words(c.text), words(c.after))
		for range expect.Reach - len(words(c.before)) {
			want = slices.Insert(want, 0, expect.Edge)
		}
		for range expect.Reach - len(words(c.after)) {
			want = append(want, expect.Edge)
		}
		if got := s.line(c.p, c.to, words(c.text)); !slices.Equal(got, want) {
			t.Errorf("around %q stand %v, want %v", c.text, got, want)
		}
	}
}

// A change to a word that fits gains, one of signs alone is told nothing.
func TestJudge(t *testing.T) {
	l := lattices(t, "It was said by all that be had gone to the town , and that he was well.")[0]
	s := newSurroundings(l)
	fits := func(p int, change option) float64 {
		here := &l.places[p]
		change.to, change.posterior = l.from+p+1, .5
		here.options = append(here.options[:1:1], change)
		s.judge(p)
		sum := 0.
		for _, f := range here.options[1].features {
			if f.index == fContext || f.index == fContextOther {
				sum += f.value
			}
		}
		return sum
	}
	if he, by := fits(6, option{rule: ruleConfusion, text: "he"}), fits(6, option{rule: ruleConfusion, text: "by"}); he <= 0 || by >= he {
		t.Errorf("“he” for “be” gains %v, “by” %v", he, by)
	}
	if x := fits(10, option{rule: rulePunctuation, text: "the."}); x != 0 {
		t.Errorf("a stop behind a word that stays gains %v", x)
	}
}
