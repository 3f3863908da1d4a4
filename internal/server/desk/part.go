package desk

import (
	"net/http"
	"slices"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// partPage is where one part is described, and where its beginning is moved.
type partPage struct {
	page.Frame
	Volume   corpus.Volume
	Part     reviewPart
	Before   *reviewPart // the part before it
	Kinds    []kindChoice
	Fields   []fieldValue // of a paper
	Evidence []string
	Seen     int64
	Earlier  []beginning // of the part before: where it may begin instead
	Later    []beginning // in it: where it, or a new part, may begin
	Picture  string      // of the scan that it begins on
	Scan     int
	Begins   *printedPage // on which it begins; nil where there is no picture
}

type kindChoice struct {
	Kind   corpus.PartKind
	Name   string
	Chosen bool
}

// beginning is a block at which a part may begin.
type beginning struct {
	Word string // Word.ID
	Text string
	Kind string
	Scan int
}

// mostBeginnings is how many blocks of each part can be chosen.
const mostBeginnings = 150

func (d *Rooms) part(w http.ResponseWriter, r *http.Request) error {
	e, i, err := d.partOf(r)
	if err != nil {
		return err
	}
	part := e.Parts[i]
	p := partPage{Frame: page.DeskFrame(partName(part)), Volume: e.Volume, Part: shownPart(e.Volume.ID, part, i == 0), Evidence: part.Evidence}
	if p.Seen, err = d.Library.CorrectionVersion(r.Context(), e.Volume.ID); err != nil {
		return err
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	if part.Paper != nil {
		p.Fields = paperValues(*part.Paper, byHand(log, part.Paper.ID))
	}
	for _, k := range corpus.PartKinds() {
		p.Kinds = append(p.Kinds, kindChoice{k, kindNames[k], k == part.Kind})
	}
	if i > 0 {
		before := shownPart(e.Volume.ID, e.Parts[i-1], i == 1)
		p.Before = &before
		earlier := beginnings(e, e.Parts[i-1])
		p.Earlier = earlier[max(0, len(earlier)-mostBeginnings):]
	}
	later := beginnings(e, part)
	p.Later = later[min(1, len(later)):min(len(later), mostBeginnings)]
	if len(later) > 0 {
		p.Scan = later[0].Scan
		p.Picture = pictureOf(e, p.Scan, 1600)
		p.Begins = printed(e, later[0].Word)
	}
	return d.render(w, r, "review-part", &p)
}

// beginnings are the places in a part where one may begin: its blocks, and, since
// what is short may be several things taken for one, the lines of these.
func beginnings(e *corpus.Edition, part corpus.Part) []beginning {
	lines := map[string]bool{}
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			if len(l.Words) > 0 {
				lines[l.ID()] = true
			}
		}
	}
	var all []beginning
	for _, b := range part.Blocks {
		first := true
		for i, t := range b.Tokens {
			if len(t.Words) == 0 || !first && (len(b.Tokens) > longBlock || !lines[t.ID()]) {
				continue
			}
			first = false
			all = append(all, beginning{t.ID(), clipped(corpus.Join(b.Tokens[i:])), string(b.Kind), t.Words[0].Scan})
		}
	}
	return all
}

// longBlock is how many words a block has whose lines are not offered.
const longBlock = 40

// clipped is as much of a text as a choice shows.
func clipped(s string) string {
	if text := []rune(s); len(text) > 80 {
		return string(text[:80]) + "…"
	}
	return s
}

// setBoundary moves where a part begins, joins it with the one before, begins
// another within it, or says what kind of part it is.
func (d *Rooms) setBoundary(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	e, i, err := d.partOf(r)
	if err != nil {
		return err
	}
	part, kind := e.Parts[i], corpus.PartKind(r.PostForm.Get("kind"))
	if !slices.Contains(corpus.PartKinds(), kind) {
		kind = part.Kind
	}
	here, there := placeOf(e, part.ID), placeOf(e, r.PostForm.Get("at"))
	var changes []corpus.Correction
	switch do := r.PostForm.Get("do"); {
	case do == "kind" && kind != part.Kind:
		changes = []corpus.Correction{{Kind: corpus.BeginPart, At: here, Part: kind}}
	case do == "kind":
	case i == 0 && (do == "join" || do == "move"):
		return page.BadRequest("The volume begins here", "Nothing was changed: no part comes before the first.")
	case do == "join":
		changes = []corpus.Correction{{Kind: corpus.JoinPart, At: here}}
	case (do == "move" || do == "split") && !known(e, there.First):
		return page.BadRequest("No place was chosen", "Nothing was changed. Go back and choose the line at which the part is to begin.")
	case do == "move":
		changes = []corpus.Correction{{Kind: corpus.JoinPart, At: here}, {Kind: corpus.BeginPart, At: there, Part: part.Kind}}
	case do == "split":
		changes = []corpus.Correction{{Kind: corpus.BeginPart, At: there, Part: kind}}
	default:
		return page.BadRequest("The form is not whole", "Nothing was changed. Load the page again and send it from there.")
	}
	return d.decide(w, r, changes, reviewURL(e.Volume.ID))
}

// known reports whether a word is in the text of an edition.
func known(e *corpus.Edition, word string) bool {
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, t := range b.Tokens {
				if t.ID() == word && word != "" {
					return true
				}
			}
		}
	}
	return false
}
