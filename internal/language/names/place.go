package names

import (
	"regexp"
	"strings"
)

var institutions = []string{
	"univers", "institut", "departm", "college", "facult", "laborator", "hospital", "school", "centre", "center",
	"academ", "council", "ministr", "polytechnic", "foundation", "observator", "museum", "librar", "gmbh", "inc.", "bureau", "clinic",
	"consult", "organisation", "organization", "association", "societ", "agency", "survey", "division", "universit", "programme", "technolog",
	"hochschule", "école", "ecole", "facultad", "akadem", "commission", "authorit", "consortium", "federation",
}

// institution reports whether a word names a kind of institution.
func institution(w string) bool {
	w = strings.ToLower(strings.TrimLeft(w, clinging+"(0123456789*."))
	for _, s := range institutions {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}

// Institutional reports whether a text names a kind of institution.
func Institutional(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if institution(w) {
			return true
		}
	}
	return false
}

var mail = regexp.MustCompile(`\S@\S`)

// Affiliated reports whether a line looks like an affiliation or an address.
func Affiliated(text string) bool {
	if strings.Contains(text, "@") && mail.MatchString(text) {
		return true
	}
	words := strings.Fields(text)
	if len(words) < 2 || strings.HasSuffix(text, ".") && len(words) > 12 {
		return false
	}
	named, capital := false, 0
	for _, w := range words {
		named = named || Capital(w) && institution(w)
		if Capital(w) {
			capital++
		}
	}
	return named && capital*2 >= len(words)
}

// Located reports whether a text ends with the name of a country or region.
func Located(text string) bool {
	words := strings.Fields(text)
	for n := 1; n <= min(4, len(words)); n++ {
		if Place(strings.Join(words[len(words)-n:], " ")) {
			return true
		}
	}
	return false
}

// Place reports whether a text is the name of a country or region, or of a city
// that looks like a person's name.
func Place(text string) bool {
	return places[strings.ToLower(strings.Trim(text, " .,;:"))]
}

var places = lines(`afghanistan albania algeria argentina armenia australia austria azerbaijan bangladesh belarus belgium bolivia
botswana brazil bulgaria cambodia cameroon canada chile china colombia croatia cuba cyprus denmark ecuador egypt estonia ethiopia
finland france georgia germany ghana greece guatemala hungary iceland india indonesia iran iraq ireland israel italy jamaica japan
jordan kenya kuwait latvia lebanon lithuania luxembourg malaysia malta mexico moldova mongolia morocco mozambique namibia nepal
netherlands nicaragua nigeria norway oman pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda
scotland senegal serbia singapore slovakia slovenia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey
uganda ukraine uruguay usa u.s.a uk u.k venezuela vietnam wales england zambia zimbabwe deutschland españa italia
california texas florida massachusetts michigan ohio illinois pennsylvania oregon ontario quebec queensland victoria`,
	"united kingdom", "united states", "united states of america", "new zealand", "south africa", "south korea", "north korea", "hong kong",
	"czech republic", "saudi arabia", "sri lanka", "costa rica", "puerto rico", "the netherlands", "great britain", "great-britain", "northern ireland",
	"russian federation", "european union", "burkina faso", "el salvador", "sierra leone", "people's republic of china", "pr china",
	"united arab emirates", "western australia", "south australia", "new south wales", "british columbia", "nova scotia",
	"new york", "new jersey", "new mexico", "new hampshire", "north carolina", "south carolina", "north dakota", "south dakota",
	"west virginia", "rhode island", "los angeles", "san francisco", "san diego", "santa barbara", "são paulo", "rio de janeiro",
	"buenos aires", "tel aviv", "mexico city", "kuala lumpur", "new haven", "new delhi", "ann arbor", "chapel hill", "st. louis", "salt lake city")

// lines is the set of single words, parted by white space, and of longer names.
func lines(single string, longer ...string) map[string]bool {
	m := set(single)
	for _, s := range longer {
		m[s] = true
	}
	return m
}
