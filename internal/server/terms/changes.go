package terms

import "strings"

// changed is a line of a version, and how it came to be there.
type changed struct {
	Text    string
	Removed bool // it stood in the version before
	Added   bool
}

// longest bounds what is compared, in lines of the one text times lines of the
// other: they take room and time.
const longest = 4_000_000

// changes tells the lines of two versions apart by their longest common
// subsequence. Those that are the same stay in, for what is around a change.
// Texts of too many lines are not told apart.
func changes(before, after string) (out []changed) {
	a, b := strings.Split(strings.TrimSpace(before), "\n"), strings.Split(strings.TrimSpace(after), "\n")
	if len(a)*len(b) > longest {
		return nil
	}
	common := commonLines(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && bare(a[i]) == bare(b[j]):
			out = append(out, changed{Text: b[j]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, changed{Text: a[i], Removed: true})
			i++
		default:
			out = append(out, changed{Text: b[j], Added: true})
			j++
		}
	}
	return out
}

// bare is a line without what two writers of the same YAML do differently: how far
// an item is set in, and whether it is quoted.
func bare(line string) string {
	return strings.Trim(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")), `"'`)
}

// commonLines is how many lines the rests of two texts have in common, from each
// line of the one and of the other on.
func commonLines(a, b []string) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); bare(a[i]) == bare(b[j]) {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}
