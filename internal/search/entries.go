package search

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"recto/internal/corpus"
)

// volumeEntry is what the index remembers of a volume.
type volumeEntry struct {
	Edition string             `json:"edition"` // empty while it is being written
	Parts   []corpus.PartEntry `json:"parts"`
	Pages   []PageState        `json:"pages"`
	Docs    []extent           `json:"docs"` // the documents that it has, or may have
}

// extent is where the blocks of a part stand among the texts.
type extent struct {
	Part  string `json:"part"`
	From  uint64 `json:"from"`
	Sizes []int  `json:"sizes"` // bytes of each block
	Pages []int  `json:"pages"` // on which each begins, by its place in the volume; -1 if that is not known
}

// addresses are those of the blocks, in their order.
func (e extent) addresses() []uint64 {
	out := make([]uint64, len(e.Sizes))
	at := e.From
	for i, size := range e.Sizes {
		out[i] = at
		at += uint64(size)
	}
	return out
}

// docID names a block for the engine, by the address of its text.
func docID(at uint64) string { return strconv.FormatUint(at, 36) }

// vocabularyMark begins the name of a part's vocabulary; no address has it.
const vocabularyMark = "."

func (e extent) vocabularyID() string { return vocabularyMark + e.Part }

// entryOf describes an edition's parts as results show them.
func entryOf(e *corpus.Edition) volumeEntry {
	v := volumeEntry{Edition: e.ID, Pages: PageStates(e)}
	for _, p := range e.Parts {
		v.Parts = append(v.Parts, corpus.PartEntry{
			ID: p.ID, Kind: p.Kind, Title: title(p), Paper: p.Paper, Volume: e.Volume.ID,
			VolumeTitle: e.Volume.Title, Year: e.Volume.Year, Edition: e.ID, Words: wordsOf(p),
		})
	}
	return v
}

func wordsOf(p corpus.Part) int {
	n := 0
	for _, b := range p.Blocks {
		n += len(b.Tokens)
	}
	return n
}

// encode writes an entry as compressed JSON.
func (v volumeEntry) encode() ([]byte, error) {
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(json.NewEncoder(z).Encode(v), z.Close()); err != nil {
		return nil, fmt.Errorf("write the entry of a volume: %w", err)
	}
	return b.Bytes(), nil
}

func decodeEntry(data []byte) (v volumeEntry, err error) {
	err = json.NewDecoder(flate.NewReader(bytes.NewReader(data))).Decode(&v)
	return v, err
}
