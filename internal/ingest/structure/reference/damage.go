package reference

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// misread are confusions that OCR is prone to.
var misread = strings.Fields("m:rn rn:m l:1 1:l I:l O:0 0:O e:c c:e h:b b:h a:u u:n n:u t:f f:t S:5 5:S B:8 8:B i:j .:, ,:. (:{ ):} -:~ g:q ri:n cl:d")

// Damage adds to every second example a copy that is read badly: in about one
// word of eight a few letters are confused or lost, so that a model learns to lean on
// more than the spelling.
func Damage(examples []Example, seed uint64) []Example {
	r := rand.New(rand.NewPCG(seed, 7))
	out := slices.Clone(examples)
	for _, e := range examples {
		if r.IntN(2) == 0 {
			continue
		}
		d := Example{Words: slices.Clone(e.Words), Labels: e.Labels}
		for i, w := range d.Words {
			if r.IntN(8) == 0 {
				d.Words[i] = blur(w, r)
			}
		}
		out = append(out, d)
	}
	return out
}

// blur misreads one place of a word.
func blur(w string, r *rand.Rand) string {
	for range 4 {
		from, to, _ := strings.Cut(misread[r.IntN(len(misread))], ":")
		if strings.Contains(w, from) {
			return strings.Replace(w, from, to, 1)
		}
	}
	if n := []rune(w); len(n) > 2 {
		k := r.IntN(len(n))
		return string(slices.Delete(n, k, k+1))
	}
	return w
}
