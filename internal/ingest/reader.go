package ingest

import (
	"context"
	"fmt"

	"recto/internal/corpus"
	"recto/internal/ingest/extract"
)

// Reader reads sources of some kinds; [extract.PDFium] and [extract.Pictures] do.
type Reader interface {
	Read(ctx context.Context, src corpus.Source, data []byte, progress func(done, total int)) (extract.Document, error)
	Picture(ctx context.Context, data []byte, scan int) (extract.Picture, error)
	Raster(ctx context.Context, data []byte, scan int) (extract.Raster, error)
}

// readers say who reads a kind of source that [extract.Sniff] tells.
func (p *Pipeline) readers() map[string]Reader {
	return map[string]Reader{
		extract.PDFType:  p.PDF,
		extract.TextType: text(extract.Text),
		extract.TIFFType: p.pictures,
		extract.PNGType:  p.pictures,
		extract.JPEGType: p.pictures,
		extract.ZipType:  p.archives,
		extract.HOCRType: text(extract.Markup),
		extract.ALTOType: text(extract.Markup),
		extract.PAGEType: text(extract.Markup),
	}
}

// reader is who reads these bytes.
func (p *Pipeline) reader(data []byte) (Reader, error) {
	kind, err := extract.Sniff(data)
	if err != nil {
		return nil, err
	}
	r, ok := p.readers()[kind]
	if !ok {
		return nil, fmt.Errorf("%s: %w", kind, corpus.ErrUnsupported)
	}
	return r, nil
}

// text is a reader of sources that have words and no pictures.
type text func(corpus.Source, []byte) (extract.Document, error)

func (read text) Read(_ context.Context, src corpus.Source, data []byte, _ func(done, total int)) (extract.Document, error) {
	return read(src, data)
}

func (text) Picture(context.Context, []byte, int) (extract.Picture, error) {
	return extract.Picture{}, fmt.Errorf("picture of a text: %w", corpus.ErrNotFound)
}

func (text) Raster(context.Context, []byte, int) (extract.Raster, error) {
	return extract.Raster{}, fmt.Errorf("raster of a text: %w", corpus.ErrNotFound)
}
