package correct

import (
	"strings"
	"testing"
)

// A word that is near another is changed among words that slips explain, and left
// among words that none explains.
func TestStrange(t *testing.T) {
	m := load(t)
	const odd = "They spoke of the rheme at some length."
	tests := []struct {
		name, around string
		changed      bool
	}{
		{"damaged", "Tbe tcacher spokc to thc chi1dren abont their leaming, aud thcy answcrcd qnickly.", true},
		{"strange", "The kwashung and the ubuzwethu of the mqolweni told the isixhoba to khuluma with the ogqirha.", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, changes := Text(m, tt.around+" "+odd, nil)
			if changed := !strings.Contains(got, "rheme"); changed != tt.changed {
				t.Errorf("got %q: %+v", got, changes)
			}
		})
	}
}

// The word in question is no evidence for its own change.
func TestStrangeLeavesOut(t *testing.T) {
	e := &engine{explained: explained{unknown: 1, slips: 1}}
	none := &engine{}
	u, o := &unit{kind: wordKind}, &option{harm: letterHarm}
	if got, want := e.strange(u, o, 1), none.strange(&unit{kind: numberKind}, o, 0); got != want {
		t.Errorf("alone, %.2f is added, want %.2f as where nothing is known", got, want)
	}
}
