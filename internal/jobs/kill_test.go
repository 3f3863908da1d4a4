package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"recto/internal/corpus"
)

// These tests start this test program again as a child that takes a source into
// a library, kill the child, start another on the same library, and compare
// what came of it with what came of a child that was left in peace.

// parent is the test's side of the children of one library.
type parent struct {
	dir      string
	pipeline string // "plain"; "review", which goes on as an administrator would; "ingest"; or "demo", which is ingest with the demo's PDF
	cache    string // for PDFium
	attempts int
}

// start begins a child that is to die at a step, the first being 1, or at none.
func (p parent) start(ctx context.Context, step int) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+p.dir, childPipeline+"="+p.pipeline,
		childCache+"="+p.cache, childStep+"="+strconv.Itoa(step), childAttempts+"="+strconv.Itoa(p.attempts))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd, &out
}

// finish runs a child to its end and gives the number of its steps.
func (p parent) finish(t *testing.T) int {
	t.Helper()
	cmd, out := p.start(t.Context(), 0)
	if err := cmd.Run(); err != nil {
		t.Fatalf("a child that was left in peace: %v\n%s", err, out)
	}
	steps, err := strconv.Atoi(strings.TrimSpace(out.String()))
	if err != nil {
		t.Fatalf("the child said %q", out)
	}
	return steps
}

// die runs a child that dies at a step.
func (p parent) die(t *testing.T, step int) {
	t.Helper()
	cmd, out := p.start(t.Context(), step)
	if err := cmd.Run(); !killed(err) {
		t.Fatalf("a child that should have died at step %d: %v\n%s", step, err, out)
	}
}

func killed(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// outcome is all that is to be seen of a library.
type outcome struct {
	Job   corpus.Job // without what tells when and how often
	Jobs  int
	Log   string // of corrections
	Blobs string
	Index string
}

func (p parent) outcome(t *testing.T) outcome {
	t.Helper()
	l, err := openLibrary(t.Context(), p.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	clean(t, l)
	all, err := l.Jobs(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatalf("got jobs %v, %v", all, err)
	}
	o := outcome{Job: all[0], Jobs: len(all), Log: p.log(t, l)}
	o.Job.Created, o.Job.Updated, o.Job.Attempts = time.Time{}, time.Time{}, 0
	o.Job.Stage, o.Job.Done, o.Job.Total, o.Job.Began = "", 0, 0, time.Time{}
	for hash, err := range l.blobs.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		o.Blobs += hash + "\n"
	}
	volumes, err := l.Volumes(t.Context())
	if err != nil || len(volumes) != 1 || volumes[0].Edition != o.Job.Edition {
		t.Errorf("got volumes %+v, %v", volumes, err)
	}
	o.Index = l.index.holds(o.Job.Volume)
	return o
}

// log is what people decided, without when.
func (p parent) log(t *testing.T, l *library) string {
	t.Helper()
	all, err := l.Corrections(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range all {
		fmt.Fprintf(&out, "%d %s %s %s\n", c.ID, c.State, c.Name, c.Text)
	}
	return out.String()
}

func testPipelines(t *testing.T, test func(t *testing.T, p parent)) {
	for _, name := range []string{"plain", "review", "ingest"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, parent{pipeline: name, attempts: 3})
		})
	}
}

func (p parent) in(dir string) parent {
	p.dir = dir
	return p
}

// TestKilledAtEachStep kills an ingest at each of its durable steps, before and
// after every blob and every change of the database.
func TestKilledAtEachStep(t *testing.T) {
	testPipelines(t, func(t *testing.T, p parent) {
		peace := p.in(t.TempDir())
		steps := peace.finish(t)
		want := peace.outcome(t)
		if want.Job.State != corpus.Published || want.Index != want.Job.Edition || want.Jobs != map[string]int{"plain": 1, "ingest": 1, "review": 2}[p.pipeline] {
			t.Fatalf("left in peace: %+v", want)
		}
		t.Logf("%d steps", steps)
		stride := 1 + steps/60 // the longest way at every other step
		if testing.Short() {
			stride = 1 + steps/5
		}
		for step := 1; step <= steps; step += stride {
			p := p.in(t.TempDir())
			p.die(t, step)
			p.finish(t)
			if got := p.outcome(t); got != want {
				t.Errorf("killed at step %d:\n got %+v\nwant %+v", step, got, want)
			}
		}
	})
}

// TestKilledAtAnyTime kills an ingest again and again, whatever it is doing.
func TestKilledAtAnyTime(t *testing.T) {
	testPipelines(t, func(t *testing.T, p parent) {
		p.attempts = 1000
		peace := p.in(t.TempDir())
		begin := time.Now()
		peace.finish(t)
		took := time.Since(begin)
		want := peace.outcome(t)
		libraries := 8
		if testing.Short() {
			libraries = 1
		}
		for range libraries {
			p := p.in(t.TempDir())
			kills := p.harass(t, took)
			p.finish(t)
			if got := p.outcome(t); got != want {
				t.Errorf("after %d kills:\n got %+v\nwant %+v", kills, got, want)
			}
		}
	})
}

// TestKilledWithPDF kills an ingest of the demonstration volume, scans and all,
// in the middle of its pictures and of its edition.
func TestKilledWithPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it takes half a minute")
	}
	p := parent{pipeline: "demo", attempts: 1000, cache: t.TempDir()}
	peace := p.in(t.TempDir())
	steps := peace.finish(t)
	want := peace.outcome(t)
	if want.Job.State != corpus.Published {
		t.Fatalf("left in peace: %+v", want)
	}
	const deaths = 2
	again := p.in(t.TempDir())
	for range deaths {
		again.die(t, 1+rand.N(steps/(deaths+1))) // what was done is not done again, so the last has fewer steps left
	}
	again.finish(t)
	if got := again.outcome(t); got != want {
		t.Errorf("after %d deaths:\n got %+v\nwant %+v", deaths, got, want)
	}
}

// harass starts children and kills each within a time, until one is quicker.
func (p parent) harass(t *testing.T, within time.Duration) (kills int) {
	for range 6 {
		ctx, cancel := context.WithTimeout(t.Context(), rand.N(within))
		cmd, out := p.start(ctx, 0)
		err := cmd.Run()
		stopped := ctx.Err() != nil
		cancel()
		switch {
		case err == nil:
			return kills
		case killed(err) || stopped:
			kills++
		default:
			t.Fatalf("a child failed: %v\n%s", err, out)
		}
	}
	return kills
}

// A source that ends the program each time is given up with words.
func TestKilledTooOften(t *testing.T) {
	p := parent{dir: t.TempDir(), pipeline: "plain", attempts: 3}
	const afterClaim = 5
	for range 3 {
		p.die(t, afterClaim)
	}
	p.finish(t)
	l, err := openLibrary(t.Context(), p.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	all, err := l.Jobs(t.Context())
	if err != nil || len(all) != 1 || all[0].State != corpus.Failed || !strings.Contains(all[0].Error, "stopped 3 times") {
		t.Errorf("got %+v, %v, want one job that failed with words", all, err)
	}
	clean(t, l)
}

// source is what the children take in.
func source() string {
	var b strings.Builder
	for page := range 4 {
		fmt.Fprintf(&b, "%d\n\nThe seminar on learning at work, day %d\n\n", page+10, page+1)
		for line := range 12 {
			fmt.Fprintf(&b, "In line %d of page %d the speakers talk about expansive learning,\n", line+1, page+1)
		}
		b.WriteString("and that is where the day ends.\n\f")
	}
	return strings.TrimSuffix(b.String(), "\f")
}
