package publish

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// TEI is a whole volume as TEI P5: a teiCorpus with one TEI a part. The subset
// that is written is that of tei.rnc. The text is the reading text; where it
// differs from the evidence, both stand in a choice. Forme work is not part of it.
//
// Pages are pb elements whose facs names a zone of the facsimile, or the
// surface where the page is all of its scan. A concept is a term that points to
// "concept:" and its id; the header says what that prefix stands for.
func TEI(e *corpus.Edition) []byte {
	t := newTEI(e)
	t.x.section("teiCorpus", []attr{{"xmlns", teiNamespace}}, func() {
		t.header(corpus.Part{}, true)
		for _, p := range e.Parts {
			t.part(p, true)
		}
		if len(e.Parts) == 0 { // a corpus has one text at least
			t.part(corpus.Part{Kind: corpus.FrontMatter}, true)
		}
	})
	return t.bytes()
}

// TEIPart is one part of an edition as a TEI document of its own. The edition
// need hold no more than that part and the pages that it stands on. The error
// is corpus.ErrNotFound where no part has the id.
func TEIPart(e *corpus.Edition, id string) ([]byte, error) {
	i := slices.IndexFunc(e.Parts, func(p corpus.Part) bool { return p.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("part %q: %w", id, corpus.ErrNotFound)
	}
	t := newTEI(e)
	t.part(e.Parts[i], false)
	return t.bytes(), nil
}

const teiNamespace = "http://www.tei-c.org/ns/1.0"

// tei writes one document.
type tei struct {
	x     xmlWriter
	e     *corpus.Edition
	pages map[string]corpus.Page
	ids   map[string]bool   // given out in the document
	named map[string]string // ids of the part's blocks
	taken map[string]bool   // blocks of the part that were written with their id
	page  string            // that the text stands on
}

func newTEI(e *corpus.Edition) *tei {
	t := &tei{e: e, pages: pagesByID(e), ids: map[string]bool{"recto": true, "administrator": true}}
	t.x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	return t
}

func (t *tei) bytes() []byte { return t.x.b.Bytes() }

// part writes a TEI element; within a corpus, what is the same for all parts
// stands in the header of the corpus.
func (t *tei) part(p corpus.Part, inCorpus bool) {
	t.page, t.named, t.taken = "", map[string]string{}, map[string]bool{}
	attrs := []attr{{"type", string(p.Kind)}, {"xml:id", t.fresh("part-" + p.ID)}}
	if !inCorpus {
		attrs = append([]attr{{"xmlns", teiNamespace}}, attrs...)
	}
	for _, b := range p.Blocks {
		t.name(b.ID)
	}
	t.x.section("TEI", attrs, func() {
		t.header(p, !inCorpus)
		t.facsimile(p)
		t.x.section("text", nil, func() { t.body(p) })
	})
}

// fresh is an id that the document does not have yet, made of a name; empty if
// it has it already.
func (t *tei) fresh(name string) string {
	id := teiID(name)
	if t.ids[id] {
		return ""
	}
	t.ids[id] = true
	return id
}

// teiID is a name as XML allows it for an id; it must begin with a letter.
func teiID(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, name)
}

// name gives a block its id, by which others may point to it.
func (t *tei) name(block string) {
	if block != "" && t.named[block] == "" {
		t.named[block] = t.fresh("block-" + block)
	}
}

// take is the id of a block, once: a block of the same id that follows has none.
func (t *tei) take(block string) string {
	if t.taken[block] {
		return ""
	}
	t.taken[block] = true
	return t.named[block]
}

// target points to a block of the part, if it has an id.
func (t *tei) target(block string) string {
	if id := t.named[block]; id != "" {
		return "#" + id
	}
	return ""
}

// facsimile describes the scans and the printed pages on them that a part
// stands on.
func (t *tei) facsimile(p corpus.Part) {
	var scans []int
	pages := map[int][]corpus.Page{}
	seen := map[string]bool{}
	for _, b := range p.Blocks {
		for _, token := range b.Tokens {
			page, ok := t.pages[token.Page]
			if !ok || seen[page.ID] {
				continue
			}
			seen[page.ID] = true
			if pages[page.Scan] == nil {
				scans = append(scans, page.Scan)
			}
			pages[page.Scan] = append(pages[page.Scan], page)
		}
	}
	if len(scans) == 0 {
		return
	}
	t.x.section("facsimile", nil, func() {
		for _, scan := range scans {
			t.surface(scan, pages[scan])
		}
	})
}

func (t *tei) surface(scan int, pages []corpus.Page) {
	attrs := []attr{{"n", fmt.Sprint(scan)}}
	for _, s := range t.e.Scans {
		if s.Number == scan && s.Width > 0 {
			attrs = append(attrs, attr{"ulx", "0"}, attr{"uly", "0"}, attr{"lrx", fmt.Sprint(s.Width)}, attr{"lry", fmt.Sprint(s.Height)})
			break
		}
	}
	t.x.section("surface", attrs, func() {
		for _, p := range pages {
			id := t.fresh("page-" + p.ID)
			if id == "" {
				continue // the part before ends on this page
			}
			t.x.empty("zone", append([]attr{{"xml:id", id}, {"type", string(p.Side)}, {"n", p.Folio}}, corners(p.Region)...)...)
			t.x.line()
		}
	})
}

// corners are the sides of a box in pixels of the scan picture.
func corners(b corpus.Box) []attr {
	if b == (corpus.Box{}) {
		return nil
	}
	out := []attr{{"ulx", ""}, {"uly", ""}, {"lrx", ""}, {"lry", ""}}
	for i, v := range []float64{b.X1, b.Y1, b.X2, b.Y2} {
		out[i].value = fmt.Sprint(int(max(0, v) + .5))
	}
	return out
}

// turn writes a page break where a token stands on another page than the text
// before it.
func (t *tei) turn(token corpus.Token) {
	if token.Page == "" || token.Page == t.page {
		return
	}
	t.page = token.Page
	page := t.pages[token.Page]
	facs := ""
	if id := teiID("page-" + token.Page); t.ids[id] {
		facs = "#" + id
	}
	t.x.empty("pb", attr{"n", page.Folio}, attr{"facs", facs})
}
