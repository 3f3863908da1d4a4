package outline

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// What a text is not compared with, it does not match.
func TestMatch(t *testing.T) {
	pieces := strings.Fields("a iv IV. (b) 3 12. [4] (1999) in Smith, J. Press press doi http: https: vol. Vol. ed. eds. edns. edition Fig. Table • * † o e xiv) A. C) pp. 3-4 Boxed 5th ii A word")
	random := rand.New(rand.NewPCG(1, 1))
	for range 20000 {
		var words []string
		for range 1 + random.IntN(4) {
			words = append(words, pieces[random.IntN(len(pieces))])
		}
		text := strings.Join(words, []string{" ", ""}[random.IntN(2)])
		got := look{number: "none"}
		got.match(text)
		want := look{
			number: "none", inverted: inverted.MatchString(text), dated: dated.MatchString(text + " "),
			located: located.MatchString(text), captioned: caption.MatchString(text),
		}
		for _, n := range numbers {
			if n.pattern.MatchString(text) {
				want.number = n.kind
				break
			}
		}
		if got != want {
			t.Fatalf("match of %q = %+v, want %+v", text, got, want)
		}
	}
}
