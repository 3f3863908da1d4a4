package correcting

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// save makes corrections of the lines of a printed page that a person wrote
// otherwise.
func (d *Rooms) save(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	version, err := seen(r)
	if err != nil {
		return err
	}
	_, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	i := pageAt(e.Pages, chi.URLParam(r, "page"))
	if i < 0 {
		return page.ErrNoPage
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	lines := pageLines(e, i, accepted(log))
	written, clashes := writtenLines(r, lines)
	back := leafURL(e.Volume.ID, e.Pages[i].ID)
	if len(clashes) > 0 {
		return d.clashed(w, r, clashes, back)
	}
	all, err := editsOf(lines, written)
	if err == nil {
		err = replays(e, i, accepted(log), all.changes)
	}
	if err != nil {
		return page.BadRequest("That cannot be done", "Nothing was changed: "+err.Error()+".")
	}
	added, err := d.add(r, version, e.Volume.ID, all, log)
	if err != nil {
		return d.contested(w, r, err, back)
	}
	return see(w, r, back+savedQuery(added)+"#saved")
}

// clash is a line that reads otherwise than when the person's form was made.
type clash struct {
	Was, Mine, Now string
}

// writtenLines are the texts of the lines that a form changes, by Word.ID of the
// line's first word, and the lines that somebody else changed meanwhile.
func writtenLines(r *http.Request, lines []corpus.Line) (written map[string]string, clashes []clash) {
	written = map[string]string{}
	for _, l := range lines {
		if len(l.Words) == 0 || l.Role.Forme() {
			continue
		}
		id := l.ID()
		mine, was := plain(r.PostForm.Get("line-"+id)), plain(r.PostForm.Get("was-"+id))
		now := plain(corpus.Join(l.Tokens))
		switch {
		case !r.PostForm.Has("line-" + id), mine == was, mine == now:
		case was != now:
			clashes = append(clashes, clash{was, mine, now})
		default:
			written[id] = mine
		}
	}
	return written, clashes
}

// editsOf are the corrections of all lines that were written otherwise.
func editsOf(lines []corpus.Line, written map[string]string) (all edit, err error) {
	for i, l := range lines {
		if len(l.Words) == 0 {
			continue
		}
		text, ok := written[l.ID()]
		if !ok {
			continue
		}
		e, err := editOf(lines[i:min(len(lines), i+3)], text)
		if err != nil {
			return all, err
		}
		all.changes = append(all.changes, e.changes...)
		all.withoutSupply = append(all.withoutSupply, e.withoutSupply...)
	}
	return all, nil
}

// replays tells whether corrections can be replayed on the text at hand; if not,
// the error says why.
func replays(e *corpus.Edition, i int, before, changes []corpus.Correction) error {
	all := slices.Clone(before)
	for n, c := range changes {
		c.ID = int64(-1 - n)
		all = append(all, c)
	}
	_, report := corrected(lined(around(e.Pages, e.Pages[i].Scan), e.Parts), all)
	for _, c := range report.Conflicts {
		if c.Correction < 0 {
			return errors.New(c.Text)
		}
	}
	return nil
}

// add puts what a person wrote into the log: accepted from an editor, proposed
// from anybody else.
func (d *Rooms) add(r *http.Request, version int64, volume string, all edit, log []corpus.CorrectionEntry) ([]corpus.CorrectionEntry, error) {
	ctx, person := r.Context(), page.Person(r.Context())
	state, what := corpus.Proposed, "propose correction"
	if page.May(ctx, corpus.Editor) {
		state, what = corpus.Accepted, "correct volume"
	}
	if len(all.withoutSupply) > 0 && state == corpus.Proposed {
		return nil, page.BadRequest("Those words were supplied by hand", "Nothing was changed: only an editor may change or take out words that the scan's text lacks.")
	}
	noting := ctx
	var entries []corpus.CorrectionEntry
	for _, c := range all.changes {
		c.Note = plain(r.PostForm.Get("note"))
		if err := c.Check(volume); err != nil {
			return nil, page.BadRequest("That cannot be done", "Nothing was changed: "+err.Error()+".")
		}
		entries = append(entries, corpus.CorrectionEntry{Correction: c, Volume: volume, State: state, Author: person})
		noting = d.Noting(noting, what, volume, describe(c))
	}
	added, err := d.Library.AddCorrections(noting, version, entries, d.Now())
	if err != nil {
		return nil, err
	}
	return added, d.withdraw(ctx, all.withoutSupply, log)
}

// withdraw undoes the corrections that supplied words after others.
func (d *Rooms) withdraw(ctx context.Context, words []string, log []corpus.CorrectionEntry) error {
	for _, c := range log {
		if c.Kind != corpus.Supply || !slices.Contains(words, c.At.End()) {
			continue
		}
		noting := d.Noting(ctx, "undo correction", c.Volume, describe(c.Correction))
		if err := d.Library.DecideCorrection(noting, c.ID, corpus.Accepted, corpus.Undone, page.Person(ctx), d.Now()); err != nil {
			return err
		}
	}
	return nil
}

// savedQuery names corrections in an address.
func savedQuery(added []corpus.CorrectionEntry) string {
	const most = 40
	ids := make([]string, 0, most)
	for _, c := range added[:min(len(added), most)] {
		ids = append(ids, fmt.Sprint(c.ID))
	}
	return "?saved=" + strings.Join(ids, ",")
}

type contestedPage struct {
	page.Frame
	Clashes []clash
	Mine    string // a correction of the person's own, and the one that came first
	Theirs  *proposal
	Back    string
}

// clashed shows lines that somebody else changed meanwhile, side by side.
func (d *Rooms) clashed(w http.ResponseWriter, r *http.Request, all []clash, back string) error {
	p := contestedPage{Frame: page.DeskFrame("Somebody else was quicker"), Clashes: all, Back: back}
	return d.site.Render(w, r, http.StatusConflict, "correct-contested", &p)
}

// contested shows both corrections where somebody else was quicker.
func (d *Rooms) contested(w http.ResponseWriter, r *http.Request, err error, back string) error {
	var c *corpus.Contested
	if !errors.As(err, &c) {
		return err
	}
	p := contestedPage{
		Frame: page.DeskFrame("Somebody else was quicker"), Mine: describe(c.Mine), Back: back,
		Theirs: &proposal{c.Theirs, describe(c.Theirs.Correction)},
	}
	return d.site.Render(w, r, http.StatusConflict, "correct-contested", &p)
}
