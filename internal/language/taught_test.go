package language

import "testing"

// What was taught is known and grows likelier each time; the model itself stays.
func TestTaught(t *testing.T) {
	m := load(t)
	if m.Taught(nil) != m || m.Taught([]Misread{{"same", "Same"}, {"", "x"}, {"a", "something"}}) != m {
		t.Error("nothing was taught, and the model is another")
	}
	ln := func(m *Model) float64 {
		for _, c := range m.Confusions().Seen("ł") {
			if c.Printed == "th" {
				return c.Ln
			}
		}
		return -99
	}
	once := m.Taught([]Misread{{"anołer", "another"}})
	twice := m.Taught([]Misread{{"anołer", "another"}, {"ły", "thy"}})
	if a, b, c := ln(m), ln(once), ln(twice); a != -99 || b < -5 || c <= b {
		t.Errorf("ln P is %.2f, once taught %.2f, twice %.2f", a, b, c)
	}
	if once.Hash() != m.Hash() {
		t.Error("the hash changed")
	}
	rn := func(m *Model) float64 { return m.Confusions().Seen("rn")[0].Ln }
	if before, after := rn(m), rn(m.Taught([]Misread{{"leaming", "learning"}, {"rnan", "man"}})); after <= before {
		t.Errorf("what was known has ln P %.2f, taught %.2f", before, after)
	}
}
