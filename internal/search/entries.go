package search

import (
	"cmp"

	"recto/internal/corpus"
)

// volumeEntry is what the index remembers of a volume.
type volumeEntry struct {
	Edition string             `json:"edition"`
	Parts   []corpus.PartEntry `json:"parts"`
}

// entryOf describes an edition's parts as results show them.
func entryOf(e *corpus.Edition) volumeEntry {
	v := volumeEntry{Edition: e.ID}
	for _, p := range e.Parts {
		v.Parts = append(v.Parts, corpus.PartEntry{
			ID: p.ID, Kind: p.Kind, Title: cmp.Or(title(p), string(p.Kind)), Paper: p.Paper, Volume: e.Volume.ID,
			VolumeTitle: e.Volume.Title, Year: e.Volume.Year, Edition: e.ID, Words: words(p),
		})
	}
	return v
}

func title(p corpus.Part) string {
	if p.Paper != nil && p.Paper.Title != "" {
		return p.Paper.Title
	}
	return p.Title
}

func words(p corpus.Part) int {
	n := 0
	for _, b := range p.Blocks {
		n += len(b.Tokens)
	}
	return n
}
