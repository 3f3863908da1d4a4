package language

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Confusion says that the recogniser reads Seen where Printed stands.
type Confusion struct {
	Printed string  // up to three letters, folded; empty where a sign was added
	Seen    string  // up to four signs, with their case; empty where letters were lost
	Ln      float64 // ln P(Seen | Printed)
}

// The longest sides of a confusion, in characters.
const (
	MaxPrinted = 3
	MaxSeen    = 4
)

// Confusions finds what may have been printed for what is seen.
type Confusions struct {
	bySeen map[string][]Confusion
	widest int // bytes of the longest Seen
}

// Seen lists the confusions with that reading, likeliest first.
func (c *Confusions) Seen(s string) []Confusion {
	if len(s) > c.widest {
		return nil
	}
	return c.bySeen[s]
}

// Readings are what the confusions are seen as, in any order.
func (c *Confusions) Readings() iter.Seq[string] { return maps.Keys(c.bySeen) }

// With is the model with other confusions put in the place of those of the same
// letters, or added to them.
func (c *Confusions) With(others []Confusion) *Confusions {
	bySeen, widest := maps.Clone(c.bySeen), c.widest
	for _, o := range others {
		list := slices.DeleteFunc(slices.Clone(bySeen[o.Seen]), func(x Confusion) bool { return x.Printed == o.Printed })
		bySeen[o.Seen] = append(list, o)
		widest = max(widest, len(o.Seen))
	}
	for _, o := range others {
		slices.SortStableFunc(bySeen[o.Seen], likelier)
	}
	return &Confusions{bySeen, widest}
}

// Confusions is the model of recognition errors.
func (m *Model) Confusions() *Confusions { return m.confusions }

func formatConfusions(list []Confusion) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Confusion) int {
		if c := strings.Compare(a.Seen, b.Seen); c != 0 {
			return c
		}
		return strings.Compare(a.Printed, b.Printed)
	})
	var b strings.Builder
	for _, c := range list {
		fmt.Fprintf(&b, "%s\t%s\t%.2f\n", c.Seen, c.Printed, c.Ln)
	}
	return b.String()
}

func parseConfusions(text string) (*Confusions, error) {
	c := &Confusions{bySeen: map[string][]Confusion{}}
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%w: confusion %q", errFormat, line)
		}
		ln, err := strconv.ParseFloat(f[2], 64)
		if err != nil || utf8.RuneCountInString(f[0]) > MaxSeen || utf8.RuneCountInString(f[1]) > MaxPrinted {
			return nil, fmt.Errorf("%w: confusion %q", errFormat, line)
		}
		c.bySeen[f[0]] = append(c.bySeen[f[0]], Confusion{Printed: f[1], Seen: f[0], Ln: ln})
		c.widest = max(c.widest, len(f[0]))
	}
	for _, list := range c.bySeen {
		slices.SortStableFunc(list, likelier)
	}
	return c, nil
}

// likelier orders confusions with one reading.
func likelier(a, b Confusion) int {
	switch {
	case a.Ln > b.Ln:
		return -1
	case a.Ln < b.Ln:
		return 1
	}
	return strings.Compare(a.Printed, b.Printed)
}
