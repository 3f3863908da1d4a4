package reference

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// What few of the labelled references have is invented, so that a model sees
// enough of it: editions, kinds of thesis, meetings, addresses with the day of
// access, names of universities.
var inventions = map[Label][]string{
	Edition: {
		"2nd ed.", "3rd edn", "(2nd ed.)", "2d ed.", "(4th edition)", "rev. ed.", "2. Aufl.", "3. Auflage", "2., überarb. Aufl.", "2nd edn.", "1ª ed.", "2a ed.", "2e éd.", "First edition", "2nd revised edition", "(Rev. ed.)",
	},
	Genre: {
		"PhD thesis", "Ph.D. thesis", "Unpublished PhD thesis", "Unpublished doctoral dissertation", "Doctoral dissertation", "Dissertation", "Diss.", "MA thesis", "M.Sc. thesis", "Master's thesis", "Thèse de doctorat", "Diplomarbeit", "unpublished manuscript",
		"mimeo", "Unpublished manuscript", "Manuscript", "Tese de doutorado", "Habilitationsschrift", "Research report", "Technical report", "(Unpublished doctoral thesis)", "Press release", "manuscript under review",
		"Discussion Paper No. 97", "Working Paper 52", "Working paper no. 4/2003", "IZA Discussion Paper 1115", "Research Report 12", "(Occasional Paper 7)", "Diskussionspapier 99-201", "Arbeitspapier Nr. 3", "Forschungsbericht 18", "Working Paper Series 2001-05",
	},
	Note: {
		"Accessed 3 May 2004.", "[Accessed: March 12, 2009]", "(accessed 01.02.2014)", "Retrieved 20 October 2000.", "(retr. 2.1.2001)", "URL (consulted August 2004):", "Available at:", "Retrieved from", "[online]", "Zugriff: 12.3.2010", "(last visited June 2011)",
	},
	Container: {
		"Paper presented at the annual meeting of the %s Association", "Paper presented to the %s Association", "Paper prepared for the %s Conference", "paper presented at the Workshop on %s Studies", "Vortrag auf der Tagung der %s Gesellschaft", "Lecture given at the %s Institute",
		"Paper presented at the International Conference on %s Research", "Proceedings of the %s Symposium", "Poster session presented at the %s Society",
	},
	Publisher: {"University of %s", "Universität %s", "%s University", "Université de %s", "Department of Sociology, University of %s", "%s Institute of Technology", "Universidade de %s", "Faculty of Education, %s University"},
	URL:       {"http://www.%s.org/papers/12.pdf", "https://www.%s.edu/docs/report2004.html", "http://%s.net/index.php?id=14", "www.%s.org", "<http://www.%s.org/a/b.htm>", "http://www.%s-online.de/archiv"},
}

// fallen are the styles of what is neither article, chapter nor book.
var fallen = parseStyles(`
{author} ({date}). {title}. |{genre}, |{publisher}, |{location}.
{author} ({date}): {title}. |{genre}. |{publisher}.
{author}, |{date}, |{title}, |{genre}, |{publisher}, |{location}.
{author}. |{title}. |{genre}, |{publisher}, |{date}.
{author} ({date}) ‘{title}’, |{genre}, |{publisher}.
{author} ({date}): {title}. |{container-title}, |{location}.
{author} ({date}), |{title}, |{container-title}, |{location}.
{author}. |{date}. |“{title}.” |{container-title}, |{location}.
{author} ({date}), |{title}, |{location}, |in: {url} |{note}
{author} ({date}). {title}. |{note} |{url}
{author}: |{title}. |{url} |({date}).
{author}. |{title}. |{location}: |{publisher}, |{date}. |{url}. |{note}
{author} ({date}): {title}, |{edition}, |{location}: |{publisher}.
{author} ({date}) {title}, |{edition}. |{location}: |{publisher}.
{author}. |{title}. |{edition} |{location}: |{publisher}; |{date}.
{author}, |{title}, |{edition} |({location}: |{publisher}, |{date}).
{author}. |{date}. |{title}. |{edition}. |{publisher}, |{location}.
`)

// invented adds what is made up to the fields of a reference, for the styles of
// fallen: who wrote what and when is kept, and so is a book's publisher.
func invented(fields map[Label]string, r *rand.Rand) map[Label]string {
	out := map[Label]string{Author: fields[Author], Date: fields[Date], Title: fields[Title]}
	place := town(r)
	for label := range labels { // in order, so that the same seed gives the same text
		list := inventions[label]
		if len(list) == 0 {
			continue
		}
		text := list[r.IntN(len(list))]
		switch {
		case label == URL:
			text = fmt.Sprintf(text, strings.ToLower(strings.ReplaceAll(place, " ", "-")))
		case strings.Contains(text, "%s"):
			text = fmt.Sprintf(text, town(r))
		}
		out[label] = text
	}
	out[Location] = place
	if fields[Publisher] != "" && r.IntN(2) == 0 {
		out[Publisher] = fields[Publisher]
	}
	if fields[Location] != "" && r.IntN(2) == 0 {
		out[Location] = fields[Location]
	}
	return out
}

// town is a city of the lexicon with a capital.
func town(r *rand.Rand) string {
	x := known()
	name := x.cities[r.IntN(len(x.cities))]
	return strings.ToUpper(name[:1]) + name[1:]
}
