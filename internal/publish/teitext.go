package publish

import (
	"fmt"
	"slices"

	"recto/internal/corpus"
)

// body writes what a text consists of: the head of a paper and its abstract as
// front, its list of references and what follows it as back.
func (t *tei) body(p corpus.Part) {
	front, back := divide(p)
	if front > 0 {
		t.x.section("front", nil, func() { t.front(p.Blocks[:front]) })
	}
	refs := map[string]corpus.Reference{}
	if p.Paper != nil {
		for _, r := range p.Paper.References {
			refs[r.Block] = r
		}
	}
	marks, _ := (&markdown{}).placeNotes(p.Blocks)
	s := sections{t: t, refs: refs, blocks: p.Blocks, marks: marks}
	t.x.section("body", nil, func() { s.write(front, back) })
	if back < len(p.Blocks) {
		t.x.section("back", nil, func() {
			if p.Blocks[back].Kind == corpus.Heading {
				s.write(back, len(p.Blocks))
				return
			}
			t.x.section("div", []attr{{"type", "references"}}, func() { s.write(back, len(p.Blocks)) })
		})
	}
}

// divide says where the front of a part ends and its back begins. The front is
// the description at the beginning; the back begins with the last list of
// references or the heading over it.
func divide(p corpus.Part) (front, back int) {
	if p.Paper != nil {
		for front < len(p.Blocks) && (head(p.Blocks[front].Kind) || p.Blocks[front].Kind == corpus.AbstractBlock) {
			front++
		}
	}
	back = len(p.Blocks)
	last := back - 1
	for last >= front && p.Blocks[last].Kind != corpus.ReferenceBlock {
		last--
	}
	if p.Paper == nil || last < front {
		return front, back
	}
	for last > front && (p.Blocks[last-1].Kind == corpus.ReferenceBlock || p.Blocks[last-1].Kind == corpus.Note) {
		last--
	}
	for p.Blocks[last].Kind == corpus.Note {
		last++ // of the text before
	}
	if last > front && p.Blocks[last-1].Kind == corpus.Heading {
		last--
	}
	return front, last
}

// front writes the title page and the abstract of a paper.
func (t *tei) front(blocks []corpus.Block) {
	abstract := slices.IndexFunc(blocks, func(b corpus.Block) bool { return b.Kind == corpus.AbstractBlock })
	if abstract < 0 {
		abstract = len(blocks)
	}
	if abstract > 0 {
		t.x.section("titlePage", nil, func() {
			for _, b := range blocks[:abstract] {
				t.titlePart(b)
			}
		})
	}
	if abstract == len(blocks) {
		return
	}
	t.x.section("div", []attr{{"type", "abstract"}}, func() {
		for _, b := range blocks[abstract:] {
			t.line(b, "p", "")
		}
	})
}

func (t *tei) titlePart(b corpus.Block) {
	switch b.Kind {
	case corpus.TitleBlock:
		t.line(b, "titlePart", "main")
	case corpus.AuthorBlock, corpus.AffiliationBlock:
		t.x.start("byline")
		name := "docAuthor"
		if b.Kind == corpus.AffiliationBlock {
			name = "affiliation"
		}
		t.line(b, name, "")
		t.x.end()
		t.x.line()
	case corpus.SubtitleBlock:
		t.line(b, "titlePart", "sub")
	default:
		t.line(b, "titlePart", string(b.Kind))
	}
}

// line writes a block as an element with running text.
func (t *tei) line(b corpus.Block, element, kind string) {
	t.x.start(element, attr{"type", kind}, attr{"xml:id", t.take(b.ID)})
	t.inline(b, nil)
	t.x.end()
	t.x.line()
}

// sections writes blocks as nested divisions.
type sections struct {
	t      *tei
	refs   map[string]corpus.Reference
	blocks []corpus.Block
	marks  map[int][]noteMark // of each block, the notes that are called in it
	levels []int              // of the divisions that are open
	list   string             // the list that is open, if any
}

