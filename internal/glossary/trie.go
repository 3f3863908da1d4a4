package glossary

// trie holds label keys letter by letter, so that a label is found whether its
// words are written apart, hyphenated or as one.
type trie struct {
	nodes []node
}

// node is a state of the trie: what follows by letter, and the labels that end
// here.
type node struct {
	next   [36]int32 // 0 is nowhere
	labels []label
}

func newTrie() *trie { return &trie{nodes: make([]node, 1)} }

func slot(c byte) int {
	if c >= 'a' {
		return int(c - 'a')
	}
	return int(c-'0') + 26
}

// step follows a key from a state; 0 is nowhere.
func (t *trie) step(state int32, key string) int32 {
	for i := range len(key) {
		if state = t.nodes[state].next[slot(key[i])]; state == 0 {
			return 0
		}
	}
	return state
}

// insert gives the state of a key, made where it was not there.
func (t *trie) insert(key string) int32 {
	state := int32(0)
	for i := range len(key) {
		s := slot(key[i])
		next := t.nodes[state].next[s]
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{})
			t.nodes[state].next[s] = next
		}
		state = next
	}
	return state
}

// labels are those of exactly this key.
func (t *trie) labels(key string) []label {
	if state := t.step(0, key); state != 0 {
		return t.nodes[state].labels
	}
	return nil
}
