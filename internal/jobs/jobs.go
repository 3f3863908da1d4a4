// Package jobs takes sources through the pipeline, one job at a time for each
// worker, so that a program that is killed at any moment loses nothing, leaves
// nothing half done, and goes on when it is started again.
//
// The queue is the job table of the library's own database, with leases: what a
// job publishes and that the job is done are then one transaction, which a
// queue of its own could not give. A [Runner] claims a job, renews its lease
// while it lives, and every step it takes is one that can be taken again: blobs
// are named by their hash, a picture that is recorded is not drawn again,
// publishing the same edition changes nothing, and an edition that readers are
// served and the index lacks is indexed at the next occasion.
//
// A job that is held for review ends, for the while, with its edition kept and
// not served; a person publishes it or throws it away. A job of a source whose
// words were read before begins with these, so that what a correction changes is
// to be seen soon.
//
// The package does not know what the pipeline does, nor how anything is kept.
package jobs

import (
	"context"
	"io"
	"log/slog"
	"time"

	"recto/internal/corpus"
)

// Pipeline makes editions; ingest.Pipeline does.
type Pipeline interface {
	// Sniff tells the media type of a source by its content.
	Sniff(data []byte) (mediaType string, err error)
	// Making is everything besides the source that decides an edition.
	Making() corpus.Making
	// Process makes the edition of a source, without its id and its pictures, with
	// what people decided.
	Process(ctx context.Context, src corpus.Source, data []byte, people corpus.Decided, progress func(stage string, done, total int)) (*corpus.Edition, error)
	// Again makes, of the words of an edition that was made with the same program,
	// settings and model, the edition that Process would make.
	Again(ctx context.Context, e *corpus.Edition, people corpus.Decided, progress func(stage string, done, total int)) (*corpus.Edition, error)
	// Picture draws a scan, upright, as an image that browsers show.
	Picture(ctx context.Context, data []byte, scan corpus.Scan) ([]byte, error)
}

// Queue keeps the jobs; store.DB does.
type Queue interface {
	AddJob(ctx context.Context, src corpus.Source, by corpus.Person, hold bool, at time.Time) (corpus.Job, error)
	Reprocess(ctx context.Context, source string, hold bool, at time.Time) (corpus.Job, error)
	Job(ctx context.Context, id int64) (corpus.Job, error)
	Claim(ctx context.Context, id int64, owner string, at, until time.Time, attempts int, words string) (corpus.Job, error)
	Renew(ctx context.Context, job corpus.Job, owner string, at, until time.Time) (cancelled bool, err error)
	Release(ctx context.Context, id int64, owner string, at time.Time) error
	Fail(ctx context.Context, id int64, owner, words string, at time.Time) error
	Unchanged(ctx context.Context, id int64, owner string, e *corpus.Edition, at time.Time) error
	Cancel(ctx context.Context, id int64, words string, at time.Time) error
	Retry(ctx context.Context, id int64, at time.Time) error
	Prefer(ctx context.Context, id int64, at time.Time) error
	Brought(ctx context.Context, person int64, besides string) (bytes int64, err error)
	Owners(ctx context.Context) ([]string, error)
	Expire(ctx context.Context, owner string) error
}

// Library keeps editions, corrections and pictures, and says which editions are
// served; store.Library does.
type Library interface {
	Decided(ctx context.Context, volume string) (corpus.Decided, error)
	Evidence(ctx context.Context, source string, how corpus.Making) (edition string, err error)
	OnShelf(ctx context.Context, volume string) (corpus.ShelfEntry, error)
	Made(ctx context.Context, source string, how corpus.Making) (edition string, served bool, err error)
	Edition(ctx context.Context, id string) (*corpus.Edition, error)
	Publish(ctx context.Context, e *corpus.Edition, job int64, owner string, at time.Time) error
	Save(ctx context.Context, e *corpus.Edition, job int64, owner string, at time.Time) error
	Serve(ctx context.Context, edition, was string, job int64, at time.Time) error
	Picture(ctx context.Context, source string, scan int, program string) (hash string, err error)
	AddPicture(ctx context.Context, source string, scan int, program, hash string) error
	Unindexed(ctx context.Context) (editions []string, err error)
	MarkIndexed(ctx context.Context, edition string) error
	Delisted(ctx context.Context) (volumes []string, err error)
	MarkDelisted(ctx context.Context, volume string) error
}

// Blobs keeps bytes by their SHA-256; blob.Store does.
type Blobs interface {
	Put(ctx context.Context, data []byte) (hash string, err error)
	Get(ctx context.Context, hash string) ([]byte, error)
}

