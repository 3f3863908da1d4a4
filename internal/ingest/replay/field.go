package replay

import (
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// Papers sets the fields of papers that people corrected. It gives the parts,
// which share nothing that was altered with those it was given.
func Papers(parts []corpus.Part, found []corpus.Correction) ([]corpus.Part, corpus.Report) {
	var report corpus.Report
	for _, c := range found {
		if c.Kind != corpus.SetField || c.At.First == "" {
			continue
		}
		i := paperAt(parts, c.At.First)
		if i < 0 {
			conflict(&report, c, "no paper begins there any more; set where it begins, or set the field again")
			continue
		}
		parts = slices.Clone(parts)
		paper := *parts[i].Paper
		if !setPaper(&paper, c.Name, c.Text) {
			conflict(&report, c, "there is no such field")
			continue
		}
		parts[i].Paper = &paper
		report.Add("replay.fields", 1)
	}
	return parts, report
}

// paperAt is the index of the paper that begins with a word, or in whose head the
// word stands; -1 if there is none.
func paperAt(parts []corpus.Part, word string) int {
	i := slices.IndexFunc(parts, func(p corpus.Part) bool { return p.Paper != nil && (p.Paper.ID == word || p.ID == word) })
	if i >= 0 {
		return i
	}
	return slices.IndexFunc(parts, func(p corpus.Part) bool { return p.Paper != nil && inHead(p.Blocks, word) })
}

// inHead reports whether a word stands among the first blocks of a part, up to
// its first heading or paragraph.
func inHead(blocks []corpus.Block, word string) bool {
	for _, b := range blocks {
		for _, t := range b.Tokens {
			if slices.ContainsFunc(t.Words, func(w corpus.Word) bool { return w.ID == word }) {
				return true
			}
		}
		if b.Kind == corpus.Heading || b.Kind == corpus.Paragraph {
			return false
		}
	}
	return false
}

// Volume sets the fields of the volume that people corrected.
func Volume(v corpus.Volume, found []corpus.Correction) (corpus.Volume, corpus.Report) {
	var report corpus.Report
	for _, c := range found {
		if c.Kind != corpus.SetField || c.At.First != "" {
			continue
		}
		if !setVolume(&v, c.Name, strings.TrimSpace(c.Text)) {
			conflict(&report, c, "that cannot be set; a year is a number")
			continue
		}
		report.Add("replay.fields", 1)
	}
	return v, report
}

func setVolume(v *corpus.Volume, name, text string) bool {
	texts := map[string]*string{
		"title": &v.Title, "subtitle": &v.Subtitle, "series": &v.Series, "event": &v.Event,
		"publisher": &v.Publisher, "isbn": &v.ISBN, "issn": &v.ISSN, "rights": &v.Rights,
	}
	switch field, ok := texts[name]; {
	case ok:
		*field = text
		return true
	case name == "editors":
		v.Editors = lines(text)
		return true
	case name != "year":
		return false
	}
	if text == "" {
		v.Year = 0
		return true
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < 0 || year > 9999 {
		return false
	}
	v.Year = year
	return true
}

func setPaper(p *corpus.Paper, name, text string) bool {
	texts := map[string]*string{"title": &p.Title, "subtitle": &p.Subtitle, "first-folio": &p.FirstFolio, "last-folio": &p.LastFolio}
	switch field, ok := texts[name]; {
	case ok:
		*field = strings.TrimSpace(text)
	case name == "keywords":
		p.Keywords = lines(text)
	case name == "authors":
		p.Authors = authors(text)
	default:
		return false
	}
	return true
}

// lines are the lines of a text that are not empty.
func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// authors reads one author a line, as "Family, Given; Affiliation" or, without a
// comma, "Given Family; Affiliation".
func authors(text string) []corpus.Author {
	var out []corpus.Author
	for _, line := range lines(text) {
		name, affiliation, _ := strings.Cut(line, ";")
		family, given, comma := strings.Cut(name, ",")
		if !comma {
			words := strings.Fields(name)
			last := max(0, len(words)-1)
			given, family = strings.Join(words[:last], " "), strings.Join(words[last:], " ")
		}
		a := corpus.Author{Given: strings.TrimSpace(given), Family: strings.TrimSpace(family), Affiliation: strings.TrimSpace(affiliation)}
		if a.Family != "" {
			out = append(out, a)
		}
	}
	return out
}
