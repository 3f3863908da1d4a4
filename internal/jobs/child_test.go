package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"recto/corpus/demo"
	"recto/internal/corpus"
	"recto/internal/jobs"
	"recto/internal/store"
)

// What a child is told in its environment.
const (
	childDir      = "RECTO_TEST_DIR"
	childPipeline = "RECTO_TEST_PIPELINE"
	childStep     = "RECTO_TEST_STEP"
	childAttempts = "RECTO_TEST_ATTEMPTS"
	childCache    = "RECTO_TEST_CACHE"
)

// TestMain is also the children's main.
func TestMain(m *testing.M) {
	dir := os.Getenv(childDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	steps, err := child(dir)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(steps)
}

// child gives the source to the library if no job is there for it, works until
// nothing is left to do, and tells how many steps it took.
func child(dir string) (int64, error) {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	l, err := openLibrary(ctx, dir)
	if err != nil {
		return 0, err
	}
	what := os.Getenv(childPipeline)
	p, err := childsPipeline(what)
	if err != nil {
		return 0, err
	}
	d := newDoom()
	l.Blobs = doomedBlobs{l.Blobs, d}
	c := l.config(p)
	c.Step = d.step
	if c.Attempts, err = strconv.Atoi(os.Getenv(childAttempts)); err != nil {
		return 0, err
	}
	r := jobs.New(c)
	all, err := l.Jobs(ctx)
	if err == nil && len(all) == 0 {
		take := r.Enqueue
		if what == "review" {
			take = func(ctx context.Context, name string, from io.Reader) (corpus.Job, error) {
				return r.EnqueueHeld(ctx, corpus.Person{}, name, from)
			}
		}
		_, err = take(ctx, "seminar", childsSource(what))
	}
	if err != nil {
		return 0, err
	}
	if err := serveAll(ctx, r, l); err != nil {
		return 0, err
	}
	if what == "review" {
		if err := wholeWay(ctx, r, l, d); err != nil {
			return 0, err
		}
	}
	return d.count.Load(), l.close()
}

// serveAll serves until every job is done and indexed.
func serveAll(ctx context.Context, r *jobs.Runner, l *library) error {
	ctx, stop := context.WithCancel(ctx)
	served := make(chan struct{})
	go func() { r.Serve(ctx); close(served) }()
	defer func() { stop(); <-served }()
	for tick := time.Tick(5 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			return errors.New("the jobs do not come to an end")
		case <-tick:
		}
		busy, err := atWork(ctx, l)
		if !busy || err != nil {
			return err
		}
	}
}

func atWork(ctx context.Context, l *library) (bool, error) {
	all, err := l.Jobs(ctx)
	if err != nil {
		return false, err
	}
	for _, job := range all {
		if !job.State.Done() && job.State != corpus.Review {
			return true, nil
		}
		if job.State == corpus.Failed {
			return false, nil
		}
	}
	left, err := l.Unindexed(ctx)
	if err != nil || len(left) > 0 {
		return true, err
	}
	left, err = l.Delisted(ctx)
	return len(left) > 0, err
}

// doom counts steps and ends the program at one of them.
type doom struct {
	count atomic.Int64
	at    int64
}

func newDoom() *doom {
	at, _ := strconv.ParseInt(os.Getenv(childStep), 10, 64)
	return &doom{at: at}
}

func (d *doom) step(string) {
	if d.count.Add(1) != d.at {
		return
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// doomedBlobs makes a step before and after each blob that is written.
type doomedBlobs struct {
	store.Blobs
	*doom
}

func (b doomedBlobs) Put(ctx context.Context, data []byte) (string, error) {
	b.step("blob before")
	hash, err := b.Blobs.Put(ctx, data)
	b.step("blob after")
	return hash, err
}

func childsPipeline(name string) (jobs.Pipeline, error) {
	if name == "plain" || name == "review" {
		return &plain{how: corpus.Making{Program: "1"}}, nil
	}
	return ingestPipeline(os.Getenv(childCache))
}

func childsSource(pipeline string) io.Reader {
	if pipeline == "demo" {
		return bytes.NewReader(demo.PDF)
	}
	return strings.NewReader(source())
}
