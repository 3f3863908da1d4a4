package extract

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/patient"
	"recto/internal/ingest/extract/tiff"
)

// leaf is one picture of a source: the source itself, a file of an archive, or a
// page of a TIFF that is either.
type leaf struct {
	name      string // path in the archive, empty outside one
	file      int    // index in the archive
	mediaType string
	page      int64 // where the page's directory begins in a TIFF
	err       error // why it cannot be read, found while looking for it
}

// leaves are the pictures of a source in order.
type leaves struct {
	leaves   []leaf
	problems []string // of the source as a whole
	others   int      // files of an archive that are none
}

// find lists the pictures of a source.
func (p *Pictures) find(ctx context.Context, data []byte) (leaves, error) {
	key, list, ok := p.leaves.recall(data)
	if ok {
		return list, nil
	}
	list, err := p.list(ctx, data)
	if err == nil {
		p.leaves.keep(key, len(data), list)
	}
	return list, err
}

func (p *Pictures) list(ctx context.Context, data []byte) (leaves, error) {
	mediaType := kindOf(data[:min(len(data), headSize)])
	if mediaType == ZipType {
		return p.unpack(ctx, data)
	}
	var list leaves
	list.add(leaf{mediaType: mediaType}, data, p.opt.MaxPages)
	if len(list.leaves) > p.opt.MaxPages {
		return leaves{}, tooManyPictures(p.opt.MaxPages)
	}
	return list, nil
}

func tooManyPictures(most int) error {
	return fmt.Errorf("there are over %d pictures, split the source and try again: %w", most, corpus.ErrTooLarge)
}

// add appends a file, or each page of it if it is a TIFF.
func (list *leaves) add(l leaf, file []byte, most int) {
	if l.mediaType != TIFFType {
		list.leaves = append(list.leaves, l)
		return
	}
	pages, err := tiff.Pages(file, most+1)
	if err != nil && len(pages) > 0 {
		list.problems = append(list.problems, fmt.Sprintf("%s is damaged after page %d (%s); what stands before it was read", orText(l.name, "the TIFF"), len(pages), plain(err)))
	}
	if len(pages) == 0 {
		l.err = cmpErr(err)
		list.leaves = append(list.leaves, l)
	}
	for _, page := range pages {
		l.page = page
		list.leaves = append(list.leaves, l)
	}
}

// cmpErr is the error of a TIFF without pages.
func cmpErr(err error) error {
	if err == nil {
		return fmt.Errorf("the TIFF has no pages: %w", corpus.ErrBroken)
	}
	return fmt.Errorf("%w: %w", corpus.ErrBroken, err)
}

func orText(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return fmt.Sprintf("%.80q", s)
}

// declares is what the leaf says of itself. It decodes nothing.
func (l leaf) declares(ctx context.Context, data []byte) (declared, error) {
	if l.err != nil {
		return declared{}, l.err
	}
	if l.mediaType == TIFFType {
		file, err := l.bytes(ctx, data)
		if err != nil {
			return declared{}, err
		}
		return declaredTIFF(file, l.page)
	}
	r, err := l.open(data)
	if err != nil {
		return declared{}, err
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(patient.Reader(ctx, r), maxHead))
	if err != nil && len(head) == 0 {
		return declared{}, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	if l.mediaType == PNGType {
		return declaredPNG(head)
	}
	return declaredJPEG(head)
}

// maxHead is how much of a picture may stand before its size: some scanners put
// a colour profile and a preview there.
const maxHead = 1 << 20

// open gives the bytes of the leaf's file.
func (l leaf) open(data []byte) (io.ReadCloser, error) {
	if l.name == "" {
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	return openInArchive(data, l.file)
}

// bytes reads the leaf's whole file.
func (l leaf) bytes(ctx context.Context, data []byte) ([]byte, error) {
	if l.name == "" {
		return data, nil
	}
	r, err := l.open(data)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return inflate(ctx, r)
}

// maxFile is the most bytes of one picture file in an archive.
const maxFile = 256 << 20

func inflate(ctx context.Context, r io.Reader) ([]byte, error) {
	file, err := io.ReadAll(io.LimitReader(patient.Reader(ctx, r), maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("unpack it: %w", err)
	}
	if len(file) > maxFile {
		return nil, fmt.Errorf("it unpacks to over %d MB: %w", maxFile>>20, corpus.ErrTooLarge)
	}
	return file, nil
}
