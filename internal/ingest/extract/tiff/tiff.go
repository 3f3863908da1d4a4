// Package tiff reads the pages of TIFF files as scanners, fax servers and
// libraries write them: TIFF 6.0 with its technical notes, BigTIFF, strips and
// tiles, no compression, PackBits, LZW, Deflate, CCITT RLE, Group 3 (of one and
// two dimensions) and Group 4, and JPEG; bilevel, grey, palette, RGB, CMYK.
//
// Pages are declared before they are decoded: [Pages] and [Open] look at
// directories alone, and [Page.Cost] says what decoding takes. Whatever a file
// claims, no more is allocated than its declared pixels need. A page whose data
// break off keeps what stands before, if that is half of it.
//
// The package writes nothing, and reads no floating-point samples, no Lab
// colour and no YCbCr outside JPEG.
package tiff

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrFormat is that the bytes break the rules of the format.
var ErrFormat = errors.New("damaged TIFF")

// ErrUnsupported is that the page is kept in a way that is not read.
var ErrUnsupported = errors.New("a TIFF of this kind is not read")

// file is a TIFF with the size of its offsets.
type file struct {
	data  []byte
	order binary.ByteOrder
	big   bool
}

func openFile(data []byte) (file, int64, error) {
	f := file{data: data, order: binary.LittleEndian}
	if len(data) < 16 {
		return f, 0, fmt.Errorf("it ends in its header: %w", ErrFormat)
	}
	if data[0] == 'M' {
		f.order = binary.BigEndian
	}
	const bigTIFF = 43
	if f.order.Uint16(data[2:]) == bigTIFF {
		f.big = true
		return f, int64(f.order.Uint64(data[8:])), nil
	}
	return f, int64(f.order.Uint32(data[4:])), nil
}

// Pages lists where the directories of the pages begin, in order and without
// those of thumbnails and masks; no more than so many. With an error it gives
// those that stand before the damage.
func Pages(data []byte, most int) ([]int64, error) {
	f, at, err := openFile(data)
	if err != nil {
		return nil, err
	}
	var pages []int64
	seen := map[int64]bool{}
	for at != 0 && len(pages) < most && len(seen) < 4*most {
		if seen[at] {
			return pages, fmt.Errorf("its pages run in a circle: %w", ErrFormat)
		}
		seen[at] = true
		dir, next, err := f.directory(at)
		if err != nil {
			return pages, err
		}
		if !dir.beside() {
			pages = append(pages, at)
		}
		at = next
	}
	return pages, nil
}

// Tags of TIFF 6.0 and its technical notes.
const (
	tagNewSubfileType  = 254
	tagWidth           = 256
	tagHeight          = 257
	tagBitsPerSample   = 258
	tagCompression     = 259
	tagPhotometric     = 262
	tagFillOrder       = 266
	tagStripOffsets    = 273
	tagOrientation     = 274
	tagSamplesPerPixel = 277
	tagRowsPerStrip    = 278
	tagStripByteCounts = 279
	tagXResolution     = 282
	tagYResolution     = 283
	tagPlanar          = 284
	tagT4Options       = 292
	tagPredictor       = 317
	tagColorMap        = 320
	tagTileWidth       = 322
	tagTileHeight      = 323
	tagTileOffsets     = 324
	tagTileByteCounts  = 325
	tagSampleFormat    = 339
	tagJPEGTables      = 347
	tagJPEGFile        = 513
	tagJPEGFileLength  = 514
)

// field is the value of a tag.
type field struct {
	order  binary.ByteOrder
	kind   uint16
	values []byte // whole values
}

type directory map[uint16]field

// size of the types of values by their numbers.
func sizeOf(kind uint16) int {
	switch kind {
	case 1, 2, 6, 7:
		return 1
	case 3, 8:
		return 2
	case 4, 9, 11, 13:
		return 4
	case 5, 10, 12, 16, 17, 18:
		return 8
	}
	return 0
}

