package desk

import (
	"fmt"
	"math"
	"net/http"
	"slices"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type volumesPage struct {
	page.Frame
	Volumes []shelved
	Trash   []shelved
}

// shelved is a volume in a list of the desk.
type shelved struct {
	corpus.ShelfEntry
	URL       string
	StateName string
	Days      int // left in the trash
}

var volumeStates = map[corpus.VolumeState]string{
	corpus.Draft: "Draft", corpus.Served: "Published", corpus.Withdrawn: "Withdrawn", corpus.Trashed: "In the trash",
}

func (d *Rooms) volumes(w http.ResponseWriter, r *http.Request) error {
	shelf, err := d.Library.Shelf(r.Context())
	if err != nil {
		return err
	}
	p := volumesPage{Frame: page.DeskFrame("Volumes")}
	for _, s := range shelf {
		shown := d.onShelf(s)
		if s.State == corpus.Trashed {
			p.Trash = append(p.Trash, shown)
			continue
		}
		p.Volumes = append(p.Volumes, shown)
	}
	return d.render(w, r, "editions-volumes", &p)
}

func (d *Rooms) onShelf(s corpus.ShelfEntry) shelved {
	left := s.Since.Add(corpus.TrashKept).Sub(d.Now())
	return shelved{s, careURL(s.Volume.ID), volumeStates[s.State], max(0, int(math.Ceil(left.Hours()/24)))}
}

// carePage is all that can be done about one volume.
type carePage struct {
	page.Frame
	Entry     shelved
	Review    string // address
	Waits     bool   // an edition waits for review
	Busy      *shownJob
	Editions  []shownEdition
	Conflicts []decision
	Admin     bool // may withdraw it and throw it away
}

type shownEdition struct {
	corpus.EditionEntry
	Short     string
	Conflicts int
	Problems  int
	Compare   string // address: with the one before it
	Corrected bool
	Taught    bool // by other volumes
}

func (d *Rooms) volume(w http.ResponseWriter, r *http.Request) error {
	entry, job, err := d.standing(r)
	if err != nil {
		return err
	}
	p := carePage{Frame: page.DeskFrame(entry.Volume.Title), Entry: d.onShelf(entry), Review: reviewURL(entry.Volume.ID), Admin: page.May(r.Context(), corpus.Administrator)}
	if job != nil {
		shown := show(*job)
		p.Busy, p.Waits = &shown, job.State == corpus.Review
	}
	editions, err := d.Library.VolumeEditions(r.Context(), entry.Volume.ID)
	if err != nil {
		return err
	}
	for i, e := range editions {
		shown := shownEdition{EditionEntry: e, Short: short(e.ID), Conflicts: len(e.Report.Conflicts), Problems: len(e.Report.Problems), Corrected: e.Made.Corrections != "", Taught: e.Made.Taught != ""}
		if i+1 < len(editions) {
			shown.Compare = compareURL(entry.Volume.ID, editions[i+1].ID, e.ID)
		}
		p.Editions = append(p.Editions, shown)
	}
	log, err := d.Library.Corrections(r.Context(), entry.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	for _, c := range log {
		if c.Conflict != "" {
			p.Conflicts = append(p.Conflicts, decision{c, describe(c)})
		}
	}
	return d.render(w, r, "editions", &p)
}

// sawServed is an error unless a form was made when readers had the edition that
// they have now.
func (d *Rooms) sawServed(r *http.Request) error {
	entry, err := d.Library.OnShelf(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	if was := r.PostForm.Get("was"); was != servedEdition(entry) {
		return fmt.Errorf("readers have edition %q, not %q: %w", servedEdition(entry), was, corpus.ErrStale)
	}
	return nil
}

// servedEdition is the edition that readers have; empty if they have none.
func servedEdition(s corpus.ShelfEntry) string {
	if s.State != corpus.Served {
		return ""
	}
	return s.Edition
}

// publish makes an edition the one that readers have: the one that waits for
// review, or an earlier one, to which the volume goes back in one step.
func (d *Rooms) publish(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	volume, edition, was := volumeID(r), r.PostForm.Get("edition"), r.PostForm.Get("was")
	editions, err := d.Library.VolumeEditions(r.Context(), volume)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(editions, func(e corpus.EditionEntry) bool { return e.ID == edition }) {
		return page.ErrNoPage
	}
	_, job, err := d.standing(r)
	if err != nil {
		return err
	}
	detail := "edition " + short(edition)
	if job != nil && job.State == corpus.Review && job.Edition == edition {
		err = d.Jobs.Publish(d.Noting(r.Context(), "publish volume", volume, detail), job.ID, edition, was)
	} else {
		err = d.Jobs.RollBack(d.Noting(r.Context(), "roll back volume", volume, detail), edition, was)
	}
	if err != nil {
		return err
	}
	return see(w, r, careURL(volume))
}

// withdraw takes a volume from the readers, who are told why.
func (d *Rooms) withdraw(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	reason := plainText(r.PostForm.Get("reason"))
	if reason == "" || len([]rune(reason)) > corpus.MostNote {
		return page.BadRequest("Say why", "Nothing was changed. Readers who look for the volume are shown the reason; go back and write it in a sentence or two.")
	}
	volume := volumeID(r)
	if err := d.sawServed(r); err != nil {
		return err
	}
	ctx := d.Noting(r.Context(), "withdraw volume", volume, reason)
	if err := d.Library.Withdraw(ctx, volume, r.PostForm.Get("was"), reason, page.Person(ctx), d.Now()); err != nil {
		return err
	}
	return d.taken(w, r, careURL(volume))
}

// trash throws a volume away, unless readers have got or lost an edition since the
// person looked.
func (d *Rooms) trash(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	if err := d.sawServed(r); err != nil {
		return err
	}
	ctx := d.Noting(r.Context(), "throw away volume", volumeID(r), "")
	if err := d.Library.Trash(ctx, volumeID(r), page.Person(ctx), d.Now()); err != nil {
		return err
	}
	return d.taken(w, r, "/admin/volumes")
}

func (d *Rooms) restore(w http.ResponseWriter, r *http.Request) error {
	ctx := d.Noting(r.Context(), "restore volume", volumeID(r), "")
	if err := d.Library.Untrash(ctx, volumeID(r), d.Now()); err != nil {
		return err
	}
	return d.taken(w, r, careURL(volumeID(r)))
}

// taken has the index follow what readers are served, and leads on.
func (d *Rooms) taken(w http.ResponseWriter, r *http.Request, next string) error {
	d.Jobs.NudgeIndex()
	return see(w, r, next)
}
