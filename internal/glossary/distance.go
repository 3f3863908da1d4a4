package glossary

// Distances are not worked out for words longer than this.
const maxLetters = 31

// longestRow is the most letters of a row of strokes that are compared with another.
const longestRow = 4

// far is a distance beyond all limits.
const far = 99

// costs is the table of a distance: rows are letters of the damaged word,
// columns those of the printed one.
type costs [maxLetters + 1][maxLetters + 1]float64

// distance is the damage that makes the printed word into the damaged one; it
// may give [far] as soon as that is more than limit.
func distance(damaged, printed string, limit float64) float64 {
	if len(damaged) > maxLetters || len(printed) > maxLetters {
		return far
	}
	var c costs
	for i := range len(damaged) + 1 {
		least := float64(far)
		for j := range len(printed) + 1 {
			if i+j > 0 {
				c[i][j] = c.cheapest(damaged[:i], printed[:j])
			}
			least = min(least, c[i][j])
		}
		c[i][maxLetters] = least // columns of shorter words never reach here
		if i >= longestRow && min(least, c[i-1][maxLetters], c[i-2][maxLetters], c[i-3][maxLetters]) > limit {
			return far
		}
	}
	return c[len(damaged)][len(printed)]
}

// cheapest is the cost of a making of b, given those of all shorter pairs.
func (c *costs) cheapest(a, b string) float64 {
	i, j := len(a), len(b)
	if i-j > maxLonger || j-i > maxLonger {
		return far
	}
	best := float64(far)
	if i > 0 {
		best = c[i-1][j] + 1
	}
	if j > 0 {
		best = min(best, c[i][j-1]+1)
	}
	if i == 0 || j == 0 {
		return best
	}
	if a[i-1] == b[j-1] {
		return min(best, c[i-1][j-1])
	}
	best = min(best, c[i-1][j-1]+substitution(a[i-1], b[j-1]))
	for _, x := range confusions[slot(b[j-1])] {
		if p, q := len(x.damaged), len(x.printed); i >= p && j >= q && a[i-p:] == x.damaged && b[j-q:] == x.printed {
			best = min(best, c[i-p][j-q]+x.cost)
		}
	}
	return min(best, c.rows(a, b))
}

// rows compares rows of as many strokes at the ends of both words.
func (c *costs) rows(a, b string) float64 {
	best, left := float64(far), 0
	for p := 1; p <= min(longestRow, len(a)) && strokes(a[len(a)-p]) > 0; p++ {
		left += strokes(a[len(a)-p])
		right := 0
		for q := 1; q <= min(longestRow, len(b)) && strokes(b[len(b)-q]) > 0 && right < left; q++ {
			if right += strokes(b[len(b)-q]); right == left {
				best = min(best, c[len(a)-p][len(b)-q]+.3)
			}
		}
	}
	return best
}

func substitution(a, b byte) float64 {
	return pairs[slot(a)][slot(b)]
}

// confusion is letters that come out as others.
type confusion struct {
	damaged, printed string
	cost             float64
}

// confusions are those of several letters, by the last letter printed.
var confusions = byLast(
	confusion{"vv", "w", .2}, confusion{"w", "vv", .2}, confusion{"cl", "d", .3}, confusion{"d", "cl", .3},
	confusion{"ct", "d", .6}, confusion{"d", "ct", .6}, confusion{"tt", "t", .5}, confusion{"t", "tt", .5},
	confusion{"fi", "h", .6}, confusion{"lc", "k", .4}, confusion{"k", "lc", .4}, confusion{"lz", "k", .4},
)

func byLast(list ...confusion) (out [36][]confusion) {
	for _, x := range list {
		last := slot(x.printed[len(x.printed)-1])
		out[last] = append(out[last], x)
	}
	return out
}

// pairs is the cost of one letter for another, 1 unless OCR confuses them.
var pairs = symmetric(
	confusion{"c", "e", .3}, confusion{"c", "o", .5}, confusion{"e", "o", .5}, confusion{"a", "o", .6}, confusion{"a", "u", .7},
	confusion{"a", "s", .8}, confusion{"b", "h", .4}, confusion{"f", "t", .4}, confusion{"f", "l", .6}, confusion{"g", "q", .4},
	confusion{"g", "y", .6}, confusion{"v", "y", .4}, confusion{"u", "v", .5}, confusion{"x", "z", .7}, confusion{"h", "n", .6},
	confusion{"0", "o", .2}, confusion{"5", "s", .3}, confusion{"9", "g", .4}, confusion{"2", "z", .4}, confusion{"8", "b", .4},
	confusion{"6", "b", .5}, confusion{"d", "o", .8}, confusion{"1", "l", .1}, confusion{"1", "i", .1},
)

func symmetric(list ...confusion) (out [36][36]float64) {
	for i := range out {
		for j := range out {
			out[i][j] = 1
		}
		out[i][i] = 0
	}
	for _, x := range list {
		a, b := slot(x.damaged[0]), slot(x.printed[0])
		out[a][b], out[b][a] = x.cost, x.cost
	}
	return out
}
