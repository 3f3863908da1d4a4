package correct

import (
	"slices"

	"recto/internal/language"
)

// beam.go keeps the best of the ways to have read so much of the signs.

// state is a place in the trie reached by reading some of the signs.
type state struct {
	node     language.Node
	ln       float32
	priority float32
	parent   int32 // among the states read on from, -1 for none
	labels   [language.MaxPrinted]byte
	n        int8 // labels
	length   int8 // of the word so far
	edits    int8
	generic  int8
	first    bool
	torn     bool // the last sign was passed over
}

// prune keeps the best states at a place, one a node, and says how many.
func (w *walker) prune(p int, e *effort) int {
	floor, all, kept := w.bests[p]-e.margin, w.beams[p], w.spare[:0]
	w.ranks = w.ranks[:0]
	for i := range all {
		if s := &all[i]; s.priority >= floor {
			w.ranks = append(w.ranks, rank{s.priority, s.node, int32(i)})
		}
	}
	slices.SortFunc(w.ranks, func(x, y rank) int {
		switch {
		case x.priority > y.priority:
			return -1
		case x.priority < y.priority:
			return 1
		}
		return int(x.node) - int(y.node)
	})
	for _, r := range w.ranks {
		if len(kept) == e.width {
			break
		}
		if !duplicate(kept, r.node) {
			kept = append(kept, all[r.at])
		}
	}
	w.beams[p], w.spare = kept, all
	return len(kept)
}

// rank is what states are put in order by.
type rank struct {
	priority float32
	node     language.Node
	at       int32 // among the states of a place
}

func duplicate(b []state, n language.Node) bool {
	for i := range b {
		if b[i].node == n {
			return true
		}
	}
	return false
}

// push adds a state at a place, unless it is far behind the best there.
func (w *walker) push(p int, s *state, e *effort) {
	length, priority := s.length+s.n, s.ln+w.hope(s.node)
	if priority < w.bests[p]-e.margin || length >= maxLetters {
		return
	}
	w.bests[p] = max(w.bests[p], priority)
	w.beams[p] = append(w.beams[p], *s)
	last := &w.beams[p][len(w.beams[p])-1]
	last.length, last.priority = length, priority
}

// hope is what the likeliest word at or below a node adds to a priority.
func (w *walker) hope(n language.Node) float32 { return .55 * float32(w.trie.Best(n)) }
