package query

import (
	"strconv"
	"strings"
)

// Write gives the query as a reader would type it; Parse reads it back as the
// same query, without a message. It is "" where nothing is asked.
func Write(n Node) string {
	switch n := n.(type) {
	case And:
		return list(n, " ")
	case Or:
		return list(n, " OR ")
	case Not:
		return "NOT " + inner(n.Node)
	case Near:
		return Write(n.Left) + " NEAR/" + strconv.Itoa(n.Distance) + " " + Write(n.Right)
	case Term:
		return n.Text
	case Wildcard:
		return n.Pattern
	case Fuzzy:
		return n.Text + "~" + strconv.Itoa(n.Edits)
	case Phrase:
		if n.Slop > 0 {
			return `"` + n.Text + `"~` + strconv.Itoa(n.Slop)
		}
		return `"` + n.Text + `"`
	case Field:
		return n.Name + ":" + Write(n.Node)
	case Years:
		return "year:" + years(n)
	}
	return ""
}

func list(nodes []Node, between string) string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = inner(n)
	}
	return strings.Join(texts, between)
}

// inner puts brackets around what would fall apart without them.
func inner(n Node) string {
	switch n.(type) {
	case And, Or, Near:
		return "(" + Write(n) + ")"
	}
	return Write(n)
}

func years(y Years) string {
	end := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	if y.From == y.To {
		return end(y.From)
	}
	return end(y.From) + ".." + end(y.To)
}
