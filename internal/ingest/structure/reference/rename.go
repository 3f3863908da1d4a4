package reference

import (
	"math/rand/v2"
	"strings"

	"recto/internal/corpus"
)

// manner is a way to write a list of names.
type manner struct {
	first, rest int    // how the first name is written, and the others
	comma, and  string // between names, and before the last
	role        string // after editors; before them if it ends with a space
	keep        bool   // names stay as they are
}

// The ways to write one name.
const (
	inverted = iota // Family, G.
	direct          // G. Family
	bareName        // Family G
	capital         // FAMILY, G.
)

func drawNames(r *rand.Rand) manner {
	commas, ands := []string{", ", ", ", "; ", "/", " / ", ", "}, []string{" and ", ", and ", " & ", ", & ", " und ", "", ""}
	roles := []string{" (eds.)", " (Eds.)", " (ed.)", " (Hg.)", " (Hrsg.)", ", eds", ", eds.", "edited by ", "Ed. ", "", "", " (eds)", " (a cura di)", " (dir.)"}
	m := manner{
		first: r.IntN(4), comma: commas[r.IntN(len(commas))], and: ands[r.IntN(len(ands))],
		role: roles[r.IntN(len(roles))], keep: r.IntN(3) == 0,
	}
	m.rest = m.first
	if m.first == inverted && r.IntN(3) == 0 {
		m.rest = direct
	}
	if m.and == "" {
		m.and = m.comma
	}
	return m
}

// write writes a list of names anew, if all of them can be read.
func (m manner) write(text string) string {
	people := Persons(text)
	if m.keep || len(people) == 0 || others.MatchString(text) {
		return text
	}
	out := make([]string, len(people))
	for i, p := range people {
		if p.Given == "" || p.Family == "" {
			return text
		}
		way := m.rest
		if i == 0 {
			way = m.first
		}
		out[i] = written(p, way)
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], m.comma) + m.and + out[n-1]
	}
	return out[0]
}

func written(p corpus.Author, way int) string {
	switch way {
	case direct:
		return p.Given + " " + p.Family
	case bareName:
		return p.Family + " " + strings.NewReplacer(".", "", " ", "").Replace(p.Given)
	case capital:
		return strings.ToUpper(p.Family) + ", " + p.Given
	}
	return p.Family + ", " + p.Given
}

// editors writes editors with their role.
func (m manner) editors(text string) string {
	text = strings.Trim(editing.ReplaceAllString(text, ""), " ,.()")
	if strings.HasSuffix(m.role, " ") {
		return m.role + m.write(text)
	}
	return m.write(text) + m.role
}
