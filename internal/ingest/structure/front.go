package structure

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
)

var (
	editedBy    = regexp.MustCompile(`(?i)^\(?(?:edited\s+by|editors?\s*[:.]?|eds?\.\s*:?)\s+(.+?)\)?$`)
	seriesWords = regexp.MustCompile(`(?i)\b(?:series|report|papers?|working papers?|monographs?|studies)\s+(?:no\.?\s*|number\s+)?\d+|\bseries\b`)
	eventWords  = regexp.MustCompile(`(?i)\b(?:seminar|conference|colloquium|symposium|workshop|congress|meeting|summer school)\b`)
	pressWords  = regexp.MustCompile(`(?i)\b(?:press|publish(?:er|ers|ing)|verlag|university|institute|centre|center|college|school|department|society|council)\b`)
	owned       = regexp.MustCompile(`(?i)(?:©|\(c\)|copyright)\s*©?\s*((?:19|20)\d\d)`)
	issued      = regexp.MustCompile(`(?i)\b(?:published|printed)\b(?:\s+\w+){0,3}?\s+((?:19|20)\d\d)\b`)
	fullYear    = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	issn        = regexp.MustCompile(`(?i)\bISSN:?\s*(\d{4})\s?[-–]\s?(\d{3}[\dXx])\b`)
	isbn        = regexp.MustCompile(`(?i)\bISBN(?:-1[03])?:?\s*([0-9][0-9\s-]{8,16}[0-9Xx])`)
	collection  = regexp.MustCompile(`this\s+(?:collection|volume|book)[,.]\s+(\p{Lu}[^,.]{8,120}?),\s+(?:is\s+)?published\s+(?:in|by)\s+(?:the\s+)?(.{4,120}?)(?:[.;]\s+\p{Lu}\p{Ll}*\s+\p{Ll}|[.;]?$)`)
)

// Describe tells what the pages before the papers say of the volume, which papers
// the volume speaks of without containing them, and where
// they do not give a title, what the source says of itself. A field without
// evidence stays empty. ID and Sources are left to the caller.
func Describe(parts []corpus.Part, meta corpus.Metadata, model *language.Model) corpus.Volume {
	var vol corpus.Volume
	v := learn(parts, model)
	front := frontRows(v, parts)
	v.titlePage(&vol, front)
	v.rightsPage(&vol, front)
	named(&vol, front)
	if vol.Title == "" && sensible(meta.Title) {
		vol.Title = strings.TrimSpace(meta.Title)
	}
	vol.Mentioned = v.mentioned(parts)
	return vol
}

// frontRows are the rows before the first paper, without the contents list.
func frontRows(v *volume, parts []corpus.Part) []row {
	var lines []corpus.Line
	for _, p := range parts {
		if p.Kind == corpus.PaperPart {
			break
		}
		if p.Kind != corpus.Contents {
			lines = append(lines, p.Lines...)
		}
		if len(lines) > 400 {
			break
		}
	}
	return unspecked(v.rows(lines))
}

// unspecked leaves out rows that are specks of the scan, and the specks that
// cling to the ends of the others.
func unspecked(rows []row) []row {
	var out []row
	top := false
	for _, r := range rows {
		top = top || r.top
		if !slices.ContainsFunc(r.words, spelt) && !owned.MatchString(r.text) && !fullYear.MatchString(r.text) {
			continue
		}
		r.top, top = top, false
		r.text = strings.TrimRight(strings.TrimLeft(r.text, " .,;:=~|_•-–—'’*"), " =~|_•–—*\"")
		r.words = strings.Fields(r.text)
		out = append(out, r)
	}
	return out
}

// titlePage reads title, subtitle, editors and publisher where the volume
// begins with few lines that are no prose.
func (v *volume) titlePage(vol *corpus.Volume, rows []row) {
	end := titlePageEnd(rows)
	if end == 0 {
		return
	}
	at := titleRun(rows[:end])
	vol.Title = unstopped(joined(rows[:at]))
	for i := at; i < end; i++ {
		v.titlePageRow(vol, rows, i, at)
	}
	if vol.Subtitle == "" {
		if title, sub, ok := strings.Cut(vol.Title, ": "); ok && len(title) > 60 {
			vol.Title, vol.Subtitle = title, sub
		}
	}
}

