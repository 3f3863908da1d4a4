package jobs

import (
	"context"
	"fmt"
	"math"

	"recto/internal/corpus"
)

// Left is how many bytes of sources somebody may still bring, besides one that
// may be theirs already: what is left of the quota, and without end for those who
// publish themselves and for the program itself.
func (r *Runner) Left(ctx context.Context, by corpus.Person, besides string) (int64, error) {
	if r.Quota == 0 || by.ID == 0 || by.Role.Is(corpus.Editor) {
		return math.MaxInt64, nil
	}
	brought, err := r.Queue.Brought(ctx, by.ID, besides)
	return max(0, r.Quota-brought), err
}

// within refuses a source for which the quota of who brought it has no room. Its
// bytes are swept away with all that nothing needs.
func (r *Runner) within(ctx context.Context, by corpus.Person, src corpus.Source) error {
	left, err := r.Left(ctx, by, src.ID)
	if err == nil && src.Size > left {
		err = fmt.Errorf("%s has %d bytes, and %d are left: %w", src.Name, src.Size, left, corpus.ErrQuota)
	}
	return err
}
