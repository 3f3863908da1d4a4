package passage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/mmap-go"
)

// Reader reads passages. Its methods may be called from many goroutines; what
// is added later is seen by the next reader.
type Reader struct {
	words, passages mapped
	places          []uint32 // of each word in the vocabulary
	terms           []uint32 // of each word the number of its term, 0 for none; or several plus an index in more
	more            [][]uint32
	byName          []uint32 // table of the terms by their hashes: index in names, plus 1
	names           []place  // of each term in the vocabulary
	seed            maphash.Seed
}

// several marks a word that has more than one term.
const several = 1 << 31

// maxWords bounds the vocabulary, in bytes: its places are kept in four.
const maxWords = 1<<32 - 1

// place is a stretch of the vocabulary.
type place struct {
	at   uint32
	size uint32
}

// Open opens the files in dir for reading, as far as size goes.
func Open(dir string, size Size) (*Reader, error) {
	r := &Reader{seed: maphash.MakeSeed()}
	if size.Words > maxWords {
		return nil, fmt.Errorf("read texts: a vocabulary of %d bytes: %w", size.Words, ErrBroken)
	}
	var err error
	if r.words, err = openMapped(filepath.Join(dir, wordsFile), size.Words); err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	if r.passages, err = openMapped(filepath.Join(dir, passagesFile), size.Passages); err != nil {
		return nil, errors.Join(fmt.Errorf("read texts: %w", err), r.words.close())
	}
	if err := r.learn(); err != nil {
		return nil, errors.Join(fmt.Errorf("read texts: %w", err), r.Close())
	}
	return r, nil
}

// Close gives the files back. What Passage gave stays good.
func (r *Reader) Close() error { return errors.Join(r.words.close(), r.passages.close()) }

// learn reads the vocabulary.
func (r *Reader) learn() error {
	base := r.words.data
	offset := func(b []byte) uint32 { return uint32(cap(base) - cap(b)) }
	err := eachWord(base, func(word []byte, terms []uint32, fresh [][]byte) {
		for _, t := range fresh {
			r.names = append(r.names, place{offset(t), uint32(len(t))})
		}
		r.places = append(r.places, offset(word)-uint32(uvarintSize(len(word))))
		switch len(terms) {
		case 0:
			r.terms = append(r.terms, 0)
		case 1:
			r.terms = append(r.terms, terms[0])
		default:
			r.terms = append(r.terms, several|uint32(len(r.more)))
			r.more = append(r.more, slices.Clone(terms))
		}
	})
	r.hashNames()
	return err
}

func uvarintSize(n int) int { return len(binary.AppendUvarint(nil, uint64(n))) }

// eachWord calls f with each word of a vocabulary, the numbers of its terms, and
// those of them that are new.
func eachWord(data []byte, f func(word []byte, terms []uint32, fresh [][]byte)) error {
	c := cursor{rest: data}
	var terms []uint32
	var fresh [][]byte
	known := uint32(0)
	for len(c.rest) > 0 {
		word := c.bytes()
		terms, fresh = terms[:0], fresh[:0]
		for range c.uvarint() {
			n := uint32(c.uvarint())
			if n == 0 {
				fresh = append(fresh, c.bytes())
				known++
				n = known
			}
			if c.broken || n > known {
				return ErrBroken
			}
			terms = append(terms, n)
		}
		if c.broken {
			return ErrBroken
		}
		f(word, terms, fresh)
	}
	return nil
}

func (r *Reader) hashNames() {
	size := 16
	for size < 2*len(r.names) {
		size *= 2
	}
	r.byName = make([]uint32, size)
	for i, p := range r.names {
		at := r.slot(r.name(p))
		for r.byName[at] != 0 {
			at = (at + 1) % size
		}
		r.byName[at] = uint32(i + 1)
	}
}

func (r *Reader) name(p place) []byte { return r.words.data[p.at:][:p.size] }

func (r *Reader) slot(term []byte) int {
	return int(maphash.Bytes(r.seed, term) % uint64(len(r.byName)))
}

// Term is the number of a term, 1 or more; 0 if no passage has it.
func (r *Reader) Term(term string) uint32 {
	for at := r.slot([]byte(term)); r.byName[at] != 0; at = (at + 1) % len(r.byName) {
		if n := r.byName[at]; string(r.name(r.names[n-1])) == term {
			return n
		}
	}
	return 0
}

