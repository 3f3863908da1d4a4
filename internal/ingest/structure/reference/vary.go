package reference

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
)

// varied gives a reference now and then what few have: a title of two sentences,
// a title or a journal with its translation in brackets, a place on the web, or,
// in place of the book that a chapter is in, the family names of its editors
// alone. Other is another reference, which the longer titles are made with.
func varied(fields, other map[Label]string, r *rand.Rand) map[Label]string {
	out := maps.Clone(fields)
	if other[Title] != "" {
		switch r.IntN(20) {
		case 0:
			out[Title] += "? " + other[Title]
		case 1, 2:
			out[Title] += ". " + other[Title]
		case 3:
			out[Title] += " [" + other[Title] + "]"
		}
	}
	if out[Journal] != "" {
		if other[Journal] != "" && r.IntN(30) == 0 {
			out[Journal] += " [" + other[Journal] + "]"
		}
		if r.IntN(12) == 0 {
			onTheWeb(out, r)
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

// What stands around the name of an article's journal, its reading and its
// address where it is on the web.
var (
	media    = []string{"", " [Internet]", " [online]", " [serial online]", " [Online]", " [en ligne]", " [on-line]"}
	readings = []string{"[cited 2010 May 3]", "[citado 17 de novembro 2012]", "[accessed 3 March 2011]", "[consulté le 3 mars 2010]", "[Zugriff: 3.4.2011]", "[citado en mayo 2009]", "(accessed 12 June 2014)", "Retrieved 20 October 2000"}
	leads    = []string{"Available from: ", "Available at: ", "Disponível em: ", "Disponible en: ", "URL: ", "", ""}
)

// onTheWeb puts an article on the web.
func onTheWeb(fields map[Label]string, r *rand.Rand) {
	address := inventions[URL][r.IntN(len(inventions[URL]))]
	fields[Journal] += media[r.IntN(len(media))]
	fields[Note] = readings[r.IntN(len(readings))]
	fields[URL] = leads[r.IntN(len(leads))] + fmt.Sprintf(address, strings.ToLower(strings.ReplaceAll(town(r), " ", "-")))
}
