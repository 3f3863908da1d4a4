package unweave

import "slices"

// printWidth is the length in characters of a full line of print: the 0.95
// quantile of the lines about as long as the commonest length. Lines in which
// two pages run together are longer.
func printWidth(pieces []piece) float64 {
	const shortest, bins = 45, 400
	var lengths []int
	var hist [bins]int
	for _, p := range pieces {
		n := min(p.chars, bins-1)
		if n >= shortest {
			lengths = append(lengths, n)
			hist[n]++
		}
	}
	if len(lengths) == 0 {
		return shortest
	}
	mode, most := 0, 0
	for m := shortest; m < bins; m++ {
		n := 0
		for _, c := range hist[m-4 : min(bins, m+5)] {
			n += c
		}
		if n > most {
			mode, most = m, n
		}
	}
	var near []int
	for _, n := range lengths {
		if n >= mode-12 && n <= mode+12 {
			near = append(near, n)
		}
	}
	slices.Sort(near)
	return float64(near[int(0.95*float64(len(near)-1))])
}
