package publish

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// take is the id of a block, once.
func (c *chapter) take(block string) string {
	id := "block-" + teiID(block)
	if block == "" || c.taken[id] {
		return ""
	}
	c.taken[id] = true
	return id
}

// line writes a block as an element with running text and gives its id.
func (c *chapter) line(i int, element string, attrs ...attr) string {
	b := c.part.Blocks[i]
	id := c.take(b.ID)
	c.x.start(element, append(attrs, attr{"id", id})...)
	from := len(b.Tokens) - len(body(b))
	if b.Label != "" && (from > 0 || !strings.HasPrefix(b.Text(), b.Label)) {
		c.x.start("span", attr{"class", "label"})
		c.x.text(b.Label)
		c.x.end()
		c.x.text(" ")
	}
	c.inline(b, from, c.links(b), c.calls[i])
	c.x.end()
	c.x.line()
	return id
}

// anchor is a link over the tokens from..to.
type anchor struct {
	from, to int
	attrs    []attr
}

// links are the citations of a block and the first mentions of concepts; none
// overlaps with another.
func (c *chapter) links(b corpus.Block) []anchor {
	var out []anchor
	add := func(from, to int, attrs ...attr) bool {
		free := from >= 0 && from < to && to <= len(b.Tokens) &&
			!slices.ContainsFunc(out, func(a anchor) bool { return a.from < to && from < a.to })
		if free {
			out = append(out, anchor{from, to, attrs})
		}
		return free
	}
	for _, cite := range b.Citations {
		if c.hasReference(cite.Reference) {
			add(cite.From, cite.To, attr{"epub:type", "biblioref"}, attr{"role", "doc-biblioref"}, attr{"href", "#block-" + teiID(cite.Reference)})
		}
	}
	for _, m := range b.Mentions {
		if _, ok := c.p.book.concept(m.Concept); !ok || c.seen[m.Concept] || !glossed(b.Kind) {
			continue
		}
		id := ""
		if !c.inOther[m.Concept] {
			id = "term-" + teiID(m.Concept)
		}
		if !add(m.From, m.To, attr{"class", "term"}, attr{"id", id}, attr{"epub:type", "glossref"}, attr{"role", "doc-glossref"}, attr{"href", glossaryName + "#concept-" + teiID(m.Concept)}) {
			continue
		}
		c.seen[m.Concept] = true
		if id != "" {
			c.inOther[m.Concept] = true
			c.p.uses[m.Concept] = append(c.p.uses[m.Concept], use{c.title, c.name + "#" + id})
		}
	}
	slices.SortFunc(out, func(a, b anchor) int { return cmp.Compare(a.from, b.from) })
	return out
}

// hasReference reports whether a reference is in the chapter under its id.
func (c *chapter) hasReference(block string) bool {
	return block != "" && slices.ContainsFunc(c.part.Blocks, func(b corpus.Block) bool { return b.ID == block && b.Kind == corpus.ReferenceBlock })
}

// inline writes running text: the beginnings of pages, gaps, links and the marks of notes.
func (c *chapter) inline(b corpus.Block, from int, links []anchor, calls map[int]noteMark) {
	x := c.x
	links = slices.DeleteFunc(links, func(a anchor) bool { return a.from < from })
	open := -1 // end of the link that is open
	for i := from; i < len(b.Tokens); i++ {
		t := b.Tokens[i]
		c.turn(t.Page)
		if len(links) > 0 && links[0].from == i {
			x.start("a", links[0].attrs...)
			open = links[0].to
			links = links[1:]
		}
		call, called := calls[i]
		after := c.token(t, call)
		if open >= 0 && (open == i+1 || called) { // links do not stand in links
			x.end()
			open = -1
		}
		if called {
			c.noteRef(call)
			x.text(after)
		}
		if i+1 < len(b.Tokens) {
			x.text(" ")
		}
	}
}

// token writes a token up to the mark of a note, and gives what stands after that.
func (c *chapter) token(t corpus.Token, call noteMark) (after string) {
	if t.Gap != "" {
		c.x.start("span", attr{"class", "gap"}, attr{"title", t.Gap})
		c.x.text(corpus.GapMark)
		c.x.end()
		return ""
	}
	before, after := call.cut(t.Text)
	c.x.text(before)
	return after
}

func (c *chapter) noteRef(m noteMark) {
	c.x.start("sup")
	c.x.start("a", attr{"id", fmt.Sprintf("call-%d", m.number)}, attr{"epub:type", "noteref"}, attr{"role", "doc-noteref"}, attr{"href", fmt.Sprintf("#note-%d", m.number)})
	c.x.text(or(m.mark, "*"))
	c.x.end()
	c.x.end()
}

// turn marks where a printed page begins, the first time.
func (c *chapter) turn(id string) {
	page, ok := c.p.pages[id]
	if !ok || c.p.turned[id] {
		return
	}
	c.p.turned[id] = true
	label := page.Folio
	if blank(label) {
		label = fmt.Sprintf("scan %d", page.Scan)
		if page.Side != corpus.Whole {
			label += ", " + string(page.Side)
		}
	}
	anchor := "page-" + teiID(id)
	c.x.empty("span", attr{"id", anchor}, attr{"epub:type", "pagebreak"}, attr{"role", "doc-pagebreak"}, attr{"aria-label", label})
	c.p.marks = append(c.p.marks, pageMark{label, c.name + "#" + anchor})
}
