package evaluate

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
)

// Labelled is one reference as printed, cut into labelled stretches.
type Labelled []Stretch

// Stretch is a part of a reference. Its label is author, surname, given, editor,
// year, title, container, volume, pages, publisher, place, doi or url, "other"
// where the truth says that it has no name for it, or empty where it says nothing.
type Stretch struct {
	Label string
	Text  string
}

// Raw is the reference as one string.
func (l Labelled) Raw() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return folded(b.String())
}

// values are the texts with a label.
func (l Labelled) values(labels ...string) []string {
	var out []string
	for _, s := range l {
		for _, label := range labels {
			if s.Label == label {
				out = append(out, s.Text)
			}
		}
	}
	return out
}

var anystyleLabels = map[string]string{
	"author": "author", "editor": "editor", "date": "year", "title": "title", "journal": "container", "container-title": "container",
	"volume": "volume", "pages": "pages", "publisher": "publisher", "location": "place", "doi": "doi", "url": "url",
}

// ReadAnyStyle reads references from AnyStyle's XML: a sequence of labelled
// parts each.
func ReadAnyStyle(path string) ([]Labelled, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	var out []Labelled
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "sequence" {
			continue
		}
		var sequence struct {
			Parts []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		}
		if err := dec.DecodeElement(&sequence, &start); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		var ref Labelled
		for _, p := range sequence.Parts {
			ref = append(ref, Stretch{anystyleLabels[p.XMLName.Local], p.Text + " "})
		}
		out = append(out, ref)
	}
}

var exciteLabels = map[string]string{
	"surname": "surname", "given-names": "given", "editor": "editor", "year": "year", "title": "title", "source": "container",
	"volume": "volume", "issue": "volume", "fpage": "pages", "lpage": "pages", "publisher": "publisher", "url": "url", "other": other,
}

var tag = regexp.MustCompile(`<(/?)([a-z-]+)>`)

// ReadExcite reads references from EXCITE's rows: one a line, with tags that
// need not be well-formed XML. A stretch has the label of the innermost tag
// that means something.
func ReadExcite(path string) ([]Labelled, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []Labelled
	for line := range strings.Lines(strings.ToValidUTF8(string(data), "")) {
		if ref := exciteLine(line); ref.Raw() != "" {
			out = append(out, ref)
		}
	}
	return out, nil
}

func exciteLine(line string) Labelled {
	var ref Labelled
	var open []string
	from := 0
	add := func(to int) {
		if from < to {
			ref = ref.with(innermost(open), html.UnescapeString(line[from:to]))
		}
	}
	for _, m := range tag.FindAllStringSubmatchIndex(line, -1) {
		add(m[0])
		from = m[1]
		name := line[m[4]:m[5]]
		if m[2] == m[3] {
			open = append(open, name)
			continue
		}
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] == name {
				open = open[:i]
				break
			}
		}
	}
	add(len(line))
	return ref
}

// with is the reference with one more stretch. The letter of a year, which the
// rows leave outside of it, belongs to the year.
func (l Labelled) with(label, text string) Labelled {
	if n := len(l); n > 0 && l[n-1].Label == "year" && label == "" {
		if letter := yearLetter.FindString(text); letter != "" {
			l[n-1].Text += letter
			text = text[len(letter):]
		}
	}
	return append(l, Stretch{label, text})
}

var yearLetter = regexp.MustCompile(`^[a-z]\b`)

// innermost is the label of the last open tag that has one; within an editor
// all names are the editor's.
func innermost(open []string) string {
	label := ""
	for _, name := range open {
		if l := exciteLabels[name]; l != "" && label != "editor" && (l != other || label == "") {
			label = l
		}
	}
	return label
}
