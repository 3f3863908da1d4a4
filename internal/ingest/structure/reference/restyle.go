package reference

import (
	"math/rand/v2"
	"strings"
)

// Restyle adds to the examples copies in other styles, so many of each: the
// same fields with other punctuation, quotation marks, order and ways of writing
// names, some of them left out, so that a model leans on what a field holds more
// than on one house's commas. Only references whose fields each stand in one
// piece are restyled.
func Restyle(examples []Example, copies int, seed uint64) []Example {
	r := rand.New(rand.NewPCG(seed, 11))
	out := examples[:len(examples):len(examples)]
	var other map[Label]string // the example before
	for _, e := range examples {
		fields, ok := fieldsOf(e)
		if !ok {
			continue
		}
		for range copies {
			if s, whole := restyled(varied(fields, other, r), r); whole {
				out = append(out, s)
			}
		}
		other = fields
	}
	return out
}

// slot is one place of a style: what stands around a field.
type slot struct {
	label      Label
	head, tail string
}

// styles say how references are put together: those of articles, of chapters,
// of books, of articles on the web, and of chapters in a book that has an entry of its own and is named
// by its editors alone. A bar parts the slots; in each, the name of the field in braces
// has around it what the style sets.
var styles = map[Label][][]slot{
	Journal: parseStyles(`
{author} ({date}) ‘{title}’, |{journal} |{volume}: |{pages}.
{author} ({date}). {title}. |{journal}, |{volume}, |{pages}.
{author} ({date}): {title}. |In: {journal}, |{volume}, |S. {pages}.
{author} ({date}): {title}, |in: {journal}, |{volume}, |pp. {pages}.
{author}, |{date}, |"{title}", |{journal}, |vol. {volume}, |p. {pages}.
{author} |{date} |{title}. |{journal} |{volume}:|{pages}
{author}. |{title}. |{journal}. |{date};|{volume}:|{pages}.
{author}. |“{title}.” |{journal} |{volume} |({date}): |{pages}.
{author}. |{title} // |{journal}. |{date}. |{volume}. |P. {pages}.
{author}, |„{title}“, |in: {journal} |{volume} |({date}), |S. {pages}.
{author}: |{title}. |{journal} |{volume}, |{pages} |({date})
{author}, |{title}, |{journal}, |{date}, |{volume}: |{pages}.
{author} |{date}. |{title}. |{journal} |{volume}, |{pages}
{author}, |« {title} », |{journal}, |{volume}, |{date}, |p. {pages}.
{author}, |«{title}», |in: {journal} |{volume} |({date}), |pp. {pages}.
{author}, |{title}, |in «{journal}», |{volume} |({date}), |pp. {pages}.
{author}: |{title}. |In: {journal}, |{volume} |({date}), |{pages}.
{author}, |{title}, |{journal}, |t. {volume}, |{date}, |p. {pages}.
`),
	Container: parseStyles(`
{author} ({date}) ‘{title}’, |in {editor} |{container-title}, |pp. {pages}. |{location}: |{publisher}.
{author} ({date}): {title}. |In: {editor}: |{container-title}. |{location}: |{publisher}, |{pages}.
{author} ({date}): {title}, |in: {editor}, |{container-title}, |{location}: |{publisher}, |S. {pages}.
{author} ({date}). {title}. |In {editor}, |{container-title} |(pp. {pages}). |{location}: |{publisher}.
{author}, |{date}, |"{title}", |in {editor}, |{container-title}, |{location}, |{publisher}.
{author}. |“{title}.” |In {container-title}, |{editor}, |{pages}. |{location}: |{publisher}, |{date}.
{author}: |{title}. |In: {editor}: |{container-title}, |{location} |{date}, |S. {pages}.
{author}, |{date}: {title}. |In: {editor}, |{container-title}. |{location}: |{publisher}, |{pages}.
{author}: |{title}. |In: {container-title}, |pp. {pages}. |{publisher}, |{location} |({date})
{author} |{title} // |{container-title} |/ {editor}. |{location}: |{publisher}, |{date}.
{author} ({date}): {title}, |in {editor}, |{container-title} |({location}: |{publisher}).
{author} ({date}) ‘{title}’, |in {editor}, |{container-title}, |{publisher}, |pp. {pages}.
{author} ({date}), |‘{title}’, |in: {editor}, |{container-title}, |{location}: |{publisher}, |pp. {pages}.
{author}, |‘{title}’, |in {editor}, |{container-title} |({location}: |{publisher}, |{date}), |pp. {pages}.
{author}. |{title}. |In: {editor}. |{container-title}. |{location}: |{publisher}; |{date}. |p. {pages}.
{author}, |« {title} », |dans {editor}, |{container-title}, |{location}, |{publisher}, |{date}, |p. {pages}.
{author}, |{title}, |in {editor}, |{container-title}, |{publisher}, |{location} |{date}, |pp. {pages}.
{author}, |«{title}», |en {editor}, |{container-title}, |{location}, |{publisher}, |{date}, |pp. {pages}.
`),
	Publisher: parseStyles(`
{author} ({date}) {title}. |{location}: |{publisher}.
{author} ({date}): {title}. |{location}: |{publisher}.
{author} ({date}), |{title}, |{location}: |{publisher}.
{author}, |{date}, |{title}, |{location}, |{publisher}.
{author}. |{title}. |{location}: |{publisher}, |{date}.
{author}. |{title}. |{location}: |{publisher}; |{date}.
{author}, |{title} |({location}: |{publisher}, |{date}).
{author} ({date}): {title} |({location}: |{publisher}).
{author}: |{title}. |{publisher}, |{location} |({date})
{author} ({date}). {title}. |{publisher}, |{location}.
{author}, |{date}: {title}. |{location}: |{publisher}.
{author} |{title}. |{location}: |{publisher}, |{date}.
{author}: |{title}, |{location} |{date}.
{author} ({date}), |{title}, |{publisher} |{location}.
{author} ({date}): {title}. |{location}. |{publisher}.
{author}, |{title}, |{location}, |{publisher}, |{date}.
{author}, |{title}, |{publisher}, |{location} |{date}.
`),
	URL: parseStyles(`
{author}. |{title}. |{journal}. |{date} |{note};|{volume}:|{pages}. |{url}
{author}. |{title}. |{journal}. |{date}, |{note}; |{volume}: |{pages}. |{url}
{author} ({date}). {title}. |{journal}, |{volume}, |{pages}. |{note} |{url}
{author} ({date}) ‘{title}’, |{journal} |{volume}: |{pages}, |{url} |{note}.
{author}, |{date}. |{title}. |{journal}, |{volume}, |pp. {pages}. |{url} |{note}.
`),
	Editor: parseStyles(`
{author} ({date}), |{title}, |in: {editor}, |pp. {pages}
{author} ({date}): {title}. |In: {editor}, |{pages}.
{author}, |{date}, |“{title}”, |in {editor}, |pp. {pages}.
`),
}

