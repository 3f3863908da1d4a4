package server

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish"
	"recto/internal/server/annotations"
)

type paperPage struct {
	frame
	Part         corpus.PartText
	Heading      string // the page's h1
	Subtitle     string
	Authors      []link
	Affiliations []string
	Volume       link
	Year         int
	Folios       string
	View         view
	Views        []choice
	Terms        []choice // how glossary links can be shown
	Doubts       []choice // how doubtful words can be shown
	Contents     []tocEntry
	Text         template.HTML
	FirstTerm    string       // id; empty if none is marked
	Facing       []facingPage // of the view beside the scan
	Window       *windowLinks // beside the scan, leads to the pages that are not shown; nil if all are
	LitOn        []link       // beside the scan, the pages with a hit
	Pages        []rawPage    // of the diplomatic view
	Cite         *citeBox
	Since        string // what became of the passage that the address names
	Notes        string // address of the readers' notes; empty where there are none
	Noted        annotations.Here
	Edition      string
	PlainURL     string // the same view without a query
	Lit          int    // blocks with a hit
	Damage       damage
}

// tocEntry is a section in the contents of a paper.
type tocEntry struct {
	Level int
	Text  string
	URL   string
}

func (s *server) paper(w http.ResponseWriter, r *http.Request) error {
	v, err := viewOf(r)
	if err != nil {
		return err
	}
	if page, text, ok := s.readyPaper(r, v); ok {
		return s.renderText(w, r, page, text)
	}
	part, ok, err := s.namedPart(w, r)
	if !ok || err != nil {
		return err
	}
	volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
	if err != nil {
		return err
	}
	page := s.paperHead(part, volume, v)
	if page.Noted, err = s.notedHere(r.Context(), part); err != nil {
		return err
	}
	if v.Name == diplomaticView {
		if page.Pages, err = s.rawPages(r.Context(), part); err != nil {
			return err
		}
		return s.render(w, r, http.StatusOK, "diplomatic", &page)
	}
	text := s.textIn(part, v, page.Noted.Notes)
	if v.keeps(page.Noted.Notes) {
		s.texts.put(s.textKey(r, v), text)
	}
	return s.renderText(w, r, &page, text)
}

// textIn makes the text of a part as a view shows it.
func (s *server) textIn(part corpus.PartText, v view, noted []annotations.Note) readText {
	if v.Name == facingView {
		return s.facingText(part, v, noted)
	}
	return s.readText(part, v, noted)
}

// renderText puts the text of a part into its page, and what was found out in
// making it.
func (s *server) renderText(w http.ResponseWriter, r *http.Request, page *paperPage, text readText) error {
	page.Damage = text.Damage
	if page.View.Name == facingView {
		if err := s.fillFacing(page, text); err != nil {
			return err
		}
		return s.render(w, r, http.StatusOK, "facing", page)
	}
	page.Text, page.Contents, page.Lit = page.Insert(text.Pieces[0]), text.Contents, text.Lit
	page.Description, page.FirstTerm = text.Description, text.FirstTerm
	return s.render(w, r, http.StatusOK, "paper", page)
}

// readyPaper is the page of a part whose text is kept ready and of the edition
// that readers are served: then the part itself need not be loaded.
func (s *server) readyPaper(r *http.Request, v view) (*paperPage, readText, bool) {
	if v.Cite != "" || !v.unlit() {
		return nil, readText{}, false
	}
	text, ok := s.texts.get(s.textKey(r, v))
	if !ok || s.noted(r.Context(), text.Part.Entry) {
		return nil, text, false
	}
	volume, err := s.Library.Volume(r.Context(), text.Part.Entry.Volume)
	if err != nil || volume.Edition != text.Part.Entry.Edition {
		return nil, text, false // the slow way finds out why
	}
	page := s.paperHead(text.Part, volume, v)
	return &page, text, true
}

