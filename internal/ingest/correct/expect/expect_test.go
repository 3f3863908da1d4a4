package expect

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	m := &Model{words: map[string]Word{"the": special, "school": special + 1, "well": special + 2}}
	for text, want := range map[string][]Word{
		"":                    nil,
		"The school's":        {special, special + 1},
		"“the—school”!":       {special, special + 1, Edge},
		"well-walking":        {special + 2, Other + 1},
		"1987, 3rd":           {Number, Number},
		"Engeström; NATO X.":  {Titled, Upper, Titled, Edge},
		"- ~ |":               nil,
		"zzq zzqed Zzqed":     {Other, Other + 2, Titled},
		"the/school... the?!": {special, special + 1, Edge, special, Edge},
	} {
		if got := m.Read(nil, text); !slices.Equal(got, want) {
			t.Errorf("%q is read as %v, want %v", text, got, want)
		}
	}
	if Known(Other+Word(len(endings))) || !Known(special) {
		t.Error("known words begin at the wrong place")
	}
}

// score is how well a word goes between two texts.
func score(m *Model, before, word, after string) float32 {
	var around Around
	left, right := m.Read(nil, before), m.Read(nil, after)
	for k := range Reach {
		if i := len(left) - Reach + k; i >= 0 {
			around[k] = left[i]
		}
		if k < len(right) {
			around[Reach+k] = right[k]
		}
	}
	v := m.Expect(&around)
	return m.Score(&v, m.word(word))
}

// The right word fits better than the one that a recogniser takes it for.
func TestScore(t *testing.T) {
	m := Default()
	right := 0
	cases := [][4]string{
		{"the children came back from", "the", "tile", "school in the evening"},
		{"it was said that", "he", "be", "went to the town alone"},
		{"it must not", "be", "he", "forgotten that the others"},
		{"she took off her", "hat", "that", "and sat down by"},
		{"she believed", "that", "hat", "the children had been taught"},
		{"the father", "and", "arid", "the mother of the child"},
		{"he walked along the", "road", "rood", "to the next village"},
		{"the results of the", "study", "sturdy", "are shown in table"},
		{"they put their money in the", "bank", "hank", "of the city"},
		{"he was shot in the", "arm", "ann", "by one of them"},
	}
	for _, c := range cases {
		if score(m, c[0], c[1], c[3]) > score(m, c[0], c[2], c[3]) {
			right++
		} else {
			t.Logf("%s is not expected before %s: %v", c[1], c[2], c)
		}
	}
	if right < len(cases)-1 {
		t.Errorf("%d of %d words are expected before those they are taken for", right, len(cases))
	}
}

// A model learns which words stand between which, and comes back as it was packed.
func TestLearn(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: learning takes more than 5 s under the race detector")
	}
	v := Vocabulary{Words: strings.Fields("red green blue cat car dog dig"), Vectors: make([][]float32, 7), Rivals: [][]int32{3: {4}, 4: {3}, 5: {6}, 6: {5}}}
	var text []string
	state := uint32(1)
	for len(text) < 400 {
		state = state*1664525 + 1013904223
		text = append(text, [2]string{"red cat green dog", "blue car green dig"}[state>>31])
	}
	var losses []float64
	m := Learn([]Text{{text, 1}}, v, 40, 1, func(_ int, _, rival float64) { losses = append(losses, rival) })
	if first, last := losses[0], losses[39]; !(last < first/2) {
		t.Errorf("losses %v", losses)
	}
	again, err := Parse(m.Pack())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Pack(), m.Pack()) {
		t.Error("packed as other bytes")
	}
	if right, wrong := score(again, "red", "cat", "green dog"), score(again, "red", "car", "green dog"); right < wrong+.5 {
		t.Errorf("the right word scores %v, the wrong one %v", right, wrong)
	}
	if got, want := score(again, "blue", "car", "green"), score(m, "blue", "car", "green"); got != want {
		t.Errorf("a word scores %v, and %v as it was learnt", got, want)
	}
}

// What is no model is refused.
func TestParse(t *testing.T) {
	for _, cut := range []int{0, 4, 9, 100, len(packed) / 2, len(packed) - 1} {
		if _, err := Parse(packed[:cut]); err == nil {
			t.Errorf("a model cut off at %d was read", cut)
		}
	}
	if _, err := Parse(append(slices.Clone(packed), 0)); err == nil {
		t.Error("a model with a byte too much was read")
	}
}

// Text of any kind is read without harm, each of its words as one that the model has.
func FuzzRead(f *testing.F) {
	f.Add("The school—of 1987; zzq.")
	f.Add("\xff\xfe a\xc3 's")
	m := Default()
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range m.Read(nil, text) {
			if w < 0 || int(w) >= len(m.bias) {
				t.Errorf("%q holds word %d", text, w)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(magic))
	f.Add(append([]byte(magic), 3, 0, 0, 0, 'a', '\n', 'b'))
	f.Add(append([]byte(magic), 255, 255, 255, 255))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Parse(data); err == nil && !bytes.Equal(m.Pack(), data) {
			t.Error("a model that packs as other bytes")
		}
	})
}
