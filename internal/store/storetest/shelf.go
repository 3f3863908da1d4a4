package storetest

import (
	"errors"
	"testing"
	"time"

	"recto/internal/corpus"
)

// held queues Source(1) for review and claims its job.
func (f *fixture) held(t *testing.T, owner string) corpus.Job {
	t.Helper()
	src, data := Source(1)
	must(t, second(f.Blobs.Put(f.ctx, data)))
	job, err := f.AddJob(f.ctx, src, corpus.Person{}, true, noon)
	must(t, err)
	job, err = f.Claim(f.ctx, job.ID, owner, noon, noon.Add(lease), 3, "")
	must(t, err)
	return job
}

func testReview(t *testing.T, f *fixture) {
	job := f.held(t, "owner")
	if !job.Hold {
		t.Error("the job does not wait for review")
	}
	e := Edition(1)
	must(t, f.Save(f.ctx, e, job.ID, "owner", noon))
	job, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job", []any{job.State, job.Edition, job.Volume}, []any{corpus.Review, e.ID, e.Volume.ID})
	if _, err := f.Volume(f.ctx, e.Volume.ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("readers see what waits for review: %v", err)
	}
	s, err := f.OnShelf(f.ctx, e.Volume.ID)
	must(t, err)
	equal(t, "on the shelf", []any{s.State, s.Edition, s.Volume.Title}, []any{corpus.Draft, e.ID, e.Volume.Title})
	saved, err := f.Edition(f.ctx, e.ID)
	must(t, err)
	equal(t, "saved", saved, e)
	if err := f.Serve(f.ctx, e.ID, "another", job.ID, noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("publishing what was not seen: got %v", err)
	}
	must(t, f.Serve(f.ctx, e.ID, "", job.ID, noon))
	if err := f.Serve(f.ctx, e.ID, e.ID, job.ID, noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("publishing twice: got %v", err)
	}
	v, err := f.Volume(f.ctx, e.Volume.ID)
	must(t, err)
	equal(t, "served", v.Edition, e.ID)
	clean(t, f)
}

func testRollBack(t *testing.T, f *fixture) {
	old := f.publish(t, Edition(1))
	next := Edition(1)
	next.Made.Program, next.Parts = "2", next.Parts[1:]
	must(t, f.MarkIndexed(f.ctx, old.ID))
	f.publish(t, next)
	if err := f.Serve(f.ctx, old.ID, old.ID, 0, noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("rolling back what somebody else changed: got %v", err)
	}
	must(t, f.Serve(f.ctx, old.ID, next.ID, 0, noon))
	part, err := f.Part(f.ctx, old.Parts[0].ID)
	must(t, err)
	equal(t, "part of the earlier edition", part.Part, old.Parts[0])
	editions, err := f.VolumeEditions(f.ctx, old.Volume.ID)
	must(t, err)
	equal(t, "editions", len(editions), 2)
	for _, e := range editions {
		equal(t, "served", e.Served, e.ID == old.ID)
	}
	left, err := f.Unindexed(f.ctx)
	must(t, err)
	equal(t, "to index while the index has the earlier edition", len(left), 0)
	must(t, f.MarkIndexed(f.ctx, next.ID)) // which was on its way into the index
	left, err = f.Unindexed(f.ctx)
	must(t, err)
	equal(t, "to index", left, []string{old.ID})
	clean(t, f)
}

func testReprocess(t *testing.T, f *fixture) {
	job := f.held(t, "owner")
	running, err := f.Reprocess(f.ctx, job.Source.ID, false, noon)
	must(t, err)
	equal(t, "while it runs", []any{running.ID, running.State}, []any{job.ID, corpus.Running})
	must(t, f.Save(f.ctx, Edition(1), job.ID, "owner", noon))
	again, err := f.Reprocess(f.ctx, job.Source.ID, false, noon)
	must(t, err)
	equal(t, "while it waits for review", []any{again.ID, again.State, again.Hold}, []any{job.ID, corpus.Queued, true})
	must(t, f.Cancel(f.ctx, job.ID, "enough", noon))
	fresh, err := f.Reprocess(f.ctx, job.Source.ID, false, noon)
	must(t, err)
	if fresh.ID == job.ID || fresh.Hold {
		t.Errorf("after the end: got %+v", fresh)
	}
	if _, err := f.Reprocess(f.ctx, "none", false, noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a source that is not there: got %v", err)
	}
}

