package correcting

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
	"recto/internal/server/page"
)

// teachPage shows where else a correction would change what is read.
type teachPage struct {
	page.Frame
	Teacher proposal
	Lesson  corpus.Lesson
	Parts   []lessonPart
	Places  int
	Seen    int64
	Taught  []taughtVolume // where corrections by this teacher wait to be processed
	Back    string
}

type taughtVolume struct {
	Volume corpus.Volume
	Places int
}

func (d *Rooms) teach(w http.ResponseWriter, r *http.Request) error {
	teacher, l, log, err := d.teacher(r)
	if err != nil {
		return err
	}
	p := teachPage{
		Frame: page.DeskFrame("Teach " + l.Seen + " → " + l.Printed), Lesson: l, Seen: latest(log),
		Teacher: proposal{teacher, describe(teacher.Correction)}, Back: wordURL(teacher.Volume, teacher.At.First),
	}
	err = d.eachVolume(r.Context(), teacher.Volume, func(e *corpus.Edition) error {
		p.Parts = append(p.Parts, lessonIn(e, l, of(log, e.Volume.ID))...)
		if n := taughtIn(log, e.Volume.ID, teacher.ID); n > 0 {
			p.Taught = append(p.Taught, taughtVolume{e.Volume, n})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, part := range p.Parts {
		p.Places += len(part.Places)
	}
	return d.render(w, r, "teach", &p)
}

// teacher is the accepted correction that an address names, what it teaches, and
// the log of the library as it stands.
func (d *Rooms) teacher(r *http.Request) (c corpus.CorrectionEntry, l corpus.Lesson, log []corpus.CorrectionEntry, err error) {
	id, err := page.Number(r, "correction")
	if err != nil {
		return c, l, nil, err
	}
	if log, err = d.Library.Corrections(r.Context(), ""); err != nil {
		return c, l, nil, err
	}
	i := slices.IndexFunc(log, func(c corpus.CorrectionEntry) bool { return c.ID == id && c.State == corpus.Accepted })
	if i < 0 {
		return c, l, nil, page.ErrNoPage
	}
	l, ok := log[i].Lesson()
	if !ok {
		return c, l, nil, page.ErrNoPage
	}
	return log[i], l, log, nil
}

// eachVolume goes through the editions at hand of the volumes that readers have,
// and of the one that the teacher is of, which comes first.
func (d *Rooms) eachVolume(ctx context.Context, first string, f func(*corpus.Edition) error) error {
	shelf, err := d.Library.Shelf(ctx)
	if err != nil {
		return err
	}
	slices.SortStableFunc(shelf, func(a, b corpus.ShelfEntry) int {
		switch {
		case a.Volume.ID == first:
			return -1
		case b.Volume.ID == first:
			return 1
		}
		return 0
	})
	for _, s := range shelf {
		if s.State != corpus.Served && s.Volume.ID != first {
			continue
		}
		_, e, err := d.atHand(ctx, s.Volume.ID)
		if err != nil {
			return err
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

// latest is the version of the whole library's log.
func latest(log []corpus.CorrectionEntry) (version int64) {
	for _, c := range log {
		version = max(version, c.Version)
	}
	return version
}

// of are the corrections of a volume that hold or may come to hold.
func of(log []corpus.CorrectionEntry, volume string) (all []corpus.CorrectionEntry) {
	for _, c := range log {
		if c.Volume == volume && (c.State == corpus.Accepted || c.State == corpus.Proposed) {
			all = append(all, c)
		}
	}
	return all
}

// taughtIn is how many corrections of a volume a teacher taught.
func taughtIn(log []corpus.CorrectionEntry, volume string, teacher int64) (n int) {
	for _, c := range log {
		if c.Volume == volume && c.Teacher == teacher && c.State == corpus.Accepted {
			n++
		}
	}
	return n
}

// taught makes corrections of the places that were chosen, in all volumes or in
// none.
func (d *Rooms) taught(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	version, err := seen(r)
	if err != nil {
		return err
	}
	teacher, l, log, err := d.teacher(r)
	if err != nil {
		return err
	}
	chosen := map[string]bool{}
	for _, word := range r.PostForm["place"] {
		chosen[word] = true
	}
	var entries []corpus.CorrectionEntry
	err = d.eachVolume(r.Context(), teacher.Volume, func(e *corpus.Edition) error {
		for _, part := range lessonIn(e, l, before(of(log, e.Volume.ID), version)) {
			for _, place := range part.Places {
				if chosen[place.Word] {
					entries = append(entries, d.lessonEntry(r, place, teacher))
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return see(w, r, teachURL(teacher.ID)+"#taught")
	}
	detail := describe(teacher.Correction) + ", in " + page.Plural(len(entries), "more place", "more places")
	ctx := d.Noting(r.Context(), "teach correction", strconv.FormatInt(teacher.ID, 10), detail)
	if _, err := d.Library.AddCorrections(ctx, version, entries, d.Now()); err != nil {
		return d.contested(w, r, err, teachURL(teacher.ID))
	}
	return see(w, r, teachURL(teacher.ID)+"#taught")
}

// before are the corrections that a person saw when the log had a version; what
// came later is for the library to compare.
func before(log []corpus.CorrectionEntry, version int64) (all []corpus.CorrectionEntry) {
	for _, c := range log {
		if c.Version <= version {
			all = append(all, c)
		}
	}
	return all
}

func (d *Rooms) lessonEntry(r *http.Request, place lessonPlace, teacher corpus.CorrectionEntry) corpus.CorrectionEntry {
	return corpus.CorrectionEntry{
		Correction: corpus.Correction{Kind: corpus.Reread, At: place.at, Text: place.Text, Note: plain(r.PostForm.Get("note"))},
		Volume:     place.Volume, State: corpus.Accepted, Author: page.Person(r.Context()), Teacher: teacher.ID,
	}
}

// byHand reports whether a person read any of some tokens.
func byHand(tokens []corpus.Token) bool {
	return slices.ContainsFunc(tokens, func(t corpus.Token) bool { return t.Emendation != nil && t.Emendation.Rule == replay.ByHand })
}
