package server

import (
	"context"
	"net/http"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/server/desk"
	"recto/internal/server/page"
)

// statusTime is how long the status may take to find out.
const statusTime = 10 * time.Second

type statusPage struct {
	frame
	Now     care.Status
	Queue   []queued
	Stored  []stored
	Worries []string // what somebody should see to
}

// queued is how many jobs are in a state.
type queued struct {
	State string
	N     int
}

// stored is what a piece of the library takes on the disk.
type stored struct {
	What  string
	Bytes int64
}

// status shows administrators how the library fares.
func (s *server) status(w http.ResponseWriter, r *http.Request) error {
	if s.Status == nil {
		return errNoPage
	}
	ctx, cancel := context.WithTimeout(r.Context(), statusTime)
	defer cancel()
	now, err := s.Status(ctx)
	if err != nil {
		return err
	}
	p := statusPage{
		frame: page.DeskFrame("Status"), Now: now, Worries: worries(now),
		Stored: []stored{{"Database", now.Disk.Database}, {"Sources, pictures and editions", now.Disk.Blobs}, {"Search index", now.Disk.Index}, {"Cache", now.Disk.Cache}},
	}
	for _, state := range []corpus.JobState{corpus.Queued, corpus.Running, corpus.Review, corpus.Published, corpus.Failed} {
		p.Queue = append(p.Queue, queued{desk.StateWord(state), now.Jobs[state]})
	}
	return s.render(w, r, http.StatusOK, "status", &p)
}

// worries are what somebody should see to, with what to do.
func worries(s care.Status) []string {
	var all []string
	if s.Engine == "" {
		all = append(all, "There is no OCR engine, so scans without a text layer cannot be read. Install Tesseract (on Debian: apt-get install tesseract-ocr tesseract-ocr-eng) and start Recto again.")
	}
	if s.Disk.Low() {
		all = append(all, "The disk is nearly full: "+page.Bytes(s.Disk.Free)+" are left. Make room, or move the library to a larger disk with recto backup and recto restore.")
	}
	if s.Index.Behind > 0 {
		all = append(all, page.Plural(s.Index.Behind, "published volume is", "published volumes are")+" not in the search index yet. If this stays, run recto reindex.")
	}
	if n := s.Jobs[corpus.Failed]; n > 0 {
		all = append(all, page.Plural(n, "job has failed", "jobs have failed")+": the list of jobs says why, and what to do.")
	}
	return all
}
