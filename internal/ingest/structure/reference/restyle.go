package reference

import (
	"math/rand/v2"
	"strings"
)

// Restyle adds to the examples copies in other styles: the same fields with
// other punctuation, quotation marks and order, so that a model leans on what a
// field holds more than on one house's commas. Only references whose fields
// each stand in one piece are restyled.
func Restyle(examples []Example, seed uint64) []Example {
	r := rand.New(rand.NewPCG(seed, 11))
	out := examples[:len(examples):len(examples)]
	for _, e := range examples {
		if s, ok := restyled(e, r); ok {
			out = append(out, s)
		}
	}
	return out
}

// style is how a reference is put together: each piece says what stands around
// a field.
type style []struct {
	label      Label
	head, tail string
	needs      Label // the field that must be there too; Author if none
}

var styles = []style{
	{ // author–year in single quotation marks
		{Author, "", "", 0},
		{Date, "(", ")", 0},
		{Title, "‘", "’,", Journal},
		{Title, "‘", "’,", Container},
		{Title, "", ",", Location},
		{Editor, "in ", "", 0},
		{Container, "", ",", 0},
		{Journal, "", "", 0},
		{Volume, "", ":", 0},
		{Pages, "", ".", 0},
		{Location, "", ":", 0},
		{Publisher, "", ".", 0},
	},
	{ // with colons
		{Author, "", "", 0},
		{Date, "(", "):", 0},
		{Title, "", ".", 0},
		{Editor, "In: ", ":", 0},
		{Container, "", ".", 0},
		{Journal, "In: ", "", 0},
		{Volume, "", ":", 0},
		{Location, "", ":", 0},
		{Publisher, "", ",", 0},
		{Pages, "", ".", 0},
	},
	{ // with commas throughout
		{Author, "", ",", 0},
		{Date, "", ",", 0},
		{Title, "", ",", 0},
		{Editor, "in: ", ",", 0},
		{Container, "", ",", 0},
		{Journal, "", ",", 0},
		{Volume, "", ",", 0},
		{Location, "", ",", 0},
		{Publisher, "", "", 0},
		{Pages, "pp. ", ".", 0},
	},
	{ // year last
		{Author, "", ".", 0},
		{Title, "“", ".”", Journal},
		{Title, "", ".", Location},
		{Editor, "In ", ".", 0},
		{Container, "", ".", 0},
		{Journal, "", "", 0},
		{Volume, "", "", 0},
		{Location, "(", ":", 0},
		{Publisher, "", ",", 0},
		{Date, "", "):", 0},
		{Pages, "", ".", 0},
	},
	{ // place and publisher in brackets
		{Author, "", "", 0},
		{Date, "(", ")", 0},
		{Title, "", "", Location},
		{Title, "“", "”,", Journal},
		{Editor, "in ", ",", 0},
		{Container, "", "", 0},
		{Journal, "", "", 0},
		{Volume, "", ",", 0},
		{Location, "(", ":", 0},
		{Publisher, "", ").", 0},
		{Pages, "pp. ", ".", 0},
	},
}

// restyled writes one example in a style drawn at random.
func restyled(e Example, r *rand.Rand) (Example, bool) {
	fields, ok := fieldsOf(e)
	if !ok {
		return Example{}, false
	}
	var out Example
	done := map[Label]bool{}
	for _, p := range styles[r.IntN(len(styles))] {
		text := fields[p.label]
		if text == "" || done[p.label] || p.needs != Author && fields[p.needs] == "" {
			continue
		}
		done[p.label] = true
		for _, w := range cut(p.head + text + p.tail) {
			out.Words, out.Labels = append(out.Words, w.text), append(out.Labels, p.label)
		}
	}
	return out, len(done) == len(fields)
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
