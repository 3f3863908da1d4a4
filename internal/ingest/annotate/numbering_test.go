package annotate

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// TestNumbering reads the numbers of entries a, b, c … (- for none) and gives
// the entry of each number.
func TestNumbering(t *testing.T) {
	for numbers, want := range map[string]string{
		"1 2 3":         "1a 2b 3c",
		"- 2 - 4 -":     "1a 2b 3c 4d 5e",
		"1 - - 7 8":     "1a 7d 8e",
		"1 2 1 4 5 6":   "1a 2b 3c 4d 5e 6f",
		"- - 5 - - - -": "",
		"3 2 1":         "",
		"- - -":         "",
	} {
		var list []corpus.Reference
		var read []int
		for i, n := range strings.Fields(numbers) {
			k := 0
			fmt.Sscan(n, &k)
			list, read = append(list, corpus.Reference{Block: string(rune('a' + i))}), append(read, k)
		}
		found := numbering(list, read)
		var got []string
		for n := range 10 {
			if found[n] != "" {
				got = append(got, fmt.Sprintf("%d%s", n, found[n]))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", numbers, s, want)
		}
	}
}
