package glossary

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"recto/internal/corpus"
)

// written is front matter in the order in which it is written.
type written struct {
	Preferred   string   `yaml:"preferred"`
	Alternative []string `yaml:"alternative,omitempty"`
	Hidden      []string `yaml:"hidden,omitempty"`
	Acronyms    []string `yaml:"acronyms,omitempty"`
	Common      bool     `yaml:"common,omitempty"`
	Context     []string `yaml:"context,omitempty"`
	Broader     []string `yaml:"broader,omitempty"`
	Narrower    []string `yaml:"narrower,omitempty"`
	Related     []string `yaml:"related,omitempty"`
	Sources     []string `yaml:"sources,omitempty"`
}

// Write makes the file of a concept, which [Parse] reads to the same concept.
// Relations are written as the labels that label gives for their ids.
func Write(c corpus.Concept, label func(id string) string) ([]byte, error) {
	labels := func(ids []string) (out []string) {
		for _, id := range ids {
			out = append(out, label(id))
		}
		return out
	}
	head, err := yaml.Marshal(written{
		Preferred: c.Preferred, Alternative: c.Alternative, Hidden: c.Hidden, Acronyms: c.Acronyms, Common: c.Common, Context: c.Context,
		Broader: labels(c.Broader), Narrower: labels(c.Narrower), Related: labels(c.Related), Sources: c.Sources,
	})
	if err != nil {
		return nil, fmt.Errorf("write concept %s: %w", c.ID, err)
	}
	var b bytes.Buffer
	b.WriteString(fence)
	b.Write(head)
	b.WriteString(fence)
	b.WriteString("\n" + strings.TrimSpace(strings.ReplaceAll(c.Body, "\r\n", "\n")) + "\n")
	return b.Bytes(), nil
}
