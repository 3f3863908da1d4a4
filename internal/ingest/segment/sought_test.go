package segment

import (
	"math/rand/v2"
	"testing"
)

// What is found is what the whole table of costs has.
func TestFind(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	letters := []rune("aé bc")
	word := func(most int) []rune {
		out := make([]rune, random.IntN(most))
		for i := range out {
			out[i] = letters[random.IntN(len(letters))]
		}
		return out
	}
	for range 3000 {
		text, long := word(150), word(300)
		if random.IntN(2) == 0 && len(text) > 0 {
			long = append(append(word(40), text[:random.IntN(len(text))]...), word(40)...)
		}
		if got, want := find(text, long), findByTable(text, long); got != want {
			t.Fatalf("find(%q, %q) = %+v, want %+v", string(text), string(long), got, want)
		}
	}
}

// findByTable reckons every cost, after Sellers (1980).
func findByTable(text, long []rune) match {
	if len(text) == 0 || len(long) == 0 {
		return match{}
	}
	cost, from := make([]int, len(long)+1), make([]int, len(long)+1)
	for j := range from {
		from[j] = j
	}
	for i, r := range text {
		above, aboveFrom := append([]int(nil), cost...), append([]int(nil), from...)
		cost[0] = i + 1
		for j, s := range long {
			cost[j+1], from[j+1] = above[j], aboveFrom[j]
			if r != s {
				cost[j+1]++
			}
			if above[j+1]+1 < cost[j+1] {
				cost[j+1], from[j+1] = above[j+1]+1, aboveFrom[j+1]
			}
			if cost[j]+1 < cost[j+1] {
				cost[j+1], from[j+1] = cost[j]+1, from[j]
			}
		}
	}
	best := 0
	for j := range cost {
		if cost[j] < cost[best] {
			best = j
		}
	}
	return match{from[best], best, cost[best], 1 - float64(cost[best])/float64(len(text))}
}
