package corpus

// Correction is what a person decided about the parts of a volume. Every later
// edition replays it; the evidence is never altered.
type Correction struct {
	Kind Correcting `json:"kind"`
	Word string     `json:"word"`           // Word.ID; the line that holds it is meant
	Part PartKind   `json:"part,omitempty"` // what begins there; for BeginPart
	Note string     `json:"note,omitempty"` // why, in the person's words
}

// Correcting is the kind of a correction.
type Correcting string

// The kinds of correction. To move a boundary is to join and to begin.
const (
	BeginPart Correcting = "begin-part" // a part begins on the line, or is of another kind
	JoinPart  Correcting = "join-part"  // the part that begins on the line belongs to the one before
)
