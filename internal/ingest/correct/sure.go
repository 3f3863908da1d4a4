package correct

import "math"

// misread tells how the odds that the engine misread a word go with how sure
// it said to be: pairs of a confidence and ln of the odds, over those of any
// word. Counted on simulated scans, where one word in a hundred and fifty is
// misread: a quarter of those below .85 and one in a thousand of those above
// .95. It is drawn in to three fifths, since what the engine is unsure of is
// often a rare word, which the vocabulary has told already.
var misread = [][2]float64{{0, 3}, {.8, 2.2}, {.875, 1.75}, {.925, .5}, {.975, -1.05}, {1, -1.5}}

// unsureness is what a word's confidence says of its being misread; 0 for a
// word of a source that gives none.
func unsureness(conf float64) float64 {
	if conf <= 0 {
		return 0
	}
	for i := 1; i < len(misread); i++ {
		if a, b := misread[i-1], misread[i]; conf <= b[0] {
			return a[1] + (b[1]-a[1])*(conf-a[0])/(b[0]-a[0])
		}
	}
	return misread[len(misread)-1][1]
}

// unsure is what the engine's confidence says for mending the units from up to
// to: that of the word it was least sure of. Hyphens at line ends are no fault
// of the engine.
func (e *engine) unsure(from, to int, h harm) float64 {
	if h == unharmed || h == hyphenHarm {
		return 0
	}
	least := math.Inf(-1)
	for i := from; i < to; i++ {
		least = max(least, e.units[i].unsure)
	}
	return least
}
