package server

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"recto/internal/search"
)

// companyPlot draws a concept in the middle of those it is mentioned with.
type companyPlot struct {
	Size  int
	Nodes []node
	Edges []edge // between the nodes; each has a line to the middle besides
	Rows  []companyRow
}

type node struct {
	Label, URL, Anchor string   // the address is that of the passages that mention both
	N                  int      // such passages
	X, Y               int      // of the dot
	TX, TY             int      // of its label, and
	Lines              []string // this set in lines
	Width              int      // of the line to the middle: the more passages the wider
}

// edge leads from one dot to another.
type edge struct {
	From, To       int // places among the nodes
	X1, Y1, X2, Y2 int
}

type companyRow struct {
	Label, URL string
	Both       string // passages that mention both
	N          int
	LogDice    float64
}

const (
	plotSize   = 400
	plotRadius = 105
	maxNodes   = 12
	plotLabel  = 16 // characters in a line of a label
	plotLine   = 13 // from one to the next
	nodeEdges  = 3  // lines that a node sends to the others: to those it stands with most
)

func (s *server) companyPlot(concept string, together map[string][]search.Company) companyPlot {
	p := companyPlot{Size: plotSize}
	company := slices.DeleteFunc(slices.Clone(together[concept]), func(c search.Company) bool {
		_, ok := s.Glossary.Concept(c.Concept)
		return !ok
	})
	company = company[:min(maxNodes, len(company))]
	most := 1
	for _, c := range company {
		most = max(most, c.N)
	}
	for i, c := range company {
		other, _ := s.Glossary.Concept(c.Concept)
		n := nodeAt(2*math.Pi*float64(i)/float64(len(company))-math.Pi/2, other.Preferred)
		n.Label, n.URL, n.N, n.Width = other.Preferred, searchURL("concept:"+concept+" concept:"+other.ID), c.N, 1+5*c.N/most
		p.Nodes = append(p.Nodes, n)
		p.Rows = append(p.Rows, companyRow{Label: other.Preferred, URL: conceptURL(other.ID), N: c.N, LogDice: c.LogDice, Both: n.URL})
	}
	p.connect(company, together)
	return p
}

// nodeAt is a node on the circle, at an angle in radians. The lines of its
// label grow away from the circle.
func nodeAt(angle float64, label string) node {
	sin, cos := math.Sincos(angle)
	at := func(r, v float64) int { return plotSize/2 + int(math.Round(r*v)) }
	n := node{X: at(plotRadius, cos), Y: at(plotRadius, sin), TX: at(plotRadius+10, cos), TY: at(plotRadius+14, sin) + 4, Anchor: "middle"}
	n.Lines = inLines(label, plotLabel)
	n.TY -= int(float64((len(n.Lines)-1)*plotLine) * (1 - sin) / 2)
	switch {
	case cos > 0.3:
		n.Anchor = "start"
	case cos < -0.3:
		n.Anchor = "end"
	}
	return n
}

// inLines breaks a text at its blanks into lines of at most so many
// characters, as far as its words let it.
func inLines(text string, most int) []string {
	var lines []string
	for word := range strings.FieldsSeq(text) {
		if n := len(lines); n > 0 && utf8.RuneCountInString(lines[n-1]+" "+word) <= most {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// connect joins each node with the others that it stands with most.
func (p *companyPlot) connect(company []search.Company, together map[string][]search.Company) {
	joined := map[[2]int]bool{}
	for from, c := range company {
		left := nodeEdges
		for _, other := range together[c.Concept] {
			to := slices.IndexFunc(company, func(k search.Company) bool { return k.Concept == other.Concept })
			if to < 0 || left == 0 {
				continue
			}
			left--
			if ends := [2]int{min(from, to), max(from, to)}; !joined[ends] {
				joined[ends] = true
				a, b := p.Nodes[ends[0]], p.Nodes[ends[1]]
				p.Edges = append(p.Edges, edge{ends[0], ends[1], a.X, a.Y, b.X, b.Y})
			}
		}
	}
}
