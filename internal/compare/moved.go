package compare

import "strings"

// leastMoved is how many words in a row must be in both texts at different places
// to count as moved, and not as like words by chance.
const leastMoved = 8

// markMoved finds passages among the words that are in one text only at their
// place: those that read the same, word for word, in both. It takes the longest
// it can at each place, from the beginning of the later text on.
func (c *comparison) markMoved() {
	c.movedOld, c.movedNow = make([]bool, len(c.old)), make([]bool, len(c.now))
	seeds := c.seeds()
	for _, h := range c.hunks {
		for j := h.nowFrom; j+leastMoved <= h.nowTo; {
			from, n := c.longest(seeds[seed(c.now[j:j+leastMoved])], j, h.nowTo)
			if n < leastMoved {
				j++
				continue
			}
			for k := range n {
				c.movedOld[from+k], c.movedNow[j+k] = true, true
				c.pairs[[2]int{c.old[from+k].part, c.now[j+k].part}]++
			}
			j += n
		}
	}
}

// seeds are the places among the removed words at which so many in a row begin
// as must be alike, by what these read.
func (c *comparison) seeds() map[string][]removed {
	seeds := map[string][]removed{}
	for _, h := range c.hunks {
		for i := h.oldFrom; i+leastMoved <= h.oldTo; i++ {
			key := seed(c.old[i : i+leastMoved])
			seeds[key] = append(seeds[key], removed{i, h.oldTo})
		}
	}
	return seeds
}

// removed is a place among removed words, and where their stretch ends.
type removed struct{ at, to int }

func seed(words []word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = text(w)
	}
	return strings.Join(texts, " ")
}

// longest is the place among some from which on most words are those from j on,
// and their number.
func (c *comparison) longest(places []removed, j, to int) (from, n int) {
	for _, p := range places[:min(len(places), 50)] {
		k := 0
		for p.at+k < p.to && j+k < to && !c.movedOld[p.at+k] && text(c.old[p.at+k]) == text(c.now[j+k]) {
			k++
		}
		if k > n {
			from, n = p.at, k
		}
	}
	return from, n
}
