package publish

import (
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish/pdf"
)

// facsimile is where on the sheets the text of an edition stands.
type facsimile struct {
	book      Book
	edition   *corpus.Edition
	on        [][]clipping // by sheet
	places    map[string]pdf.Place
	bookmarks []pdf.Bookmark
}

// clipping is what stands of a block on one sheet.
type clipping struct {
	block corpus.Block
	runs  []spot
}

// spot is a token where it stands.
type spot struct {
	text  string
	box   corpus.Box
	index int // of the token in its block
}

func newFacsimile(b Book, e *corpus.Edition, sheets []sheet) *facsimile {
	f := &facsimile{book: b, edition: e, on: make([][]clipping, len(sheets)), places: map[string]pdf.Place{}}
	at := make(map[string]int, len(sheets))
	for i, s := range sheets {
		at[s.page.ID] = i
	}
	for _, p := range e.Parts {
		titled := false
		for _, block := range p.Blocks {
			place, ok := f.lay(block, sheets, at)
			if ok && !titled {
				f.bookmarks = append(f.bookmarks, pdf.Bookmark{Level: 1, Title: partTitle(p), To: pdf.Place{Page: place.Page, Top: sheets[place.Page].top()}})
				titled = true
			}
			if ok && block.Kind == corpus.Heading {
				f.bookmarks = append(f.bookmarks, pdf.Bookmark{Level: 1 + max(1, block.Level), Title: labelled(block), To: place})
			}
		}
	}
	return f
}

// lay puts the tokens of a block on the sheets, and gives the place where it begins.
func (f *facsimile) lay(b corpus.Block, sheets []sheet, at map[string]int) (begins pdf.Place, ok bool) {
	words := evidence(b.Tokens)
	last := -1
	for i, t := range b.Tokens {
		page, known := at[t.Page]
		if t.Gap != "" || t.Text == "" || !known {
			continue
		}
		box := firstLine(words[i], sheets[page].page.Scan)
		if box.Width() <= 0 || box.Height() <= 0 {
			continue
		}
		if page != last {
			f.on[page] = append(f.on[page], clipping{block: b})
			last = page
		}
		c := &f.on[page][len(f.on[page])-1]
		c.runs = append(c.runs, spot{strings.Join(strings.Fields(t.Text), " "), box, i})
		if !ok {
			begins, ok = pdf.Place{Page: page, Top: sheets[page].rect(box).Y2}, true
			if b.ID != "" {
				f.places[b.ID] = begins
			}
		}
	}
	return begins, ok
}

// top is the head of the sheet.
func (s sheet) top() float64 { return s.cut.Height() * s.scale }

// firstLine is where the words of a token stand that are on one line with the
// first.
func firstLine(words []corpus.Word, scan int) corpus.Box {
	var out corpus.Box
	for _, w := range words {
		if w.Scan != scan || !w.HasBox() || out != (corpus.Box{}) && !besides(out, w.Box) {
			break
		}
		out = out.Union(w.Box)
	}
	return out
}

// besides reports whether a box goes on in the line of another: it begins
// further right, and half of the lower one is at the other's height.
func besides(a, b corpus.Box) bool {
	overlap := min(a.Y2, b.Y2) - max(a.Y1, b.Y1)
	return b.X1 > a.X1 && overlap > min(a.Height(), b.Height())/2
}

// citations are links from where a reference is cited to the reference.
func (f *facsimile) citations(s sheet, c clipping) []pdf.Link {
	var out []pdf.Link
	for _, cite := range c.block.Citations {
		to, ok := f.places[cite.Reference]
		if !ok || cite.Reference == "" {
			continue
		}
		for _, box := range c.between(cite.From, cite.To) {
			out = append(out, pdf.Link{Box: s.rect(box), To: to, Text: "Reference"})
		}
	}
	return out
}

// mentions are links and notes for the concepts that the page had not yet.
func (f *facsimile) mentions(s sheet, c clipping, seen map[string]bool) (links []pdf.Link, notes []pdf.Note) {
	if !glossed(c.block.Kind) {
		return nil, nil
	}
	for _, m := range c.block.Mentions {
		concept, ok := f.book.concept(m.Concept)
		boxes := c.between(m.From, m.To)
		if !ok || seen[m.Concept] || len(boxes) == 0 {
			continue
		}
		seen[m.Concept] = true
		url := f.book.conceptURL(concept.ID)
		text := concept.Preferred + ": " + concept.Definition
		if url != "" {
			text += "\n\n" + url
		}
		for i, box := range boxes {
			if url != "" {
				links = append(links, pdf.Link{Box: s.rect(box), URL: url, Text: concept.Preferred})
			}
			if i == 0 {
				notes = append(notes, pdf.Note{Box: s.rect(box), Title: "Glossary", Text: text})
			}
		}
	}
	return links, notes
}

// glossed reports whether concepts are shown in blocks of a kind.
func glossed(k corpus.BlockKind) bool {
	switch k {
	case corpus.AbstractBlock, corpus.Paragraph, corpus.Quotation, corpus.ListItem, corpus.Note, corpus.Caption:
		return true
	}
	return false
}

// between is where the tokens from..to stand on the sheet, a box for each line.
func (c clipping) between(from, to int) []corpus.Box {
	var out []corpus.Box
	for _, r := range c.runs {
		if r.index < from || r.index >= to {
			continue
		}
		if n := len(out); n > 0 && besides(out[n-1], r.box) {
			out[n-1] = out[n-1].Union(r.box)
			continue
		}
		out = append(out, r.box)
	}
	return out
}
