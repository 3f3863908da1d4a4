package annotate

import "recto/internal/corpus"

// numbering gives the entries of a numbered list by their numbers, 0 where none
// was read. Figures that do not go up along the list are none. Entries between
// two that have their numbers are counted, if they are as many as the numbers
// between; so are those at either end, if all numbers that were read say the
// place of their entry. A list of which half the entries get none has no numbering.
func numbering(list []corpus.Reference, numbers []int) map[int]string {
	kept := rising(numbers)
	if len(kept) < leastNumbered {
		return nil
	}
	out := map[int]string{}
	ordinal := true
	last, at := 0, -1 // the number before, and the entry that has it
	for _, i := range kept {
		n := numbers[i]
		ordinal = ordinal && n == i+1
		if n-last == i-at {
			for k := at + 1; k < i; k++ {
				out[last+k-at] = list[k].Block
			}
		}
		out[n] = list[i].Block
		last, at = n, i
	}
	for k := at + 1; ordinal && k < len(list); k++ {
		out[k+1] = list[k].Block
	}
	if 2*len(out) < len(list) {
		return nil
	}
	return out
}

// leastNumbered is how many entries of a numbered list have their numbers at least.
const leastNumbered = 2

// rising are the indices of a longest run of positive numbers that go up; none
// if that leaves out more than one of four.
func rising(numbers []int) []int {
	var at []int
	for i, n := range numbers {
		if n > 0 {
			at = append(at, i)
		}
	}
	length, before, best := make([]int, len(at)), make([]int, len(at)), -1
	for k, i := range at {
		length[k], before[k] = 1, -1
		for j := range k {
			if numbers[at[j]] < numbers[i] && length[j]+1 > length[k] {
				length[k], before[k] = length[j]+1, j
			}
		}
		if best < 0 || length[k] > length[best] {
			best = k
		}
	}
	if best < 0 || 4*length[best] < 3*len(at) {
		return nil
	}
	out := make([]int, length[best])
	for k := best; k >= 0; k = before[k] {
		out[length[k]-1] = at[k]
	}
	return out
}
