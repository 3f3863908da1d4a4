package correcting

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
	"recto/internal/server/page"
)

// leafPage is a printed page with its lines, each beside its picture.
type leafPage struct {
	page.Frame
	Volume   corpus.Volume
	Page     corpus.Page
	Name     string
	URL      string
	Before   string // address of the page before, and of the one after
	After    string
	Picture  string     // address; empty in a text source
	Shown    corpus.Box // what of the scan the picture shows
	Seen     int64      // version of the log of corrections
	Editor   bool
	Waiting  int // accepted corrections that the edition at hand does not have
	Lines    []shownLine
	Saved    []savedCorrection
	Proposed bool // what was saved waits for an editor
	Doubts   int
	Arrange  string // address where the scan's lines are put in order
	Joints   int    // that are open on the scan
}

// shownLine is a line as it can be corrected.
type shownLine struct {
	ID        string // Word.ID of its first word
	Text      string
	Raw       string
	Role      corpus.Role // not empty for what is kept out of the text
	View      *corpus.Box // of the scan; nil in a text source
	Doubts    []doubtful
	Decided   []corpus.Box // words that a person read
	Proposals []proposal
	Here      bool
}

// doubtful is a word of a line that may be read wrongly.
type doubtful struct {
	Text         string
	Raw          string
	At           int // how many characters of the line's text stand before it
	Alternatives []string
	Boxes        []corpus.Box
}

// proposal is a correction in words.
type proposal struct {
	corpus.CorrectionEntry
	Words string
}

// savedCorrection is one that was saved just now.
type savedCorrection struct {
	proposal
	Teach string // address of where the same is looked for elsewhere; empty if nothing can be
}

// doubt is the confidence below which a word is doubtful.
const doubt = .8

func (d *Rooms) leaf(w http.ResponseWriter, r *http.Request) error {
	entry, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	i := pageAt(e.Pages, chi.URLParam(r, "page"))
	if i < 0 {
		return page.ErrNoPage
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted, corpus.Proposed)
	if err != nil {
		return err
	}
	p := leafPage{
		Frame: page.DeskFrame(pageName(e.Pages[i]) + " of " + e.Volume.Title), Volume: e.Volume, Page: e.Pages[i], Name: pageName(e.Pages[i]),
		URL: leafURL(e.Volume.ID, e.Pages[i].ID), Editor: page.May(r.Context(), corpus.Editor), Waiting: waiting(e, entry, log),
		Arrange: arrangeURL(e.Volume.ID, e.Pages[i].Scan), Joints: len(openJoints(arrangedScan(e, e.Pages[i].Scan, accepted(log)), taken(log))),
	}
	if p.Seen, err = d.Library.CorrectionVersion(r.Context(), e.Volume.ID); err != nil {
		return err
	}
	p.turn(e, i)
	p.addPicture(e, i)
	lines := pageLines(e, i, accepted(log))
	p.addLines(lines, log, r.URL.Query().Get("word"))
	p.addSaved(log, r.URL.Query().Get("saved"))
	return d.render(w, r, "correct", &p)
}

// pageLines are the lines of a printed page with the tokens that they read as,
// corrections replayed.
func pageLines(e *corpus.Edition, i int, all []corpus.Correction) []corpus.Line {
	near, _ := corrected(lined(around(e.Pages, e.Pages[i].Scan), e.Parts), all)
	return near[pageAt(near, e.Pages[i].ID)].Lines
}

func accepted(log []corpus.CorrectionEntry) []corpus.Correction {
	var all []corpus.Correction
	for _, c := range log {
		if c.State == corpus.Accepted {
			all = append(all, c.Correction)
		}
	}
	return all
}

// waiting is how many accepted corrections an edition does not have, as far as
// the library knows; at least one if the two do not agree.
func waiting(e *corpus.Edition, entry corpus.ShelfEntry, log []corpus.CorrectionEntry) int {
	if corpus.CorrectionsHash(accepted(log)) == e.Made.Corrections {
		return 0
	}
	return max(1, entry.Waiting)
}

func pageName(p corpus.Page) string {
	if p.Folio != "" {
		return "Page " + p.Folio
	}
	name := "Scan " + strconv.Itoa(p.Scan)
	if p.Side != corpus.Whole {
		name += ", " + string(p.Side)
	}
	return name
}

// turn sets the addresses of the pages before and after.
func (p *leafPage) turn(e *corpus.Edition, i int) {
	if i > 0 {
		p.Before = leafURL(e.Volume.ID, e.Pages[i-1].ID)
	}
	if i+1 < len(e.Pages) {
		p.After = leafURL(e.Volume.ID, e.Pages[i+1].ID)
	}
}

