package correct

import (
	"math"
	"unicode"

	"recto/internal/language"
)

// near.go finds words by letters alone where no confusion leads to them, and
// weighs by which confusions and other edits they may have become what is seen.

// cell is the cheapest way to have read so much of the signs as so much of a word.
type cell struct {
	ln      float32
	edits   int8
	generic int8
	first   bool
	torn    bool
}

// maxNear is how many neighbours of a word are weighed.
const maxNear = 16

// neighbours are the good words that few edits of any letters part from the
// signs that the walker has just read; signs that are no letters do not count.
func (e *engine) neighbours(signs []rune, edits int) []candidate {
	m, w := e.m, e.walker
	if len(signs) >= longest {
		return nil
	}
	w.labels = w.labels[:0]
	others := 0 // signs that do not stand for themselves
	for _, r := range signs {
		d, like := letterLike[r]
		if like {
			r = d
		}
		l, known := m.Index(unicode.ToLower(r))
		known = known && unicode.IsLetter(r)
		if known {
			w.labels = append(w.labels, l)
		}
		if like || !known {
			others++
		}
	}
	var found []candidate
	for _, n := range m.Near(w.labels, min(edits, (len(w.labels)+1)/2), nearCost, maxNear) {
		c, ok := w.weigh(signs, n.Labels, float32(n.Edits+others)*anyLost-1)
		if !ok {
			continue
		}
		text := make([]rune, len(n.Labels))
		for i, l := range n.Labels {
			text[i] = m.Letter(l)
		}
		found = append(found, candidate{string(text), n.ID, language.Good, float64(c.ln), int(c.edits), int(c.generic), c.first, blot{}})
	}
	return found
}

// nearCost is what an edit costs in ln P when neighbours are chosen.
const nearCost = 5

var letterLike = map[rune]rune{'1': 'l', '0': 'o', '5': 's', '6': 'b', '8': 's', '9': 'g'}

// weigh finds the likeliest way to read a word, given as labels, as the signs
// that were prepared. Some way is likelier than the least given, so that what falls
// below it on the way leads nowhere.
func (w *walker) weigh(signs []rune, word []byte, least float32) (cell, bool) {
	width := len(word) + 1
	w.cells = w.cells[:0]
	for range (len(signs) + 1) * width {
		w.cells = append(w.cells, cell{ln: float32(math.Inf(-1))})
	}
	w.cells[0] = cell{}
	for p := range len(signs) + 1 {
		for q := range width {
			if c := w.cells[p*width+q]; c.ln > least {
				w.spread(signs, word, p, q, c, least)
			}
		}
	}
	c := w.cells[len(w.cells)-1]
	return c, c.ln > -1e9 && c.edits > 0
}

// spread reads on from a cell.
func (w *walker) spread(signs []rune, word []byte, p, q int, from cell, least float32) {
	width := len(word) + 1
	reach := func(p, q int, ln float32, edits, generic int8, torn bool) {
		to := &w.cells[p*width+q]
		if ln = from.ln + ln; ln > to.ln {
			*to = cell{ln, from.edits + edits, from.generic + generic, from.first || edits > 0 && w.opening(p, q), torn}
		}
	}
	if q < len(word) {
		reach(p, q+1, anyLost, 1, 1, false)
	}
	if p < len(signs) {
		letter := alnum(signs[p])
		switch {
		case letter:
			reach(p+1, q, anyAdded, 1, 1, false)
		case from.torn:
			reach(p+1, q, signFurther, 0, 0, true)
		default:
			reach(p+1, q, signAdded, 1, 0, true)
		}
		if q < len(word) {
			label, ok := w.trie.Index(unicode.ToLower(signs[p]))
			switch {
			case ok && label == word[q]:
				reach(p+1, q+1, 0, 0, 0, false)
			case letter:
				reach(p+1, q+1, anyExchange, 1, 1, false)
			default:
				reach(p+1, q+1, signForOne, 1, 1, false)
			}
		}
	}
	for n, jumps := range w.jumps[p] {
		for k := range jumps {
			j := &jumps[k]
			if from.ln+j.ln < least {
				break
			}
			if int(j.n) > len(word)-q || !begins(word[q:], j) {
				continue
			}
			reach(p+n, q+int(j.n), j.ln, 1, 0, false)
		}
	}
}

// opening reports a place before which there is no more than one letter of each.
func (w *walker) opening(p, q int) bool { return p <= 1 && q <= 1 }

func begins(word []byte, j *jump) bool {
	for i, l := range j.labels[:j.n] {
		if word[i] != l {
			return false
		}
	}
	return true
}
