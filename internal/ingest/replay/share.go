package replay

import (
	"recto/internal/corpus"
)

// share gives each word of a text the evidence that it came from: of as many
// words as it has, one each, else those whose letters it is aligned with by the
// fewest edits. No evidence is left over, and every word of the text has some.
func share(fields []string, run []corpus.Word) [][]corpus.Word {
	out := make([][]corpus.Word, len(fields))
	if len(fields) == len(run) {
		for i := range run {
			out[i] = run[i : i+1 : i+1]
		}
		return out
	}
	var raw, text []rune
	var ofRaw, ofText []int // the word of each letter
	for i, w := range run {
		for _, r := range w.Raw {
			raw, ofRaw = append(raw, r), append(ofRaw, i)
		}
	}
	for i, f := range fields {
		for _, r := range f {
			text, ofText = append(text, r), append(ofText, i)
		}
	}
	first, last := make([]int, len(fields)), make([]int, len(fields))
	for i := range first {
		first[i], last[i] = -1, -1
	}
	for _, p := range align(text, raw) {
		i, w := ofText[p[0]], ofRaw[p[1]]
		if first[i] < 0 {
			first[i] = w
		}
		last[i] = w
	}
	return cover(first, last, run)
}

// cover makes runs of words of their first and last, so that each word of the
// evidence is in one of them and none is empty.
func cover(first, last []int, run []corpus.Word) [][]corpus.Word {
	out := make([][]corpus.Word, len(first))
	from := 0
	for i := range first {
		if first[i] < 0 { // none of its letters is in the evidence
			first[i], last[i] = min(from, len(run)-1), min(from, len(run)-1)
		}
		begin := first[i]
		if i == 0 || begin > from {
			begin = from
		}
		end := max(last[i], begin) + 1
		if i == len(first)-1 {
			end = len(run)
		}
		out[i] = run[begin:end:end]
		from = min(end, len(run)-1)
	}
	return out
}

// align pairs letters of two texts along one of the shortest ways of edits, in
// their order; letters that were inserted or left out have no partner.
func align(x, y []rune) [][2]int {
	cost := make([][]int, len(x)+1)
	for i := range cost {
		cost[i] = make([]int, len(y)+1)
		cost[i][0] = i
	}
	for j := range cost[0] {
		cost[0][j] = j
	}
	for i := range x {
		for j := range y {
			change := cost[i][j]
			if x[i] != y[j] {
				change++
			}
			cost[i+1][j+1] = min(change, cost[i][j+1]+1, cost[i+1][j]+1)
		}
	}
	var pairs [][2]int
	for i, j := len(x), len(y); i > 0 && j > 0; {
		change := cost[i-1][j-1]
		if x[i-1] != y[j-1] {
			change++
		}
		switch cost[i][j] {
		case change:
			i, j = i-1, j-1
			pairs = append(pairs, [2]int{i, j})
		case cost[i-1][j] + 1:
			i--
		default:
			j--
		}
	}
	for i, j := 0, len(pairs)-1; i < j; i, j = i+1, j-1 {
		pairs[i], pairs[j] = pairs[j], pairs[i]
	}
	return pairs
}
