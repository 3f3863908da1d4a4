package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// chapter is one part as a document.
type chapter struct {
	p        *epub
	name     string // of the file
	part     corpus.Part
	title    string
	x        *xmlWriter
	data     []byte
	contents []heading
	levels   []int  // of the sections that are open
	list     string // class of the list that is open, if any
	taken    map[string]bool
	calls    map[int]map[int]noteMark // by block and token
	seen     map[string]bool          // concepts already linked in this section
	inOther  map[string]bool          // concepts whose first mention in the chapter is known
}

// heading is a line of the table of contents.
type heading struct {
	level       int
	title, href string
}

func (c *chapter) bytes() []byte { return c.data }

// roles are what parts are by the vocabularies of EPUB and of DPUB-ARIA.
var roles = map[corpus.PartKind][2]string{
	corpus.FrontMatter:  {"frontmatter", ""},
	corpus.Contents:     {"frontmatter", ""},
	corpus.Introduction: {"introduction", "doc-introduction"},
	corpus.PaperPart:    {"chapter", "doc-chapter"},
	corpus.BackMatter:   {"backmatter", ""},
}

func (p *epub) chapter(i int, part corpus.Part) *chapter {
	c := &chapter{
		p: p, name: fmt.Sprintf("part-%03d.xhtml", i+1), part: part, title: partTitle(part),
		taken: map[string]bool{}, calls: map[int]map[int]noteMark{}, seen: map[string]bool{}, inOther: map[string]bool{},
	}
	if part.Paper == nil {
		c.part.Blocks = withoutTitle(part)
	}
	marks, loose := (&markdown{}).placeNotes(c.part.Blocks)
	c.data = p.document(c.title, func(x *xmlWriter) {
		c.x = x
		role := roles[part.Kind]
		x.section("section", []attr{{"epub:type", role[0]}, {"role", role[1]}}, func() {
			c.head()
			for i, b := range c.part.Blocks {
				c.call(i, marks[i])
				if b.Kind != corpus.Note && (part.Paper == nil || !head(b.Kind) || b.Kind == corpus.KeywordsBlock) {
					c.block(i)
				}
			}
			c.closeList()
			for len(c.levels) > 0 {
				c.closeSection()
			}
			c.notes(marks, loose)
		})
	})
	return c
}

// call keeps the marks of a block by their tokens.
func (c *chapter) call(block int, marks []noteMark) {
	c.calls[block] = map[int]noteMark{}
	for _, m := range marks {
		c.calls[block][m.token] = m
	}
}

// head writes the title and, of a paper, its authors.
func (c *chapter) head() {
	x := c.x
	x.section("header", nil, func() {
		for _, b := range c.part.Blocks {
			if page := b.Page(); page != "" {
				c.turn(page)
				break
			}
		}
		if c.part.Paper == nil {
			x.element("h1", c.title)
			return
		}
		p := c.part.Paper
		x.element("h1", or(p.Title, c.title))
		if p.Title != "" {
			x.element("p", p.Subtitle, attr{"class", "sub"}, attr{"role", "doc-subtitle"})
		}
		for _, a := range named(p.Authors) {
			x.section("p", []attr{{"class", "authors"}}, func() {
				x.text(a.Name())
				if !blank(a.Affiliation) {
					x.empty("br")
					x.element("span", a.Affiliation, attr{"class", "small"})
				}
			})
		}
	})
}

func or(text, otherwise string) string {
	if blank(text) {
		return otherwise
	}
	return text
}

func (c *chapter) block(i int) {
	b, x := c.part.Blocks[i], c.x
	c.openList(b.Kind)
	class := ""
	if b.Broken {
		class = "broken"
	}
	switch b.Kind {
	case corpus.Heading:
		c.heading(i)
	case corpus.AbstractBlock:
		x.section("section", []attr{{"class", "abstract"}, {"epub:type", "abstract"}, {"role", "doc-abstract"}, {"aria-label", "Abstract"}}, func() { c.line(i, "p") })
	case corpus.Quotation:
		x.section("blockquote", nil, func() { c.line(i, "p", attr{"class", or(class, "first")}) })
	case corpus.ListItem:
		c.line(i, "li")
	case corpus.ReferenceBlock:
		c.line(i, "li", attr{"epub:type", "biblioentry"})
	case corpus.Caption:
		x.section("figure", nil, func() {
			x.section("figcaption", nil, func() { c.line(i, "p") })
		})
	case corpus.Table:
		c.table(b)
	case corpus.KeywordsBlock:
		c.line(i, "p", attr{"class", "keywords"})
	default:
		c.line(i, "p", attr{"class", class})
	}
}