// testDue queues a large source, a small one and one that a person waits for.
func testDue(t *testing.T, f *fixture) {
	var want []int64
	for n := 1; n <= 3; n++ {
		src, _ := Source(n)
		if n == 1 {
			src.Size = 1 << 30
		}
		job, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon)
		must(t, err)
		if n == 3 {
			must(t, f.Cancel(f.ctx, job.ID, "", noon))
			job, err = f.Reprocess(f.ctx, src.ID, false, noon)
			must(t, err)
		}
		want = append([]int64{job.ID}, want...)
	}
	var got []int64
	for range 3 {
		job, err := f.Claim(f.ctx, 0, "a", noon, noon.Add(lease), 3, "")
		must(t, err)
		got = append(got, job.ID)
	}
	equal(t, "order of the queue", got, want)
	if err := f.Prefer(f.ctx, got[0], noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("preferring a job that runs: got %v", err)
	}
	for i := range got {
		must(t, f.Release(f.ctx, got[i], "a", noon))
	}
	last := got[2]
	must(t, f.Prefer(f.ctx, last, noon))
	job, err := f.Claim(f.ctx, 0, "a", noon, noon.Add(lease), 3, "")
	must(t, err)
	equal(t, "the job that is preferred", job.ID, last)
}

func testWithdrawn(t *testing.T, f *fixture) {
	e := f.publish(t, Edition(1))
	if err := f.Withdraw(f.ctx, e.Volume.ID, "other", "", ann, noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("withdrawing what was not seen: got %v", err)
	}
	must(t, f.Withdraw(f.ctx, e.Volume.ID, e.ID, "an author asked for it", ann, noon.Add(time.Hour)))
	for name, err := range map[string]error{
		"volume": second(f.Volume(f.ctx, e.Volume.ID)),
		"part":   second(f.Part(f.ctx, e.Parts[1].ID)),
	} {
		var gone *corpus.Gone
		if !errors.As(err, &gone) || !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%s: got %v, want that it was withdrawn", name, err)
			continue
		}
		equal(t, name, []any{gone.Reason, gone.By, gone.Volume.Title, gone.Since}, []any{"an author asked for it", ann.Name, e.Volume.Title, noon.Add(time.Hour)})
	}
	if _, err := f.Edition(f.ctx, e.ID); err != nil {
		t.Errorf("the edition is lost: %v", err)
	}
	delisted, err := f.Delisted(f.ctx)
	must(t, err)
	equal(t, "to be taken from the index", delisted, []string{e.Volume.ID})
	must(t, f.MarkDelisted(f.ctx, e.Volume.ID))
	delisted, err = f.Delisted(f.ctx)
	must(t, err)
	equal(t, "taken from the index", len(delisted), 0)
	clean(t, f)
	must(t, f.Serve(f.ctx, e.ID, "", 0, noon))
	must(t, second(f.Volume(f.ctx, e.Volume.ID)))
	clean(t, f)
}

func testTrash(t *testing.T, f *fixture) {
	served, withdrawn := f.publish(t, Edition(1)), f.publish(t, Edition(2))
	must(t, f.Withdraw(f.ctx, withdrawn.Volume.ID, withdrawn.ID, "why", ann, noon))
	draft := Edition(3)
	must(t, f.Save(f.ctx, draft, 0, "", noon))
	want := map[string]corpus.VolumeState{served.Volume.ID: corpus.Served, withdrawn.Volume.ID: corpus.Withdrawn, draft.Volume.ID: corpus.Draft}
	states := func() map[string]corpus.VolumeState {
		shelf, err := f.Shelf(f.ctx)
		must(t, err)
		m := map[string]corpus.VolumeState{}
		for _, s := range shelf {
			m[s.Volume.ID] = s.State
		}
		return m
	}
	equal(t, "before", states(), want)
	for volume := range want {
		must(t, f.Trash(f.ctx, volume, bo, noon))
		if err := f.Trash(f.ctx, volume, bo, noon); !errors.Is(err, corpus.ErrStale) {
			t.Errorf("thrown away twice: got %v", err)
		}
		equal(t, "in the trash", states()[volume], corpus.Trashed)
	}
	if _, err := f.Volume(f.ctx, served.Volume.ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("readers see what was thrown away: %v", err)
	}
	for volume := range want {
		must(t, f.Untrash(f.ctx, volume, noon))
		if err := f.Untrash(f.ctx, volume, noon); !errors.Is(err, corpus.ErrStale) {
			t.Errorf("restored twice: got %v", err)
		}
	}
	equal(t, "restored", states(), want)
	s, err := f.OnShelf(f.ctx, withdrawn.Volume.ID)
	must(t, err)
	equal(t, "reason", s.Reason, "why")
}