// paperHead is what every view of a part shows of it.
func (s *server) paperHead(part corpus.PartText, volume corpus.VolumeEntry, v view) paperPage {
	e := part.Entry
	page := paperPage{
		frame:   frame{Title: partTitle(e), Room: "volumes", Query: v.Query},
		Part:    part,
		Heading: partTitle(e),
		Authors: authorLinks(e.Paper),
		Volume:  link{e.VolumeTitle, volumeURL(e.Volume)},
		Year:    e.Year,
		Folios:  pagesText(e.Paper),
		Edition: corpus.ShortID(e.Edition),
		View:    v,
		Views:   v.viewChoices(part),
		Since:   v.At.since(part),
	}
	if s.notes != nil {
		page.Notes, page.Noting = "/papers/"+e.ID+"/notes", true
	}
	if v.Name != diplomaticView {
		page.Doubts = v.doubtChoices(e.ID)
	}
	if v.Name == readingView {
		page.Terms = v.termChoices(e.ID)
	}
	unlit := v.plain()
	unlit.Query = ""
	page.PlainURL = unlit.url(e.ID, "")
	page.Alternates = []alternate{{URL: teiURL(e.ID), MediaType: teiType}}
	if e.Paper == nil {
		return page
	}
	page.Subtitle = e.Paper.Subtitle
	for _, a := range e.Paper.Authors {
		if a.Affiliation != "" && !slices.Contains(page.Affiliations, a.Affiliation) {
			page.Affiliations = append(page.Affiliations, a.Affiliation)
		}
	}
	cited := publish.Cited{Paper: *e.Paper, Volume: volume.Volume, URL: s.base.JoinPath("papers", e.ID).String()}
	page.Meta = metaOf(s.pdfOf(part, cited))
	page.Cite = s.citeBox(part, cited, v)
	return page
}

func metaOf(c publish.Cited) []meta {
	var all []meta
	for _, m := range publish.Metadata(c) {
		all = append(all, meta(m))
	}
	return all
}

// readText makes the reading text of a part.
func (s *server) readText(part corpus.PartText, v view, noted []annotations.Note) readText {
	r := newReader(part, s.Glossary, s.hitsOf(v.Query), v)
	r.noted = noted
	blocks := r.read()
	out := readText{Part: withoutText(part), Damage: damageOf(part.Part)}
	if r.glosses > 0 {
		out.FirstTerm = termID(1)
	}
	abstract := false
	for i := range blocks {
		b := &blocks[i]
		if hasHit(*b) {
			out.Lit++
		}
		switch {
		case b.Kind == corpus.AbstractBlock && !abstract:
			abstract = true
			b.Titled = !strings.HasPrefix(strings.ToLower(plainText(*b)), "abstract")
		}
		if b.Kind == corpus.Heading && b.Level <= 3 {
			out.Contents = append(out.Contents, tocEntry{b.Level - 1, strings.TrimSpace(b.Label + " " + plainText(*b)), "#" + b.ID})
		}
	}
	out.Description = shortened(describing(blocks), 300)
	out.Pieces = []pressed{s.site.Press(htmlOf(blocks))}
	return out
}

// describing is what stands for a text where it is only named: the first of its
// abstract that can be read, or else of its paragraphs; where none can, the first.
func describing(blocks []readingBlock) string {
	first := ""
	for _, kind := range []corpus.BlockKind{corpus.AbstractBlock, corpus.Paragraph} {
		for _, b := range blocks {
			if b.Kind != kind {
				continue
			}
			text := plainText(b)
			if readable(text) {
				return text
			}
			first = cmp.Or(first, text)
		}
	}
	return first
}

// readable reports whether a text is of some length and has few gaps.
func readable(text string) bool {
	words := len(strings.Fields(text))
	return words >= 12 && 12*strings.Count(text, corpus.GapMark) < words
}

// withoutText is what is kept of a part beside the text that was made of it.
func withoutText(part corpus.PartText) corpus.PartText {
	part.Part = corpus.Part{ID: part.Part.ID, Kind: part.Part.Kind}
	return part
}

// shortened cuts a text at a word's end, after at most n bytes.
func shortened(text string, n int) string {
	if len(text) <= n {
		return text
	}
	if end := strings.LastIndexByte(text[:n], ' '); end > 0 {
		return text[:end] + " …"
	}
	return ""
}

func hasHit(b readingBlock) bool {
	return slices.ContainsFunc(b.Runs, func(r run) bool {
		return slices.ContainsFunc(r.Pieces, func(p piece) bool { return p.Hit }) || r.Note != nil && hasHit(*r.Note)
	})
}

// plainText is a block's text without its marks.
func plainText(b readingBlock) string {
	var text strings.Builder
	for _, r := range b.Runs {
		text.WriteString(textOf(r.Pieces))
		if r.Kind == gapRun {
			text.WriteString(corpus.GapMark)
		}
	}
	return strings.TrimSpace(text.String())
}
