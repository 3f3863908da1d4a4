package language

import (
	"fmt"
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
	child   []uint32   // first child of each node, 0 for a leaf
	dense   []uint32   // children of the first nodes by letter, 0 for none; see [denseNodes]
	ids     []uint32   // id of the word that ends at a node
	best    []byte     // quantised ln P of the likeliest good word at or below a node
	words   int
}

// Node is a place in a trie; the empty word's is [Root].
type Node uint32

// Root is where every walk begins.
const Root Node = 0

const (
	wordEnd = 1 << iota // a word ends at the node
	lastSibling
	hasChildren
)

// denseNodes is how many nodes have a table of their children. The first nodes
// have most of them, and are asked most.
const denseNodes = 12000

// Child is the node that a letter leads to.
func (t *Trie) Child(n Node, letter byte) (Node, bool) {
	if at := int(n)*len(t.letters) + int(letter); at < len(t.dense) {
		c := t.dense[at]
		return Node(c), c != 0
	}
	c := t.child[n]
	if c == 0 {
		return 0, false
	}
	for {
		switch l := t.labels[c]; {
		case l == letter:
			return Node(c), true
		case l > letter || t.flags[c]&lastSibling != 0:
			return 0, false
		}
		c++
	}
}

// Children are the nodes below n: all from first up to, not including, end.
func (t *Trie) Children(n Node) (first, end Node) {
	c := t.child[n]
	if c == 0 {
		return 0, 0
	}
	e := c
	for t.flags[e]&lastSibling == 0 {
		e++
	}
	return Node(c), Node(e + 1)
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
	if t.flags[n]&wordEnd == 0 {
		return 0, false
	}
	return ID(t.ids[n]), true
}

// Best is ln P of the likeliest well-attested word at or below n.
func (t *Trie) Best(n Node) float64 { return unquantise(t.best[n]) }

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
	t.best = make([]byte, len(labels))
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
	t.widen()
	return t, nil
}

// widen makes the tables of the first nodes.
func (t *Trie) widen() {
	nodes := min(denseNodes, len(t.labels))
	t.dense = make([]uint32, nodes*len(t.letters))
	for n := range nodes {
		first, end := t.Children(Node(n))
		for c := first; c < end; c++ {
			t.dense[n*len(t.letters)+int(t.labels[c])] = uint32(c)
		}
	}
}

// link finds the children and ids, which follow from the order of the nodes.
func (t *Trie) link() error {
	t.child, t.ids = make([]uint32, len(t.labels)), make([]uint32, len(t.labels))
	next := 1
	for n, f := range t.flags {
		if int(t.labels[n]) >= len(t.letters) && n > 0 {
			return fmt.Errorf("%w: letter %d", errFormat, t.labels[n])
		}
		if f&wordEnd != 0 {
			t.ids[n] = uint32(t.words)
			t.words++
		}
		if f&hasChildren == 0 {
			continue
		}
		if next <= n || next >= len(t.flags) {
			return fmt.Errorf("%w: trie is cut off", errFormat)
		}
		t.child[n] = uint32(next)
		for next < len(t.flags) && t.flags[next]&lastSibling == 0 {
			next++
		}
		if next++; next > len(t.flags) {
			return fmt.Errorf("%w: trie is cut off", errFormat)
		}
	}
	return nil
}

// rank finds the likeliest good word at or below each node.
func (t *Trie) rank(unigrams, attributes []byte) {
	t.best = make([]byte, len(t.labels))
	for n := len(t.labels) - 1; n >= 0; n-- {
		best := byte(255)
		if t.flags[n]&wordEnd != 0 {
			best = unigrams[t.ids[n]]
			if attributes[t.ids[n]]&gradeMask < byte(Good) {
				best = byte(min(255, int(best)+2*step))
			}
		}
		if first, end := t.Children(Node(n)); first != 0 {
			best = min(best, slices.Min(t.best[first:end]))
		}
		t.best[n] = best
	}
}
