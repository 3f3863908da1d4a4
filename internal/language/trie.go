package language

import (
	"fmt"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Trie holds a set of words, letter by letter, in breadth-first order: the
// children of a node lie side by side, in the order of the alphabet. A word's
// id is its rank among the ends of words in that order.
type Trie struct {
	letters []rune
	index   map[rune]byte
	ascii   [128]int16 // the same for ASCII, -1 for none
	labels  []byte     // letter on the edge into each node
	flags   []byte     // see below
	nodes   []node
	words   int
}

// node is all that a walk asks of a node, side by side in memory: whichever is
// asked for first, the others are then at hand.
type node struct {
	child  uint32 // first child, 0 for a leaf
	common uint32 // a bit for each child whose label is below [commonLabels]
	id     uint32 // of the word that ends here
	below  uint8  // children
	best   uint8  // quantised ln P of the likeliest good word at or below it
	flags  uint8
}

// commonLabels are the labels of the letters that most words are made of: those of
// the first ones of the alphabet.
const commonLabels = 32

// Node is a place in a trie; the empty word's is [Root].
type Node uint32

// Root is where every walk begins.
const Root Node = 0

const (
	wordEnd = 1 << iota // a word ends at the node
	lastSibling
	hasChildren
)

// Child is the node that a letter leads to.
func (t *Trie) Child(n Node, letter byte) (Node, bool) {
	at := &t.nodes[n]
	bit := uint32(1) << letter // 0 beyond the common ones
	if at.common&bit == 0 {
		return t.uncommonChild(at, letter)
	}
	return Node(at.child) + Node(bits.OnesCount32(at.common&(bit-1))), true
}

// uncommonChild is the node that a letter beyond the common ones leads to.
func (t *Trie) uncommonChild(at *node, letter byte) (Node, bool) {
	if letter < commonLabels {
		return 0, false
	}
	for c, end := at.child+uint32(bits.OnesCount32(at.common)), at.child+uint32(at.below); c < end; c++ {
		if t.labels[c] == letter {
			return Node(c), true
		}
	}
	return 0, false
}

// Children are the nodes below n: all from first up to, not including, end.
func (t *Trie) Children(n Node) (first, end Node) {
	at := &t.nodes[n]
	return Node(at.child), Node(at.child + uint32(at.below))
}

// Label is the letter on the edge into n, as an index into the alphabet.
func (t *Trie) Label(n Node) byte { return t.labels[n] }

// Letter is a label as a rune.
func (t *Trie) Letter(label byte) rune { return t.letters[label] }

// Index is the label of a letter.
func (t *Trie) Index(r rune) (byte, bool) {
	if r >= 0 && int(r) < len(t.ascii) {
		i := t.ascii[r]
		return byte(i), i >= 0
	}
	i, ok := t.index[r]
	return i, ok
}

// Len is how many words the trie holds.
func (t *Trie) Len() int { return t.words }

// Word is the id of the word that ends at n.
func (t *Trie) Word(n Node) (ID, bool) {
	at := &t.nodes[n]
	return ID(at.id), at.flags&wordEnd != 0
}

// Best is ln P of the likeliest well-attested word at or below n.
func (t *Trie) Best(n Node) float64 { return unquantise(t.nodes[n].best) }

// Lookup finds a folded word.
func (t *Trie) Lookup(word string) (ID, bool) {
	n := Root
	for _, r := range word {
		l, ok := t.Index(r)
		if !ok {
			return 0, false
		}
		if n, ok = t.Child(n, l); !ok {
			return 0, false
		}
	}
	return t.Word(n)
}

// NewTrie makes a trie of folded words, for the words of one document. Words
// with more than 255 different letters among them lose the rarest.
func NewTrie(words []string) *Trie {
	words = slices.Compact(slices.Sorted(slices.Values(words)))
	alphabet, labels, flags := layTrie(words)
	t, err := readTrie(alphabet, labels, flags)
	if err != nil {
		t, _ = readTrie("", []byte{0}, []byte{lastSibling})
	}
	return t
}

func readTrie(alphabet string, labels, flags []byte) (*Trie, error) {
	if len(labels) != len(flags) || len(labels) == 0 || !utf8.ValidString(alphabet) {
		return nil, fmt.Errorf("%w: trie", errFormat)
	}
	t := &Trie{letters: []rune(alphabet), index: map[rune]byte{}, labels: labels, flags: flags}
	if len(t.letters) > 255 {
		return nil, fmt.Errorf("%w: alphabet of %d letters", errFormat, len(t.letters))
	}
	for i := range t.ascii {
		t.ascii[i] = -1
	}
	for i, r := range t.letters {
		t.index[r] = byte(i)
		if int(r) < len(t.ascii) {
			t.ascii[r] = int16(i)
		}
	}
	if err := t.link(); err != nil {
		return nil, err
	}
	return t, nil
}

// link finds the children and ids, which follow from the order of the nodes.
func (t *Trie) link() error {
	t.nodes = make([]node, len(t.labels))
	next := 1
	for n, f := range t.flags {
		at := &t.nodes[n]
		at.flags = f
		if int(t.labels[n]) >= len(t.letters) && n > 0 {
			return fmt.Errorf("%w: letter %d", errFormat, t.labels[n])
		}
		if f&wordEnd != 0 {
			at.id = uint32(t.words)
			t.words++
		}
		if f&hasChildren == 0 {
			continue
		}
		if next <= n || next >= len(t.flags) {
			return fmt.Errorf("%w: trie is cut off", errFormat)
		}
		if next = t.adopt(at, next); next > len(t.flags) {
			return fmt.Errorf("%w: trie is cut off", errFormat)
		}
	}
	return nil
}

// adopt makes the siblings from a node on the children of another, and gives what
// stands behind them: more than all nodes where they are cut off or out of order.
func (t *Trie) adopt(parent *node, first int) (next int) {
	parent.child = uint32(first)
	for c := first; c < len(t.flags); c++ {
		label := t.labels[c]
		if c > first && label <= t.labels[c-1] {
			break
		}
		if label < commonLabels {
			parent.common |= 1 << label
		}
		parent.below++
		if t.flags[c]&lastSibling != 0 {
			return c + 1
		}
	}
	return len(t.flags) + 1
}

// rank finds the likeliest good word at or below each node.
func (t *Trie) rank(unigrams, attributes []byte) {
	for n := len(t.nodes) - 1; n >= 0; n-- {
		at, best := &t.nodes[n], byte(255)
		if at.flags&wordEnd != 0 {
			best = unigrams[at.id]
			if attributes[at.id]&gradeMask < byte(Good) {
				best = byte(min(255, int(best)+2*step))
			}
		}
		first, end := t.Children(Node(n))
		for c := first; c < end; c++ {
			best = min(best, t.nodes[c].best)
		}
		at.best = best
	}
}
