package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// decide adds corrections to the log, has the volume processed again from its
// words, and leads on. The edition waits for review.
func (d *Rooms) decide(w http.ResponseWriter, r *http.Request, changes []corpus.Correction, next string) error {
	version, err := seen(r)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return see(w, r, next)
	}
	volume := volumeID(r)
	entry, err := d.Library.OnShelf(r.Context(), volume)
	if err != nil {
		return err
	}
	entries := make([]corpus.CorrectionEntry, len(changes))
	for i, c := range changes {
		if err := c.Check(volume); err != nil {
			return page.BadRequest("That cannot be done", "Nothing was changed: "+err.Error()+".")
		}
		entries[i] = corpus.CorrectionEntry{Correction: c, Volume: volume, State: corpus.Accepted, Author: page.Person(r.Context())}
	}
	if _, err := d.Library.AddCorrections(d.correcting(r.Context(), entries), version, entries, d.Now()); err != nil {
		return d.contested(w, r, err)
	}
	if _, err := d.Jobs.Reprocess(r.Context(), entry.Volume.Sources[0].ID, true); err != nil {
		return err
	}
	return see(w, r, next)
}

// correcting notes corrections.
func (d *Rooms) correcting(ctx context.Context, entries []corpus.CorrectionEntry) context.Context {
	for _, c := range entries {
		ctx = d.Noting(ctx, "correct volume", c.Volume, describe(c))
	}
	return ctx
}

type contestedPage struct {
	page.Frame
	Mine   string
	Theirs decision
	Back   string
}

// contested shows both corrections where somebody else was quicker.
func (d *Rooms) contested(w http.ResponseWriter, r *http.Request, err error) error {
	var c *corpus.Contested
	if !errors.As(err, &c) {
		return err
	}
	p := contestedPage{Frame: page.DeskFrame("Somebody else was quicker"), Back: reviewURL(c.Theirs.Volume)}
	p.Mine = describe(corpus.CorrectionEntry{Correction: c.Mine})
	p.Theirs = decision{c.Theirs, describe(c.Theirs)}
	return d.site.Render(w, r, http.StatusConflict, "review-contested", &p)
}

// undo takes a decision back and has the volume processed again.
func (d *Rooms) undo(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PostForm.Get("correction"), 10, 64)
	if err != nil {
		return page.BadRequest("The form is not whole", "Nothing was changed. Load the page again and send it from there.")
	}
	volume := volumeID(r)
	entry, err := d.Library.OnShelf(r.Context(), volume)
	if err != nil {
		return err
	}
	all, err := d.Library.Corrections(r.Context(), volume)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.ID != id {
			continue
		}
		ctx := d.Noting(r.Context(), "undo correction", volume, describe(c))
		if err := d.Library.DecideCorrection(ctx, id, corpus.Accepted, corpus.Undone, page.Person(ctx), d.Now()); err != nil {
			return d.contested(w, r, err)
		}
		if _, err := d.Jobs.Reprocess(r.Context(), entry.Volume.Sources[0].ID, true); err != nil {
			return err
		}
		return see(w, r, reviewURL(volume))
	}
	return page.ErrNoPage
}

// process has a volume processed again, as after an update of the program.
func (d *Rooms) process(w http.ResponseWriter, r *http.Request) error {
	entry, err := d.Library.OnShelf(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	ctx := d.Noting(r.Context(), "process volume", entry.Volume.ID, "")
	job, err := d.Jobs.Reprocess(ctx, entry.Volume.Sources[0].ID, true)
	if err != nil {
		return err
	}
	return see(w, r, jobURL(job.ID))
}

// decision is a correction with what it says in words.
type decision struct {
	corpus.CorrectionEntry
	Words string
}

// describe says what a correction decides, in words.
func describe(c corpus.CorrectionEntry) string {
	switch c.Kind {
	case corpus.SetField:
		of := "of the volume"
		if c.At.First != "" {
			of = "of the paper at “" + c.At.Raw + "”"
		}
		return fmt.Sprintf("%s %s: “%s”", labels[c.Name][0], of, c.Text)
	case corpus.BeginPart:
		return fmt.Sprintf("%s begins at “%s”", kindNames[c.Part], c.At.Raw)
	case corpus.JoinPart:
		return fmt.Sprintf("what begins at “%s” belongs to the part before", c.At.Raw)
	}
	return page.Reading(c.Correction)
}
