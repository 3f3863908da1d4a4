package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	check "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/validate"

	"recto/internal/corpus"
)

const inspectTime = 15 * time.Second

// inspection is what pdfcpu says of a PDF.
type inspection struct {
	pages    int
	metadata corpus.Metadata
	err      error // why pdfcpu refuses the file; nil if it is valid
}

// inspect validates a PDF in relaxed mode with the empty password. It waits no
// longer than inspectTime: pdfcpu knows no context everywhere.
func inspect(ctx context.Context, data []byte) inspection {
	ctx, cancel := context.WithTimeout(ctx, inspectTime)
	defer cancel()
	done := make(chan inspection, 1)
	go func() { done <- validate(ctx, data) }()
	select {
	case in := <-done:
		return in
	case <-ctx.Done():
		return inspection{err: ctx.Err()}
	}
}

func validate(ctx context.Context, data []byte) (in inspection) {
	defer func() {
		if r := recover(); r != nil {
			in = inspection{err: fmt.Errorf("pdfcpu: %v", r)}
		}
	}()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	conf.Limits.MaxDecodeBytes = 64 << 20
	conf.Limits.MaxStreamBytes = int64(len(data))
	c, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(data), conf)
	if err != nil {
		return inspection{err: err}
	}
	in.err = check.XRefTable(c)
	in.pages = c.PageCount
	in.metadata = corpus.Metadata{Title: c.Title, Author: c.Author, Producer: c.Producer, Created: c.XRefTable.CreationDate}
	return in
}

// locked reports whether pdfcpu refuses for want of a password.
func (in inspection) locked() bool { return errors.Is(in.err, pdfcpu.ErrWrongPassword) }
