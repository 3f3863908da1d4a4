package tiff

import "fmt"

// Page is one picture of a TIFF as it declares itself.
type Page struct {
	Width, Height int     // pixels as they are kept
	Orientation   int     // as TIFF 6.0 numbers it; 1 is upright
	XResolution   float64 // pixels to some unit along the width; 0 if not said
	YResolution   float64 // and along the height

	file        file
	dir         directory
	compression int64
	photometric int64
	bits        int   // of a sample
	samples     int   // of a pixel
	planes      int   // 1, or samples if each is kept apart
	predictor   int64 // 1 for none
	blocks      blocks
}

// The compressions.
const (
	uncompressed   = 1
	ccittRLE       = 2
	ccittGroup3    = 3
	ccittGroup4    = 4
	lzwPacked      = 5
	oldJPEG        = 6
	newJPEG        = 7
	deflated       = 8
	packBits       = 32773
	deflatedBefore = 32946
)

// The photometric interpretations.
const (
	whiteIsZero = 0
	blackIsZero = 1
	rgb         = 2
	palette     = 3
	cmyk        = 5
	yCbCr       = 6
)

// blocks are the strips or tiles that a page is kept in.
type blocks struct {
	width, height int // of one; the last strip may be lower
	across, down  int // of one plane
	tiled         bool
	offsets       field
	counts        field
}

// mostSide is the most pixels of a side.
const mostSide = 1 << 17

// Open reads the directory at an offset that [Pages] gave.
func Open(data []byte, at int64) (*Page, error) {
	f, _, err := openFile(data)
	if err != nil {
		return nil, err
	}
	dir, _, err := f.directory(at)
	if err != nil {
		return nil, err
	}
	w, h := dir.first(tagWidth, 0), dir.first(tagHeight, 0)
	if w <= 0 || h <= 0 || w > mostSide || h > mostSide {
		return nil, fmt.Errorf("it declares %d by %d pixels: %w", w, h, ErrFormat)
	}
	p := &Page{
		Width: int(w), Height: int(h), Orientation: int(dir.first(tagOrientation, 1)),
		XResolution: dir.ratio(tagXResolution), YResolution: dir.ratio(tagYResolution),
		file: f, dir: dir, compression: dir.first(tagCompression, uncompressed),
		predictor: dir.first(tagPredictor, 1),
	}
	if err := p.samplesOf(); err != nil {
		return nil, err
	}
	if p.compression == oldJPEG {
		return p, nil
	}
	return p, p.layOut()
}

// samplesOf reads how a pixel is kept.
func (p *Page) samplesOf() error {
	samples, bits := p.dir.first(tagSamplesPerPixel, 1), p.dir.first(tagBitsPerSample, 1)
	p.photometric = p.dir.first(tagPhotometric, whiteIsZero)
	p.bits, p.samples, p.planes = int(bits), int(samples), 1
	const apart, unsigned, undefined = 2, 1, 4
	if p.dir.first(tagPlanar, 1) == apart {
		p.planes = p.samples
	}
	if format := p.dir.first(tagSampleFormat, unsigned); format != unsigned && format != undefined {
		return fmt.Errorf("its samples are of format %d: %w", format, ErrUnsupported)
	}
	least := map[int64]int{whiteIsZero: 1, blackIsZero: 1, rgb: 3, palette: 1, cmyk: 4, yCbCr: 3}[p.photometric]
	jpeg := p.compression == oldJPEG || p.compression == newJPEG
	switch {
	case least == 0, p.photometric == yCbCr && !jpeg:
		return fmt.Errorf("its colours are of kind %d: %w", p.photometric, ErrUnsupported)
	case p.samples < least, p.samples > 16:
		return fmt.Errorf("%d samples in a pixel of colour kind %d: %w", samples, p.photometric, ErrFormat)
	}
	switch p.bits {
	case 1, 2, 4, 8, 16:
	default:
		return fmt.Errorf("%d bits in a sample: %w", bits, ErrUnsupported)
	}
	if p.bits < 8 && p.samples > 1 || jpeg && (p.bits != 8 || p.planes > 1) {
		return fmt.Errorf("%d samples of %d bits: %w", samples, bits, ErrUnsupported)
	}
	return nil
}

// layOut reads where the strips or tiles stand.
func (p *Page) layOut() error {
	b := &p.blocks
	b.width, b.height = p.Width, int(min(p.dir.first(tagRowsPerStrip, int64(p.Height)), int64(p.Height)))
	b.offsets, b.counts = p.dir[tagStripOffsets], p.dir[tagStripByteCounts]
	if w := p.dir.first(tagTileWidth, 0); w > 0 {
		h := p.dir.first(tagTileHeight, 0)
		if w < 8 || h < 8 || w > int64(p.Width)+4096 || h > int64(p.Height)+4096 {
			return fmt.Errorf("tiles of %d by %d pixels: %w", w, h, ErrFormat)
		}
		b.tiled, b.width, b.height = true, int(w), int(h)
		if o, ok := p.dir[tagTileOffsets]; ok {
			b.offsets, b.counts = o, p.dir[tagTileByteCounts]
		}
	}
	if b.height <= 0 {
		b.height = p.Height
	}
	b.across, b.down = (p.Width+b.width-1)/b.width, (p.Height+b.height-1)/b.height
	if n := b.across * b.down * p.planes; b.offsets.len() < n {
		return fmt.Errorf("%d blocks of %d: %w", b.offsets.len(), n, ErrFormat)
	}
	return nil
}

// Cost is how many bytes decoding the page takes at most: the picture, and a
// block of it as it unpacks, for which up to twice its size is taken.
func (p *Page) Cost() int64 {
	pixels := int64(p.Width) * int64(p.Height)
	perPixel := int64(5) // opaque colour, and some for what is made of it
	if p.grey() {
		perPixel = 2
	}
	block := int64(p.rowBytes(p.blocks.width)) * int64(p.blocks.height) * int64(p.planes) * 2
	if p.compression == newJPEG {
		block = int64(p.blocks.width) * int64(p.blocks.height) * 16
	}
	if p.compression == oldJPEG {
		block = pixels * 16
	}
	return pixels*perPixel + block
}

// grey reports whether the page has brightness alone.
func (p *Page) grey() bool {
	return p.photometric == whiteIsZero || p.photometric == blackIsZero
}

// rowBytes is what a row of so many pixels takes in one plane.
func (p *Page) rowBytes(width int) int {
	return (width*p.bits*p.samples/p.planes + 7) / 8
}

// block gives the bytes of block i as they are kept, cut where the file ends.
func (p *Page) block(i int) []byte {
	at := p.blocks.offsets.at(i)
	size := int64(len(p.file.data))
	if at <= 0 || at >= size {
		return nil
	}
	n := size - at
	if i < p.blocks.counts.len() && p.blocks.counts.at(i) > 0 {
		n = min(n, p.blocks.counts.at(i))
	}
	return p.file.data[at : at+n]
}
