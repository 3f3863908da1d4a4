package language

import (
	"math"
	"strings"
	"testing"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModelIsSmall(t *testing.T) {
	const limit = 25 << 20
	if len(english) > limit {
		t.Errorf("the model has %d bytes, wanted at most %d", len(english), limit)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}

func TestLexicon(t *testing.T) {
	m := load(t)
	tests := []struct {
		word string
		want Grade
	}{
		{"learning", Good},
		{"colour", Good},
		{"color", Good},
		{"organisation", Good},
		{"organization", Good},
		{"Vygotsky", Good},
		{"Engeström", Good},
		{"Leont’ev", Good},
		{"don't", Good},
		{"ESRC", Good},
		{"leaming", Absent},
		{"tlie", Absent},
		{"xqzzt", Absent},
		{"", Absent},
	}
	for _, tt := range tests {
		if got := m.Grades(tt.word); got != tt.want {
			t.Errorf("grade of %q is %d, want %d", tt.word, got, tt.want)
		}
	}
	for word, want := range map[string]Case{"school": Lower, "birmingham": Capital, "esrc": Upper} {
		if id, ok := m.Lookup(word); !ok || m.Case(id) != want {
			t.Errorf("case of %q is not %d", word, want)
		}
	}
}

func TestPairs(t *testing.T) {
	m := load(t)
	id := func(w string) ID {
		id, ok := m.Lookup(w)
		if !ok {
			t.Fatalf("no %q", w)
		}
		return id
	}
	if likely, not := m.Next(id("of"), id("the")), m.Next(id("the"), id("of")); likely < not+2 {
		t.Errorf("ln P(the|of) = %.2f, ln P(of|the) = %.2f", likely, not)
	}
	sum := 0.
	for w := range ID(m.Len()) {
		sum += math.Exp(m.Next(id("of"), w))
	}
	sum += math.Exp(m.Next(id("of"), m.Number()))
	if sum < .7 || sum > 1.2 {
		t.Errorf("the words after \"of\" have mass %.3f together", sum)
	}
}

func TestSpelling(t *testing.T) {
	m := load(t)
	if word, garble := m.Spelling("learnable"), m.Spelling("lrnqvblxe"); word < garble+8 {
		t.Errorf("ln P of a word %.1f, of a garble %.1f", word, garble)
	}
}

func TestConfusions(t *testing.T) {
	found := false
	for _, c := range load(t).Confusions().Seen("rn") {
		found = found || c.Printed == "m"
	}
	if !found {
		t.Error("\"rn\" is not known to stand for \"m\"")
	}
}

func TestHashNamesTheBytes(t *testing.T) {
	m := load(t)
	if h := m.Hash(); len(h) != 64 || h != load(t).Hash() {
		t.Errorf("hash %q", h)
	}
}

func TestPack(t *testing.T) {
	spelling := PackSpelling(func(yield func(string, float64) bool) { yield("ab", 1) })
	contents := Contents{
		Words: []Entry{
			{Word: "abc", Ln: -2, Grade: Good, Backoff: -1},
			{Word: "ab", Ln: -3, Grade: Doubtful, Case: Capital},
			{Word: "ö", Ln: -4, Grade: Good},
			{Special: unknown, Ln: -12},
			{Special: number, Ln: -5},
			{Special: start, Ln: -12},
		},
		Pairs:      []Pair{{"abc", "ab", -.5}, {"^", "abc", -1}, {"ab", "nowhere", -1}},
		Spelling:   spelling,
		Confusions: []Confusion{{Printed: "m", Seen: "rn", Ln: -4}},
	}
	packed, err := Pack(contents)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(packed)
	if err != nil {
		t.Fatal(err)
	}
	abc, _ := m.Lookup("abc")
	ab, ok := m.Lookup("ab")
	if !ok || m.Len() != 3 || m.Grade(ab) != Doubtful || m.Case(ab) != Capital || math.Abs(m.Ln(ab)+3) > .05 {
		t.Errorf("ab: %v %v %v %v", ok, m.Grade(ab), m.Case(ab), m.Ln(ab))
	}
	if got := m.Next(abc, ab); math.Abs(got+.5) > .05 {
		t.Errorf("pair: %v", got)
	}
	if got := m.Next(abc, abc); math.Abs(got+3) > .1 {
		t.Errorf("back-off: %v", got)
	}
	for n := range len(packed) {
		if n%997 == 0 {
			if _, err := Parse(packed[:n]); err == nil && n < len(packed)-40 {
				t.Errorf("a file cut off at %d of %d is read", n, len(packed))
			}
		}
	}
}

func TestAlign(t *testing.T) {
	seen, printed := []rune("the rnan saw"), []rune("the man saw")
	at := Align(seen, printed)
	if string(printed[at[9]:]) != "saw" || at[4] != 4 || at[6] != 5 && at[7] != 5 {
		t.Errorf("%v", at)
	}
	if at := Align(nil, []rune("x")); len(at) != 1 {
		t.Errorf("%v", at)
	}
}

func TestFold(t *testing.T) {
	if got := Fold("Leont’ev ﬁRST Engeström"); got != "leont'ev first engeström" {
		t.Errorf("%q", got)
	}
}

// No file crashes the reader, and one that is read can be asked.
func FuzzParse(f *testing.F) {
	packed, err := Pack(Contents{Words: []Entry{{Word: "a", Ln: -1}, {Word: "ab", Ln: -1}}, Pairs: []Pair{{"a", "ab", -1}}, Spelling: make([]byte, spellingSize)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed[:200])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Parse(append(b, packed[min(len(b), len(packed)):]...))
		if err != nil {
			return
		}
		if id, ok := m.Lookup("ab"); ok {
			m.Next(id, m.Unknown())
		}
	})
}

func TestTrieOfNothing(t *testing.T) {
	tr := NewTrie(nil)
	if _, ok := tr.Lookup("a"); ok || tr.Len() != 0 {
		t.Error("an empty trie has words")
	}
	tr = NewTrie([]string{"b", "ab", "ab", strings.Repeat("x", 50)})
	if id, ok := tr.Lookup("ab"); !ok || tr.Len() != 3 || id > 2 {
		t.Errorf("ab is %d of %d", id, tr.Len())
	}
}

func TestSigns(t *testing.T) {
	for tail, want := range map[string]Sign{"": Bare, "”": Bare, ",": Comma, "”;": Comma, ").": Stop, "?": Stop} {
		if got := SignOf(tail); got != want {
			t.Errorf("sign in %q is %d, want %d", tail, got, want)
		}
	}
	m := load(t)
	sum := func(word string) (however, all float64) {
		id, _ := m.Lookup(word)
		for _, s := range []Sign{Bare, Comma, Stop} {
			all += math.Exp(m.Sign(id, s))
		}
		return m.Sign(id, Comma), all
	}
	however, all := sum("however")
	the, _ := sum("the")
	if however < the+2 || all < .9 || all > 1.1 {
		t.Errorf("ln P(comma) after \"however\" %.2f, after \"the\" %.2f; all signs together %.2f", however, the, all)
	}
}

func TestNear(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		word, want string
		edits      int // within which the wanted word is looked for, and found at
	}{
		{"tthrown", "thrown", 1},
		{"risoner", "prisoner", 1},
		{"magisfrate", "magistrate", 1},
		{"prisotter", "prisoner", 2},
		{"koekiog", "knocking", 3},
		{"school", "school", 0},
	}
	for _, tt := range tests {
		at := -1
		for _, n := range m.Near(labels(m, tt.word), max(1, tt.edits), 5, 16) {
			if spelled(m, n.Labels) == tt.want {
				at = n.Edits
			}
		}
		if at != tt.edits {
			t.Errorf("%s: %s found at %d edits, want %d", tt.word, tt.want, at, tt.edits)
		}
	}
	if got := m.Near(labels(m, strings.Repeat("m", 33)), 1, 5, 16); got != nil {
		t.Errorf("a word that is too long has neighbours %v", got)
	}
}

func labels(m *Model, word string) (labels []byte) {
	for _, r := range word {
		if l, ok := m.Index(r); ok {
			labels = append(labels, l)
		}
	}
	return labels
}

func spelled(m *Model, labels []byte) string {
	var b strings.Builder
	for _, l := range labels {
		b.WriteRune(m.Letter(l))
	}
	return b.String()
}

func TestFramed(t *testing.T) {
	m := load(t)
	labels := func(s string) (l []byte) {
		for _, r := range s {
			i, ok := m.Index(r)
			if !ok {
				t.Fatalf("no letter %q", r)
			}
			l = append(l, i)
		}
		return l
	}
	found := map[string]bool{}
	for w := range m.Framed(labels("bou"), labels("ary"), 7, 9) {
		text := ""
		for _, l := range w.Labels {
			text += string(m.Letter(l))
		}
		found[text] = true
	}
	if !found["boundary"] || len(found) > 5 {
		t.Errorf("found %v", found)
	}
	for range m.Framed(labels("q"), labels("zz"), 40, 50) {
		t.Error("a word longer than any")
	}
}
