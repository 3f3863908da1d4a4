package search

import (
	"recto/internal/corpus"
)

// volumeEntry is what the index remembers of a volume.
type volumeEntry struct {
	Edition string             `json:"edition"` // empty while it is being written
	Parts   []corpus.PartEntry `json:"parts"`
	Docs    []extent           `json:"docs"` // the documents that it has, or may have
}

// extent is how many blocks of a part there are.
type extent struct {
	Part   string `json:"part"`
	Blocks int    `json:"blocks"`
}

// entryOf describes an edition's parts as results show them.
func entryOf(e *corpus.Edition) volumeEntry {
	v := volumeEntry{Edition: e.ID}
	for _, p := range e.Parts {
		v.Docs = append(v.Docs, extent{p.ID, len(p.Blocks)})
		v.Parts = append(v.Parts, corpus.PartEntry{
			ID: p.ID, Kind: p.Kind, Title: title(p), Paper: p.Paper, Volume: e.Volume.ID,
			VolumeTitle: e.Volume.Title, Year: e.Volume.Year, Edition: e.ID, Words: words(p),
		})
	}
	return v
}

func words(p corpus.Part) int {
	n := 0
	for _, b := range p.Blocks {
		n += len(b.Tokens)
	}
	return n
}
