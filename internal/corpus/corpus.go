// Package corpus holds the words that every other package speaks: sources,
// scans, words, pages, lines, tokens, papers, blocks, concepts, mentions,
// editions and jobs, together with the sentinel errors.
//
// It is a leaf: it imports the standard library alone, reads no file and keeps
// no state. How a value is made is the business of the stages in
// internal/ingest; how it is kept, of internal/store and internal/blob.
//
// Evidence and reading text travel together. A [Word] is what the OCR gave, a
// [Token] is one word of the reading text and carries the words it came from,
// so that every letter a reader sees leads back to its place on the scan.
package corpus

import "errors"

// Sentinels that callers ask for with errors.Is.
var (
	// ErrNotFound: no such volume, paper, concept, blob or job.
	ErrNotFound = errors.New("not found")
	// ErrExists: the source is already in the library and nothing would change.
	ErrExists = errors.New("already in the library")
	// ErrUnsupported: the bytes are of no kind that the pipeline reads.
	ErrUnsupported = errors.New("unsupported kind of source")
	// ErrBroken: the bytes are of a known kind, but cannot be read.
	ErrBroken = errors.New("broken source")
	// ErrEncrypted: the source needs a password to be read.
	ErrEncrypted = errors.New("encrypted source")
	// ErrNeedsOCR: the source holds pictures and no text.
	ErrNeedsOCR = errors.New("the source has pictures only: OCR is needed")
	// ErrNoText: the source was read to the end and holds neither text nor pictures.
	ErrNoText = errors.New("the source holds no text")
	// ErrStale: somebody else changed it since it was read.
	ErrStale = errors.New("changed meanwhile")
	// ErrLastAdministrator: nobody would be left to look after the library.
	ErrLastAdministrator = errors.New("the last administrator")
	// ErrTooLarge: a declared size is beyond what is read safely.
	ErrTooLarge = errors.New("too large")
	// ErrFull: the disk of the library has no room left.
	ErrFull = errors.New("the disk is full")
	// ErrQuota: whoever brought it may bring no more.
	ErrQuota = errors.New("the quota is used up")
)
