package publish

import (
	"bytes"
	"slices"
	"strconv"

	"recto/internal/corpus"
)

// Neutral is an edition's papers as one JSON object:
//
//	{"volume", "papers": [{"title", "authors": [{"name", "affiliations"}], "abstract": [text],
//	  "keywords": [text],
//	  "sections": [{"heading", "level", "paragraphs": [{"text", "page", "spread"}]}],
//	  "references": [text], "footnotes": [text]}],
//	 "mentioned": [{"title", "authors": [{"name"}], "evidence": [text]}]}
//
// Labels (section numbers, bullets, note marks) and gaps are left out of the texts. Text
// before the first heading stands in a section with an empty heading and level
// 0; the heading of the reference list is none of a section. "page" is the folio of the page on which a paragraph begins, where it is a
// number; "spread" is the number of the scan. Either is left out if not known.
//
// Parts that are no papers are left out, unless the edition has no paper at
// all: then the whole text is given as one paper without a title.
func Neutral(e *corpus.Edition) ([]byte, error) {
	out := neutralVolume{Volume: e.Volume.ID, Papers: []neutralPaper{}}
	pages := pagesByID(e)
	for _, p := range e.Papers() {
		out.Papers = append(out.Papers, newNeutralPaper(*p.Paper, p.Blocks, pages))
	}
	if len(out.Papers) == 0 {
		if blocks := allBlocks(e); len(blocks) > 0 {
			out.Papers = append(out.Papers, wholeText(blocks, pages))
		}
	}
	for _, m := range e.Volume.Mentioned {
		mention := neutralMention{Title: m.Title, Evidence: m.Evidence}
		for _, a := range m.Authors {
			mention.Authors = append(mention.Authors, neutralAuthor{Name: a.Name()})
		}
		out.Mentioned = append(out.Mentioned, mention)
	}
	var b bytes.Buffer
	if err := encoder(&b).Encode(out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type neutralVolume struct {
	Volume string         `json:"volume"`
	Papers []neutralPaper `json:"papers"`

	Mentioned []neutralMention `json:"mentioned,omitempty"` // papers that it speaks of and does not contain
}

type neutralMention struct {
	Title    string          `json:"title,omitempty"`
	Authors  []neutralAuthor `json:"authors,omitempty"`
	Evidence []string        `json:"evidence"`
}

type neutralPaper struct {
	Title      string           `json:"title"`
	Authors    []neutralAuthor  `json:"authors"`
	Abstract   []string         `json:"abstract"`
	Keywords   []string         `json:"keywords,omitempty"`
	Sections   []neutralSection `json:"sections"`
	References []string         `json:"references"`
	Footnotes  []string         `json:"footnotes"`
}

type neutralAuthor struct {
	Name         string   `json:"name"`
	Affiliations []string `json:"affiliations,omitempty"`
}

type neutralSection struct {
	Heading    string             `json:"heading"`
	Level      int                `json:"level"`
	Paragraphs []neutralParagraph `json:"paragraphs"`
}

type neutralParagraph struct {
	Text   string `json:"text"`
	Page   int    `json:"page,omitempty"`
	Spread int    `json:"spread,omitempty"`
}

func newNeutralPaper(p corpus.Paper, blocks []corpus.Block, pages map[string]corpus.Page) neutralPaper {
	out := neutralPaper{
		Title: fullTitle(p.Title, p.Subtitle), Authors: []neutralAuthor{}, Abstract: []string{}, Keywords: p.Keywords,
		Sections: []neutralSection{}, References: []string{}, Footnotes: []string{},
	}
	for _, a := range p.Authors {
		author := neutralAuthor{Name: a.Name()}
		if a.Affiliation != "" {
			author.Affiliations = []string{a.Affiliation}
		}
		out.Authors = append(out.Authors, author)
	}
	for i, b := range blocks {
		if !head(b.Kind) && !headsReferences(blocks, i) {
			out.add(b, pages)
		}
	}
	return out
}

// headsReferences reports whether a block is the heading of the reference list,
// which heads no section.
func headsReferences(blocks []corpus.Block, i int) bool {
	return blocks[i].Kind == corpus.Heading && i+1 < len(blocks) && blocks[i+1].Kind == corpus.ReferenceBlock
}

// wholeText gives all blocks as one paper without a title. What would be its
// head is text here, since there is no description to hold it.
func wholeText(blocks []corpus.Block, pages map[string]corpus.Page) neutralPaper {
	out := newNeutralPaper(corpus.Paper{}, nil, nil)
	for _, b := range blocks {
		if head(b.Kind) {
			b.Kind = corpus.Paragraph
		}
		out.add(b, pages)
	}
	return out
}

func (p *neutralPaper) add(b corpus.Block, pages map[string]corpus.Page) {
	text := bodyText(withoutMarks(b))
	if text == "" {
		return
	}
	switch b.Kind {
	case corpus.AbstractBlock:
		p.Abstract = append(p.Abstract, text)
	case corpus.ReferenceBlock:
		p.References = append(p.References, text)
	case corpus.Note:
		p.Footnotes = append(p.Footnotes, text)
	case corpus.Heading:
		p.Sections = append(p.Sections, neutralSection{Heading: text, Level: max(1, b.Level), Paragraphs: []neutralParagraph{}})
	default:
		if len(p.Sections) == 0 {
			p.Sections = append(p.Sections, neutralSection{})
		}
		last := &p.Sections[len(p.Sections)-1]
		page, spread := place(b, pages)
		last.Paragraphs = append(last.Paragraphs, neutralParagraph{text, page, spread})
	}
}

// withoutMarks is a block without the marks of its notes. What stands after one
// that stood by itself clings to the word before.
func withoutMarks(b corpus.Block) corpus.Block {
	if len(b.Marks) == 0 {
		return b
	}
	tokens := slices.Clone(b.Tokens)
	for _, m := range slices.Backward(b.Marks) {
		before, _, after, ok := m.Cut(b)
		switch {
		case !ok:
		case before != "" || m.Token == 0:
			tokens[m.Token].Text = before + after
		default:
			tokens[m.Token-1].Text += after
			tokens = slices.Delete(tokens, m.Token, m.Token+1)
		}
	}
	b.Tokens, b.Marks = tokens, nil
	return b
}

// place is the folio, if it is a number, and the scan on which a block begins.
func place(b corpus.Block, pages map[string]corpus.Page) (folio, scan int) {
	page, ok := pages[b.Page()]
	if ok {
		folio, _ = strconv.Atoi(page.Folio)
		return max(0, folio), page.Scan
	}
	for _, t := range b.Tokens {
		if len(t.Words) > 0 {
			return 0, t.Words[0].Scan
		}
	}
	return 0, 0
}

func pagesByID(e *corpus.Edition) map[string]corpus.Page {
	pages := make(map[string]corpus.Page, len(e.Pages))
	for _, p := range e.Pages {
		pages[p.ID] = p
	}
	return pages
}

func allBlocks(e *corpus.Edition) []corpus.Block {
	var blocks []corpus.Block
	for _, p := range e.Parts {
		blocks = append(blocks, p.Blocks...)
	}
	return blocks
}