// parseStyles reads styles, one a line. A slot without a bar between it and the
// next ends where its own punctuation does.
func parseStyles(text string) [][]slot {
	var out [][]slot
	for line := range strings.Lines(strings.TrimSpace(text)) {
		var style []slot
		for part := range strings.SplitSeq(strings.TrimRight(line, "\n"), "|") {
			for part != "" {
				open, end := strings.IndexByte(part, '{'), strings.IndexByte(part, '}')
				next := len(part)
				if k := strings.IndexByte(part[end:], '{'); k >= 0 {
					next = end + strings.LastIndexByte(part[end:end+k], ' ') + 1
				}
				style = append(style, slot{ParseLabel(part[open+1 : end]), part[:open], part[end+1 : next]})
				part = part[next:]
			}
		}
		out = append(out, style)
	}
	return out
}

// optional are the fields that a copy may go without, with one chance in so many.
var optional = map[Label]int{Location: 10, Publisher: 5, Pages: 8, Editor: 5, Volume: 20}

// restyled writes fields in a style drawn at random. It fails if a field has no
// place in it.
func restyled(fields map[Label]string, r *rand.Rand) (Example, bool) {
	if len(fields) == 0 {
		return Example{}, false
	}
	names := drawNames(r)
	kind := work(fields)
	list := styles[kind]
	made := r.IntN(invent) == 0
	if made {
		fields, list = invented(fields, r), fallen
	}
	var text []slot
	used := 0
	for _, s := range list[r.IntN(len(list))] {
		value := fields[s.label]
		if value == "" {
			continue
		}
		used++
		if n := optional[s.label]; n > 0 && r.IntN(n) == 0 {
			continue
		}
		switch s.label {
		case Author:
			value = names.write(value)
		case Editor:
			if kind != Editor {
				value = names.editors(value)
			}
		}
		text = append(text, slot{s.label, s.head, value + s.tail})
	}
	var out Example
	for _, s := range text {
		for _, w := range cut(s.head + s.tail) {
			out.Words, out.Labels = append(out.Words, w.text), append(out.Labels, s.label)
		}
	}
	return out, made || used == len(fields)
}

// invent is the chance, one in so many, that a copy has invented fields.
const invent = 8

// work is the label that tells articles, those on the web, chapters and books
// apart.
func work(fields map[Label]string) Label {
	switch {
	case fields[Journal] != "" && fields[URL] != "":
		return URL
	case fields[Journal] != "":
		return Journal
	case fields[Container] != "":
		return Container
	case fields[Editor] != "":
		return Editor
	}
	return Publisher
}

// fieldsOf gives the bare text of each field, if every field is of a kind that
// the styles know and stands in one piece.
func fieldsOf(e Example) (map[Label]string, bool) {
	fields := map[Label]string{}
	for _, s := range runs(e) {
		switch s.label {
		case Author, Date, Title, Journal, Container, Editor, Volume, Pages, Location, Publisher:
		default:
			return nil, false
		}
		if fields[s.label] != "" {
			return nil, false
		}
		fields[s.label] = bareField(s)
	}
	if fields[Author] == "" || fields[Title] == "" || fields[Date] == "" || fields[Journal] == "" && fields[Container] == "" && fields[Location] == "" {
		return nil, false
	}
	return fields, true
}

// bareField takes off the punctuation that a style sets.
func bareField(s span) string {
	text := s.text
	switch s.label {
	case Author:
		return strings.TrimRight(text, ",;: ")
	case Container, Journal:
		text = inWord.ReplaceAllString(text, "")
	case Editor:
		text = inWord.ReplaceAllString(text, "")
		return strings.TrimRight(text, ",;: ")
	case Pages:
		text = strings.TrimPrefix(strings.TrimPrefix(text, "pp."), "p.")
	case Volume:
		return strings.TrimRight(text, ",;:. ")
	}
	return strings.Trim(text, " ,;:.()“”\"‘’")
}

// runs are the spans of an example.
func runs(e Example) []span {
	words := make([]printed, len(e.Words))
	for i, w := range e.Words {
		words[i].text = w
	}
	return spans(words, e.Labels)
}
