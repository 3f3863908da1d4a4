package evaluate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
)

// Neutral is a volume's text and structure in the form in which `recto convert
// --format json` gives it.
type Neutral struct {
	Volume string  `json:"volume"`
	Papers []Paper `json:"papers"`
}

// Truth is what was printed: a neutral volume with the pages as they were set.
type Truth struct {
	Name   string        `json:"name"`
	Papers []Paper       `json:"papers"`
	Pages  []PrintedPage `json:"pagemap"`
}

// PrintedPage is a page of the truth.
type PrintedPage struct {
	RunningHead string `json:"running_head"`
}

// Paper is one paper of a volume. Its texts may be given plainly or as objects
// with a text, and where there is one only, without a list around it.
type Paper struct {
	Title      string    `json:"title"`
	Authors    Authors   `json:"authors"`
	Abstract   Texts     `json:"abstract"`
	Sections   []Section `json:"sections"`
	References Texts     `json:"references"`
	Footnotes  Texts     `json:"footnotes"`
}

// Section is a heading, empty before the first, and what stands under it.
type Section struct {
	Heading    string     `json:"heading"`
	Paragraphs Paragraphs `json:"paragraphs"`
}

// Author is a name in reading order.
type Author struct {
	Name         string `json:"name"`
	Affiliations Texts  `json:"affiliations"`
}

// Paragraph is a text and where it says that it stands.
type Paragraph struct {
	Text   string  `json:"text"`
	Page   Numbers `json:"page"`   // folio on which it begins
	Pages  Numbers `json:"pages"`  // all its folios
	Spread Numbers `json:"spread"` // numbers of its scans
}

// ReadTruth reads the doc.json of a volume's truth.
func ReadTruth(path string) (Truth, error) {
	var t Truth
	data, err := os.ReadFile(path)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("truth %s: %w", path, err)
	}
	return t, nil
}

// ParseNeutral reads neutral JSON.
func ParseNeutral(data []byte) (Neutral, error) {
	var n Neutral
	if err := json.Unmarshal(data, &n); err != nil {
		return n, fmt.Errorf("neutral JSON: %w", err)
	}
	return n, nil
}

// Texts is a list of texts.
type Texts []string

// UnmarshalJSON reads a text, an object with a text, a list of these, or null.
func (t *Texts) UnmarshalJSON(data []byte) error {
	ps, err := paragraphs(data)
	for _, p := range ps {
		*t = append(*t, p.Text)
	}
	return err
}

// Paragraphs is a list of paragraphs.
type Paragraphs []Paragraph

// UnmarshalJSON reads what Texts reads, with the places.
func (t *Paragraphs) UnmarshalJSON(data []byte) error {
	ps, err := paragraphs(data)
	*t = ps
	return err
}

// Authors is a list of authors.
type Authors []Author

// UnmarshalJSON reads a list of names, or of objects with a name.
func (t *Authors) UnmarshalJSON(data []byte) error {
	return each(data, func(item json.RawMessage) error {
		var a Author
		if err := either(item, &a.Name, &a); err != nil {
			return err
		}
		if a.Name != "" {
			*t = append(*t, a)
		}
		return nil
	})
}

// Numbers is a list of page numbers; what is no whole number is passed over.
type Numbers []int

// UnmarshalJSON reads a number, a string of digits, or a list of these.
func (t *Numbers) UnmarshalJSON(data []byte) error {
	return each(data, func(item json.RawMessage) error {
		n, err := strconv.Atoi(string(bytes.Trim(item, `"`)))
		if err == nil && n > 0 {
			*t = append(*t, n)
		}
		return nil
	})
}

func paragraphs(data []byte) ([]Paragraph, error) {
	var out []Paragraph
	err := each(data, func(item json.RawMessage) error {
		var p Paragraph
		if err := either(item, &p.Text, &p); err != nil {
			return err
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

// each calls f with every item of a list, or with the value itself if it is no
// list. Null and the empty string are empty lists.
func each(data []byte, f func(json.RawMessage) error) error {
	data = bytes.TrimSpace(data)
	switch {
	case bytes.Equal(data, []byte("null")), bytes.Equal(data, []byte(`""`)):
		return nil
	case len(data) == 0 || data[0] != '[':
		return f(data)
	}
	var items []json.RawMessage
	if err := json.Unmarshal(data, &items); err != nil {
		return err
	}
	for _, item := range items {
		if err := f(item); err != nil {
			return err
		}
	}
	return nil
}

// either reads a string into text, or an object into value.
func either(data []byte, text *string, value any) error {
	if len(data) > 0 && data[0] == '{' {
		return json.Unmarshal(data, value)
	}
	return json.Unmarshal(data, text)
}
