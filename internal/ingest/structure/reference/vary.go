package reference

import (
	"maps"
	"math/rand/v2"
	"strings"
)

// varied gives a reference now and then what few have: a title of two sentences,
// a title with its translation in brackets, or, in place of the book that a
// chapter is in, the family names of its editors alone. Other is the title of
// another reference, which the longer titles are made with.
func varied(fields map[Label]string, other string, r *rand.Rand) map[Label]string {
	out := maps.Clone(fields)
	if other != "" {
		switch r.IntN(20) {
		case 0:
			out[Title] += "? " + other
		case 1:
			out[Title] += ". " + other
		case 2:
			out[Title] += " [" + other + "]"
		}
	}
	if out[Container] != "" && out[Editor] != "" && out[Pages] != "" && r.IntN(12) == 0 {
		if names := families(out[Editor], r); names != "" {
			out[Editor] = names
			delete(out, Container)
			delete(out, Location)
			delete(out, Publisher)
			delete(out, Volume)
		}
	}
	return out
}

// families are the family names of a list of persons.
func families(text string, r *rand.Rand) string {
	var out []string
	for _, p := range Persons(editing.ReplaceAllString(text, "")) {
		out = append(out, p.Family)
	}
	between := []string{" / ", "/", " and ", " & "}
	return strings.Join(out, between[r.IntN(len(between))])
}
