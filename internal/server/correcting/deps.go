package correcting

import (
	"context"
	"image"
	"time"

	"recto/internal/corpus"
)

// Deps is everything that the rooms need from outside; only Now may be nil.
type Deps struct {
	Library Library
	Jobs    Jobs
	Copies  Copies
	Noting  func(ctx context.Context, what, object, detail string) context.Context // to change something with; see people.Noting
	Now     func() time.Time                                                       // time.Now if nil
}

// Library keeps editions and corrections. Errors wrap corpus.ErrNotFound, and are
// a *corpus.Contested where corrections compete.
type Library interface {
	Edition(ctx context.Context, id string) (*corpus.Edition, error)
	Shelf(ctx context.Context) ([]corpus.ShelfEntry, error)
	OnShelf(ctx context.Context, volume string) (corpus.ShelfEntry, error)

	Corrections(ctx context.Context, volume string, states ...corpus.CorrectionState) ([]corpus.CorrectionEntry, error)
	CorrectionVersion(ctx context.Context, volume string) (int64, error)
	AddCorrections(ctx context.Context, seen int64, entries []corpus.CorrectionEntry, at time.Time) ([]corpus.CorrectionEntry, error)
	DecideCorrection(ctx context.Context, id int64, from, to corpus.CorrectionState, by corpus.Person, at time.Time) error
}

// Jobs tells what is at work; an edition that waits for review is corrected
// rather than the one that readers have.
type Jobs interface {
	Jobs(ctx context.Context) ([]corpus.Job, error) // newest first
}

// Copies gives smaller copies of scan pictures.
type Copies interface {
	Copy(ctx context.Context, picture string, part image.Rectangle, width int) ([]byte, error)
}