// addPicture sets the picture that the lines' strips are of.
func (p *leafPage) addPicture(e *corpus.Edition, i int) {
	scan := scanOf(e, e.Pages[i].Scan)
	if scan == nil || scan.Picture == "" {
		return
	}
	part := shownPart(*scan, e.Pages[i])
	p.Shown = corpus.Box{X1: float64(part.Min.X), Y1: float64(part.Min.Y), X2: float64(part.Max.X), Y2: float64(part.Max.Y)}
	p.Picture = p.URL + "/picture?v=" + corpus.ShortID(scan.Picture)
}

func (p *leafPage) addLines(lines []corpus.Line, log []corpus.CorrectionEntry, here string) {
	width := usualWidth(lines)
	for _, l := range lines {
		if len(l.Words) == 0 {
			continue
		}
		s := shownLine{ID: l.ID(), Text: corpus.Join(l.Tokens), Raw: l.Raw(), Role: l.Role}
		s.Here = here != "" && has(l.Words, here)
		if p.Picture != "" && l.Words[0].HasBox() {
			view := stripOf(l, width, p.Shown)
			s.View = &view
		}
		if !l.Role.Forme() {
			s.addDoubts(l)
		}
		p.Doubts += len(s.Doubts)
		for _, c := range log {
			if c.State == corpus.Proposed && (c.Kind == corpus.Reread || c.Kind == corpus.Supply) && has(l.Words, c.At.First) {
				s.Proposals = append(s.Proposals, proposal{c, describe(c.Correction)})
			}
		}
		p.Lines = append(p.Lines, s)
	}
}

// addDoubts finds the words of a line that deserve a look, and those that a
// person read.
func (s *shownLine) addDoubts(l corpus.Line) {
	at := 0
	for _, t := range l.Tokens {
		text := corpus.Join([]corpus.Token{t})
		m := t.Emendation
		switch {
		case m != nil && (m.Rule == replay.ByHand || m.Rule == replay.Supplied):
			s.Decided = append(s.Decided, boxesOf(t, l)...)
		case t.Gap != "", m != nil && m.Confidence < doubt:
			d := doubtful{Text: text, Raw: t.Raw(), At: at, Boxes: boxesOf(t, l)}
			if m != nil {
				for _, a := range m.Alternatives {
					d.Alternatives = append(d.Alternatives, a.Text)
				}
			}
			if d.Raw != "" && d.Raw != text && !slices.Contains(d.Alternatives, d.Raw) {
				d.Alternatives = append(d.Alternatives, d.Raw)
			}
			d.Alternatives = d.Alternatives[:min(len(d.Alternatives), 9)]
			s.Doubts = append(s.Doubts, d)
		}
		at += len([]rune(text)) + 1
	}
}

// boxesOf are the boxes of those words of a token that stand on a line.
func boxesOf(t corpus.Token, l corpus.Line) []corpus.Box {
	var all []corpus.Box
	for _, w := range t.Words {
		if w.HasBox() && has(l.Words, w.ID) {
			all = append(all, w.Box)
		}
	}
	return all
}

// usualWidth is that of the line in the middle, by width.
func usualWidth(lines []corpus.Line) float64 {
	if len(lines) == 0 {
		return 0
	}
	widths := make([]float64, len(lines))
	for i, l := range lines {
		widths[i] = wordsBox(l).Width()
	}
	slices.Sort(widths)
	return widths[len(widths)/2]
}

func wordsBox(l corpus.Line) (b corpus.Box) {
	for _, w := range l.Words {
		b = b.Union(w.Box)
	}
	return b
}

// stripOf is a line with a little of what is above and below it. Short lines are
// shown as wide as others, so that letters are about as large in all.
func stripOf(l corpus.Line, width float64, page corpus.Box) corpus.Box {
	line := wordsBox(l)
	line.X2 = max(line.X2, line.X1+width)
	air := 0.5 * line.Height()
	return corpus.Box{
		X1: max(page.X1, line.X1-air), Y1: max(page.Y1, line.Y1-air),
		X2: min(page.X2, line.X2+air), Y2: min(page.Y2, line.Y2+air),
	}
}

// addSaved tells what came of the form that led here.
func (p *leafPage) addSaved(log []corpus.CorrectionEntry, ids string) {
	for _, id := range strings.Split(ids, ",") {
		n, err := strconv.ParseInt(id, 10, 64)
		i := slices.IndexFunc(log, func(c corpus.CorrectionEntry) bool { return c.ID == n })
		if err != nil || i < 0 {
			continue
		}
		s := savedCorrection{proposal: proposal{log[i], describe(log[i].Correction)}}
		if _, ok := log[i].Lesson(); ok && p.Editor {
			s.Teach = teachURL(n)
		}
		p.Proposed = p.Proposed || log[i].State == corpus.Proposed
		p.Saved = append(p.Saved, s)
	}
}

// toWord leads to the line in which a word stands.
func (d *Rooms) toWord(w http.ResponseWriter, r *http.Request) error {
	_, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	word := chi.URLParam(r, "word")
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			if has(l.Words, word) {
				return see(w, r, leafURL(e.Volume.ID, p.ID)+"?word="+word)
			}
		}
	}
	return page.ErrNoPage
}
