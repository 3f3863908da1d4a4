package correct

import (
	"slices"
	"testing"
)

// Whatever a walk finds behind one confusion is found without it too.
func TestOnceFindsWhatAWalkFinds(t *testing.T) {
	m := load(t)
	w := newWalker(m.Trie, m.Confusions())
	found := 0
	for _, word := range []string{"mid", "the", "arid", "modem", "turn", "bum", "Clown", "don't", "learning", "ofthe", "activity", "xq", "I", "été"} {
		walked := w.walk(word, effortGood)
		once := w.once(word, effortGood)
		if slices.ContainsFunc(once, func(c candidate) bool { return c.text == word }) {
			t.Errorf("%q is among what it may have been", word)
		}
		for _, c := range walked {
			if !slices.ContainsFunc(once, func(o candidate) bool {
				return o.text == c.text && o.id == c.id && o.ln == c.ln && o.edits == c.edits && o.first == c.first
			}) {
				t.Errorf("%q: got %+v, want %+v among them", word, once, c)
			}
			found++
		}
	}
	if found < 10 {
		t.Errorf("a walk found %d words, want some", found)
	}
}
