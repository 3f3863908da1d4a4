package corpus

import (
	"fmt"
	"time"
)

// VolumeState tells whether readers see a volume.
type VolumeState string

// The states of a volume.
const (
	Draft     VolumeState = "draft"     // has editions, and none was published
	Served    VolumeState = "published" // readers see it
	Withdrawn VolumeState = "withdrawn" // readers see that it was there, and why it is not
	Trashed   VolumeState = "trash"     // is forgotten after some time, unless restored
)

// TrashKept is how long a volume in the trash can be restored.
const TrashKept = 30 * 24 * time.Hour

// Purged is what was forgotten of a volume that had been in the trash for long.
type Purged struct {
	Volume, Title string
	By            string    // Person.Name of whoever threw it away
	Since         time.Time // when that was

	Editions, Corrections, Jobs, Pictures, Sources int
}

// String says it in words for the audit log.
func (p Purged) String() string {
	by := ""
	if p.By != "" {
		by = " by " + p.By
	}
	return fmt.Sprintf("“%s”, thrown away%s on %s: editions %d, corrections %d, jobs %d, page pictures %d, sources %d",
		p.Title, by, p.Since.UTC().Format("2 January 2006"), p.Editions, p.Corrections, p.Jobs, p.Pictures, p.Sources)
}

// ShelfEntry is a volume as those see it who look after the library.
type ShelfEntry struct {
	Volume  Volume
	State   VolumeState
	Edition string    // Edition.ID: the one served, or the one that was last
	Latest  string    // Edition.ID of the one made last
	Since   time.Time // when it came into its state
	Reason  string    // why it was withdrawn, in words for readers
	By      string    // Person.Name of whoever withdrew it or threw it away
	Waiting int       // accepted corrections that the edition does not replay
}

// EditionEntry is an edition in a list, without text.
type EditionEntry struct {
	ID      string
	Volume  string // Volume.ID
	Made    Making
	Created time.Time
	Scans   int
	Pages   int
	Report  Report
	Served  bool
}

// Gone is that a volume was withdrawn. It is an [ErrNotFound].
type Gone struct{ ShelfEntry }

func (g *Gone) Error() string { return fmt.Sprintf("volume %s was withdrawn", g.Volume.ID) }

// Unwrap makes it an ErrNotFound.
func (g *Gone) Unwrap() error { return ErrNotFound }
