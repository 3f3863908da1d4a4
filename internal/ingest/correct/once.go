package correct

import (
	"math"
	"unicode"

	"recto/internal/language"
)

// once.go reads a word through a single confusion. Good words are asked for no
// more, and most words are good.

// once finds the words of the trie that one confusion parts from the signs seen,
// likeliest first. What falls behind the word itself by more than the margin is
// left out.
func (w *walker) once(seen string, e effort) []candidate {
	signs := []rune(seen)
	if len(signs) == 0 || len(signs) >= longest {
		return nil
	}
	w.prepare(w.trie, signs)
	w.spell(signs)
	for p := range w.path {
		for width, jumps := range w.jumps[p] {
			least := float32(math.Inf(-1))
			if p+width < len(w.path) {
				least = w.hope(w.path[p+width]) - e.margin
			}
			w.onceAt(p, width, jumps, least, e)
		}
	}
	return w.best()
}

// spell sets the labels of the signs, and the nodes that lead to them as far as
// they spell a word's beginning.
func (w *walker) spell(signs []rune) {
	w.labels, w.path = w.labels[:0], append(w.path[:0], language.Root)
	for p, r := range signs {
		label, ok := w.trie.Index(unicode.ToLower(r))
		if !ok {
			label = noLabel
		}
		w.labels = append(w.labels, label)
		if ok && len(w.path) == p+1 {
			if n, ok := w.trie.Child(w.path[p], label); ok {
				w.path = append(w.path, n)
			}
		}
	}
}

// noLabel stands for a sign that the trie has no letter for: there are at most
// 255, so that none has it.
const noLabel = 255

// onceAt takes the confusions that apply at a place.
func (w *walker) onceAt(p, width int, jumps []jump, least float32, e effort) {
	from := w.path[p]
	for k := range jumps {
		j := &jumps[k]
		if j.ln < e.floor || j.ln+w.hope(from) < least {
			return
		}
		n, ok := w.follow(from, j.labels[:j.n])
		if !ok || j.ln+w.hope(n) < least {
			continue
		}
		if n, ok = w.follow(n, w.labels[p+width:]); !ok {
			continue
		}
		if id, ok := w.trie.Word(n); ok {
			w.found = append(w.found, candidate{text: w.text(w.labels[:p], j.labels[:j.n], w.labels[p+width:]), id: id, ln: float64(j.ln), edits: 1, first: p == 0})
		}
	}
}

// follow is the node that letters lead to.
func (w *walker) follow(n language.Node, labels []byte) (language.Node, bool) {
	for _, l := range labels {
		var ok bool
		if n, ok = w.trie.Child(n, l); !ok {
			return 0, false
		}
	}
	return n, true
}

// text is letters as they are written.
func (w *walker) text(parts ...[]byte) string {
	var text []rune
	for _, part := range parts {
		for _, l := range part {
			text = append(text, w.trie.Letter(l))
		}
	}
	return string(text)
}
