package publish

import (
	"fmt"
	"strings"
)

// RIS is one record of type CONF (a paper in conference proceedings), lines ended
// by CR LF. Programs take T2 of that type for the name of the conference, C3 for
// the title of the proceedings and A2 for their editors.
func RIS(c Cited) string {
	var b strings.Builder
	tag := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", name, value)
		}
	}
	tag("TY", "CONF")
	for _, a := range c.Paper.Authors {
		tag("AU", inverted(a))
	}
	tag("TI", fullTitle(c.Paper.Title, c.Paper.Subtitle))
	tag("T2", c.Volume.Event)
	tag("C3", fullTitle(c.Volume.Title, c.Volume.Subtitle))
	for _, a := range people(c.Volume.Editors) {
		tag("A2", inverted(a))
	}
	tag("T3", c.Volume.Series)
	tag("PB", c.Volume.Publisher)
	tag("PY", yearText(c.Volume.Year))
	tag("DA", yearText(c.Volume.Year)) // PY is when the conference was, to some
	first, last := c.span()
	tag("SP", first)
	tag("EP", last)
	tag("SN", c.Volume.ISBN)
	for _, k := range c.Paper.Keywords {
		tag("KW", k)
	}
	for _, n := range c.Notes {
		tag("N1", n)
	}
	tag("UR", c.URL)
	b.WriteString("ER  - \r\n")
	return b.String()
}
