package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// What can be under way when the program is killed. The stages of a job are
// called as the program calls them in its log.
const (
	starting     = "start"
	beginning    = "upload: first request"
	sending      = "upload: a piece"
	handing      = "upload: the last piece"
	sendingForm  = "upload: by form"
	correcting   = "correct"
	publishing   = "publish or roll back"
	withdrawing  = "withdraw"
	throwingAway = "throw away"
	restoring    = "restore"
	backingUp    = "back up"
	purging      = "purge"
	indexing     = "index"
	stagePrefix  = "stage: "
)

// moments are the things in the midst of which the program is killed.
var moments = []string{
	starting, beginning, sending, handing, sendingForm, correcting, publishing, withdrawing, throwingAway, restoring, backingUp, purging, indexing,
	stagePrefix + "extract", stagePrefix + "layout", stagePrefix + "correct", stagePrefix + "segment", stagePrefix + "structure",
	stagePrefix + "annotate", stagePrefix + "edition", stagePrefix + "publish",
}

// flight is what is under way, how long it takes, and how often the program was
// killed in it.
type flight struct {
	mu      sync.Mutex
	clients map[string]int       // things that users are at
	program map[string]time.Time // things that the program says it is at, and since when
	stage   string
	took    map[string]time.Duration
	done    map[string]int
	dead    map[string]int
	atKill  []string // what users were at when the last kill was sent
	changed chan struct{}
}

func newFlight() *flight {
	return &flight{
		clients: map[string]int{}, program: map[string]time.Time{}, took: map[string]time.Duration{backingUp: 2 * time.Second}, done: map[string]int{}, dead: map[string]int{},
		changed: make(chan struct{}, 1),
	}
}

// begin says that a user is at something; the function that it gives, that it ended.
func (f *flight) begin(what string) (end func(well bool)) {
	began := time.Now()
	f.mu.Lock()
	f.clients[what]++
	f.mu.Unlock()
	f.ring()
	return func(well bool) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.clients[what]--
		if well {
			f.ended(what, time.Since(began))
		}
	}
}

func (f *flight) ended(what string, took time.Duration) {
	f.done[what]++
	if f.took[what] == 0 {
		f.took[what] = took
	}
	f.took[what] = (3*f.took[what] + took) / 4
}

// tell reads a line of the program's log.
func (f *flight) tell(line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case strings.Contains(line, `msg="job stage"`):
		_, name, _ := strings.Cut(line, "stage=")
		f.leave(f.stage)
		f.stage = stagePrefix + strings.TrimSpace(name)
		f.enter(f.stage)
	case strings.Contains(line, `msg="job done"`), strings.Contains(line, `msg="job stopped"`):
		f.leave(f.stage)
	case strings.Contains(line, `msg="index edition"`):
		f.enter(indexing)
	case strings.Contains(line, `msg="indexed edition"`):
		f.leave(indexing)
	case strings.Contains(line, `msg="look into the trash"`):
		f.enter(purging)
	case strings.Contains(line, `msg="looked into the trash"`):
		f.leave(purging)
	}
}

func (f *flight) enter(what string) {
	f.program[what] = time.Now()
	f.ring()
}

func (f *flight) leave(what string) {
	if since, under := f.program[what]; under {
		delete(f.program, what)
		f.ended(what, time.Since(since))
	}
}

func (f *flight) ring() {
	select {
	case f.changed <- struct{}{}:
	default:
	}
}

// usual is how long something usually takes.
func (f *flight) usual(what string) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.took[what] == 0 {
		return 50 * time.Millisecond
	}
	return f.took[what]
}

// patienceForMoment is how long a moment is waited for; the program is killed
// then in the midst of whatever is under way.
const patienceForMoment = 2 * time.Second

// await waits until something is under way, or the program has ended.
func (f *flight) await(what string, ended <-chan struct{}) {
	late := time.After(patienceForMoment)
	for {
		f.mu.Lock()
		_, under := f.program[what]
		under = under || f.clients[what] > 0
		f.mu.Unlock()
		if under {
			return
		}
		select {
		case <-f.changed:
		case <-late:
			return
		case <-ended:
			return
		}
	}
}

// killed notes what users are at, now that the program is killed. What the
// program was at is counted by reset, when all that it said has been read.
func (f *flight) killed(also ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.atKill = also
	for what, n := range f.clients {
		if n > 0 {
			f.atKill = append(f.atKill, what)
		}
	}
}

// reset counts the last kill and begins anew.
func (f *flight) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := append(f.atKill, slices.Collect(maps.Keys(f.program))...)
	for _, what := range all {
		f.dead[what]++
	}
	f.atKill, f.stage = nil, ""
	clear(f.program)
}

// String is the table of what was under way at the kills.
func (f *flight) String() string {
	f.reset()
	f.mu.Lock()
	defer f.mu.Unlock()
	var out strings.Builder
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "under way\tkills\tended well\tusually took")
	names := slices.Collect(maps.Keys(f.done))
	names = append(names, slices.Collect(maps.Keys(f.dead))...)
	slices.Sort(names)
	for _, what := range slices.Compact(names) {
		fmt.Fprintf(table, "%s\t%d\t%d\t%v\n", what, f.dead[what], f.done[what], f.took[what].Round(time.Millisecond/10))
	}
	table.Flush()
	return out.String()
}
