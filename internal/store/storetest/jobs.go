package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
)

const lease = time.Minute

// claim queues Source(n) and claims its job.
func (f *fixture) claim(t *testing.T, n int, owner string) corpus.Job {
	t.Helper()
	src, _ := Source(n)
	job, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon)
	must(t, err)
	job, err = f.Claim(f.ctx, job.ID, owner, noon, noon.Add(lease), 3, "begun too often")
	must(t, err)
	return job
}

func testOneJob(t *testing.T, f *fixture) {
	src, _ := Source(1)
	first, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon)
	must(t, err)
	equal(t, "job", first, corpus.Job{ID: first.ID, Source: src, State: corpus.Queued, Created: noon, Updated: noon})
	again, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon.Add(time.Hour))
	must(t, err)
	equal(t, "same source queued again", again, first)
	_, err = f.Claim(f.ctx, 0, "a", noon, noon.Add(lease), 3, "")
	must(t, err)
	must(t, f.Fail(f.ctx, first.ID, "a", "no text", noon))
	third, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon)
	must(t, err)
	if third.ID == first.ID {
		t.Error("a job that failed was given as one that waits")
	}
	jobs, err := f.Jobs(f.ctx)
	must(t, err)
	if len(jobs) != 2 || jobs[0].ID != third.ID || jobs[1].Error != "no text" {
		t.Errorf("got jobs %+v", jobs)
	}
}

func testClaim(t *testing.T, f *fixture) {
	one, two := f.claim(t, 1, "a"), f.claim(t, 2, "b")
	equal(t, "claimed", []any{one.State, one.Attempts}, []any{corpus.Running, 1})
	if _, err := f.Claim(f.ctx, 0, "c", noon, noon.Add(lease), 3, ""); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("claiming where all are held: got %v", err)
	}
	later := noon.Add(lease / 2)
	one.Stage, one.Done, one.Total = "layout", 2, 9
	_, err := f.Renew(f.ctx, one, "a", later, later.Add(lease))
	must(t, err)
	got, err := f.Job(f.ctx, one.ID)
	must(t, err)
	equal(t, "progress", []any{got.Stage, got.Done, got.Total, got.Updated}, []any{"layout", 2, 9, later})
	stolen, err := f.Claim(f.ctx, 0, "c", noon.Add(lease), noon.Add(2*lease), 3, "")
	must(t, err)
	equal(t, "job whose lease was over", []any{stolen.ID, stolen.Attempts}, []any{two.ID, 2})
	owners, err := f.Owners(f.ctx)
	must(t, err)
	equal(t, "owners", owners, []string{"a", "c"})
	must(t, f.Expire(f.ctx, "a"))
	stolen, err = f.Claim(f.ctx, 0, "d", noon, noon.Add(lease), 3, "")
	must(t, err)
	equal(t, "job of a dead owner", stolen.ID, one.ID)
}

func testAttempts(t *testing.T, f *fixture) {
	job := f.claim(t, 1, "a")
	at := noon
	for n := 2; n <= 3; n++ {
		at = at.Add(lease)
		got, err := f.Claim(f.ctx, 0, "a", at, at.Add(lease), 3, "begun too often")
		must(t, err)
		equal(t, "attempts", got.Attempts, n)
	}
	at = at.Add(lease)
	if _, err := f.Claim(f.ctx, 0, "a", at, at.Add(lease), 3, "begun too often"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("fourth attempt: got %v", err)
	}
	job, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job", []any{job.State, job.Error}, []any{corpus.Failed, "begun too often"})
}

// testForgiven gives a source again and again, each time after the program died.
func testForgiven(t *testing.T, f *fixture) {
	src, _ := Source(1)
	at := noon
	for range 5 {
		job, err := f.AddJob(f.ctx, src, corpus.Person{}, false, at)
		must(t, err)
		job, err = f.Claim(f.ctx, job.ID, "a", at, at.Add(lease), 3, "begun too often")
		must(t, err)
		equal(t, "state", job.State, corpus.Running)
		at = at.Add(lease)
	}
}

