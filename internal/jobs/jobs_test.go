package jobs_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/jobs"
)

func enqueue(t *testing.T, r *jobs.Runner, name, text string) corpus.Job {
	t.Helper()
	job, err := r.Enqueue(t.Context(), name, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func runJob(t *testing.T, r *jobs.Runner, id int64) corpus.Job {
	t.Helper()
	job, err := r.Run(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// clean says what is amiss with the library, which should be nothing.
func clean(t *testing.T, l *library) {
	t.Helper()
	problems, err := l.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("check: %v", p)
	}
}

func TestRun(t *testing.T) {
	l, p := testLibrary(t), &plain{}
	r := jobs.New(l.config(p))
	job := enqueue(t, r, `C:\papers\seminar.txt`, proceedings)
	if job.State != corpus.Queued || job.Source.Name != "seminar.txt" {
		t.Errorf("got job %+v", job)
	}
	job = runJob(t, r, job.ID)
	if job.State != corpus.Published || job.Unchanged || job.Error != "" || job.Attempts != 1 {
		t.Errorf("got job %+v", job)
	}
	v, err := l.Volume(t.Context(), job.Volume)
	if err != nil || v.Edition != job.Edition || v.Scans != 2 {
		t.Errorf("got volume %+v, %v", v, err)
	}
	if got := l.index.holds(job.Volume); got != job.Edition {
		t.Errorf("the index holds edition %q, want %q", got, job.Edition)
	}
	hash, err := l.ScanPicture(t.Context(), job.Volume, 2)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := l.Blobs.Get(t.Context(), hash); err != nil || !strings.HasPrefix(string(data), "picture of scan 2") {
		t.Errorf("got picture %q, %v", data, err)
	}
	if again := runJob(t, r, job.ID); again != job {
		t.Errorf("running a job that is done: got %+v", again)
	}
	clean(t, l)
}

func TestSameAgainIsUnchanged(t *testing.T) {
	l, p := testLibrary(t), &plain{how: corpus.Making{Program: "1"}}
	r := jobs.New(l.config(p))
	first := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	again := runJob(t, r, enqueue(t, r, "b.txt", proceedings).ID)
	if !again.Unchanged || again.Edition != first.Edition || again.ID == first.ID {
		t.Errorf("got %+v after %+v", again, first)
	}
	if runs, _ := p.counts(); runs != 1 {
		t.Errorf("the pipeline ran %d times, want once", runs)
	}

	p.how.Glossary = "another"
	changed := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	if changed.Unchanged || changed.Edition == first.Edition {
		t.Errorf("with another glossary: got %+v", changed)
	}
	if _, drawn := p.counts(); drawn != 2 {
		t.Errorf("%d pictures were drawn for two scans", drawn)
	}

	p.how.Glossary = ""
	back := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	if back.Unchanged || back.Edition != first.Edition {
		t.Errorf("with the first glossary again: got %+v, want edition %s served anew", back, first.Edition)
	}
	if runs, _ := p.counts(); runs != 1 || p.again != 1 {
		t.Errorf("the pipeline ran %d times and %d times from words that were there, want each once", runs, p.again)
	}
	if got := l.index.holds(first.Volume); got != first.Edition {
		t.Errorf("the index holds %q", got)
	}
	clean(t, l)
}

func TestFailuresSayWhatToDo(t *testing.T) {
	l := testLibrary(t)
	r := jobs.New(l.config(&plain{}))
	for text, want := range map[string]string{"picture": "OCR is needed", "break": "The program broke"} {
		job := runJob(t, r, enqueue(t, r, text, text).ID)
		if job.State != corpus.Failed || !strings.Contains(job.Error, want) {
			t.Errorf("%s: got %s with %q, want words with %q", text, job.State, job.Error, want)
		}
	}
	if v, err := l.Volumes(t.Context()); err != nil || len(v) != 0 {
		t.Errorf("got volumes %v, %v", v, err)
	}
	clean(t, l)
}

func TestScanThatCannotBeDrawn(t *testing.T) {
	l := testLibrary(t)
	r := jobs.New(l.config(&plain{}))
	job := runJob(t, r, enqueue(t, r, "a", "undrawable\fand a second scan").ID)
	v, err := l.Volume(t.Context(), job.Volume)
	if err != nil || len(v.Report.Problems) != 1 || v.Report.Problems[0].Scan != 1 {
		t.Errorf("got volume %+v, %v, want one problem with scan 1", v, err)
	}
}

func TestRefusedSourcesLeaveNothing(t *testing.T) {
	l := testLibrary(t)
	c := l.config(&plain{})
	c.MaxBytes = 10
	r := jobs.New(c)
	for text, want := range map[string]error{"": corpus.ErrNoText, "\x00": corpus.ErrUnsupported, "eleven byte": corpus.ErrTooLarge} {
		if _, err := r.Enqueue(t.Context(), "a", strings.NewReader(text)); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", text, err, want)
		}
	}
	for hash := range l.blobs.List(t.Context()) {
		t.Errorf("blob %s was left", hash)
	}
	if all, err := l.Jobs(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("got jobs %v, %v", all, err)
	}
}

func TestNames(t *testing.T) {
	l := testLibrary(t)
	r := jobs.New(l.config(&plain{}))
	for name, want := range map[string]string{
		"": "source", "/": "source", "../../etc/passwd": "passwd", "a\x00b\n.txt": "ab.txt", "\xff": "source",
		strings.Repeat("ä", 300): strings.Repeat("ä", 200),
	} {
		if job := enqueue(t, r, name, "source "+want); job.Source.Name != want {
			t.Errorf("%q: got %q, want %q", name, job.Source.Name, want)
		}
	}
}

func TestCancelAndRetry(t *testing.T) {
	l, p := testLibrary(t), &plain{holding: make(chan struct{}, 1)}
	c := l.config(p)
	c.Lease = time.Second
	r := jobs.New(c)
	job := enqueue(t, r, "a", "hold")
	go func() {
		<-p.holding
		if err := r.Cancel(context.Background(), job.ID); err != nil {
			t.Error(err)
		}
	}()
	job = runJob(t, r, job.ID)
	if job.State != corpus.Failed || !strings.Contains(job.Error, "Cancelled") {
		t.Errorf("got %s with %q", job.State, job.Error)
	}
	if err := r.Retry(t.Context(), job.ID); err != nil {
		t.Fatal(err)
	}
	job, err := l.Job(t.Context(), job.ID)
	if err != nil || job.State != corpus.Queued || job.Error != "" {
		t.Errorf("after a retry: got %+v, %v", job, err)
	}
}

// A runner that is stopped puts its job back, and does not count the attempt.
func TestStopReleases(t *testing.T) {
	l, p := testLibrary(t), &plain{holding: make(chan struct{}, 1)}
	r := jobs.New(l.config(p))
	job := enqueue(t, r, "a", "hold")
	ctx, stop := context.WithCancel(t.Context())
	go func() { <-p.holding; stop() }()
	r.Serve(ctx)
	job, err := l.Job(t.Context(), job.ID)
	if err != nil || job.State != corpus.Queued || job.Attempts != 0 {
		t.Errorf("got %+v, %v, want it queued", job, err)
	}
}

// Serve takes up what is queued by others, and Run watches a job that another
// runner has.
func TestServeAndWatch(t *testing.T) {
	l := testLibrary(t)
	server, client := jobs.New(l.config(&plain{})), jobs.New(l.config(&plain{}))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { server.Serve(ctx); close(done) }()
	for _, text := range []string{"one", "two", "three", "four"} {
		job := enqueue(t, client, text, text)
		seen := false
		job, err := client.Run(t.Context(), job.ID, func(corpus.Job) { seen = true })
		if err != nil || job.State != corpus.Published || job.Attempts != 1 || !seen {
			t.Errorf("%s: got %+v, %v", text, job, err)
		}
	}
	stop()
	<-done
	clean(t, l)
}

// An edition that is published and could not be indexed is indexed later.
func TestIndexIsRepaired(t *testing.T) {
	l := testLibrary(t)
	r := jobs.New(l.config(&plain{}))
	l.index.fail(errors.New("the disk is full"))
	job := enqueue(t, r, "a", proceedings)
	job, err := r.Run(t.Context(), job.ID, nil)
	if !errors.Is(err, jobs.ErrNotIndexed) || job.State != corpus.Published {
		t.Fatalf("got %+v, %v, want a published job that is not indexed", job, err)
	}
	l.index.fail(nil)
	next := jobs.New(l.config(&plain{}))
	if job = runJob(t, next, job.ID); l.index.holds(job.Volume) != job.Edition {
		t.Error("the edition is not in the index")
	}
	left, err := l.Unindexed(t.Context())
	if err != nil || len(left) != 0 {
		t.Errorf("got %v, %v left to index", left, err)
	}
}

// Whatever of an edition is damaged is made again when its source is given again.
func TestDamageIsMended(t *testing.T) {
	l, p := testLibrary(t), &plain{}
	r := jobs.New(l.config(p))
	job := runJob(t, r, enqueue(t, r, "a", proceedings).ID)
	picture, err := l.ScanPicture(t.Context(), job.Volume, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{job.Edition, picture, job.Source.ID} {
		damage(t, l, hash)
		if problems, err := l.Check(t.Context()); err != nil || len(problems) == 0 {
			t.Fatalf("the damage is not found: %v, %v", problems, err)
		}
		again := runJob(t, r, enqueue(t, r, "a", proceedings).ID)
		if again.Edition != job.Edition {
			t.Errorf("got edition %s, want %s", again.Edition, job.Edition)
		}
		clean(t, l)
	}
	if _, drawn := p.counts(); drawn != 3 {
		t.Errorf("%d pictures were drawn for two scans of which one was lost", drawn)
	}
}
