package corpus

import "time"

// Correction is what a person decided about a volume. Every later edition
// replays it in the order of the log; the evidence is never altered.
type Correction struct {
	ID   int64      `json:"id,omitempty"` // its place in the log; 0 outside a library
	Kind Correcting `json:"kind"`
	At   Place      `json:"at,omitzero"`    // the words that are meant
	Text string     `json:"text,omitempty"` // the reading, or the value of a field
	Part PartKind   `json:"part,omitempty"` // what begins there; for BeginPart
	Name string     `json:"name,omitempty"` // the field; for SetField
	Note string     `json:"note,omitempty"` // why, in the person's words
}

// Decided is all that people decided and that an edition is made with.
type Decided struct {
	Corrections []Correction // of the volume, in the order of their log; replayed
	Taught      Taught       // by the library's other volumes
}

// Place is a run of words of one line, found again by id, and where a new
// reading of the scan gave other words, by where they stand and what they read.
type Place struct {
	First string `json:"first"`          // Word.ID
	Last  string `json:"last,omitempty"` // Word.ID; empty for one word
	Raw   string `json:"raw,omitempty"`  // what they read when the correction was made
	Scan  int    `json:"scan,omitempty"`
	Box   Box    `json:"box,omitzero"` // that holds them, on the scan; zero in a text source

	Before string `json:"before,omitempty"` // what the words before them on the line read, up to three
	After  string `json:"after,omitempty"`  // and those after them
}

// End is the id of the last word.
func (p Place) End() string {
	if p.Last == "" {
		return p.First
	}
	return p.Last
}

// Correcting is the kind of a correction.
type Correcting string

// The kinds of correction.
const (
	Reread    Correcting = "reread"     // the words read as Text; no Text: they are debris
	Supply    Correcting = "supply"     // Text, which the OCR missed, stands after the words
	Follow    Correcting = "follow"     // the line of the first word continues the line of the last
	PartLine  Correcting = "part-line"  // the line of the first word continues no other that is known
	CutLine   Correcting = "cut-line"   // the line holds pieces of two; the second begins with the word
	Stand     Correcting = "stand"      // the line stands on the page of its scan that Name says: a [Side], left or right
	BeginPart Correcting = "begin-part" // a part begins on the line, or is of another kind
	JoinPart  Correcting = "join-part"  // the part that begins on the line belongs to the one before
	SetField  Correcting = "set-field"  // a field of the volume, or of the paper that begins with the word, is Text
)

// CorrectionState is what became of a correction.
type CorrectionState string

// The states.
const (
	Proposed CorrectionState = "proposed" // by somebody who may not decide
	Accepted CorrectionState = "accepted" // replayed in every edition from now on
	Refused  CorrectionState = "refused"
	Undone   CorrectionState = "undone" // was accepted, and is no more
)

// CorrectionEntry is a correction in a library's log.
type CorrectionEntry struct {
	Correction
	Volume   string
	Version  int64 // of the log when this entry changed last; higher is later
	State    CorrectionState
	Author   Person
	Made     time.Time
	Decider  Person // who accepted, refused or undid it
	Decided  time.Time
	Teacher  int64  // the correction that taught this one; 0 for none
	Conflict string // why the edition that was made last could not replay it; empty where it could
}

// Conflict is a correction that an edition could not replay.
type Conflict struct {
	Correction int64  `json:"correction"` // Correction.ID
	Text       string `json:"text"`       // why, and what to do
}
