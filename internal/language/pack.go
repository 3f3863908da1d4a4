package language

import (
	"fmt"
	"slices"
)

// Contents is what a model is packed from.
type Contents struct {
	Words      []Entry // in any order, each word once
	Pairs      []Pair
	Spelling   []byte // see [PackSpelling]
	Confusions []Confusion
}

// Entry is a word of the lexicon.
type Entry struct {
	Word    string // folded; empty for the special ids, which Special names
	Special ID
	Ln      float64 // ln P
	Backoff float64 // ln of the mass left to words not seen after it
	Grade   Grade
	Case    Case
	Signs   [signKinds]float64 // ln P(sign | word), by [Sign]
}

// Pair is ln P(Second | First), both folded words or "#" for a number, or
// "^" for the start of a sentence.
type Pair struct {
	First, Second string
	Ln            float64
}

// Pack makes a model file; the same contents give the same bytes.
func Pack(c Contents) ([]byte, error) {
	words := make([]string, 0, len(c.Words))
	for _, e := range c.Words {
		if e.Word != "" {
			words = append(words, e.Word)
		}
	}
	slices.Sort(words)
	alphabet, labels, flags := layTrie(words)
	trie, err := readTrie(alphabet, labels, flags)
	if err != nil {
		return nil, fmt.Errorf("pack lexicon: %w", err)
	}
	m := &Model{Trie: trie}
	n := trie.words + special
	unigrams, backoffs, attributes := make([]byte, n), make([]byte, n), make([]byte, n)
	signs := make([]byte, n*signKinds)
	for _, e := range c.Words {
		id := ID(trie.words) + e.Special
		if e.Word != "" {
			var ok bool
			if id, ok = trie.Lookup(e.Word); !ok {
				continue // it has a letter that the alphabet lacks
			}
		}
		unigrams[id], backoffs[id] = quantise(e.Ln), quantise(e.Backoff)
		attributes[id] = byte(e.Grade) | byte(e.Case)<<caseShift
		for k, ln := range e.Signs {
			signs[int(id)*signKinds+k] = quantise(ln)
		}
	}
	return writeSections([]section{
		{tagAlphabet, []byte(alphabet)},
		{tagLabels, labels},
		{tagFlags, flags},
		{tagUnigrams, unigrams},
		{tagBackoffs, backoffs},
		{tagAttributes, attributes},
		{tagPairs, packPairs(m, c.Pairs)},
		{tagSigns, signs},
		{tagSpelling, c.Spelling},
		{tagConfusions, []byte(formatConfusions(c.Confusions))},
	}), nil
}

// layTrie lays sorted words out breadth first.
func layTrie(words []string) (alphabet string, labels, flags []byte) {
	letters := alphabetOf(words)
	index := map[rune]byte{}
	for i, r := range letters {
		index[r] = byte(i)
	}
	spelled := make([]string, 0, len(words)) // as strings of labels
	for _, w := range words {
		var b []byte
		for _, r := range w {
			l, ok := index[r]
			if !ok {
				b = nil
				break
			}
			b = append(b, l)
		}
		if len(b) > 0 {
			spelled = append(spelled, string(b))
		}
	}
	slices.Sort(spelled)
	spelled = slices.Compact(spelled)
	type span struct{ from, to, depth int }
	labels, flags = []byte{0}, []byte{lastSibling}
	queue := []span{{0, len(spelled), 0}}
	for n := 0; n < len(queue); n++ {
		s := queue[n]
		if s.from < s.to && len(spelled[s.from]) == s.depth {
			flags[n] |= wordEnd
			s.from++
		}
		for s.from < s.to {
			flags[n] |= hasChildren
			label := spelled[s.from][s.depth]
			to := s.from + 1
			for to < s.to && spelled[to][s.depth] == label {
				to++
			}
			labels, flags = append(labels, label), append(flags, 0)
			queue = append(queue, span{s.from, to, s.depth + 1})
			s.from = to
		}
		if flags[n]&hasChildren != 0 {
			flags[len(flags)-1] |= lastSibling
		}
	}
	return string(letters), labels, flags
}

// alphabetOf is the 255 commonest letters of the words, in the order of Unicode.
func alphabetOf(words []string) []rune {
	counts := map[rune]int{}
	for _, w := range words {
		for _, r := range w {
			counts[r]++
		}
	}
	letters := make([]rune, 0, len(counts))
	for r := range counts {
		letters = append(letters, r)
	}
	slices.SortFunc(letters, func(a, b rune) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return int(a - b)
	})
	letters = letters[:min(255, len(letters))]
	slices.Sort(letters)
	return letters
}
