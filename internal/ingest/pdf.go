package ingest

import (
	"context"
	"sync"

	"recto/internal/corpus"
	"recto/internal/ingest/extract"
)

// OnDemand is a [Reader] of PDF files that starts PDFium when the first PDF comes, since that
// takes seconds that a text source need not wait.
type OnDemand struct {
	Options extract.Options

	mu  sync.Mutex
	pdf *extract.PDFium
}

// Read is that of [extract.PDFium].
func (o *OnDemand) Read(ctx context.Context, src corpus.Source, data []byte, progress func(done, total int)) (extract.Document, error) {
	pdf, err := o.open(ctx)
	if err != nil {
		return extract.Document{}, err
	}
	return pdf.Read(ctx, src, data, progress)
}

// Picture is that of [extract.PDFium].
func (o *OnDemand) Picture(ctx context.Context, data []byte, scan int) (extract.Picture, error) {
	pdf, err := o.open(ctx)
	if err != nil {
		return extract.Picture{}, err
	}
	return pdf.Picture(ctx, data, scan)
}

// Raster is that of [extract.PDFium].
func (o *OnDemand) Raster(ctx context.Context, data []byte, scan int) (extract.Raster, error) {
	pdf, err := o.open(ctx)
	if err != nil {
		return extract.Raster{}, err
	}
	return pdf.Raster(ctx, data, scan)
}

// Close stops PDFium if it was started. No call may be under way.
func (o *OnDemand) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pdf == nil {
		return nil
	}
	err := o.pdf.Close()
	o.pdf = nil
	return err
}

func (o *OnDemand) open(ctx context.Context) (*extract.PDFium, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pdf != nil {
		return o.pdf, nil
	}
	pdf, err := extract.OpenPDFium(ctx, o.Options)
	if err == nil {
		o.pdf = pdf
	}
	return pdf, err
}
