// Package care is how a library fares, for those who look after it: one
// [Status], shown to administrators on a page and to a Prometheus server as
// metrics, together with how long requests take. It measures nothing of the
// library itself but what its folder takes on the disk; the rest it is told.
//
// A [Caretaker] sees to what is due by the calendar, as emptying the trash. It
// leaves it to the library what that means.
package care

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"recto/internal/corpus"
)

// Status is how a library fares at one moment.
type Status struct {
	Version string // of the program
	Started time.Time
	Volumes int                     // published
	Jobs    map[corpus.JobState]int // how many are in each state
	Waiting time.Duration           // of the job that has waited longest; 0 if none waits
	Index   Index
	Engine  string // the OCR engine with its version and languages; empty where there is none
	Disk    Disk
}

// Index is how the search index fares.
type Index struct {
	Version int // of its shape
	Blocks  int // that it holds
	Behind  int // published volumes that it lacks
}

// Disk is what the library takes of its disk, in bytes.
type Disk struct {
	Database, Blobs, Index, Cache int64
	Free, Size                    int64 // of the disk; 0 where the system does not tell
}

// Total is what the library takes altogether.
func (d Disk) Total() int64 { return d.Database + d.Blobs + d.Index + d.Cache }

// Low reports whether the disk is nearly full: there is less than a twentieth
// or less than a GiB left.
func (d Disk) Low() bool { return d.Size > 0 && (d.Free < d.Size/20 || d.Free < 1<<30) }

// Weigh adds up the files below a folder or, if it is a file, its own size. What
// vanishes meanwhile does not count.
func Weigh(ctx context.Context, path string) (bytes int64) {
	filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return fs.SkipAll
		}
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}
