package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"recto/internal/corpus"
)

// manifest is an edition with its text named by hash instead of spelt out. Its
// canonical JSON is a blob whose hash is the edition's id, so that the id
// stands for every byte of the edition.
type manifest struct {
	Volume   corpus.Volume   `json:"volume"`
	Metadata corpus.Metadata `json:"metadata,omitzero"`
	Made     corpus.Making   `json:"made"`
	Taught   corpus.Taught   `json:"taught,omitzero"`
	Scans    []corpus.Scan   `json:"scans"`
	Replaced []string        `json:"replaced,omitempty"` // the words replaced on each scan by index of Scans, empty where none were; left out if there are none at all
	Leaves   []string        `json:"leaves"`             // each the pages of one scan that follow one another
	Parts    []string        `json:"parts"`
	Report   corpus.Report   `json:"report"`
}

// packed is an edition as it is kept.
type packed struct {
	id       string
	manifest []byte
	replaced []piece
	leaves   []piece
	parts    []piece
}

// piece is the canonical JSON of a stretch of an edition.
type piece struct {
	hash string
	data []byte
}

// pack takes an edition apart. The same edition is always the same bytes:
// fields in the order of their types, map keys sorted, no white space.
func pack(e *corpus.Edition) (packed, error) {
	var p packed
	m := manifest{Volume: e.Volume, Metadata: e.Metadata, Made: e.Made, Taught: e.Taught, Scans: slices.Clone(e.Scans), Report: e.Report}
	for i, scan := range e.Scans {
		if len(scan.Replaced) == 0 {
			continue
		}
		piece, err := newPiece(scan.Replaced)
		if err != nil {
			return p, fmt.Errorf("replaced words of scan %d: %w", scan.Number, err)
		}
		if m.Replaced == nil {
			m.Replaced = make([]string, len(e.Scans))
		}
		p.replaced = append(p.replaced, piece)
		m.Replaced[i], m.Scans[i].Replaced = piece.hash, nil
	}
	for _, pages := range leaves(e.Pages) {
		piece, err := newPiece(pages)
		if err != nil {
			return p, fmt.Errorf("pages of scan %d: %w", pages[0].Scan, err)
		}
		p.leaves = append(p.leaves, piece)
		m.Leaves = append(m.Leaves, piece.hash)
	}
	for _, part := range e.Parts {
		piece, err := newPiece(part)
		if err != nil {
			return p, fmt.Errorf("part %s: %w", part.ID, err)
		}
		p.parts = append(p.parts, piece)
		m.Parts = append(m.Parts, piece.hash)
	}
	whole, err := newPiece(m)
	p.id, p.manifest = whole.hash, whole.data
	return p, err
}

func newPiece(v any) (piece, error) {
	data, err := canonical(v)
	if err != nil {
		return piece{}, err
	}
	sum := sha256.Sum256(data)
	return piece{hex.EncodeToString(sum[:]), data}, nil
}

// canonical is v as JSON, always the same bytes for the same value.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// leaves cuts pages into runs that stand on one scan.
func leaves(pages []corpus.Page) [][]corpus.Page {
	var all [][]corpus.Page
	for from := 0; from < len(pages); {
		to := from + 1
		for to < len(pages) && pages[to].Scan == pages[from].Scan {
			to++
		}
		all = append(all, pages[from:to])
		from = to
	}
	return all
}

// edition is what the manifest says by itself.
func (m manifest) edition() *corpus.Edition {
	return &corpus.Edition{Volume: m.Volume, Metadata: m.Metadata, Made: m.Made, Taught: m.Taught, Scans: m.Scans, Report: m.Report}
}

// EditionID is the id that an edition has or will have once it is kept: the
// SHA-256 of its manifest.
func EditionID(e *corpus.Edition) (string, error) {
	p, err := pack(e)
	return p.id, err
}
