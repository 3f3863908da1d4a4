package desk

import (
	"context"
	"image"
	"io"
	"time"

	"recto/internal/corpus"
)

// Deps is everything that the desk needs from outside. The fields up to Noting are
// needed.
type Deps struct {
	Library     Library
	Jobs        Jobs
	Copies      Copies
	Noting      func(ctx context.Context, what, object, detail string) context.Context // to change something with; see people.Noting
	UploadLimit int64                                                                  // bytes; 0 is DefaultUploadLimit
	Uploads     string                                                                 // where uploads that go on are taken in, as "/admin/uploads"; empty for nowhere
	Now         func() time.Time                                                       // time.Now if nil
}

// Library keeps volumes, editions and corrections. Errors wrap corpus.ErrNotFound,
// corpus.ErrStale where somebody else was quicker, and are a *corpus.Contested
// where corrections compete.
type Library interface {
	Edition(ctx context.Context, id string) (*corpus.Edition, error)
	VolumeEditions(ctx context.Context, volume string) ([]corpus.EditionEntry, error) // the latest first
	Shelf(ctx context.Context) ([]corpus.ShelfEntry, error)
	OnShelf(ctx context.Context, volume string) (corpus.ShelfEntry, error)
	Withdraw(ctx context.Context, volume, was, reason string, by corpus.Person, at time.Time) error
	Trash(ctx context.Context, volume string, by corpus.Person, at time.Time) error
	Untrash(ctx context.Context, volume string, at time.Time) error

	Corrections(ctx context.Context, volume string, states ...corpus.CorrectionState) ([]corpus.CorrectionEntry, error)
	CorrectionVersion(ctx context.Context, volume string) (int64, error)
	AddCorrections(ctx context.Context, seen int64, entries []corpus.CorrectionEntry, at time.Time) ([]corpus.CorrectionEntry, error)
	DecideCorrection(ctx context.Context, id int64, from, to corpus.CorrectionState, by corpus.Person, at time.Time) error
}

// Jobs takes in sources, processes them and publishes what came of them.
type Jobs interface {
	Enqueue(ctx context.Context, name string, source io.Reader) (corpus.Job, error)
	Left(ctx context.Context, by corpus.Person, besides string) (bytes int64, err error)
	EnqueueHeld(ctx context.Context, by corpus.Person, name string, source io.Reader) (corpus.Job, error)
	Job(ctx context.Context, id int64) (corpus.Job, error)
	Jobs(ctx context.Context) ([]corpus.Job, error) // newest first
	Cancel(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64) error
	Prefer(ctx context.Context, id int64) error
	Reprocess(ctx context.Context, source string, hold bool) (corpus.Job, error)
	Publish(ctx context.Context, job int64, edition, was string) error
	RollBack(ctx context.Context, edition, was string) error
	Discard(ctx context.Context, job int64) error
	NudgeIndex()
}

// Copies gives smaller copies of scan pictures.
type Copies interface {
	Copy(ctx context.Context, picture string, part image.Rectangle, width int) ([]byte, error)
}