// Indexer brings an edition into the search index, in the place of any other of
// its volume, and takes volumes out. It may be given the same again.
type Indexer interface {
	Index(ctx context.Context, e *corpus.Edition) error
	Remove(ctx context.Context, volume string) error
}

// Config is what a runner works with. The fields up to Pipeline are needed.
type Config struct {
	Queue    Queue
	Library  Library
	Blobs    Blobs
	Pipeline Pipeline
	Indexer  Indexer      // nil: nothing is indexed
	Log      *slog.Logger // slog.Default() if nil
	Workers  int          // jobs at once; 1 if 0
	MaxBytes int64        // largest source; 1 GiB if 0
	Quota    int64        // bytes of all sources of one contributor; 0 for no limit

	Attempts int           // times that a job may be begun without an end; 5 if 0
	Lease    time.Duration // after which the job of a program that died is taken over; 30 s if 0
	Poll     time.Duration // how often to look for jobs that another program queued; 1 s if 0
	Step     func(string)  // called at each durable step, so that tests can stop there; may be nil
}

// Runner runs jobs. It may be used by several goroutines at once.
type Runner struct {
	Config
	owner    string
	wake     chan struct{}
	stale    chan struct{} // that the index may be behind
	indexing chan struct{} // holds one token while somebody indexes
}

// New makes a runner.
func New(c Config) *Runner {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	c.Workers = max(1, c.Workers)
	c.MaxBytes = orElse(c.MaxBytes, 1<<30)
	c.Attempts = orElse(c.Attempts, 5)
	c.Lease = orElse(c.Lease, 30*time.Second)
	c.Poll = orElse(c.Poll, time.Second)
	if c.Step == nil {
		c.Step = func(string) {}
	}
	return &Runner{Config: c, owner: newOwner(), wake: make(chan struct{}, 1), stale: make(chan struct{}, 1), indexing: make(chan struct{}, 1)}
}

func orElse[T int | int64 | time.Duration](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

// Enqueue keeps the bytes of a source and queues a job for it, which publishes
// what it makes. The blob comes
// first: a row without bytes would be a job that cannot be done, while bytes
// without a row only wait to be given again. A source that a job is already
// queued or running for gives that job, and its attempts are counted anew.
//
// The error is [corpus.ErrUnsupported] or [corpus.ErrNoText] for bytes that no
// pipeline could use, and [corpus.ErrTooLarge] for too many of them; then
// nothing is kept.
func (r *Runner) Enqueue(ctx context.Context, name string, from io.Reader) (corpus.Job, error) {
	return r.enqueue(ctx, corpus.Person{}, name, from, false)
}

// EnqueueHeld is Enqueue for a source that somebody brought, or the program
// itself, and whose edition waits for a person's review before readers see it.
func (r *Runner) EnqueueHeld(ctx context.Context, by corpus.Person, name string, from io.Reader) (corpus.Job, error) {
	return r.enqueue(ctx, by, name, from, true)
}

func (r *Runner) enqueue(ctx context.Context, by corpus.Person, name string, from io.Reader, hold bool) (corpus.Job, error) {
	src, data, err := r.receive(name, from)
	if err != nil {
		return corpus.Job{}, err
	}
	if src.ID, err = r.Blobs.Put(ctx, data); err != nil {
		return corpus.Job{}, err
	}
	r.Step("source kept")
	if err := r.within(ctx, by, src); err != nil {
		return corpus.Job{}, err
	}
	job, err := r.Queue.AddJob(ctx, src, by, hold, time.Now())
	if err != nil {
		return job, err
	}
	r.Step("job queued")
	r.nudge()
	return job, nil
}

// Cancel stops a job that waits or runs; it ends as failed.
func (r *Runner) Cancel(ctx context.Context, id int64) error {
	return r.Queue.Cancel(ctx, id, cancelledWords, time.Now())
}

// Retry queues a failed job again.
func (r *Runner) Retry(ctx context.Context, id int64) error {
	if err := r.Queue.Retry(ctx, id, time.Now()); err != nil {
		return err
	}
	r.nudge()
	return nil
}

// Prefer has a job that waits done before all others that wait.
func (r *Runner) Prefer(ctx context.Context, id int64) error {
	return r.Queue.Prefer(ctx, id, time.Now())
}

// nudge wakes a worker that waits.
func (r *Runner) nudge() { ring(r.wake) }

// NudgeIndex has the index brought up to the library soon, after what readers
// are served was changed by another way than a job.
func (r *Runner) NudgeIndex() { ring(r.stale) }

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
