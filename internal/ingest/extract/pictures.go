package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"math"
	"time"

	"golang.org/x/sync/semaphore"

	"recto/internal/corpus"
)

// PictureOptions say within what bounds pictures are decoded. The zero value runs.
type PictureOptions struct {
	MemoryMB int           // for pictures that are being decoded, over all callers; 640 if 0
	PageTime time.Duration // most time for one picture; 20 s if 0
	MaxPages int           // in a source; 5000 if 0
}

// Pictures reads sources that are pictures, and archives of pictures. It may be
// used by several goroutines at once.
type Pictures struct {
	opt    PictureOptions
	memory *semaphore.Weighted // in bytes
	leaves recent[leaves]
}

// NewPictures makes a reader of pictures.
func NewPictures(opt PictureOptions) *Pictures {
	opt.MemoryMB = orElse(opt.MemoryMB, 640)
	opt.PageTime = orElse(opt.PageTime, 20*time.Second)
	opt.MaxPages = orElse(opt.MaxPages, 5000)
	return &Pictures{opt: opt, memory: semaphore.NewWeighted(int64(opt.MemoryMB) << 20)}
}

// Read gives every picture of the source as a scan without words, in the order
// of the pages of a TIFF and of the names in an archive. It looks at what the
// pictures declare and decodes none. Progress, which may be nil, is told of each.
//
// A picture that cannot be read has a Problem, and the rest goes on. Read fails
// with [corpus.ErrBroken], [corpus.ErrEncrypted] or [corpus.ErrTooLarge] if
// nothing can be read, and with [corpus.ErrUnsupported] if an archive holds no
// pictures.
func (p *Pictures) Read(ctx context.Context, _ corpus.Source, data []byte, progress func(done, total int)) (Document, error) {
	mediaType, err := Sniff(data)
	if err != nil {
		return Document{}, err
	}
	list, err := p.find(ctx, data)
	if err != nil {
		return Document{}, err
	}
	doc := Document{MediaType: mediaType}
	for _, text := range append(leftOut(list.others), list.problems...) {
		doc.problem(0, text)
	}
	var first error
	for i, l := range list.leaves {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		scan := corpus.Scan{Number: i + 1}
		if scan.Width, scan.Height, err = p.measure(ctx, data, l); err != nil {
			scan.Problem = pictureProblem(l, err)
			first = orFirst(first, err)
		}
		doc.Scans = append(doc.Scans, scan)
		doc.Images = append(doc.Images, true)
		if progress != nil {
			progress(i+1, len(list.leaves))
		}
	}
	doc.report()
	return doc, noneLeft(doc, first)
}

// leftOut says that files of an archive were not read.
func leftOut(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d files of the archive are none that are read here, and were left out", n)}
}

func orFirst(first, err error) error {
	if first != nil {
		return first
	}
	return err
}

// noneLeft is the error of a document of which no scan can be read.
func noneLeft(doc Document, first error) error {
	for _, s := range doc.Scans {
		if s.Problem == "" {
			return nil
		}
	}
	kind := corpus.ErrBroken
	for _, k := range []error{corpus.ErrTooLarge, corpus.ErrEncrypted, corpus.ErrUnsupported} {
		if errors.Is(first, k) {
			kind = k
		}
	}
	return fmt.Errorf("none of %d pictures can be read (%s): %w", len(doc.Scans), doc.Scans[0].Problem, kind)
}

// pictureProblem says in plain words what an administrator should know.
func pictureProblem(l leaf, err error) string {
	which := "the picture"
	if l.name != "" {
		which = fmt.Sprintf("the picture %.80q", l.name)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return which + " could not be read in the time it is given"
	case errors.Is(err, corpus.ErrEncrypted):
		return which + " is locked by a password, take that off and try again"
	case errors.Is(err, corpus.ErrTooLarge):
		return fmt.Sprintf("%s is too large (%s)", which, plain(err))
	case errors.Is(err, corpus.ErrUnsupported):
		return fmt.Sprintf("%s cannot be read (%s); save it as TIFF, PNG or JPEG and try again", which, plain(err))
	}
	return fmt.Sprintf("%s cannot be read (%s); save or scan it anew", which, plain(err))
}

