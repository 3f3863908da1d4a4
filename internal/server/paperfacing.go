package server

import (
	"html/template"
	"slices"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
)

// hereID is the anchor of the word that an address points out.
const hereID = "here"

// facingPage is a printed page with its text beside its scan.
type facingPage struct {
	Key     string
	Heading string
	Scan    int
	URL     string   // of the page alone
	Picture *picture // nil where there is none
	View    corpus.Box
	Levels  string       // of the scan, for zooming
	Spots   []corpus.Box // where the word that was pointed out stands
	Text    template.HTML
}

// fillFacing puts the pages of a window into the view of a part beside its scan,
// and the ways to its other pages.
func (s *server) fillFacing(page *paperPage, text readText) error {
	part, v := page.Part, page.View
	w, ok := v.windowAt(part, text.Words)
	if !ok {
		return noPageIn(part)
	}
	page.Window = v.windowLinks(part, w, text.Words)
	for _, i := range text.LitOn {
		e := part.Pages[i]
		key := keyOf(e, part.Pages)
		page.LitOn = append(page.LitOn, link{place(e.Folio, e.Scan), v.onPage(key).url(part.Entry.ID, leafID(key))})
	}
	pointed, _ := tokenOf(part.Part, v.Word)
	for i := w.from; i < w.to; i++ {
		leaf := s.facingPage(part, i, v.Query)
		leaf.Spots = spotsOn(part.Pages[i], pointed)
		if piece := text.Pieces[i]; !piece.Empty() {
			leaf.Text = page.Insert(piece)
		}
		page.Facing = append(page.Facing, leaf)
	}
	return nil
}

// facingPage is a printed page of a part with its scan, without text.
func (s *server) facingPage(part corpus.PartText, at int, query string) facingPage {
	e := part.Pages[at]
	key, box := keyOf(e, part.Pages), pageBox(e)
	return facingPage{
		Key: key, Heading: pageHeading(e), Scan: e.Scan, URL: pageURL(part.Entry.ID, key, query),
		Picture: s.shownPicture(part.Entry.Volume, e, box), View: box, Levels: s.zoomLevels(part.Entry.Volume, e),
	}
}

// facingText lays the text of a part out by printed page. A block that runs over
// a page's end goes on in the next page's text. Text that is to be kept is made
// whole, other text for the pages that the view opens with.
func (s *server) facingText(part corpus.PartText, v view, noted []annotations.Note) readText {
	out := readText{Part: withoutText(part), Damage: damageOf(part.Part), Pieces: make([]pressed, len(part.Pages)), Words: make([]int, len(part.Pages))}
	if len(part.Pages) == 0 {
		return out
	}
	at := make(map[string]int, len(part.Pages))
	for i, e := range part.Pages {
		at[e.ID] = i
	}
	now, blocks := 0, make([][]readingBlock, len(part.Pages))
	reader := newReader(part, s.Glossary, s.hitsOf(v.Query), v)
	reader.noted = noted
	for _, b := range reader.read() {
		for _, piece := range cutAtTurns(b) {
			if i, ok := at[piece.page]; ok {
				now = i
			}
			if len(piece.block.Runs) > 0 {
				blocks[now] = append(blocks[now], piece.block)
				out.Words[now] += linkedWords(piece.block)
			}
		}
	}
	w, _ := v.windowAt(part, out.Words)
	for i := range blocks {
		if v.keeps(noted) || w.has(i) {
			out.Pieces[i] = s.site.Press(htmlOf(blocks[i]))
		}
		if slices.ContainsFunc(blocks[i], hasHit) {
			out.LitOn = append(out.LitOn, i)
		}
	}
	return out
}

// linkedWords is how many words of a block lead to the scan.
func linkedWords(b readingBlock) (n int) {
	for _, r := range b.Runs {
		for _, p := range r.Pieces {
			if p.URL != "" {
				n++
			}
		}
	}
	return n
}

// pageHeading is how a page's own view is headed.
func pageHeading(e corpus.PageEntry) string {
	if e.Folio != "" {
		return "Page " + e.Folio
	}
	return "Scan " + strconv.Itoa(e.Scan)
}

// onPage is what stands of a block on one page.
type onPage struct {
	page  string // empty: the page of the block before
	block readingBlock
}

// cutAtTurns parts a block where a page begins. The pieces after the first have
// neither id nor label.
func cutAtTurns(b readingBlock) []onPage {
	var all []onPage
	rest, page := b.Runs, ""
	for {
		turn := slices.IndexFunc(rest, func(r run) bool { return r.Kind == turnRun })
		end := turn
		if turn < 0 {
			end = len(rest)
		}
		piece := b
		piece.Runs = rest[:end]
		all = append(all, onPage{page, piece})
		if len(piece.Runs) > 0 {
			b.ID, b.Label, b.Broken, b.Continued = "", "", false, true
		}
		if turn < 0 {
			return all
		}
		page, rest = rest[turn].Page, rest[turn+1:]
	}
}

// spotsOn are the places on a page of the words that a token was read from.
func spotsOn(e corpus.PageEntry, t corpus.Token) []corpus.Box {
	var spots []corpus.Box
	page := pageBox(e)
	for _, w := range t.Words {
		x, y := (w.Box.X1+w.Box.X2)/2, (w.Box.Y1+w.Box.Y2)/2
		if w.HasBox() && w.Scan == e.Scan && x >= page.X1 && x < page.X2 && y >= page.Y1 && y < page.Y2 {
			spots = append(spots, w.Box)
		}
	}
	return spots
}