// directory reads the one at this offset, and where the next stands.
func (f file) directory(at int64) (directory, int64, error) {
	countSize, entrySize, inline := 2, 12, 4
	if f.big {
		countSize, entrySize, inline = 8, 20, 8
	}
	head, ok := f.slice(at, int64(countSize))
	if !ok {
		return nil, 0, fmt.Errorf("a directory lies beyond its end: %w", ErrFormat)
	}
	n := int64(f.order.Uint16(head))
	if f.big {
		n = int64(f.order.Uint64(head))
	}
	const mostEntries = 1 << 12
	if n <= 0 || n > mostEntries {
		return nil, 0, fmt.Errorf("a directory of %d entries: %w", n, ErrFormat)
	}
	entries, ok := f.slice(at+int64(countSize), n*int64(entrySize))
	if !ok {
		return nil, 0, fmt.Errorf("a directory breaks off: %w", ErrFormat)
	}
	dir := directory{}
	for ; len(entries) > 0; entries = entries[entrySize:] {
		if v, ok := f.field(entries[:entrySize], inline); ok {
			dir[f.order.Uint16(entries)] = v
		}
	}
	next, ok := f.slice(at+int64(countSize)+n*int64(entrySize), int64(inline))
	if !ok {
		return dir, 0, nil
	}
	return dir, f.offset(next), nil
}

// field reads the value of an entry, which stands in it or elsewhere.
func (f file) field(entry []byte, inline int) (field, bool) {
	kind := f.order.Uint16(entry[2:])
	count := int64(f.order.Uint32(entry[4:]))
	if f.big {
		count = int64(f.order.Uint64(entry[4:]))
	}
	value := entry[len(entry)-inline:]
	size := int64(sizeOf(kind))
	if size == 0 || count < 0 || count > int64(len(f.data)) {
		return field{}, false
	}
	if n := size * count; n <= int64(inline) {
		return field{f.order, kind, value[:n]}, true
	}
	values, ok := f.slice(f.offset(value), size*count)
	return field{f.order, kind, values}, ok
}

func (f file) offset(b []byte) int64 {
	if len(b) == 8 {
		return int64(f.order.Uint64(b))
	}
	return int64(f.order.Uint32(b))
}

func (f file) slice(at, n int64) ([]byte, bool) {
	size := int64(len(f.data))
	if at < 0 || n < 0 || at > size || n > size-at {
		return nil, false
	}
	return f.data[at : at+n], true
}

// beside reports whether a page is a thumbnail or a mask of another one.
func (d directory) beside() bool {
	const reduced, mask = 1, 4
	return d.first(tagNewSubfileType, 0)&(reduced|mask) != 0
}

func (v field) len() int {
	if size := sizeOf(v.kind); size > 0 {
		return len(v.values) / size
	}
	return 0
}

// at is value i, which must be there, as a whole number.
func (v field) at(i int) int64 {
	switch v.kind {
	case 1, 7:
		return int64(v.values[i])
	case 3:
		return int64(v.order.Uint16(v.values[2*i:]))
	case 4, 13:
		return int64(v.order.Uint32(v.values[4*i:]))
	case 16, 18:
		return int64(v.order.Uint64(v.values[8*i:]))
	}
	return 0
}

// first is the first value of a tag, or what counts if it is not there.
func (d directory) first(tag uint16, fallback int64) int64 {
	if v := d[tag]; v.len() > 0 {
		return v.at(0)
	}
	return fallback
}

// ratio is the value of a tag that is a fraction, or 0.
func (d directory) ratio(tag uint16) float64 {
	const rational = 5
	v := d[tag]
	if v.kind != rational || v.len() == 0 {
		return 0
	}
	above, below := v.order.Uint32(v.values), v.order.Uint32(v.values[4:])
	if below == 0 {
		return 0
	}
	return float64(above) / float64(below)
}