// stop is a full stop inside a phrase, where the scan has a speck.
var stop = regexp.MustCompile(`(\p{Ll}{2})\.( \p{Ll})`)

// unstopped takes full stops out of a title and from its end.
func unstopped(title string) string {
	return strings.TrimRight(stop.ReplaceAllString(title, "$1$2"), " .,;:")
}

// titlePageEnd is the row after the title page: its first page, as long as it
// is not prose. No title page gives 0.
func titlePageEnd(rows []row) int {
	n := 0
	for n < len(rows) && n < 15 && (n == 0 || !rows[n].top) && !owned.MatchString(rows[n].text) && !strings.HasPrefix(rows[n].fold, "contents") {
		n++
	}
	for _, r := range rows[:n] {
		if small(r.text) && len(r.words) > 8 || len(r.words) > 14 {
			return 0
		}
	}
	if n == 0 || !capital(rows[0].text) || n > 14 {
		return 0
	}
	return n
}

// titleRun counts the rows of the volume's title: those of one size, or in
// plain text those before a blank line or a row of another kind.
func titleRun(rows []row) int {
	at := 1
	for at < len(rows) {
		r := rows[at]
		if editedBy.MatchString(r.text) || eventWords.MatchString(r.text) || pressWords.MatchString(r.text) {
			break
		}
		if r.line.Size > 0 && rows[0].line.Size > 0 {
			if !near2(r.line.Size, rows[0].line.Size) && r.line.Size < rows[0].line.Size*0.9 {
				break
			}
		} else if r.line.Space && capital(r.text) && !small(r.text) {
			break
		}
		at++
	}
	return at
}

// titlePageRow takes what one row under the title says.
func (v *volume) titlePageRow(vol *corpus.Volume, rows []row, i, at int) {
	r := rows[i]
	if m := editedBy.FindStringSubmatch(r.text); m != nil {
		vol.Editors = v.editors(m[1])
		return
	}
	if y := fullYear.FindString(r.text); y != "" && pressWords.MatchString(r.text) || i == len(rows)-1 && y != "" {
		vol.Year, _ = strconv.Atoi(y)
	}
	switch {
	case eventWords.MatchString(r.text) && !seriesWords.MatchString(r.text) && vol.Event == "":
		vol.Event = eventOf(r.text)
		if i == at {
			vol.Subtitle = r.text
		}
	case seriesWords.MatchString(r.text) && vol.Series == "" && !pressWords.MatchString(r.text):
		vol.Series = r.text
	case pressWords.MatchString(r.text) && vol.Publisher == "":
		vol.Publisher = strings.Trim(fullYear.ReplaceAllString(r.text, ""), " ,.;:\"”'")
		if vol.Series == "" && seriesWords.MatchString(r.text) {
			if s, rest, ok := strings.Cut(vol.Publisher, ", "); ok && seriesWords.MatchString(s) {
				vol.Series, vol.Publisher = s, rest
			}
		}
	case i == at && vol.Subtitle == "" && len(r.words) > 2 && fullYear.FindString(r.text) == "":
		vol.Subtitle = r.text
	case vol.Publisher == "" && fullYear.MatchString(r.text):
		vol.Publisher = strings.Trim(fullYear.ReplaceAllString(r.text, ""), " ,.;:\"”'")
		if vol.Year == 0 {
			vol.Year, _ = strconv.Atoi(fullYear.FindString(r.text))
		}
	}
}

// eventOf leaves out what comes before the event, as "Proceedings of the".
func eventOf(s string) string {
	for _, lead := range []string{"Proceedings of the ", "Papers from the ", "Papers presented at the ", "Proceedings of ", "Papers of the "} {
		s = strings.TrimPrefix(s, lead)
	}
	return upperFirst(s)
}

