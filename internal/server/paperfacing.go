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

// facingPages are the printed pages of a part with their scans, without text.
func (s *server) facingPages(part corpus.PartText, v view) []facingPage {
	pages := make([]facingPage, len(part.Pages))
	pointed, _ := tokenOf(part.Part, v.Word)
	for i, e := range part.Pages {
		key := keyOf(e, part.Pages)
		box := pageBox(e)
		pages[i] = facingPage{
			Key: key, Heading: pageHeading(e), Scan: e.Scan, URL: pageURL(part.Entry.ID, key, v.Query),
			Picture: s.shownPicture(part.Entry.Volume, e, box), View: box, Levels: s.zoomLevels(part.Entry.Volume, e), Spots: spotsOn(e, pointed),
		}
	}
	return pages
}

// facingText lays the text of a part out by printed page. A block that runs over
// a page's end goes on in the next page's text.
func (s *server) facingText(part corpus.PartText, v view, noted []annotations.Note) readText {
	out := readText{Part: withoutText(part), Damage: damageOf(part.Part), Pieces: make([]pressed, len(part.Pages))}
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
			}
		}
	}
	for i := range blocks {
		out.Pieces[i] = s.site.Press(htmlOf(blocks[i]))
	}
	return out
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