// measure gives the size of a leaf's scan by what the picture declares.
func (p *Pictures) measure(ctx context.Context, data []byte, l leaf) (w, h int, err error) {
	ctx, cancel := context.WithTimeout(ctx, p.opt.PageTime)
	defer cancel()
	d, err := l.declares(ctx, data)
	if err != nil {
		return 0, 0, err
	}
	if err := p.bearable(d); err != nil {
		return 0, 0, err
	}
	w, h = d.size(maxPixels)
	return w, h, nil
}

// bearable refuses what declares more than is decoded safely.
func (p *Pictures) bearable(d declared) error {
	if d.width <= 0 || d.height <= 0 {
		return fmt.Errorf("it declares %d by %d pixels: %w", d.width, d.height, corpus.ErrBroken)
	}
	if float64(d.width)*float64(d.height) > maxImage || d.cost > int64(p.opt.MemoryMB)<<20 {
		return fmt.Errorf("it declares %d by %d pixels: %w", d.width, d.height, corpus.ErrTooLarge)
	}
	return nil
}

// Picture gives the picture of a scan, 1-based, as a JPEG: the file itself,
// without Exif data, if it is a JPEG that browsers show as it is, else what it
// shows, upright, in square pixels and in no more than some 24 million of them.
func (p *Pictures) Picture(ctx context.Context, data []byte, scan int) (Picture, error) {
	var pic Picture
	err := p.show(ctx, data, scan, func(v view) error {
		w, h := v.size(maxPixels)
		pic = Picture{MediaType: JPEGType, Width: w, Height: h}
		if v.plain {
			pic.Data = withoutExif(v.file)
			return nil
		}
		m, err := v.decode()
		if err != nil {
			return err
		}
		var out bytes.Buffer
		err = jpeg.Encode(&out, v.fit(m, w, h), &jpeg.Options{Quality: jpegQuality})
		pic.Data = out.Bytes()
		return err
	})
	if err != nil {
		return Picture{}, fmt.Errorf("picture of scan %d: %w", scan, err)
	}
	return pic, nil
}

// Raster gives the picture of a scan, 1-based, in grey, upright, in square
// pixels and in as many of them as an engine is given.
func (p *Pictures) Raster(ctx context.Context, data []byte, scan int) (Raster, error) {
	var r Raster
	err := p.show(ctx, data, scan, func(v view) error {
		m, err := v.decode()
		if err != nil {
			return err
		}
		width, _ := v.size(maxPixels)
		w, h := v.size(maxRaster)
		r = Raster{grey(v.fit(grey(m), w, h)), float64(w) / float64(width)}
		return nil
	})
	if err != nil {
		return Raster{}, fmt.Errorf("raster of scan %d: %w", scan, err)
	}
	return r, nil
}

// show opens the picture of a scan, 1-based, within its time and memory.
func (p *Pictures) show(ctx context.Context, data []byte, scan int, f func(view) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the picture breaks its decoder (%v): %w", v, corpus.ErrBroken)
		}
	}()
	list, err := p.find(ctx, data)
	if err != nil {
		return err
	}
	if scan < 1 || scan > len(list.leaves) {
		return fmt.Errorf("there are %d: %w", len(list.leaves), corpus.ErrNotFound)
	}
	l := list.leaves[scan-1]
	d, err := l.declares(ctx, data)
	if err != nil {
		return err
	}
	if err := p.bearable(d); err != nil {
		return err
	}
	if err := p.memory.Acquire(ctx, d.cost); err != nil {
		return fmt.Errorf("wait for memory: %w", err)
	}
	defer p.memory.Release(d.cost)
	ctx, cancel := context.WithTimeout(ctx, p.opt.PageTime)
	defer cancel()
	file, err := l.bytes(ctx, data)
	if err != nil {
		return err
	}
	return f(view{declared: d, ctx: ctx, leaf: l, file: file})
}

// size is that of the scan in square pixels, upright, in at most so many pixels.
// A JPEG that is shown as it is keeps its own.
func (d declared) size(most float64) (w, h int) {
	x, y := float64(d.width), float64(d.height)
	if d.stretch > 1 {
		y *= d.stretch
	} else if d.stretch > 0 {
		x /= d.stretch
	}
	if d.turn.swaps() {
		x, y = y, x
	}
	if x*y > most && !(d.plain && most == maxPixels) {
		s := math.Sqrt(most / (x * y))
		x, y = x*s, y*s
	}
	return max(1, int(math.Round(x))), max(1, int(math.Round(y)))
}
