package correcting

import (
	"testing"

	"recto/internal/corpus"
)

// A line that another was said to follow is no candidate, and a decision leads to
// the joint after it.
func TestJoint(t *testing.T) {
	line := func(n int, joint float64, candidates ...corpus.Candidate) corpus.Line {
		w := corpus.Word{ID: corpus.WordID(source, 1, n), Raw: "word", Scan: 1}
		return corpus.Line{Words: []corpus.Word{w}, Break: joint > 0, Joint: joint, Candidates: candidates}
	}
	first, second := line(1, 0), line(2, .3, corpus.Candidate{Line: corpus.WordID(source, 1, 3), Probability: .6})
	third, fourth := line(3, 0), line(4, .5)
	lines := map[string]corpus.Line{}
	all := []corpus.Line{first, second, third, fourth}
	for _, l := range all {
		lines[l.Words[0].ID] = l
	}
	if got := jointOf(second, &first, lines, nil).Candidates; len(got) != 2 || got[0].Line != third.Words[0].ID || got[0].Percent != 60 {
		t.Errorf("got %+v, want the third line before the first", got)
	}
	taken := map[string]bool{third.Words[0].ID: true}
	if got := jointOf(second, &first, lines, taken).Candidates; len(got) != 1 || got[0].Line != first.Words[0].ID {
		t.Errorf("got %+v, want the first line alone", got)
	}
	pages := []corpus.Page{{Scan: 1, Lines: all}}
	for line, want := range map[string]string{second.Words[0].ID: "j-" + fourth.Words[0].ID, fourth.Words[0].ID: "state"} {
		if got := nextJoint(openJoints(pages, nil), line); got != want {
			t.Errorf("after %s got %s, want %s", line, got, want)
		}
	}
}
