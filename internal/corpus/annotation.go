package corpus

import "time"

// Annotation is what a reader marked in a part's text or on a scan of it, with a
// note or without.
// What it was made on is kept as it was then; where that stands in a later
// edition is looked for anew each time.
type Annotation struct {
	ID      int64
	Version int    // raised by every change, so that a form knows when it is stale
	Author  Person // its id and name
	Volume  string // Volume.ID
	Part    string // Part.ID at the time
	Title   string // of the part at the time
	Edition string // Edition.ID in which it was made
	Anchor  Anchor
	Text    string // plain; empty: a highlight
	Public  bool   // everybody may read it, with its author's name
	Hidden  bool   // an editor took it from the public; its author still has it
	Made    time.Time
	Changed time.Time
	Deleted time.Time // zero if it is not
}

// DeletedKept is how long a deleted annotation can be restored.
const DeletedKept = 30 * 24 * time.Hour

// Anchor says which words of a part are meant: by their ids, by what they and
// those around them read, and by their place in the text; or else which region of
// a scan is.
type Anchor struct {
	Block  string `json:"block"`            // Block.ID of the first
	First  string `json:"first,omitempty"`  // Word.ID
	Last   string `json:"last,omitempty"`   // Word.ID
	Exact  string `json:"exact"`            // what they read
	Prefix string `json:"prefix,omitempty"` // the words before, in their block and those before it
	Suffix string `json:"suffix,omitempty"` // the words after
	Start  int    `json:"start"`            // of Exact, in characters of the part's text: its blocks' texts, parted by line feeds
	End    int    `json:"end"`              // after the last character

	Region *Region `json:"region,omitempty"` // on a scan; then all of the above is empty
}

// Region is a rectangle on a scan.
type Region struct {
	Scan    int    `json:"scan"`
	Picture string `json:"picture"` // the blob of the scan's picture
	Width   int    `json:"width"`   // of that picture, pixels
	Height  int    `json:"height"`
	Box     Box    `json:"box"`
}
