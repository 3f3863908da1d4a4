package publish

import (
	"fmt"
	"strings"
)

// RIS is one record of type CPAPER (conference paper), lines ended by CR LF.
func RIS(c Cited) string {
	var b strings.Builder
	tag := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", name, value)
		}
	}
	tag("TY", "CPAPER")
	for _, a := range c.Paper.Authors {
		tag("AU", inverted(a))
	}
	tag("TI", fullTitle(c.Paper.Title, c.Paper.Subtitle))
	tag("T2", fullTitle(c.Volume.Title, c.Volume.Subtitle))
	for _, a := range people(c.Volume.Editors) {
		tag("ED", inverted(a))
	}
	tag("T3", c.Volume.Series)
	tag("PB", c.Volume.Publisher)
	if c.Volume.Year != 0 {
		tag("PY", fmt.Sprint(c.Volume.Year))
	}
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