// testPurge empties the trash by a given clock: what is due goes with all that
// is its own, and nothing else does.
func testPurge(t *testing.T, f *fixture) {
	due, young, kept := f.publish(t, Edition(1)), f.publish(t, Edition(2)), f.publish(t, Edition(3))
	again := Edition(1)
	again.Made.Program = "2"
	f.publish(t, again)
	src := due.Volume.Sources[0]
	must(t, second(f.AddCorrections(f.ctx, 0, []corpus.CorrectionEntry{{Volume: due.Volume.ID, State: corpus.Accepted, Correction: corpus.Correction{Kind: corpus.SetField, Name: "title", Text: "x"}}}, noon)))
	job, err := f.AddJob(f.ctx, src, corpus.Person{}, true, noon)
	must(t, err)
	must(t, f.Cancel(f.ctx, job.ID, "enough", noon))
	must(t, f.Trash(f.ctx, due.Volume.ID, bo, noon))
	must(t, f.Trash(f.ctx, young.Volume.ID, bo, noon.Add(time.Second)))
	purge := func(at time.Time, want ...corpus.Purged) {
		t.Helper()
		got, err := f.Purge(f.ctx, at)
		must(t, err)
		equal(t, "purged at "+at.String(), got, want)
	}
	end := noon.Add(corpus.TrashKept)
	purge(end.Add(-time.Millisecond))

	job, err = f.AddJob(f.ctx, src, corpus.Person{}, true, noon.Add(time.Hour))
	must(t, err)
	purge(end) // somebody uploaded the source again
	must(t, f.Cancel(f.ctx, job.ID, "enough", end))
	want := corpus.Purged{Volume: due.Volume.ID, Title: due.Volume.Title, By: bo.Name, Since: noon, Editions: 2, Corrections: 1, Jobs: 2, Sources: 1}
	purge(end, want)
	purge(end)
	events, err := f.Events(f.ctx, corpus.EventFilter{What: "purge"})
	must(t, err)
	if len(events) != 1 || events[0].Object != due.Volume.ID || events[0].Detail != want.String() || !events[0].At.Equal(end) {
		t.Errorf("the log says %+v", events)
	}
	if removed, err := f.Sweep(f.ctx, end); err != nil || removed == 0 {
		t.Errorf("took %d blobs from the disk, %v", removed, err)
	}
	if removed, err := f.Sweep(f.ctx, end); err != nil || removed != 0 {
		t.Errorf("took %d blobs from the disk again, %v", removed, err)
	}
	for name, err := range map[string]error{
		"volume": second(f.OnShelf(f.ctx, due.Volume.ID)), "source": second(f.Source(f.ctx, src.ID)),
		"edition": second(f.Edition(f.ctx, due.ID)), "bytes": second(f.Blobs.Get(f.ctx, src.ID)), "job": second(f.Job(f.ctx, job.ID)),
	} {
		if !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%s is still there: %v", name, err)
		}
	}
	must(t, f.Untrash(f.ctx, young.Volume.ID, noon))
	for _, e := range []*corpus.Edition{young, kept} {
		must(t, second(f.Volume(f.ctx, e.Volume.ID)))
	}
	clean(t, f)
	must(t, second(f.Blobs.Put(f.ctx, []byte("The proceedings of seminar 1.\n"))))
	f.publish(t, Edition(1)) // the same volume may come again
	clean(t, f)
}
