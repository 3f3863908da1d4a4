package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/passage"
)

// view is one state of the index, as searches see it: the engine's reader, and
// beside it what grouping and counting ask of every hit, which the engine would
// be slow to tell. What is indexed later stands in the next view.
type view struct {
	use     sync.RWMutex // held for reading while a search goes on
	reader  index.IndexReader
	texts   *passage.Reader
	parts   []corpus.PartEntry // in the order of the library
	pages   []PageState        // of all volumes
	damage  []float64          // of each page, see PageState.damage; none is 0
	values  values             // of the parts
	owners  []int32            // of each page, the index in parts of the first that has a block there; -1 for none
	docs    []document         // by the engine's number of a document
	ids     []string           // Concept.ID, by the numbers in document.concepts
	labels  labels             // what can be suggested
	volumes map[string]volumeEntry
}

// document is what every hit is asked for.
type document struct {
	at       uint64 // address among the texts
	part     int32  // index of view.parts, -1 for none
	ordinal  int32  // the block's place in its part
	first    int32  // index in view.pages of its volume's first page
	page     int32  // index in view.pages of the page on which it begins, -1 if that is not known
	kind     uint8  // index of kinds
	quality  uint8  // index of Qualities
	concepts []uint16
}

// kinds are the kinds of block by their number.
var kinds = []corpus.BlockKind{
	corpus.TitleBlock, corpus.SubtitleBlock, corpus.AuthorBlock, corpus.AffiliationBlock, corpus.AbstractBlock,
	corpus.KeywordsBlock, corpus.Heading, corpus.Paragraph, corpus.Quotation, corpus.ListItem, corpus.Note,
	corpus.Caption, corpus.Table, corpus.ReferenceBlock,
}

// newView looks at a generation as it is now.
func newView(g *generation) (*view, error) {
	engine, err := g.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("look at the index: %w", err)
	}
	reader, err := engine.Reader()
	if err != nil {
		return nil, fmt.Errorf("look at the index: %w", err)
	}
	v := &view{reader: reader}
	if err := v.fill(g); err != nil {
		return nil, errors.Join(fmt.Errorf("look at the index: %w", err), v.close())
	}
	return v, nil
}

// close waits for the searches under way.
func (v *view) close() error {
	v.use.Lock()
	defer v.use.Unlock()
	var err error
	if v.texts != nil {
		err = v.texts.Close()
	}
	return errors.Join(err, v.reader.Close())
}

func (v *view) fill(g *generation) error {
	var size passage.Size
	err := getJSON(g.bleve, sizeKey, &size)
	if err != nil {
		return err
	}
	if v.texts, err = passage.Open(g.texts(), size); err != nil {
		return err
	}
	if v.volumes, v.parts, err = readVolumes(g.bleve, v.texts); err != nil {
		return err
	}
	v.labels = newLabels(v.parts)
	v.values = valuesOf(v.parts)
	if err := v.place(); err != nil {
		return err
	}
	for i, k := range kinds {
		if err := v.each(fieldKind, string(k), func(d *document) { d.kind = uint8(i) }); err != nil {
			return err
		}
	}
	for i, q := range Qualities {
		if err := v.each(fieldQuality, q, func(d *document) { d.quality = uint8(i) }); err != nil {
			return err
		}
	}
	return v.fillConcepts()
}

// place finds the part and the place of each document.
func (v *view) place() error {
	blocks := v.blocks()
	all, err := v.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			return errors.Join(err, all.Close())
		}
		name, err := v.reader.ExternalID(id)
		if err != nil {
			return errors.Join(err, all.Close())
		}
		n := int(id.Value())
		for n >= len(v.docs) {
			v.docs = append(v.docs, document{part: -1}) // what was deleted has a number still
		}
		if at, err := strconv.ParseUint(name, 36, 64); err == nil {
			if i, ok := slices.BinarySearchFunc(blocks, at, func(d document, at uint64) int { return cmp.Compare(d.at, at) }); ok {
				v.docs[n] = blocks[i]
			}
		}
	}
}

// blocks lists the blocks of all volumes by their addresses.
func (v *view) blocks() []document {
	byID := make(map[string]int32, len(v.parts))
	for i, p := range v.parts {
		byID[p.ID] = int32(i)
	}
	var out []document
	for _, e := range v.volumes {
		first := int32(len(v.pages))
		v.pages = append(v.pages, e.Pages...)
		for _, x := range e.Docs {
			part, ok := byID[x.Part]
			if !ok {
				continue // of a volume that is being written
			}
			for i, at := range x.addresses() {
				d := document{at: at, part: part, ordinal: int32(i), first: first, page: -1}
				if x.Pages[i] >= 0 {
					d.page = first + int32(x.Pages[i])
				}
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(a, b document) int { return cmp.Compare(a.at, b.at) })
	for _, p := range v.pages {
		v.damage = append(v.damage, p.damage())
	}
	v.owners = slices.Repeat([]int32{-1}, len(v.pages))
	for _, d := range out {
		if d.page >= 0 && v.owners[d.page] < 0 {
			v.owners[d.page] = d.part
		}
	}
	return out
}

// each calls set for every document that has a term in a field.
func (v *view) each(field, term string, set func(*document)) error {
	postings, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return err
	}
	var doc index.TermFieldDoc
	for {
		next, err := postings.Next(doc.Reset())
		if err != nil || next == nil {
			return errors.Join(err, postings.Close())
		}
		set(&v.docs[next.ID.Value()])
	}
}

func (v *view) fillConcepts() error {
	terms, err := v.terms(fieldMention, "")
	if err != nil {
		return err
	}
	for _, t := range terms {
		if strings.Contains(t.text, reasonMark) {
			continue
		}
		n := uint16(len(v.ids))
		v.ids = append(v.ids, t.text)
		if err := v.each(fieldMention, t.text, func(d *document) { d.concepts = append(d.concepts, n) }); err != nil {
			return err
		}
	}
	return nil
}

// counted is a term with the number of documents that have it.
type counted struct {
	text string
	n    int
}

// terms lists the terms of a field that begin with a prefix, in their order.
func (v *view) terms(field, prefix string) ([]counted, error) {
	dict, err := v.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, err
	}
	return readDict(dict)
}

func readDict(dict index.FieldDict) ([]counted, error) {
	var out []counted
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return out, errors.Join(err, dict.Close())
		}
		out = append(out, counted{entry.Term, int(entry.Count)})
	}
}

// scored is a document found, by its number.
type scored struct {
	doc   uint32
	score float32
}

// asking is how many documents are found between two looks at the clock.
const asking = 4096

// run gives every document that a query finds, in the order of the index.
func (v *view) run(ctx context.Context, q blevequery.Query) ([]scored, error) {
	found, err := q.Searcher(ctx, v.reader, nil, blevesearch.SearcherOptions{})
	if err != nil {
		return nil, err
	}
	sctx := &blevesearch.SearchContext{
		DocumentMatchPool: blevesearch.NewDocumentMatchPool(found.DocumentMatchPoolSize()+1, 0), IndexReader: v.reader,
	}
	var out []scored
	for {
		match, err := found.Next(sctx)
		if err == nil && len(out)%asking == 0 {
			err = ctx.Err()
		}
		if err != nil || match == nil {
			return out, errors.Join(err, found.Close())
		}
		n := uint32(match.IndexInternalID.Value())
		if v.docs[n].part >= 0 {
			out = append(out, scored{n, float32(match.Score)})
		}
		sctx.DocumentMatchPool.Put(match)
	}
}
