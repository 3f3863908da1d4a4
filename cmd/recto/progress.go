package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress tells on standard error how far long work is: a bar that redraws
// itself on a terminal, and elsewhere a plain line when the stage changes and
// then at most one every few seconds.
type progress struct {
	w        io.Writer
	terminal bool
	name     string // what is worked on
	stage    string
	last     time.Time
	drawn    bool
}

const (
	redrawEvery = 100 * time.Millisecond
	lineEvery   = 5 * time.Second
	barWidth    = 24
)

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	return &progress{w: w, terminal: ok && term.IsTerminal(int(f.Fd()))}
}

// start names the next piece of work.
func (p *progress) start(name string) {
	p.clear()
	p.name, p.stage, p.last = name, "", time.Time{}
}

// step reports done of total in a stage; total 0 is not known.
func (p *progress) step(stage string, done, total int) {
	every := lineEvery
	if p.terminal {
		every = redrawEvery
	}
	if stage == p.stage && done != total && time.Since(p.last) < every {
		return
	}
	changed := stage != p.stage
	p.stage, p.last = stage, time.Now()
	if p.terminal {
		fmt.Fprintf(p.w, "\r\x1b[K%s  %-10s %s", p.name, stage, bar(done, total))
		p.drawn = true
		return
	}
	if changed || done != total {
		fmt.Fprintf(p.w, "%s: %s %s\n", p.name, stage, count(done, total))
	}
}

// clear takes the bar away, so that a message can stand in its place.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}

// say writes a line of its own.
func (p *progress) say(format string, args ...any) {
	p.clear()
	fmt.Fprintf(p.w, format+"\n", args...)
}

func bar(done, total int) string {
	if total <= 0 {
		return count(done, total)
	}
	full := min(barWidth, barWidth*done/total)
	return strings.Repeat("█", full) + strings.Repeat("░", barWidth-full) + " " + count(done, total)
}

func count(done, total int) string {
	switch {
	case total > 0:
		return fmt.Sprintf("%d/%d", done, total)
	case done > 0:
		return fmt.Sprint(done)
	}
	return ""
}
