package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// Markdown is a whole volume as CommonMark with footnotes: the volume's title,
// each part under a heading of its own, quotations, lists, notes and references.
// All text is escaped, so that it reads as it stands. A note whose mark is found
// in the text of its page becomes a footnote there; the others are listed under
// "Notes" at the end of their part, for a mark in the wrong place is worse than none.
func Markdown(e *corpus.Edition) []byte {
	m := &markdown{}
	m.title(e.Volume)
	for _, p := range e.Parts {
		m.part(p, 2)
	}
	return []byte(m.b.String())
}

// MarkdownPart is one part of an edition as Markdown does it, with a line that
// says where it is printed. The error is corpus.ErrNotFound where no part has
// the id.
func MarkdownPart(e *corpus.Edition, id string) ([]byte, error) {
	one, err := Excerpt(e, id)
	if err != nil {
		return nil, err
	}
	p := one.Parts[0]
	m := &markdown{within: within(e.Volume, p.Paper)}
	p.Title = partTitle(p)
	m.part(p, 1)
	return []byte(m.b.String()), nil
}

type markdown struct {
	b     strings.Builder
	notes int              // footnotes numbered so far, over the whole volume
	base  int              // level of the heading that the part's own headings stand under
	last  corpus.BlockKind // of the block written before

	within string // where a part that stands by itself is printed
}

// block writes one block of Markdown, parted from the last by a blank line.
func (m *markdown) block(text string) {
	if text == "" {
		return
	}
	if m.b.Len() > 0 {
		m.b.WriteByte('\n')
	}
	m.b.WriteString(text)
	m.b.WriteByte('\n')
}

func (m *markdown) heading(level int, text string) {
	if text != "" {
		m.block(strings.Repeat("#", min(level, 6)) + " " + escape(text))
	}
}

func (m *markdown) title(v corpus.Volume) {
	m.heading(1, fullTitle(v.Title, v.Subtitle))
	var lines []string
	if len(v.Editors) > 0 {
		lines = append(lines, "Edited by "+strings.Join(v.Editors, ", "))
	}
	lines = append(lines, v.Series, v.Event, v.Publisher)
	if v.Year != 0 {
		lines = append(lines, fmt.Sprint(v.Year))
	}
	for _, l := range lines {
		m.block(escape(l))
	}
}

// part writes a part whose heading has the level given.
func (m *markdown) part(p corpus.Part, level int) {
	m.base = level
	if p.Title == "" && p.Paper == nil {
		m.base--
	}
	if p.Paper != nil {
		m.heading(level, fullTitle(p.Paper.Title, p.Paper.Subtitle))
		for _, a := range p.Paper.Authors {
			m.block(escape(strings.TrimSuffix(a.Name()+", "+a.Affiliation, ", ")))
		}
	} else {
		m.heading(level, p.Title)
		p.Blocks = withoutTitle(p)
	}
	m.block(escape(m.within))
	marks, loose := m.placeNotes(p.Blocks)
	m.last = ""
	for i, b := range p.Blocks {
		m.body(b, marks[i], p.Paper != nil)
	}
	m.footnotes(p.Blocks, marks)
	m.loose(p.Blocks, loose)
}

// withoutTitle is the blocks of a part that is no paper, less the one that its
// heading repeats.
func withoutTitle(p corpus.Part) []corpus.Block {
	if len(p.Blocks) > 0 && p.Title != "" && p.Blocks[0].Text() == p.Title {
		return p.Blocks[1:]
	}
	return p.Blocks
}

// body writes one block, with the footnotes that are marked in it. The head of
// a paper was written from its description.
func (m *markdown) body(b corpus.Block, marks []noteMark, inPaper bool) {
	if b.Kind == corpus.Note || inPaper && head(b.Kind) && b.Kind != corpus.KeywordsBlock {
		return
	}
	text := marked(b, marks)
	if text == "" {
		return
	}
	switch b.Kind {
	case corpus.Heading:
		label := ""
		if b.Label != "" {
			label = escape(b.Label) + " "
		}
		m.block(strings.Repeat("#", min(m.base+max(1, b.Level), 6)) + " " + label + text)
	case corpus.Quotation:
		m.block("> " + text)
	case corpus.ListItem, corpus.ReferenceBlock:
		m.item(b, text)
	case corpus.Caption:
		m.block("*" + text + "*")
	case corpus.Table:
		m.table(b)
	default:
		m.block(text)
	}
	m.last = b.Kind
}

// table writes the rows of a table, one a line, their cells parted by bars.
func (m *markdown) table(b corpus.Block) {
	var lines []string
	for _, row := range rows(b.Tokens) {
		var cells []string
		for _, cell := range row {
			cells = append(cells, escape(corpus.Join(cell)))
		}
		lines = append(lines, strings.Join(cells, " \\| "))
	}
	m.block(strings.Join(lines, "\\\n"))
}

// item writes a list item; items that follow each other make one list.
func (m *markdown) item(b corpus.Block, text string) {
	bullet := "- "
	if strings.ContainsAny(b.Label, "0123456789).") {
		bullet += escape(b.Label) + " "
	}
	if m.last == b.Kind {
		m.b.WriteString(bullet + text + "\n")
		return
	}
	m.block(bullet + text)
}

func (m *markdown) footnotes(blocks []corpus.Block, marks map[int][]noteMark) {
	for i := range blocks {
		for _, n := range marks[i] {
			m.block(fmt.Sprintf("[^%d]: %s", n.number, escape(bodyText(blocks[n.note]))))
		}
	}
}

func (m *markdown) loose(blocks []corpus.Block, loose []int) {
	if len(loose) == 0 {
		return
	}
	m.heading(m.base+1, "Notes")
	m.last = ""
	for _, i := range loose {
		b := blocks[i]
		b.Kind = corpus.ListItem
		if text := bodyText(blocks[i]); text != "" {
			m.item(b, escape(text))
			m.last = b.Kind
		}
	}
}

// escape writes text so that Markdown shows it as it stands.
func escape(text string) string {
	var b strings.Builder
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		if strings.ContainsRune("\\`*_[]<>&|~$#", r) || atStart(text, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// atStart reports whether a letter would begin a list, a heading or a rule
// because nothing, or nothing but digits, stands before it.
func atStart(text string, i int, r rune) bool {
	switch r {
	case '+', '-', '=', ':':
		return i == 0
	case '.', ')':
		return i > 0 && strings.Trim(text[:i], "0123456789") == ""
	}
	return false
}
