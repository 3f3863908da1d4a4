package reference

import (
	"encoding/xml"
	"fmt"
	"io"
)

// ReadExamples reads labelled references in AnyStyle's XML: sequences of
// elements that are named for their field.
func ReadExamples(in io.Reader) ([]Example, error) {
	d := xml.NewDecoder(in)
	var out []Example
	var label string
	for {
		t, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read labelled references: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			label = ""
			switch t.Name.Local {
			case "dataset":
				if len(out) == 0 {
					continue
				}
				label = t.Name.Local
			case "sequence":
				out = append(out, Example{})
			default:
				label = t.Name.Local
			}
		case xml.EndElement:
			label = ""
		case xml.CharData:
			if label == "" || len(out) == 0 {
				continue
			}
			e := &out[len(out)-1]
			for _, w := range cut(string(t)) {
				e.Words, e.Labels = append(e.Words, w.text), append(e.Labels, ParseLabel(label))
			}
		}
	}
}
