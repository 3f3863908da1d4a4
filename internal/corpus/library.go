package corpus

import "time"

// The types below are how a library answers readers; none of them is kept as it is.

// VolumeEntry is a published volume as lists and its own page show it.
type VolumeEntry struct {
	Volume    Volume
	Edition   string // Edition.ID
	Published time.Time
	Scans     int
	Pages     int
	Parts     []PartEntry // in order, without text
	Report    Report
}

// PartEntry is a part of a published volume, without its text. Every part can
// be read at its own address; only papers are counted and cited as such.
type PartEntry struct {
	ID          string
	Kind        PartKind
	Title       string
	Paper       *Paper // nil unless Kind is PaperPart
	Volume      string // Volume.ID
	VolumeTitle string
	Year        int
	Edition     string
	Words       int // tokens of the reading text
}

// PartText is a part with its text and the pages that it stands on.
type PartText struct {
	Entry PartEntry
	Part  Part
	Pages []PageEntry // in order
}

// PageEntry is a printed page without its lines.
type PageEntry struct {
	ID     string
	Scan   int
	Side   Side
	Region Box
	Folio  string
	Scans  int    // scans in the volume
	Blob   string // picture of the scan, empty for a text source
	Width  int    // of that picture, pixels
	Height int
}

// Occurrence is a mention in its context.
type Occurrence struct {
	Mention Mention
	Part    PartEntry
	Block   string // Block.ID
	Kind    BlockKind
	Section string // text of the heading that it stands under
	Folio   string
	Scan    int
	Before  string // up to some eighty characters of reading text
	Surface string // the mention itself, as it reads
	After   string
}

// AuthorEntry is an author with the papers they wrote, over the whole library.
type AuthorEntry struct {
	Slug   string // Slug of the name
	Name   string
	Papers []PartEntry
}
