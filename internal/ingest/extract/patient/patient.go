// Package patient lets go of a stream when nobody waits for it any more. It does
// nothing else.
package patient

import (
	"context"
	"io"
)

// Reader reads r until a context ends, and little at a time, so that whoever
// decodes what it gives asks the context often.
func Reader(ctx context.Context, r io.Reader) io.Reader { return reader{ctx, r} }

type reader struct {
	ctx context.Context
	r   io.Reader
}

func (p reader) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b[:min(len(b), 4096)])
}