// editors are the names in a line of editors.
func (v *volume) editors(text string) []string {
	var out []string
	for _, a := range v.authors(text) {
		if name := a.Name(); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// printed is how many bytes a line of print has at most: what is longer was
// never one, and would keep the patterns busy for minutes.
const printed = 4096

// rightsPage reads year, ISBN, ISSN and rights.
func (v *volume) rightsPage(vol *corpus.Volume, rows []row) {
	for _, r := range rows {
		if len(r.text) > printed {
			continue
		}
		if m := owned.FindStringSubmatch(r.text); m != nil {
			if vol.Rights == "" && len(r.words) < 14 {
				vol.Rights = r.text
			}
			if vol.Year == 0 {
				vol.Year, _ = strconv.Atoi(m[1])
			}
		}
		if m := issued.FindStringSubmatch(r.text); m != nil && vol.Year == 0 {
			vol.Year, _ = strconv.Atoi(m[1])
		}
		if m := isbn.FindStringSubmatch(r.text); m != nil && vol.ISBN == "" {
			vol.ISBN = validISBN(m[1])
		}
		if m := issn.FindStringSubmatch(r.text); m != nil && vol.ISSN == "" {
			vol.ISSN = validISSN(m[1], strings.ToUpper(m[2]))
		}
	}
}

// validISBN is the number without hyphens and spaces, or empty where its check
// digit is wrong.
func validISBN(s string) string {
	s = strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(s))
	sum := 0
	switch len(s) {
	case 10:
		for i, r := range s {
			d := int(r - '0')
			if r == 'X' {
				d = 10
			}
			sum += d * (10 - i)
		}
		if sum%11 == 0 {
			return s
		}
	case 13:
		for i, r := range s {
			sum += int(r-'0') * (1 + 2*(i%2))
		}
		if sum%10 == 0 {
			return s
		}
	}
	return ""
}

// validISSN is the number with its hyphen, or empty where its check digit is wrong.
func validISSN(a, b string) string {
	sum := 0
	for i, r := range a + b {
		d := int(r - '0')
		if r == 'X' {
			d = 10
		}
		sum += d * (8 - i)
	}
	if sum%11 != 0 {
		return ""
	}
	return a + "-" + b
}

// named reads how a foreword names the volume and its series.
func named(vol *corpus.Volume, rows []row) {
	m := collection.FindStringSubmatch(joined(rows))
	if m == nil {
		return
	}
	if vol.Title == "" || len(vol.Title) < 8 {
		vol.Title = m[1]
	}
	series, publisher, of := strings.Cut(m[2], " series of the ")
	switch {
	case of:
		keep(&vol.Series, series)
		keep(&vol.Publisher, publisher)
	case strings.Contains(strings.ToLower(m[2]), "series"):
		keep(&vol.Series, m[2])
	default:
		keep(&vol.Publisher, m[2])
	}
}

// keep sets a field that is empty.
func keep(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

func joined(rows []row) string {
	var parts []string
	for _, r := range rows {
		parts = append(parts, r.text)
	}
	return strings.Join(parts, " ")
}

// sensible reports whether a title in a file's metadata is one that a person
// gave, not the name of a file or of a program's template.
func sensible(title string) bool {
	t := strings.ToLower(strings.TrimSpace(title))
	if len(strings.Fields(t)) < 2 || !slices.ContainsFunc(strings.Fields(t), spelt) || strings.HasPrefix(t, "microsoft") || strings.HasPrefix(t, "untitled") {
		return false
	}
	for _, ext := range []string{".doc", ".docx", ".pdf", ".tex", ".dvi", ".indd", ".qxd", ".tif", ".rtf"} {
		if strings.HasSuffix(t, ext) {
			return false
		}
	}
	return true
}

// spelt reports whether a word has three letters or more and no digits, as no
// number of a manuscript has.
func spelt(word string) bool {
	letters := 0
	for _, r := range word {
		switch {
		case unicode.IsDigit(r):
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters > 2
}
