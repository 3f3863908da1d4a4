package corpus

import "strconv"

// WordID names the n-th word (1-based) of a scan of a source. All other ids
// are made from it: a token, block or paper is named by its first word.
func WordID(source string, scan, n int) string {
	return ShortID(source) + "-" + strconv.Itoa(scan) + "-" + strconv.Itoa(n)
}

// PageID names a printed page by source, scan and side.
func PageID(source string, scan int, side Side) string {
	id := ShortID(source) + "-" + strconv.Itoa(scan)
	switch side {
	case Left:
		return id + "l"
	case Right:
		return id + "r"
	}
	return id
}
