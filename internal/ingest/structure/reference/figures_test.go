package reference

import "testing"

func TestFigured(t *testing.T) {
	for word, want := range map[string]string{
		"l4(1),": "14(1),", "(2OO1)": "(2001)", "133-l56.": "133-156.", "I998a": "1998a", "20l0;": "2010;",
		"O2": "O2", "CO2": "CO2", "II": "II", "III-2": "III-2", "lO": "lO", "vol.l2": "vol.12", "http://l0.org": "http://l0.org", "12": "12",
	} {
		if got := figured(word); got != want {
			t.Errorf("%s: got %s, want %s", word, got, want)
		}
	}
}
