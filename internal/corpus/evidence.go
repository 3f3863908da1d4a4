package corpus

// Source is a file as received. Its bytes never change and are kept as a blob.
type Source struct {
	ID        string `json:"id"`        // SHA-256 of the bytes, lower-case hex
	Name      string `json:"name"`      // base name of the file as it was given
	MediaType string `json:"mediaType"` // decided by content: "application/pdf", "text/plain"
	Size      int64  `json:"size"`      // bytes
}

// Short is the part of the source's id that other ids begin with.
func (s Source) Short() string { return ShortID(s.ID) }

// ShortID cuts a SHA-256 in hex down to the ten digits used in addresses.
func ShortID(id string) string { return id[:min(10, len(id))] }

// Metadata is what a source says of itself; an empty field was not said.
type Metadata struct {
	Title    string `json:"title,omitempty"`
	Author   string `json:"author,omitempty"`
	Producer string `json:"producer,omitempty"`
	Created  string `json:"created,omitempty"`
}

// Scan is one picture of a source, often a spread of two printed pages, with
// the words that the source has for it. In a text source a scan is what stands
// between two form feeds, or what layout takes for one picture.
type Scan struct {
	Number  int    `json:"number"`            // 1-based within the source
	Width   int    `json:"width,omitempty"`   // pixels of the scan picture; 0 in a text source
	Height  int    `json:"height,omitempty"`  // pixels
	Picture string `json:"picture,omitempty"` // blob of the picture shown beside the text
	Words   []Word `json:"words,omitempty"`   // in the order of the source
	Problem string `json:"problem,omitempty"` // why the scan could not be read, in words for an administrator
	Turn    int    `json:"turn,omitempty"`    // quarters clockwise by which the source's picture is turned to stand upright; sizes and boxes are those of the turned one

	// Pages are the printed pages that the picture was found to show, left to
	// right, cut at half its height where the gutter slants; none if it was not
	// looked at.
	Pages []Box `json:"pages,omitempty"`

	// Replaced are the source's own words where a fresh reading took their place.
	Replaced []Word `json:"replaced,omitempty"`
}

// Word is one piece of OCR evidence: either a box on a scan picture, or a place
// in a text source.
type Word struct {
	ID   string  `json:"id"`             // stable for the same source bytes, see WordID
	Raw  string  `json:"raw"`            // as the OCR has it, without white space
	Scan int     `json:"scan"`           // Scan.Number
	Box  Box     `json:"box,omitzero"`   // zero in a text source
	Line int     `json:"line,omitempty"` // 1-based line of the text source (line feeds alone count); 0 with boxes
	Col  int     `json:"col,omitempty"`  // 0-based offset in that line, in characters
	Size float64 `json:"size,omitempty"` // font size in pixels of the scan, 0 if unknown
	Conf float64 `json:"conf,omitempty"` // the engine's confidence, 0 to 1; 0 if it gave none
	Face Face    `json:"face,omitempty"`
}

// Face tells how a word was set, as far as the source says so.
type Face uint8

// The faces, to be combined.
const (
	Bold Face = 1 << iota
	Italic
)

// HasBox reports whether the word has a place on a scan picture.
func (w Word) HasBox() bool { return w.Box != Box{} }

// Box is a rectangle in pixels of the scan picture, origin top left, y down.
type Box struct {
	X1, Y1, X2, Y2 float64
}

// Width is the horizontal extent in pixels.
func (b Box) Width() float64 { return b.X2 - b.X1 }

// Height is the vertical extent in pixels.
func (b Box) Height() float64 { return b.Y2 - b.Y1 }

// Union is the smallest box that holds both; the zero box counts as empty.
func (b Box) Union(c Box) Box {
	switch {
	case b == Box{}:
		return c
	case c == Box{}:
		return b
	}
	return Box{min(b.X1, c.X1), min(b.Y1, c.Y1), max(b.X2, c.X2), max(b.Y2, c.Y2)}
}