// write writes the blocks from..to. What would be empty holds an empty paragraph.
func (s *sections) write(from, to int) {
	for i := from; i < to; i++ {
		s.block(i)
	}
	if from == to {
		s.t.x.empty("p")
		s.t.x.line()
	}
	s.closeList()
	for range s.levels {
		s.closeDivision()
	}
	s.levels = nil
}

func (s *sections) block(i int) {
	b := s.blocks[i]
	t := s.t
	if list := listOf(b.Kind); list != s.list {
		s.closeList()
		if s.list = list; list != "" {
			t.x.start(list)
			t.x.line()
		}
	}
	if b.Broken && b.Kind != corpus.Heading {
		t.x.empty("milestone", attr{"unit", "break"})
	}
	switch b.Kind {
	case corpus.Heading:
		s.heading(i)
	case corpus.Quotation:
		s.line(i, "quote")
	case corpus.ListItem:
		s.line(i, "item", attr{"n", b.Label})
	case corpus.ReferenceBlock:
		s.reference(i)
	case corpus.Note:
		s.line(i, "note", attr{"n", b.Label}, attr{"place", s.placeOf(i)})
	case corpus.Caption:
		t.x.start("figure")
		s.line(i, "head")
		t.x.end()
		t.x.line()
	case corpus.Table:
		t.table(b)
	default:
		if head(b.Kind) || b.Kind == corpus.AbstractBlock {
			s.line(i, "ab", attr{"type", string(b.Kind)})
			return
		}
		s.line(i, "p")
	}
}

// listOf is the element around blocks of a kind that stand together.
func listOf(k corpus.BlockKind) string {
	switch k {
	case corpus.ListItem:
		return "list"
	case corpus.ReferenceBlock:
		return "listBibl"
	}
	return ""
}

func (s *sections) closeList() {
	if s.list != "" {
		s.t.x.end()
		s.t.x.line()
	}
	s.list = ""
}

// heading closes the divisions that it does not stand under and opens its own.
func (s *sections) heading(i int) {
	b := s.blocks[i]
	level := max(1, b.Level)
	for n := len(s.levels); n > 0 && s.levels[n-1] >= level; n-- {
		s.closeDivision()
		s.levels = s.levels[:n-1]
	}
	s.levels = append(s.levels, level)
	kind := ""
	if i+1 < len(s.blocks) && s.blocks[i+1].Kind == corpus.ReferenceBlock {
		kind = "references"
	}
	s.t.x.start("div", attr{"type", kind}, attr{"n", b.Label})
	s.t.x.line()
	s.line(i, "head")
}

func (s *sections) closeDivision() {
	s.t.x.end()
	s.t.x.line()
}

// placeOf is where a note stands: in the margin, at the end if a heading is over it and the
// notes before it, else at the foot of its page.
func (s *sections) placeOf(i int) string {
	if s.blocks[i].Beside != "" {
		return "margin"
	}
	for i > 0 && s.blocks[i].Kind == corpus.Note {
		i--
	}
	if s.blocks[i].Kind == corpus.Heading {
		return "end"
	}
	return "bottom"
}

// line writes a block as an element with running text.
func (s *sections) line(i int, element string, attrs ...attr) {
	b := s.blocks[i]
	s.t.x.start(element, append(attrs, attr{"xml:id", s.t.take(b.ID)})...)
	s.t.inline(b, s.calls(i))
	s.t.x.end()
	s.t.x.line()
}

// calls are the marks of notes in a block, by the token that carries them.
func (s *sections) calls(i int) map[int]call {
	out := map[int]call{}
	for _, m := range s.marks[i] {
		if target := s.t.target(s.blocks[m.note].ID); target != "" {
			out[m.token] = call{m, target}
		}
	}
	return out
}

// call is the mark of a note in a word.
type call struct {
	noteMark
	target string
}

// number writes a certainty as TEI has it.
func number(p float64) string { return fmt.Sprintf("%.2f", min(1, max(0, p))) }
