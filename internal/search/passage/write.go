package passage

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Writer adds passages. One writer at a time may have the files open.
type Writer struct {
	terms    func(text string) []string
	words    *tail
	passages *tail
	numbers  map[string]uint32 // of words as they are written
	known    map[string]uint32 // terms, by their numbers, which begin at 1
	head     []byte            // of the passage written last, as is its body
	body     []byte
}

// Append opens the files in dir for writing, or makes them, and goes on after
// size. terms gives the terms of the words in a text without spaces.
func Append(dir string, size Size, terms func(text string) []string) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("write texts: %w", err)
	}
	w := &Writer{terms: terms, numbers: map[string]uint32{}, known: map[string]uint32{}}
	var err error
	if w.words, err = openTail(filepath.Join(dir, wordsFile), size.Words); err != nil {
		return nil, fmt.Errorf("write texts: %w", err)
	}
	if w.passages, err = openTail(filepath.Join(dir, passagesFile), size.Passages); err != nil {
		return nil, errors.Join(fmt.Errorf("write texts: %w", err), w.words.close())
	}
	if err := w.learn(filepath.Join(dir, wordsFile), size.Words); err != nil {
		return nil, errors.Join(fmt.Errorf("write texts: %w", err), w.Close())
	}
	return w, nil
}

// learn reads the vocabulary that is there.
func (w *Writer) learn(path string, size int64) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if int64(len(data)) < size {
		return ErrBroken
	}
	return eachWord(data[:size], func(word []byte, terms []uint32, fresh [][]byte) {
		for _, t := range fresh {
			w.known[string(t)] = uint32(len(w.known) + 1)
		}
		w.numbers[string(word)] = uint32(len(w.numbers))
	})
}

// Draft is a passage to be written: as a Passage, with the numbers of the words.
type Draft struct {
	Text []uint32
	More [][]uint32
	Note []byte
}

// Add writes a passage and gives its address, and that after it.
func (w *Writer) Add(d Draft) (at, next uint64, err error) {
	body := appendNumbers(w.body[:0], d.Text)
	body = binary.AppendUvarint(body, uint64(len(d.More)))
	for _, text := range d.More {
		body = appendNumbers(body, text)
	}
	w.body = append(body, d.Note...)
	at = uint64(w.passages.size)
	w.head = binary.AppendUvarint(w.head[:0], uint64(len(w.body)))
	w.passages.write(w.head)
	w.passages.write(w.body)
	return at, uint64(w.passages.size), errors.Join(w.words.err, w.passages.err)
}

// appendNumbers writes how many words a text has, and their numbers.
func appendNumbers(b []byte, text []uint32) []byte {
	b = binary.AppendUvarint(b, uint64(len(text)))
	for _, n := range text {
		b = appendNumber(b, n)
	}
	return b
}

// Number is that of a word, which is a text without spaces and may be empty. A
// new one goes into the vocabulary with its terms.
func (w *Writer) Number(word string) uint32 {
	if n, ok := w.numbers[word]; ok {
		return n
	}
	terms := w.terms(word)
	entry := appendBytes(nil, []byte(word))
	entry = binary.AppendUvarint(entry, uint64(len(terms)))
	for _, t := range terms {
		n, ok := w.known[t]
		if ok {
			entry = binary.AppendUvarint(entry, uint64(n))
			continue
		}
		w.known[strings.Clone(t)] = uint32(len(w.known) + 1)
		entry = appendBytes(binary.AppendUvarint(entry, 0), []byte(t))
	}
	w.words.write(entry)
	n := uint32(len(w.numbers))
	w.numbers[strings.Clone(word)] = n
	return n
}

// Flush puts everything on the disk and gives the size that counts now.
func (w *Writer) Flush() (Size, error) {
	err := errors.Join(w.words.flush(), w.passages.flush())
	if err != nil {
		err = fmt.Errorf("write texts: %w", err)
	}
	return Size{w.words.size, w.passages.size}, err
}

// Close closes the files; what was added after the last Flush does not count.
func (w *Writer) Close() error { return errors.Join(w.words.close(), w.passages.close()) }

// tail is the end of a file that grows. It keeps its first error.
type tail struct {
	file *os.File
	out  *bufio.Writer
	size int64
	err  error
}

func openTail(path string, size int64) (*tail, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(size, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &tail{file: f, out: bufio.NewWriterSize(f, 1<<18), size: size}, nil
}

func (t *tail) write(data []byte) {
	if t.err != nil {
		return
	}
	_, t.err = t.out.Write(data)
	t.size += int64(len(data))
}

func (t *tail) flush() error {
	if t.err == nil {
		t.err = t.out.Flush()
	}
	if t.err == nil {
		t.err = t.file.Sync()
	}
	return t.err
}

func (t *tail) close() error { return t.file.Close() }
