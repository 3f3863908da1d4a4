package reference

import (
	"regexp"
	"strings"

	"recto/internal/corpus"
)

// imprint parts place and publisher where both were taken for one: "Hamburg,
// Quay Press" or "Quay Press, Hamburg".
func imprint(r *corpus.Reference) {
	switch {
	case r.Publisher == "" && r.Place != "":
		place, rest, ok := cutLast(r.Place)
		if ok && placed(place) && !placed(rest) {
			r.Place, r.Publisher = place, publisher(rest)
		}
	case r.Place == "" && r.Publisher != "":
		if name, place := parted(r.Publisher); placed(name) {
			r.Publisher, r.Place = "", r.Publisher
		} else {
			r.Publisher, r.Place = name, place
		}
	}
}

// publisher is a name without what is added to it in brackets, or nothing where
// it is a month or says that a work is yet to appear.
func publisher(text string) string {
	text = clean(text)
	if before := clean(added.ReplaceAllString(text, "")); before != "" {
		text = before
	}
	words := strings.Fields(text)
	for _, w := range looked(words) {
		if w.class&(cMonth|cPending) == 0 || w.class&cPublisher != 0 {
			return text
		}
	}
	return ""
}

// added is a remark of some words after a name; a short form is a part of it.
var added = regexp.MustCompile(`\s\([^()]*\s[^()]*\)?$`)

// parted cuts the places off the end of an imprint: a country with the town
// before it, known or not, or towns alone.
func parted(text string) (name, place string) {
	name = text
	for {
		before, after, ok := cutLast(name)
		country := place != "" && countries(place) && !strings.Contains(after, " ")
		if !ok || !placed(after) && !country {
			return name, place
		}
		if place != "" {
			after += ", " + place
		}
		name, place = before, after
	}
}

// countries reports whether a text names nothing but a country.
func countries(text string) bool {
	words := strings.Fields(text)
	for _, w := range looked(words) {
		if (w.class|w.phrase)&cCountry == 0 {
			return false
		}
	}
	return len(words) > 0
}

// cutLast cuts at the last comma or colon.
func cutLast(text string) (before, after string, ok bool) {
	at := strings.LastIndexAny(text, ",:")
	if at < 0 {
		return text, "", false
	}
	before, after = clean(text[:at]), clean(text[at+1:])
	return before, after, before != "" && after != ""
}

// placed reports whether a text names towns, countries or states and nothing else.
func placed(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,/&-", r) })
	found := false
	for _, w := range looked(words) {
		switch {
		case (w.class|w.phrase)&(cCity|cCountry) != 0, states[w.plain]:
			found = true
		case w.class&cAnd == 0 && !links[w.plain]:
			return false
		}
	}
	return found
}

// links are words within the names of places.
var links = map[string]bool{"am": true, "main": true, "an": true, "der": true, "of": true, "new": true, "a.m": true, "m": true, "a": true}

// states are those of the United States whose names are no town's.
var states = func() map[string]bool {
	set := map[string]bool{}
	for s := range strings.FieldsSeq("alabama alaska arizona arkansas california carolina colorado columbia connecticut dakota delaware district florida georgia hawaii hampshire idaho illinois indiana iowa jersey kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada north ohio oklahoma oregon pennsylvania rhode island south tennessee texas utah vermont virginia west wisconsin wyoming") {
		set[s] = true
	}
	return set
}()
