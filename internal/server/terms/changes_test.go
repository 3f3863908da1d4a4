package terms

import (
	"strings"
	"testing"
)

func TestChanges(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a\nb\nc", "a\nb\nc\n", " a| b| c"},
		{"a\nb\nc", "a\nc\nd", " a|-b| c|+d"},
		{"a\nb", "b\na", "-a| b|+a"},
		{"", "a", "-|+a"},
		{"a\na", "a", " a|-a"},
		{"  - 'a'\n  - b", "- a\n- c", " - a|-  - b|+- c"},
		{strings.Repeat("a\n", 3000), strings.Repeat("b\n", 3000), ""},
	} {
		var got []string
		for _, line := range changes(c.before, c.after) {
			sign := " "
			if line.Removed {
				sign = "-"
			}
			if line.Added {
				sign = "+"
			}
			got = append(got, sign+line.Text)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("from %q to %q: got %q, want %q", c.before, c.after, got, c.want)
		}
	}
}
