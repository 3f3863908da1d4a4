package language

import "testing"

// What was taught is known and grows likelier each time; the model itself stays.
func TestTaught(t *testing.T) {
	m := load(t)
	if m.Taught(nil, 1) != m || m.Taught(map[Misread]int{{"same", "Same"}: 1, {"", "x"}: 1, {"a", "something"}: 1, {"taken", "quokkalore"}: 1}, 1) != m {
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
	once := m.Taught(map[Misread]int{{"anołer", "another"}: 1}, 1)
	twice := m.Taught(map[Misread]int{{"anołer", "another"}: 1, {"ły", "thy"}: 1}, 1)
	half := m.Taught(map[Misread]int{{"anołer", "another"}: 1}, 0.5)
	if a, h, b, c := ln(m), ln(half), ln(once), ln(twice); a != -99 || h <= a || b <= h || b < -5 || c <= b {
		t.Errorf("ln P is %.2f, by half %.2f, once taught %.2f, twice %.2f", a, h, b, c)
	}
	if a, b := ln(m.Taught(map[Misread]int{{"anołer", "another"}: 4}, 0.5)), ln(twice); a != b {
		t.Errorf("four times by half gives %.4f, twice %.4f", a, b)
	}
	if once.Hash() != m.Hash() {
		t.Error("the hash changed")
	}
	rn := func(m *Model) float64 { return m.Confusions().Seen("rn")[0].Ln }
	if before, after := rn(m), rn(m.Taught(map[Misread]int{{"leaming", "learning"}: 1, {"rnan", "man"}: 1}, 1)); after <= before {
		t.Errorf("what was known has ln P %.2f, taught %.2f", before, after)
	}
}