// Passage reads the passage at an address.
func (r *Reader) Passage(at uint64) (Passage, error) {
	c, err := r.cursor(at)
	if err != nil {
		return Passage{}, err
	}
	p := Passage{Text: r.text(&c)}
	for range c.uvarint() {
		if c.broken {
			break
		}
		p.More = append(p.More, r.text(&c))
	}
	if c.broken {
		return p, fmt.Errorf("passage %d: %w", at, ErrBroken)
	}
	p.Note = append(p.Note, c.rest...)
	return p, nil
}

// Note reads the note of a passage alone. It must not be changed, nor kept
// beyond the reader.
func (r *Reader) Note(at uint64) ([]byte, error) {
	c, err := r.cursor(at)
	if err != nil {
		return nil, err
	}
	skip := func() {
		for range c.uvarint() {
			if c.number(); c.broken {
				return
			}
		}
	}
	skip()
	for range c.uvarint() {
		if skip(); c.broken {
			break
		}
	}
	if c.broken {
		return nil, fmt.Errorf("passage %d: %w", at, ErrBroken)
	}
	return c.rest, nil
}

// Break stands between the texts of a passage among the numbers of terms.
const Break = 0

// Terms reads the numbers of the terms of a passage into buf, in the order of
// its words: of its text, or of its other readings with a Break after each.
func (r *Reader) Terms(buf []uint32, at uint64, more bool) ([]uint32, error) {
	c, err := r.cursor(at)
	if err != nil {
		return buf, err
	}
	if buf = r.numbers(buf, &c); !more {
		return buf, nil
	}
	buf = buf[:0]
	for range c.uvarint() {
		if c.broken {
			return buf, fmt.Errorf("passage %d: %w", at, ErrBroken)
		}
		buf = append(r.numbers(buf, &c), Break)
	}
	return buf, nil
}

// cursor stands at the beginning of a passage and ends with it.
func (r *Reader) cursor(at uint64) (cursor, error) {
	if at >= uint64(len(r.passages.data)) {
		return cursor{}, fmt.Errorf("passage %d: %w", at, ErrBroken)
	}
	c := cursor{rest: r.passages.data[at:]}
	c.rest = c.bytes()
	if c.broken {
		return c, fmt.Errorf("passage %d: %w", at, ErrBroken)
	}
	return c, nil
}

// numbers is asked of every candidate for a phrase, so it does without calls for
// the words that have one term and a number of one or two bytes.
func (r *Reader) numbers(buf []uint32, c *cursor) []uint32 {
	for left := c.uvarint(); left > 0; left-- {
		var n uint32
		switch rest := c.rest; {
		case len(rest) > 0 && rest[0] < oneByte:
			n, c.rest = uint32(rest[0]), rest[1:]
		case len(rest) > 1 && rest[0] < twoBytes:
			n, c.rest = firstTwo+uint32(rest[0]-oneByte)<<8+uint32(rest[1]), rest[2:]
		default:
			n = c.number()
		}
		if c.broken || int(n) >= len(r.terms) {
			c.broken = true
			return buf
		}
		switch t := r.terms[n]; {
		case t&several != 0:
			buf = append(buf, r.more[t&^several]...)
		case t != 0:
			buf = append(buf, t)
		}
	}
	return buf
}

func (r *Reader) text(c *cursor) string {
	var b strings.Builder
	for i := range c.uvarint() {
		n := c.number()
		if c.broken || int(n) >= len(r.places) {
			c.broken = true
			return ""
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		word := cursor{rest: r.words.data[r.places[n]:]}
		b.Write(word.bytes())
	}
	return b.String()
}

// mapped is a file in memory, as far as it counts.
type mapped struct {
	data  []byte
	whole mmap.MMap
}

func openMapped(path string, size int64) (mapped, error) {
	if size == 0 {
		return mapped{}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return mapped{}, err
	}
	defer f.Close() // the mapping outlives it
	info, err := f.Stat()
	if err != nil {
		return mapped{}, err
	}
	if info.Size() < size {
		return mapped{}, ErrBroken
	}
	whole, err := mmap.MapRegion(f, int(size), mmap.RDONLY, 0, 0)
	if err != nil {
		return mapped{}, err
	}
	return mapped{whole[:size:size], whole}, nil
}

func (m mapped) close() error {
	if m.whole == nil {
		return nil
	}
	return m.whole.Unmap()
}
