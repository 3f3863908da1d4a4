package reference

import (
	"strings"
	"unicode/utf8"
)

// chunk is a stretch between two marks of punctuation. Fields of a reference
// begin and end at marks, so what a chunk holds tells more than its words do.
type chunk struct {
	from, to int
	kind     string // the most telling thing in it
	end      string // the mark that ends it
	in       bool   // it begins with "in"
	holds    class
}

// chunks cuts looked-at words at their punctuation. The second value gives the
// chunk of each word.
func chunks(words []string, looks []word) (list []chunk, of []int) {
	of = make([]int, len(words))
	from := 0
	for i := range words {
		of[i] = len(list)
		mark := endMark(words, looks, i)
		if mark == "" && i+1 < len(words) {
			continue
		}
		c := chunk{from: from, to: i + 1, end: mark, in: looks[from].class&cIn != 0}
		c.holds, c.kind = contents(looks[from : i+1])
		list = append(list, c)
		from = i + 1
	}
	return list, of
}

// endMark is the mark of punctuation that parts word i from the next, if any.
func endMark(words []string, looks []word, i int) string {
	tail := looks[i].tail
	if i+1 < len(words) && looks[i+1].head != "" && strings.ContainsAny(looks[i+1].head, "([“\"„«‘<") {
		return "("
	}
	switch {
	case tail == "":
		return ""
	case strings.ContainsAny(tail, "?!"):
		return "?"
	case strings.ContainsAny(tail, "”\"»’") && strings.ContainsAny(tail, ".,;:"):
		return "”"
	case strings.ContainsAny(tail, ")]"):
		return ")"
	case strings.Contains(tail, ":"):
		return ":"
	case strings.Contains(tail, ";"):
		return ";"
	case strings.Contains(tail, ","):
		return ","
	case strings.Contains(tail, ".") && !abbreviated(looks[i]):
		return "."
	}
	return ""
}

// abbreviated reports whether a full stop is more likely that of a short form
// than that of a sentence.
func abbreviated(w word) bool {
	return w.shape == "init" || w.class&(cEditor|cVolume|cNumber|cPages|cEdition) != 0 || w.shape == "Cap" && utf8.RuneCountInString(w.low) <= 2
}

// contents says what is in a chunk: all classes of its words, and its kind.
func contents(ws []word) (holds class, kind string) {
	var names, low, figures, years, addresses int
	for _, w := range ws {
		holds |= w.class
		switch w.shape {
		case "init", "Cap", "CAPS":
			names++
		case "low":
			low++
		case "year":
			years++
		case "range", "issue", "mixed", "d1", "d2", "d3", "d4", "d5":
			figures++
		case "url", "doi":
			addresses++
		}
	}
	switch {
	case addresses > 0:
		return holds, "address"
	case holds&cEditor != 0:
		return holds, "ed"
	case years > 0 && len(ws) <= 3:
		return holds, "year"
	case holds&cPages != 0 && figures+years > 0 && len(ws) <= 4:
		return holds, "pages"
	case figures > 0 && low+names <= 1:
		return holds, "figures"
	case holds&cPublisher != 0 && len(ws) <= 6:
		return holds, "publisher"
	case holds&(cCity|cCountry) != 0 && len(ws) <= 4:
		return holds, "place"
	case holds&cJournal != 0 && len(ws) <= 9:
		return holds, "journal"
	case holds&cMeeting != 0:
		return holds, "meeting"
	case holds&cGenre != 0:
		return holds, "genre"
	case holds&cGiven != 0 && len(ws) <= 4, len(ws) <= 4 && initialIn(ws):
		return holds, "person"
	case low > names:
		return holds, "text"
	case len(ws) <= 3 && low == 0:
		return holds, "names"
	}
	return holds, "mixed"
}

func initialIn(ws []word) bool {
	for _, w := range ws {
		if w.shape == "init" {
			return true
		}
	}
	return false
}
