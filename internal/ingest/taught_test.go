package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// Words that a person read again teach how the recogniser errs: others with the
// same damage are mended by what was taught, in the volume itself and, with less
// weight, in others.
func TestTaught(t *testing.T) {
	p := newPipeline(t, nil)
	const damaged = "Some of vqem came vqere wivq ovqers, and vqose who stayed wivqin vqe room vqought vqat vqis was worvq it. " +
		"Novq and souvq, bovq teams met wivqout anovqer word. "
	text := strings.Repeat(strings.ReplaceAll(damaged, ". ", ".\n"), 4)
	src := corpus.Source{ID: strings.Repeat("7a", 32), Name: "taught.txt", MediaType: "text/plain", Size: int64(len(text))}
	read := func(people corpus.Decided) (right int) {
		e, err := p.Process(t.Context(), src, []byte(text), people, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range e.Parts {
			for _, b := range part.Blocks {
				right += strings.Count(b.Text(), "th")
			}
		}
		return right
	}
	var all []corpus.Correction
	for i, w := range [][2]string{{"vqem", "them"}, {"wivqin", "within"}, {"vqose", "those"}} {
		all = append(all, corpus.Correction{ID: int64(i + 1), Kind: corpus.Reread, At: corpus.Place{First: "nowhere-1-1", Raw: w[0]}, Text: w[1]})
	}
	before, after := read(corpus.Decided{}), read(corpus.Decided{Corrections: all})
	elsewhere := read(corpus.Decided{Taught: corpus.Gather(slices.Values([][]corpus.Correction{all}))})
	diluted := read(corpus.Decided{Taught: corpus.Gather(slices.Values([][]corpus.Correction{all, all}))})
	t.Logf("%d words read with th untaught, %d taught, %d taught elsewhere, of %d", before, after, elsewhere, strings.Count(text, "vq"))
	if after <= before {
		t.Errorf("%d words are right after teaching, %d before", after, before)
	}
	if elsewhere <= before || elsewhere > after {
		t.Errorf("%d words are right after teaching elsewhere; %d untaught, %d taught", elsewhere, before, after)
	}
	if diluted != elsewhere {
		t.Errorf("%d words are right after two volumes taught the same, %d after one", diluted, elsewhere)
	}
}
