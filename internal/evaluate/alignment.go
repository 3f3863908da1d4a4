package evaluate

// The steps by which a cell of the distance matrix is reached at least cost.
const (
	replace = 1 << iota
	insert
	remove
)

// kept are the places of b that stand unchanged in a. What both begin and end
// with needs no matrix.
func kept(a, b []int) []int {
	var out []int
	head, tail := 0, 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		out = append(out, head)
		head++
	}
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
		out = append(out, len(b)-tail)
	}
	for _, j := range equals(a[head:len(a)-tail], b[head:len(b)-tail]) {
		out = append(out, head+j)
	}
	return out
}

// equals are the places of b that stand unchanged in a, on a path of fewest
// edits from a to b that keeps insertions and removals in runs. It takes
// len(a)·len(b) bytes.
func equals(a, b []int) []int {
	width := len(b) + 1
	steps := matrixSteps(a, b)
	var out []int
	run := byte(0)
	for i, j := len(a), len(b); i > 0 && j > 0; {
		at := steps[i*width+j]
		switch {
		case run&at != 0:
		case a[i-1] == b[j-1]:
			out = append(out, j-1)
			i, j, run = i-1, j-1, 0
			continue
		case at&replace != 0:
			i, j, run = i-1, j-1, 0
			continue
		case at&insert != 0:
			run = insert
		default:
			run = remove
		}
		if run == insert {
			j--
		} else {
			i--
		}
	}
	return out
}

// matrixSteps fills the distance matrix, keeping of each cell only by which
// steps it may be reached.
func matrixSteps(a, b []int) []byte {
	width := len(b) + 1
	steps := make([]byte, (len(a)+1)*width)
	above, row := make([]int32, width), make([]int32, width)
	for j := range above {
		above[j] = int32(j)
	}
	for i, x := range a {
		row[0] = int32(i + 1)
		for j, y := range b {
			diagonal := above[j]
			if x != y {
				diagonal++
			}
			left, up := row[j]+1, above[j+1]+1
			least := min(diagonal, left, up)
			row[j+1] = least
			steps[(i+1)*width+j+1] = stepsTo(least, diagonal, left, up)
		}
		above, row = row, above
	}
	return steps
}

func stepsTo(least, diagonal, left, up int32) byte {
	var s byte
	if diagonal == least {
		s |= replace
	}
	if left == least {
		s |= insert
	}
	if up == least {
		s |= remove
	}
	return s
}
