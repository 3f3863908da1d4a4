package publish_test

import (
	"strings"

	"recto/internal/corpus"
)

// scanned makes tokens of words on a scan, each in a box of its own, sixty
// pixels wide and twenty high. Text and evidence are the same.
type scanned struct {
	page string
	scan int
	next int
}

func (s *scanned) word(raw string) corpus.Word {
	s.next++
	x, y := float64(100+70*(s.next%10)), float64(200+30*(s.next/10))
	return corpus.Word{
		ID: corpus.WordID(sourceID, s.scan, s.next), Raw: raw, Scan: s.scan,
		Box: corpus.Box{X1: x, Y1: y, X2: x + 60, Y2: y + 20},
	}
}

func (s *scanned) tokens(text string) []corpus.Token {
	var out []corpus.Token
	for _, raw := range strings.Fields(text) {
		out = append(out, corpus.Token{Text: raw, Words: []corpus.Word{s.word(raw)}, Page: s.page})
	}
	return out
}

func (s *scanned) block(kind corpus.BlockKind, label, text string) corpus.Block {
	tokens := s.tokens(text)
	return corpus.Block{ID: tokens[0].ID(), Kind: kind, Label: label, Tokens: tokens}
}

const sourceID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// volume is a scanned volume with an introduction and one paper, and with
// every kind of emendation.
func volume() *corpus.Edition {
	left, right := &scanned{page: "p1", scan: 2}, &scanned{page: "p2", scan: 2, next: 500}
	e := &corpus.Edition{
		Volume: corpus.Volume{
			ID: "0123456789", Title: "Knots & Boundaries", Subtitle: "Proceedings of a seminar",
			Editors: []string{"Ada Field", "Ludwig van Brook"}, Series: "Seminar Papers 3", Event: "Third seminar",
			Publisher: "Invented Press", Year: 2007, ISBN: "978-0-00-000000-2",
		},
		Pages: []corpus.Page{{ID: "p1", Scan: 2, Side: corpus.Left, Folio: "iv"}, {ID: "p2", Scan: 2, Side: corpus.Right, Folio: "5"}},
	}
	intro := left.block(corpus.Paragraph, "", "* This volume [draft] was made for a test_case.")
	e.Parts = append(e.Parts, corpus.Part{ID: intro.ID, Kind: corpus.Introduction, Title: "Introduction", Blocks: []corpus.Block{
		left.block(corpus.Heading, "", "Introduction"), intro,
	}})
	e.Parts = append(e.Parts, paper(left, right))
	return e
}

func paper(left, right *scanned) corpus.Part {
	title := left.block(corpus.TitleBlock, "", "Learning <together>")
	body := []corpus.Block{
		title,
		left.block(corpus.AuthorBlock, "", "Jo Ñandú and R. O. Pike"),
		left.block(corpus.AbstractBlock, "", "We show how people learn."),
		left.block(corpus.Paragraph, "", "Text before any heading."),
		left.block(corpus.Heading, "1.", "1. Boundary zones"),
		emended(left, right),
		right.block(corpus.Quotation, "", "A zone is a place."),
		right.block(corpus.ListItem, "•", "• first thing"),
		right.block(corpus.ListItem, "•", "• second thing"),
		right.block(corpus.Paragraph, "", "They met in practice.3 In 1998 it ended."),
		right.block(corpus.Note, "3", "3 As the minutes say."),
		right.block(corpus.Note, "4", "4 A note whose mark was lost."),
		right.block(corpus.ReferenceBlock, "", "Pike, R. (1999) Knots. Leeds: Invented Press."),
		right.block(corpus.ReferenceBlock, "", "Pike, R. (2001) More knots. Leeds: Invented Press."),
	}
	body[4].Level = 1
	body[9].Broken = true
	body[9].Marks = []corpus.NoteMark{{Token: 3, From: len("practice."), To: len("practice.3"), Note: body[10].ID}}
	return corpus.Part{ID: title.ID, Kind: corpus.PaperPart, Title: "Learning <together>", Blocks: body, Paper: &corpus.Paper{
		ID: title.ID, Title: "Learning <together>", Subtitle: "DWR in 100% of cases", Keywords: []string{"learning", "knots"},
		Authors:    []corpus.Author{{Given: "Jo", Family: "Ñandú", Affiliation: "University of Nowhere"}, {Given: "R. O.", Family: "Pike"}},
		FirstFolio: "5", LastFolio: "9",
	}}
}

// emended is a paragraph that runs over a page break, with a word joined over
// it, a word parted in two, two words joined, a letter mended and a gap.
func emended(left, right *scanned) corpus.Block {
	mend := func(kind corpus.Emending, rule string, confidence float64) *corpus.Emendation {
		return &corpus.Emendation{Kind: kind, Rule: rule, Confidence: confidence}
	}
	tokens := right.tokens("Such zones are")
	tokens = append(tokens, corpus.Token{
		Text: "collaborative", Page: "p2", Words: []corpus.Word{right.word("collab-"), right.word("orative")},
		Emendation: mend(corpus.Dehyphenated, "line-end", 1),
	})
	one := []corpus.Word{right.word("cfthe")}
	tokens = append(tokens,
		corpus.Token{Text: "of", Words: one, Page: "p2", Emendation: mend(corpus.Parted, "split", 0.9)},
		corpus.Token{Text: "the", Words: one, Page: "p2", Emendation: mend(corpus.Parted, "split", 0.9)},
		corpus.Token{Text: "boundary", Words: []corpus.Word{right.word("boun"), right.word("dary")}, Page: "p2", Emendation: mend(corpus.Joined, "join", 0.8)},
		corpus.Token{Text: "zone", Words: []corpus.Word{right.word("zoue")}, Page: "p2", Emendation: mend(corpus.Substituted, "confusion", 0.7)},
		corpus.Token{Gap: "words lost at the edge", Page: "p2"},
	)
	tokens = append(tokens, right.tokens("always.")...)
	return corpus.Block{
		ID: tokens[0].ID(), Kind: corpus.Paragraph, Tokens: tokens,
		Mentions: []corpus.Mention{{Concept: "boundary-zone", From: 5, To: 8, Reason: corpus.Variant, Confidence: 0.75, Attestation: true}},
	}
}

// woven is a text source without any paper.
func woven() *corpus.Edition {
	token := func(text string, n, line, col int) corpus.Token {
		return corpus.Token{Text: text, Page: "p1", Words: []corpus.Word{{ID: corpus.WordID(sourceID, 1, n), Raw: text, Scan: 1, Line: line, Col: col}}}
	}
	return &corpus.Edition{
		Volume: corpus.Volume{ID: "0123456789"},
		Pages:  []corpus.Page{{ID: "p1", Scan: 1, Side: corpus.Whole}},
		Parts: []corpus.Part{{ID: "a", Kind: corpus.FrontMatter, Blocks: []corpus.Block{
			{ID: "a", Kind: corpus.TitleBlock, Tokens: []corpus.Token{token("Papers", 1, 1, 0)}},
			{ID: "b", Kind: corpus.Paragraph, Tokens: []corpus.Token{token("None", 2, 3, 1), token("here.", 3, 3, 6)}},
			{ID: "c", Kind: corpus.Heading, Level: 1, Tokens: []corpus.Token{token("Aims", 4, 5, 0)}},
		}}},
	}
}
