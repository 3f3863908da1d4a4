package reference

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
)

var (
	yearOf    = regexp.MustCompile(`(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?\s?[a-z]?(?:$|[^\pL\d])`)
	yearFirst = regexp.MustCompile(`^\W*((?:1[89]|20)\d\d)[^;\d(]*;\s*`)
	yearless  = regexp.MustCompile(`(?i)in press|forthcoming|n\.\s?d\.|submitted`)
	numbers   = regexp.MustCompile(`[A-Za-z]?\d+(?:[/.–-]\d+)?[A-Za-z]?`)
	issueOf   = regexp.MustCompile(`\(\s*([^)]*?)\s*\)`)
	issueWord = regexp.MustCompile(`(?i)\b(?:no|nr|issue|iss|heft|number|n)\b[.°º]?\s*\(?([A-Za-z]?\d+(?:\s?[-–/]\s?\d+)?)`)
	volWord   = regexp.MustCompile(`(?i)\b(?:vol(?:ume)?|bd|band)\b\.?\s*([A-Za-z]?\d+|[IVXLC]+\b)`)
	pagesOf   = regexp.MustCompile(`[A-Za-z]?\d+(?:\s?[-–—~]+\s?[A-Za-z]?\d+)?|\b[ivxlc]+\s?[-–—]\s?[ivxlc]+\b`)
	doiOf     = regexp.MustCompile(`10\.\d{3,9}/\S+`)
	urlOf     = regexp.MustCompile(`(?i)(?:https?:\s?//|www\.)\S+`)
	inWord    = regexp.MustCompile(`(?i)^\W*in\b\s*:?\s*`)
	// what working papers call the series that they appear in
	reportSeries = regexp.MustCompile(`(?i)\b(?:(?:working|discussion|occasional|policy|issue|staff)\s+papers?|(?:research|technical)\s+reports?\s+\S*\d|\pL+bericht\s+(?:n[or]\.?\s*)?\d|(?:diskussions|arbeits)papiere?)\b`)
	editing      = regexp.MustCompile(`(?i)[(\[,]?\s*\b(?:eds?|editors?|hrsg|hg|dir)\b\.?\s*[)\]]?\.?|\bedited by\b`)
)

// fill puts the labelled runs of a reference into its fields. Of a field that
// comes twice the first is kept, but for names. What is in nothing else is in
// its series: CSL has fields for series and kinds of report, ours have not.
func fill(r *corpus.Reference, spans []span) {
	genre, rest, series := "", "", ""
	for _, s := range spans {
		switch s.label {
		case Author:
			people(r, s.text, false)
		case Editor:
			people(r, s.text, true)
		case Date:
			keep(&r.Year, yearIn(s.text))
		case Title:
			rest = cmp.Or(rest, title(r, s.text))
		case Journal, Container:
			container(r, s.text)
		case Volume:
			volume(r, s.text)
		case Pages:
			keep(&r.Pages, strings.ReplaceAll(pagesOf.FindString(s.text), " ", ""))
		case Publisher:
			keep(&r.Publisher, publisher(s.text))
		case Location:
			keep(&r.Place, clean(s.text))
		case Genre:
			genre += " " + strings.ToLower(s.text)
			if reportSeries.MatchString(s.text) {
				series = cmp.Or(series, s.text)
			}
		case Collection:
			series = cmp.Or(series, s.text)
		}
	}
	if within := cmp.Or(rest, series); r.Container == "" && within != "" {
		container(r, within)
	}
	imprint(r)
	untitled(r, slices.ContainsFunc(spans, func(s span) bool { return s.label == Journal }))
	keep(&r.DOI, strings.TrimRight(doiOf.FindString(r.Raw), ".,;)>]"))
	keep(&r.URL, strings.TrimRight(urlOf.FindString(r.Raw), ".,;)>]"))
	r.Type = kind(r, spans, genre)
}

func keep(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// people adds persons to the authors or the editors. A list that calls itself
// "(eds)" is one of editors wherever it stands.
func people(r *corpus.Reference, text string, editors bool) {
	editors = editors || editing.MatchString(text)
	text = editing.ReplaceAllString(inWord.ReplaceAllString(text, ""), "")
	if editors {
		r.Editors = append(r.Editors, Persons(text)...)
		return
	}
	r.Authors = append(r.Authors, Persons(text)...)
}

// yearIn is the year of a date with its letter, or what stands for one.
func yearIn(s string) string {
	if y := yearOf.FindString(s); y != "" {
		y = strings.ReplaceAll(y, " ", "")
		return strings.TrimRightFunc(y, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z') })
	}
	return strings.ToLower(yearless.FindString(s))
}

// volume parts volume and issue: 12(3), Vol. 12, No. 3, 12:3.
// A year may stand before it in one piece: 2008; 12(3).
func volume(r *corpus.Reference, s string) {
	if m := yearFirst.FindStringSubmatchIndex(s); m != nil && (r.Year == "" || r.Year == s[m[2]:m[3]]) {
		r.Year, s = s[m[2]:m[3]], s[m[1]:]
	}
	if m := issueOf.FindStringSubmatch(s); m != nil && !volWord.MatchString(m[1]) {
		in := issueWord.ReplaceAllString(m[1], "$1")
		keep(&r.Issue, strings.Trim(in, " .,"))
		s = strings.Replace(s, m[0], " ", 1)
	} else if m := issueWord.FindStringSubmatch(s); m != nil {
		keep(&r.Issue, m[1])
		s = strings.Replace(s, m[0], " ", 1)
	}
	if m := volWord.FindStringSubmatch(s); m != nil {
		keep(&r.Volume, m[1])
		return
	}
	found := numbers.FindAllString(s, -1)
	if len(found) > 0 {
		keep(&r.Volume, found[0])
	}
	if len(found) > 1 {
		keep(&r.Issue, found[1])
	}
}

// clean takes quotation marks and the punctuation at the ends off a value.
func clean(s string) string {
	s = strings.Trim(s, " ,;:.“”\"‘«»„")
	if strings.HasSuffix(s, "’") && !strings.HasSuffix(s, "s’") || strings.HasSuffix(s, "'") {
		s = strings.TrimRight(s, "’' .,")
	}
	s = strings.TrimLeft(s, "'’ ")
	if strings.Count(s, "(") > strings.Count(s, ")") {
		s = strings.TrimRight(s, "( ")
	}
	if strings.Count(s, ")") > strings.Count(s, "(") {
		s = strings.TrimRight(s, ") .,")
	}
	return s
}

// kind is the type of the work in the terms of CSL.
func kind(r *corpus.Reference, spans []span, genre string) string {
	has := map[Label]bool{}
	for _, s := range spans {
		has[s.label] = true
	}
	switch {
	case strings.Contains(genre, "thesis") || strings.Contains(genre, "dissertation"):
		return "thesis"
	case strings.Contains(genre, "report"):
		return "report"
	case has[Journal]:
		return "article-journal"
	case has[Container] && (strings.Contains(strings.ToLower(r.Container), "proceedings") || strings.Contains(strings.ToLower(r.Container), "conference")):
		return "paper-conference"
	case has[Container]:
		return "chapter"
	case has[Publisher] || has[Location]:
		return "book"
	case r.URL != "":
		return "webpage"
	}
	return ""
}
