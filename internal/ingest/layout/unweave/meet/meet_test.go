package meet

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for raw, want := range map[string]string{
		"word":        "word",
		"(Engeström,": "( engeström ,",
		"1987).":      "#year ) .",
		"12":          "#",
		"teachers’":   "teachers",
		"be-":         "be -",
		"é":           "é",
		"—":           "",
		"“Why?”":      "why .",
	} {
		if got := strings.Join(split(raw), " "); got != want {
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
			if v := Score(&end, &head); at < 0 || v > best {
				best, at = v, j
			}
		}
		if at == i {
			right++
		}
	}
	if right < 4 {
		t.Errorf("%d of %d sentences found their ends", right, len(sentences))
	}
}

// A model learns which words follow which, and comes back as it was packed.
func TestLearn(t *testing.T) {
	var text []string
	state := uint32(1)
	for len(text) < 30_000 {
		state = state*1664525 + 1013904223
		text = append(text, [4][]string{{"one", "two", "three"}, {"red", "green"}, {"up", "down", "left", "right"}, {"dog", "cat"}}[state>>30]...)
	}
	var losses []float64
	m := Learn([][]string{text}, 20, 4, 1, func(_ int, loss float64) { losses = append(losses, loss) })
	if losses[3] > losses[0]-.1 {
		t.Errorf("losses %v", losses)
	}
	again, err := Parse(m.Pack())
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"one two", "red", "cat up", "unknown word", ""} {
		l := m.Read(strings.Fields(words))
		if !slices.Equal(l, again.Read(strings.Fields(words))) {
			t.Errorf("%q is read as other words", words)
		}
		a, b := m.End(l), again.End(l)
		for k := range a {
			if d := a[k] - b[k]; d > .5 || d < -.5 {
				t.Fatalf("%q: %v came back as %v", words, a[k], b[k])
			}
		}
	}
}

// Words that are no text are split without harm.
func FuzzSplit(f *testing.F) {
	f.Add("(1987),")
	f.Add("\xff\xfe a\xc3")
	f.Fuzz(func(t *testing.T, raw string) {
		for _, s := range split(raw) {
			if s == "" {
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
		if m, err := Parse(data); err == nil && !bytes.HasPrefix(m.Pack(), []byte(magic)) {
			t.Error("a model that does not pack")
		}
	})
}
