package correct

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// candidate is a word that may have been printed for what is seen.
type candidate struct {
	text    string // folded
	id      language.ID
	grade   language.Grade
	ln      float64 // of the confusions
	edits   int
	generic int
	first   bool // the first letter is not as seen
	blot    blot
}

// effort bounds a walk.
type effort struct {
	width   int // states kept at each place
	generic int // states from which any letter is tried
	edits   int
	floor   float32 // ln of confusions below which a path is given up
	margin  float32 // behind the best at a place
	near    int     // edits within which words are found by letters alone
}

// Costs of edits that no confusion explains, as ln P.
const (
	anyExchange = -8.0
	anyLost     = -9.0
	anyAdded    = -9.0
	signAdded   = -5.5
	signFurther = -2.0 // right after another: what tears one letter tears the next
	signForOne  = -6.5 // a sign for a letter
	caseless    = -1.0 // a confusion known with another case
)

// maxLetters is the longest word read, and longest how many signs are too many
// to be read as one.
const (
	maxLetters = 28
	longest    = maxLetters - 4
)

// walker reads words of one trie through confusions. It keeps its memory
// between walks.
type walker struct {
	trie       *language.Trie
	confusions *language.Confusions
	compiled   map[uint64][]jump // by reading; see key
	recent     [recents]recent   // of those, by a hash
	readings   readings          // of the confusions, to tell that most have none
	nothing    []jump            // where letters were lost
	beams      [][]state
	ranks      []rank
	spare      []state
	bests      []float32                      // best priority at each place so far
	jumps      [][language.MaxSeen + 1][]jump // by width
	trail      []state                        // states read on from
	found      []candidate
	folds      []uint64        // of the signs
	labels     []byte          // of the signs
	path       []language.Node // that the signs lead to, as far as they spell a word's beginning
	cells      []cell
}

func newWalker(t *language.Trie, c *language.Confusions) *walker {
	w := &walker{trie: t, confusions: c, compiled: map[uint64][]jump{}}
	for reading := range c.Readings() {
		w.readings.add(reading)
	}
	w.nothing = w.compile(t, 0, nil)
	return w
}

// walk finds words of the trie for the signs seen, likeliest first; the word
// itself is not among them.
func (w *walker) walk(seen string, e effort) []candidate {
	t := w.trie
	signs := []rune(seen)
	if t.Len() == 0 || len(signs) == 0 || len(signs) >= longest {
		return nil
	}
	w.prepare(t, signs)
	w.push(0, &state{node: language.Root, parent: -1}, &e)
	for p := range len(signs) + 1 {
		w.expand(t, signs, p, &e)
	}
	return w.best()
}

// expand reads on from the best states at a place.
func (w *walker) expand(t *language.Trie, signs []rune, p int, e *effort) {
	var label byte
	matches := false
	if p < len(signs) {
		label, matches = t.Index(unicode.ToLower(signs[p]))
	}
	pruned := w.prune(p, e)
	for i := 0; i < len(w.beams[p]) && i < 2*e.width; i++ {
		s := w.beams[p][i]
		if i >= pruned && duplicate(w.beams[p][:i], s.node) {
			continue
		}
		if p == len(signs) {
			w.finish(t, s)
		}
		from := int32(len(w.trail))
		w.trail = append(w.trail, s)
		torn := s.torn
		s.parent, s.n, s.torn = from, 0, false
		if matches {
			if child, ok := t.Child(s.node, label); ok {
				to := s
				to.node, to.labels[0], to.n = child, label, 1
				w.push(p+1, &to, e)
			}
		}
		if torn && p < len(signs) {
			w.tear(signs[p], p, s, e)
		}
		if int(s.edits) >= e.edits {
			continue
		}
		w.jump(t, p, s, e)
		if i < e.generic && s.generic < 2 {
			w.anything(t, signs, p, s, e)
		}
	}
}

// jump reads on by confusions.
func (w *walker) jump(t *language.Trie, p int, s state, e *effort) {
	s.edits++
	s.first = s.first || p == 0
	ln, node := s.ln, s.node
	likeliest := ln + w.hope(node)
	for width, jumps := range w.jumps[p] {
		least := max(e.floor-ln, w.bests[p+width]-e.margin-likeliest) // else it is too seldom or far behind
		for k := range jumps {
			j := &jumps[k]
			if j.ln < least {
				break
			}
			n, ok := node, true
			for _, l := range j.labels[:j.n] {
				if n, ok = t.Child(n, l); !ok {
					break
				}
			}
			if !ok {
				continue
			}
			s.node, s.ln, s.labels, s.n = n, ln+j.ln, j.labels, j.n
			w.push(p+width, &s, e)
		}
	}
}

// anything reads on by exchanging, losing or adding any letter.
func (w *walker) anything(t *language.Trie, signs []rune, p int, s state, e *effort) {
	ln := s.ln
	s.edits++
	s.first = s.first || p == 0
	if p < len(signs) {
		w.add(signs[p], p, s, e)
	}
	exchange := float32(anyExchange)
	if p < len(signs) && !alnum(signs[p]) {
		exchange = signForOne
	}
	s.generic++
	if ln+exchange < e.floor {
		return
	}
	first, end := t.Children(s.node)
	for c := first; c < end; c++ {
		s.node, s.labels[0], s.n = c, t.Label(c), 1
		if p < len(signs) {
			s.ln = ln + exchange
			w.push(p+1, &s, e)
		}
		if s.ln = ln + anyLost; s.ln >= e.floor {
			w.push(p, &s, e)
		}
	}
}

// add passes over a sign that was not printed.
func (w *walker) add(sign rune, p int, s state, e *effort) {
	if alnum(sign) {
		s.ln += anyAdded
		s.generic++
	} else {
		s.ln += signAdded
		s.torn = true
	}
	if s.ln >= e.floor {
		w.push(p+1, &s, e)
	}
}

// tear passes over a further sign.
func (w *walker) tear(sign rune, p int, s state, e *effort) {
	if alnum(sign) {
		return
	}
	s.ln += signFurther
	s.torn = true
	if s.ln >= e.floor {
		w.push(p+1, &s, e)
	}
}

// finish takes a word that ends where the signs end.
func (w *walker) finish(t *language.Trie, s state) {
	if _, ok := t.Word(s.node); ok && s.edits > 0 {
		w.take(t, s)
	}
}

// take adds the word of a state to those found.
func (w *walker) take(t *language.Trie, s state) {
	id, _ := t.Word(s.node)
	var labels [maxLetters]byte
	at := maxLetters
	for q := s; ; q = w.trail[q.parent] {
		for k := q.n - 1; k >= 0; k-- {
			at--
			labels[at] = q.labels[k]
		}
		if q.parent < 0 {
			break
		}
	}
	text := make([]byte, 0, maxLetters)
	for _, l := range labels[at:] {
		text = utf8.AppendRune(text, t.Letter(l))
	}
	w.found = append(w.found, candidate{string(text), id, language.Absent, float64(s.ln), int(s.edits), int(s.generic), s.first, blot{}})
}

// best are the different words found, likeliest first.
func (w *walker) best() []candidate {
	slices.SortFunc(w.found, func(a, b candidate) int {
		switch {
		case a.ln > b.ln:
			return -1
		case a.ln < b.ln:
			return 1
		}
		return strings.Compare(a.text, b.text)
	})
	var kept []candidate
	for _, c := range w.found {
		if !slices.ContainsFunc(kept, func(k candidate) bool { return k.text == c.text }) {
			kept = append(kept, c)
		}
	}
	return kept
}
