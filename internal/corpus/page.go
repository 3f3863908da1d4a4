package corpus

// Side tells where on its scan a printed page lies.
type Side string

// The sides.
const (
	Whole Side = "whole" // the scan holds this page alone, or the sides are not known
	Left  Side = "left"
	Right Side = "right"
)

// Page is one printed page, with its lines in reading order.
type Page struct {
	ID     string `json:"id"`
	Scan   int    `json:"scan"`
	Side   Side   `json:"side"`
	Region Box    `json:"region,omitzero"` // on the scan; zero in a text source
	Folio  string `json:"folio,omitempty"` // the printed number, as printed; empty where none was read
	Lines  []Line `json:"lines"`
}

// Role is what a line is on its page.
type Role string

// The roles. All but Text and the notes are forme work or worse, and stay out of
// the reading text.
const (
	Text        Role = ""
	Footnote    Role = "footnote"
	MarginNote  Role = "margin-note" // it stands beside the text, and follows the line that it begins beside
	RunningHead Role = "running-head"
	Folio       Role = "folio"
	Signature   Role = "signature"
	LineNumber  Role = "line-number" // in the margin, of every fifth line or so
	Debris      Role = "debris"
)

// Forme reports whether the line is kept out of the reading text.
func (r Role) Forme() bool { return r != Text && !r.Note() }

// Note reports whether the line is of a note, which is read apart from the text.
func (r Role) Note() bool { return r == Footnote || r == MarginNote }

// Line is words in order, and after the correct stage the tokens that they read as.
type Line struct {
	Page   string  `json:"-"` // Page.ID of the page that it stands on; layout sets it
	Words  []Word  `json:"words"`
	Tokens []Token `json:"tokens,omitempty"` // a word hyphenated over the line end is a token of the first line
	Box    Box     `json:"box,omitzero"`
	Role   Role    `json:"role,omitempty"`
	Break  bool    `json:"break,omitempty"`  // it is not known that this line continues the one before
	Joint  float64 `json:"joint,omitempty"`  // probability that it does; 0 if not estimated
	Space  bool    `json:"space,omitempty"`  // a blank line or a clear vertical space stands before it
	Indent float64 `json:"indent,omitempty"` // first word's distance from the column's left edge, in line heights
	Short  bool    `json:"short,omitempty"`  // it ends clearly before the column's right edge
	Center bool    `json:"center,omitempty"` // both edges are indented alike
	Size   float64 `json:"size,omitempty"`   // font size relative to the volume's body text; 0 if unknown
	Face   Face    `json:"face,omitempty"`   // what most of its letters are set in

	// Candidates are the lines that it may continue instead of the one before,
	// likeliest first, where that is in doubt.
	Candidates []Candidate `json:"candidates,omitempty"`
}

// What is said of the joints of lines.
const (
	// BreakBelow is the chance of continuing under which a line is marked as a
	// break. A visible break is better than an invented sentence.
	BreakBelow = 0.7
	// LeastCandidate is the chance from which a line is named as a candidate.
	LeastCandidate = 0.02
)

// Candidate is a line that another one may continue.
type Candidate struct {
	Line        string  `json:"line"`        // its ID
	Probability float64 `json:"probability"` // calibrated, 0 to 1
}

// ID names the line by its first word; a line without words has none.
func (l Line) ID() string {
	if len(l.Words) == 0 {
		return ""
	}
	return l.Words[0].ID
}

// Raw is the line's diplomatic text.
func (l Line) Raw() string {
	n := 0
	for _, w := range l.Words {
		n += len(w.Raw) + 1
	}
	b := make([]byte, 0, n)
	for i, w := range l.Words {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, w.Raw...)
	}
	return string(b)
}
