package correct

import (
	"strings"
	"testing"

	"recto/internal/language"
)

func TestCluster(t *testing.T) {
	m := load(t)
	say := func(times int, name string) string {
		return strings.Repeat("In that year "+name+" wrote about the schools of the region. ", times)
	}
	tests := []struct {
		name, in string
		kept     []string
		gone     string
	}{
		{"a garble of a name", say(6, "Vorrinden") + say(1, "Vorrindcn"), []string{"Vorrinden"}, "Vorrindcn"},
		{"two names that look alike", say(4, "Halvern") + say(4, "Halvorn"), []string{"Halvern", "Halvorn"}, ""},
		{"capitals inside a name", say(6, "DiVrenza") + say(1, "DiVrcnza"), []string{"DiVrenza"}, "Divrenza"},
		{"an acronym and its fellow", say(5, "eZQFR") + say(5, "sZQFR"), []string{"eZQFR", "sZQFR"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, changes := Text(m, tt.in, nil)
			for _, name := range tt.kept {
				if got, want := strings.Count(got, name), strings.Count(tt.in, name); got < want {
					t.Errorf("%s stands %d times, want %d: %+v", name, got, want, changes)
				}
			}
			if tt.gone != "" && strings.Contains(got, tt.gone) {
				t.Errorf("%s stands: %+v", tt.gone, changes)
			}
		})
	}
}

// A garble that comes again is no evidence for itself where its word comes far oftener.
func TestGarbles(t *testing.T) {
	m := load(t)
	text := strings.Repeat("We spoke of learning there. ", 30) + strings.Repeat("We spoke of leaming there. ", 2)
	e := newEngine(m, splitText(text).pieces, nil)
	for i := range e.units {
		if u := &e.units[i]; u.fold == "leaming" && (u.counts != 1 || u.grade != language.Absent) {
			t.Errorf("counted %d times, grade %d", u.counts, u.grade)
		}
	}
}

// The halves of a word stay where the lines between them are not known to go on.
func TestFragments(t *testing.T) {
	m := load(t)
	const text = "They spoke of the inte-\n\ngration of services in the region.\n\nIt was said to be an impor-\n\ntant matter."
	if got, changes := Text(m, text, nil); got != text {
		t.Errorf("got %q: %+v", got, changes)
	}
}
