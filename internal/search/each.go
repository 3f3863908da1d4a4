package search

import (
	"context"
	"fmt"
)

// MaxExport bounds the passages that Each gives.
const MaxExport = 20_000

// Each gives all passages that answer a request, in its order, up to MaxExport.
// Request.Page and PerPage are not looked at.
func (x *Index) Each(ctx context.Context, r Request) ([]Found, error) {
	v, done := x.look()
	defer done()
	a, err := x.ask(ctx, v, r)
	if err != nil {
		return nil, fmt.Errorf("search %q: %w", r.Query, err)
	}
	found, err := a.read(ctx, passages(v, a.hits, r.Sort, MaxExport))
	if err != nil {
		return nil, fmt.Errorf("search %q: read the hits: %w", r.Query, err)
	}
	return found, nil
}