func testLostLease(t *testing.T, f *fixture) {
	job := f.claim(t, 1, "a")
	at := noon.Add(lease)
	_, err := f.Claim(f.ctx, job.ID, "b", at, at.Add(lease), 3, "")
	must(t, err)
	e := Edition(1)
	for name, err := range map[string]error{
		"renew":     second(f.Renew(f.ctx, job, "a", at, at.Add(lease))),
		"fail":      f.Fail(f.ctx, job.ID, "a", "x", at),
		"release":   f.Release(f.ctx, job.ID, "a", at),
		"unchanged": f.Unchanged(f.ctx, job.ID, "a", e, at),
		"publish":   f.Publish(f.ctx, e, job.ID, "a", at),
	} {
		if !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%s by one who lost the job: got %v", name, err)
		}
	}
	must(t, f.Unchanged(f.ctx, job.ID, "b", e, at))
	job, err = f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job", []any{job.State, job.Unchanged, job.Volume}, []any{corpus.Published, true, e.Volume.ID})
}

func testCancelRetry(t *testing.T, f *fixture) {
	src, _ := Source(1)
	job, err := f.AddJob(f.ctx, src, corpus.Person{}, false, noon)
	must(t, err)
	if err := f.Retry(f.ctx, job.ID, noon); !errors.Is(err, corpus.ErrExists) {
		t.Errorf("retrying a job that waits: got %v", err)
	}
	must(t, f.Cancel(f.ctx, job.ID, "cancelled", noon))
	got, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "cancelled while queued", []any{got.State, got.Error}, []any{corpus.Failed, "cancelled"})
	must(t, f.Retry(f.ctx, job.ID, noon))
	job = f.claim(t, 1, "a")
	must(t, f.Cancel(f.ctx, job.ID, "cancelled", noon))
	stop, err := f.Renew(f.ctx, job, "a", noon, noon.Add(lease))
	must(t, err)
	equal(t, "told to stop", stop, true)
	must(t, f.Fail(f.ctx, job.ID, "a", "cancelled", noon))
	must(t, f.Retry(f.ctx, job.ID, noon))
	job = f.claim(t, 1, "a")
	stop, err = f.Renew(f.ctx, job, "a", noon, noon.Add(lease))
	must(t, err)
	equal(t, "after a retry", []any{stop, job.Attempts, job.Error}, []any{false, 1, ""})
	if err := f.Cancel(f.ctx, 99, "", noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("cancelling a job that is not there: got %v", err)
	}
}

func testRelease(t *testing.T, f *fixture) {
	job := f.claim(t, 1, "a")
	must(t, f.Release(f.ctx, job.ID, "a", noon))
	job, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "released", []any{job.State, job.Attempts}, []any{corpus.Queued, 0})
}

// testConcurrent lets several owners fight for the jobs while readers read.
func testConcurrent(t *testing.T, f *fixture) {
	const jobs = 8
	for n := range jobs {
		src, _ := Source(n)
		must(t, second(f.AddJob(f.ctx, src, corpus.Person{}, false, noon)))
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	claimed := map[int64]int{}
	for n := range 4 {
		group.Go(func() {
			owner := fmt.Sprint("owner", n)
			for {
				job, err := f.Claim(f.ctx, 0, owner, noon, noon.Add(lease), 3, "")
				if errors.Is(err, corpus.ErrNotFound) {
					return
				}
				if err == nil {
					err = f.Publish(f.ctx, Edition(int(job.ID)), job.ID, owner, noon)
				}
				if _, e := f.Volumes(f.ctx); err != nil || e != nil {
					t.Error(err, e)
					return
				}
				mu.Lock()
				claimed[job.ID]++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	equal(t, "jobs claimed", len(claimed), jobs)
	for id, n := range claimed {
		equal(t, fmt.Sprintf("times that job %d was claimed", id), n, 1)
	}
}
