package corpus

import "time"

// Concept is a glossary entry; labels and relations are those of SKOS.
type Concept struct {
	ID          string   `json:"id"`        // slug of the preferred label
	Preferred   string   `json:"preferred"` // in lower case unless it is a name
	Alternative []string `json:"alternative,omitempty"`
	Hidden      []string `json:"hidden,omitempty"`   // matched, never shown
	Acronyms    []string `json:"acronyms,omitempty"` // matched with their case
	Common      bool     `json:"common,omitempty"`   // its bare label is also an everyday word
	Context     []string `json:"context,omitempty"`  // stems of words that support a common label nearby
	Broader     []string `json:"broader,omitempty"`  // ids
	Narrower    []string `json:"narrower,omitempty"` // ids
	Related     []string `json:"related,omitempty"`  // ids
	Sources     []string `json:"sources,omitempty"`  // the literature that the definition rests on, one citation each
	Definition  string   `json:"definition"`         // the first paragraph, as plain text
	Body        string   `json:"body"`               // Markdown with [[concept]] links
}

// ConceptText is one version of a concept's file, as an editor wrote it.
type ConceptText struct {
	Concept string // Concept.ID
	Version int    // from 1; 0 is the file that came with Recto
	Text    string // Markdown with front matter; empty: the concept was taken out
	Note    string // why, in the editor's words
	Author  Person
	Made    time.Time
}
