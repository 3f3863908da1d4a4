package meet

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for raw, want := range map[string]string{
		"word":        "word/small",
		"(Engeström,": "(/sign engeström/capital ,/sign",
		"1987).":      "#year/figures )/sign ./sign",
		"12":          "#2/figures",
		"12,000":      "#/figures",
		"teachers’":   "teachers/small ”/sign",
		"Vygotsky's":  "vygotsky/capital 's/sign",
		"CHAT":        "chat/capitals",
		"A":           "a/capital",
		"iPad":        "ipad/mixed",
		"be-":         "be/small -/sign",
		"é":           "é/small",
		"—":           "–/sign",
		"§":           "",
		"“Why?”":      "“/sign why/capital ./sign ”/sign",
		"......":      "./sign ./sign ./sign",
	} {
		var got []string
		for _, p := range split(raw) {
			got = append(got, p.text+"/"+[...]string{"sign", "small", "capital", "capitals", "figures", "mixed"}[p.shape])
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("split(%q) = %q, want %q", raw, got, want)
		}
	}
}

// The true end of a sentence fits better than the end of another.
func TestScore(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	sentences := [][2]string{
		{"The pupils were asked to write about the", "history of their town before they left"},
		{"She had never been able to", "understand why the others did it"},
		{"These results are consistent with those of", "earlier studies (Smith, 1998), which found"},
		{"Neither the hospital nor the school has", "been given enough money for the work"},
		{"It depends on whether", "they are willing to learn from each other"},
		{"In the first part of this", "paper we describe how the data were"},
	}
	right := 0
	for i, s := range sentences {
		end := m.End(m.Read(strings.Fields(s[0])))
		best, at := float32(0), -1
		for j, o := range sentences {
			head := m.Head(m.Read(strings.Fields(o[1])))
			if v := m.Score(&end, &head); at < 0 || v > best {
				best, at = v, j
			}
		}
		if at == i {
			right++
		}
	}
	if right < 5 {
		t.Errorf("%d of %d sentences found their ends", right, len(sentences))
	}
}

// A model learns which words follow which, and comes back as it was packed.
func TestLearn(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: learning takes more than 5 s under the race detector")
	}
	v := Vocabulary{Words: strings.Fields("one two three red green up down left right dog cat"), Counts: make([]int, 11), Vectors: make([][]float32, 11)}
	var text [][]string
	state := uint32(1)
	for len(text) < 1000 {
		var p []string
		for range 6 {
			state = state*1664525 + 1013904223
			p = append(p, [4][]string{{"one", "two", "three"}, {"red", "green"}, {"up", "down", "left", "right"}, {"dog", "cat"}}[state>>30]...)
		}
		text = append(text, p)
	}
	var losses []float64
	m := Learn([][][]string{text}, v, 12, 1, func(_ int, loss float64) { losses = append(losses, loss) })
	if first, last := losses[0], losses[11]; !(last < first-.2) {
		t.Errorf("losses %v", losses)
	}
	again, err := Parse(m.Pack())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Pack(), m.Pack()) {
		t.Error("packed as other bytes")
	}
	lines := strings.Split("one two|red|cat up|unknown word|", "|")
	for _, a := range lines {
		for _, b := range lines {
			if got, want := meeting(again, a, b), meeting(m, a, b); got != want {
				t.Errorf("%q and %q meet by %v, as it was learnt by %v", a, b, got, want)
			}
		}
	}
	if right, wrong := meeting(m, "up down", "left right"), meeting(m, "up down", "two three"); right < wrong+.5 {
		t.Errorf("what follows meets by %v, what does not by %v", right, wrong)
	}
}

// Lines that a text is cut to are never empty, and their words stand in the text
// one behind the other, but for those that are misread or stand on two lines.
func TestCut(t *testing.T) {
	var text [][]string
	place := map[string]int32{}
	for k := range 3000 {
		w := strings.Repeat(string(rune('a'+k%26)), 1+k%9) + strconv.Itoa(k)
		if k%37 == 0 {
			text = append(text, nil)
		}
		text[len(text)-1] = append(text[len(text)-1], w)
	}
	name := func(word string) int32 { return place[word] }
	s := newStream(text, name)
	for i := range s.tokens {
		s.tokens[i].word = int32(i + 1)
	}
	random := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		last, known, all := int32(0), 0, 0
		for _, l := range s.cut(random, name) {
			if len(l) == 0 || len(l) > most+3 {
				t.Fatalf("a line of %d words", len(l))
			}
			for _, w := range l {
				all++
				if w.word == 0 {
					continue
				}
				if known++; w.word <= last {
					t.Fatalf("word %d stands behind word %d", w.word, last)
				}
				last = w.word
			}
		}
		if 2*known < all {
			t.Errorf("%d of %d words stand in the text", known, all)
		}
	}
}

func meeting(m *Model, a, b string) float32 {
	end, head := m.End(m.Read(strings.Fields(a))), m.Head(m.Read(strings.Fields(b)))
	return m.Score(&end, &head)
}

// Words that are no text are split without harm.
func FuzzSplit(f *testing.F) {
	f.Add("(1987),")
	f.Add("\xff\xfe a\xc3")
	f.Fuzz(func(t *testing.T, raw string) {
		for _, s := range split(raw) {
			if s.text == "" {
				t.Errorf("%q has an empty part", raw)
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
