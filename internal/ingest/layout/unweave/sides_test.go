package unweave

import "testing"

// Pages that an engine read in blocks of either, with a blank line before each, have
// more lines behind those that they continue than in the source.
func TestLinesPutsBlocksOnTheirPages(t *testing.T) {
	const few = .01
	patterns := []pattern{{5, 9, 3, 12, 7}, {10, 4, 8, 14}, {3, 12, 6, 9, 6}}
	made, had := 0., 0.
	for _, p := range patterns {
		lines := woven(t, 10, p)
		source := make([]int, len(lines))
		for i := range lines {
			source[i] = i
			lines[i].Space = i > 0 && lines[i].Words[0].Line != lines[i-1].Words[0].Line+1
		}
		got, was := continued(lines, ordered(t, lines)), continued(lines, source)
		t.Logf("blocks of %v: %.3f of the joints are right, %.3f in the source", p, got, was)
		if got < was-few {
			t.Errorf("blocks of %v: %.3f of the joints are right, %.3f in the source", p, got, was)
		}
		made, had = made+got, had+was
	}
	if n := float64(len(patterns)); made/n < had/n+few {
		t.Errorf("%.3f of the joints are right, %.3f in the source", made/n, had/n)
	}
}