// openList opens the list that a block belongs to, and closes another one.
func (c *chapter) openList(k corpus.BlockKind) {
	class := map[corpus.BlockKind]string{corpus.ListItem: "items", corpus.ReferenceBlock: "references"}[k]
	if class == c.list {
		return
	}
	c.closeList()
	if c.list = class; class != "" {
		c.x.start("ul", attr{"class", class})
		c.x.line()
	}
}

func (c *chapter) closeList() {
	if c.list != "" {
		c.x.end()
		c.x.line()
	}
	c.list = ""
}

// heading closes the sections that it does not stand under and opens its own.
func (c *chapter) heading(i int) {
	b, x := c.part.Blocks[i], c.x
	level := max(1, b.Level)
	for n := len(c.levels); n > 0 && c.levels[n-1] >= level; n = len(c.levels) {
		c.closeSection()
	}
	c.levels = append(c.levels, level)
	clear(c.seen)
	var attrs []attr
	if headsReferences(c.part.Blocks, i) {
		attrs = []attr{{"epub:type", "bibliography"}, {"role", "doc-bibliography"}}
	}
	x.start("section", attrs...)
	x.line()
	id := c.line(i, fmt.Sprintf("h%d", min(len(c.levels)+1, 6)))
	if id != "" {
		c.contents = append(c.contents, heading{len(c.levels), strings.Join(strings.Fields(labelled(b)), " "), c.name + "#" + id})
	}
}

func (c *chapter) closeSection() {
	c.x.end()
	c.x.line()
	c.levels = c.levels[:len(c.levels)-1]
}

// table writes the rows of a table as they stand on the lines of the page.
func (c *chapter) table(b corpus.Block) {
	if len(b.Tokens) == 0 {
		return
	}
	c.x.section("table", []attr{{"id", c.take(b.ID)}}, func() {
		c.x.section("tbody", nil, func() {
			for _, row := range rows(b.Tokens) {
				c.x.start("tr")
				for _, cell := range row {
					c.x.start("td")
					c.inline(corpus.Block{Tokens: cell}, 0, nil, nil)
					c.x.end()
				}
				c.x.end()
				c.x.line()
			}
		})
	})
}

// notes writes the notes at the end of the chapter: first those that are called
// in the text, then those whose mark was not found.
func (c *chapter) notes(marks map[int][]noteMark, loose []int) {
	blocks, x := c.part.Blocks, c.x
	if len(marks)+len(loose) == 0 {
		return
	}
	x.section("section", []attr{{"epub:type", "footnotes"}, {"aria-label", "Notes"}}, func() {
		for i := range blocks {
			for _, m := range marks[i] {
				c.note(blocks[m.note], func() {
					x.start("a", attr{"epub:type", "backlink"}, attr{"role", "doc-backlink"}, attr{"href", fmt.Sprintf("#call-%d", m.number)})
					x.text(or(m.mark, "↑"))
					x.end()
				}, fmt.Sprintf("note-%d", m.number))
			}
		}
		for _, i := range loose {
			c.note(blocks[i], func() { x.text(blocks[i].Label) }, c.take(blocks[i].ID))
		}
	})
}

func (c *chapter) note(b corpus.Block, label func(), id string) {
	text := bodyText(b)
	if text == "" {
		return
	}
	c.x.section("aside", []attr{{"id", id}, {"epub:type", "footnote"}, {"role", "doc-footnote"}}, func() {
		c.x.start("p")
		label()
		c.x.text(" " + text)
		c.x.end()
		c.x.line()
	})
}
