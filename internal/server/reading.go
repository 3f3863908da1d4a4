package server

import (
	"cmp"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
)

// readingBlock is a block of a part as its template prints it.
type readingBlock struct {
	ID        string // empty where the block goes on from another page
	Kind      corpus.BlockKind
	Level     int // of a heading, as HTML counts: 2 to 5
	Label     string
	Broken    bool
	Continued bool // it goes on from the page before
	Titled    bool // an abstract that needs the word above it
	Listed    bool // a note of the paper's own list of notes, not of the page's foot
	Runs      []run
	CitedBy   []string // of a reference: ids of the places that cite it
	CiteURL   string   // leads to the citation of this block
	MarkID    string   // of a note: where it is marked; empty if that is not known
}

// run is a stretch of a block that is marked in one way.
type run struct {
	Kind   runKind
	Pieces []piece
	URL    string
	ID     string
	Gloss  *gloss
	Page   string // of a turn: PageEntry.ID
	Folio  string // of a turn
	Scan   int    // of a turn
	Title  string // of a gap: why; of a note's mark: what is printed
	Note   *readingBlock
	Apart  bool // the mark of a note is a token of its own
	Public bool // of a sign: everybody can read the note
}

type runKind string

const (
	plainRun runKind = ""
	turnRun  runKind = "turn" // a printed page begins here
	termRun  runKind = "term"
	citeRun  runKind = "cite"
	gapRun   runKind = "gap"
	noteRun  runKind = "note" // the mark of a note
	signRun  runKind = "sign" // that a reader has noted the passage that ends here
)

// piece is text that looks the same throughout.
type piece struct {
	Text string
	look
}

// look is what tells a piece from the text around it.
type look struct {
	Hit   bool
	Class string // doubtMark, changedMark or empty
	URL   string // where the piece leads; empty if it is no link of its own
	Here  bool   // the word that the address points out
	Among bool   // of the passage that the address names
	Noted string // ids of the readers' notes on it, parted by spaces
}

// Plain reports whether nothing tells the piece from running text.
func (p piece) Plain() bool { return p.look == look{} }

// gloss is the definition that a term shows.
type gloss struct {
	ID         string
	Term       string
	Definition string
	Next       string // id of the next term; empty at the last one
	Doubt      string // where a doubtful word in the term leads; empty if there is none
}

// reader turns the blocks of one part into what is printed. It remembers where
// it is: the page, the section, the heading level.
type reader struct {
	part     corpus.PartText
	glossary Glossary
	hits     hits
	view     view
	here     string // id of the token that the address points out
	passage  stretch
	named    bool               // the address names a passage, and it is there
	noted    []annotations.Note // of readers, shown in the text
	page     string
	pages    map[string]corpus.PageEntry
	keys     map[string]string // by page, what its words' addresses begin with
	seen     map[string]bool   // concepts already linked in this section
	level    int
	notes    notePlaces
	cited    map[string][]string
	glosses  int
	last     *gloss // the term before
	cites    int
}

func newReader(part corpus.PartText, g Glossary, h hits, v view) *reader {
	pages := make(map[string]corpus.PageEntry, len(part.Pages))
	for _, p := range part.Pages {
		pages[p.ID] = p
	}
	r := &reader{part: part, glossary: g, hits: h, view: v, pages: pages, keys: map[string]string{}, seen: map[string]bool{}, level: 1, cited: map[string][]string{}}
	if v.Name == readingView {
		r.notes = findNotes(part.Part.Blocks, func(k corpus.BlockKind) bool { return !r.headed(k) })
	}
	if t, ok := tokenOf(part.Part, v.Word); ok {
		r.here = t.ID()
	}
	if v.At.From != "" {
		var f fate
		r.passage, f = v.At.find(part.Part)
		r.named = f != gone
	}
	return r
}

// read gives all blocks. References know who cites them, wherever they stand.
func (r *reader) read() []readingBlock {
	blocks := make([]readingBlock, 0, len(r.part.Part.Blocks))
	for i := range r.part.Part.Blocks {
		if r.notes.placed[i] != "" && !r.notes.listed[i] {
			continue // it stands at its mark
		}
		if out := r.block(i); len(out.Runs) > 0 {
			blocks = append(blocks, out)
		}
	}
	for i := range blocks {
		blocks[i].CitedBy = r.cited[blocks[i].ID]
	}
	return blocks
}

func (r *reader) block(at int) readingBlock {
	b := r.part.Part.Blocks[at]
	out := readingBlock{ID: b.ID, Kind: b.Kind, Label: b.Label, Broken: b.Broken, Listed: r.notes.listed[at], MarkID: r.notes.placed[at]}
	if b.Kind == corpus.Heading {
		clear(r.seen)
		r.level = min(max(2, b.Level+1), r.level+1, 5)
		out.Level = r.level
	}
	if r.headed(b.Kind) {
		return out
	}
	from := apart(b)
	if from == 0 {
		out.Label = unprinted(b)
	}
	out.Runs = r.runs(at, from)
	if r.part.Entry.Paper != nil && r.view.Name == readingView && b.Kind != corpus.Heading {
		cite := r.view.plain()
		cite.Cite = b.ID
		out.CiteURL = cite.url(r.part.Entry.ID, "cite")
	}
	return out
}

// unprinted is a block's label if its own text does not begin with it.
func unprinted(b corpus.Block) string {
	if strings.HasPrefix(b.Text(), b.Label) {
		return ""
	}
	return b.Label
}

// labelEnd counts the tokens that a block's text begins with and that print its
// label alone.
func labelEnd(b corpus.Block) int {
	if b.Label == "" {
		return 0
	}
	for n := 1; n <= min(3, len(b.Tokens)-1); n++ {
		if strings.TrimSuffix(corpus.Join(b.Tokens[:n]), ".") == strings.TrimSuffix(b.Label, ".") {
			return n
		}
	}
	return 0
}

// apart counts the tokens of a block that are printed apart from its text.
func apart(b corpus.Block) int {
	if b.Kind == corpus.Heading {
		return 0
	}
	return labelEnd(b)
}

// headed reports whether a block stands in the head of the paper's page, which
// is made from the paper's description, and not in its text.
func (r *reader) headed(k corpus.BlockKind) bool {
	switch k {
	case corpus.TitleBlock, corpus.SubtitleBlock, corpus.AuthorBlock, corpus.AffiliationBlock:
		return r.part.Entry.Paper != nil
	}
	return false
}

// runs cuts a block's tokens where a mark begins or ends, without the first few
// that are printed apart.
func (r *reader) runs(at, apart int) []run {
	b := r.part.Part.Blocks[at]
	w := runWriter{tokens: b.Tokens, looks: r.looks(at), note: func(token int) (noteMark, run, bool) { return r.note(at, token) }}
	var marks map[int]mark
	if r.view.Name == readingView {
		marks = r.marks(b, w.looks)
	}
	foot := r.view.Name == readingView && b.Kind == corpus.Note && !r.notes.listed[at]
	for i := 0; i < len(b.Tokens); {
		if !foot { // the page was turned in the text already, or will be
			r.turn(&w, b.Tokens[i])
		}
		if i < apart {
			i++
			continue
		}
		if m, ok := marks[i]; ok {
			w.marked(m.run, m.from, m.to)
			r.signs(&w, at, i, m.to)
			i = m.to
			continue
		}
		w.token(i)
		r.signs(&w, at, i, i+1)
		i++
	}
	return w.done()
}

// note is the mark of a note on a token, with the note. A mark that was misread
// is shown as the note has it.
func (r *reader) note(block, token int) (noteMark, run, bool) {
	mark, ok := r.notes.marks[tokenPlace{block, token}]
	if !ok {
		return noteMark{}, run{}, false
	}
	printed := r.part.Part.Blocks[block].Tokens[token].Text[mark.from:mark.to]
	note := readingBlock{ID: r.part.Part.Blocks[mark.note].ID, MarkID: r.notes.placed[mark.note], Listed: true}
	if !r.notes.listed[mark.note] {
		note = r.block(mark.note)
	}
	return mark, run{Kind: noteRun, Title: cmp.Or(r.part.Part.Blocks[mark.note].Label, printed, besideSign), Note: &note, Apart: mark.from == 0}, true
}

// turn marks the place where another printed page begins.
func (r *reader) turn(w *runWriter, t corpus.Token) {
	if t.Page == "" || t.Page == r.page {
		return
	}
	r.page = t.Page
	p, ok := r.pages[t.Page]
	if !ok {
		return
	}
	w.space(look{})
	w.push(run{
		Kind: turnRun, Page: p.ID, Folio: p.Folio, Scan: p.Scan,
		URL: pageURL(r.part.Entry.ID, keyOf(p, r.part.Pages), r.view.Query),
	})
}

// looks tells how each token of a block is shown. Beside the scan each word
// leads to its place there, elsewhere doubtful ones lead to their history.
func (r *reader) looks(at int) []look {
	b := r.part.Part.Blocks[at]
	looks := make([]look, len(b.Tokens))
	lit, marked := r.hits.lit(b), doubts(b, r.view.Marks)
	for i, t := range b.Tokens {
		id := t.ID()
		looks[i] = look{Hit: lit[i], Class: marked[i], Here: id != "" && id == r.here}
		if r.named && r.passage.has(at, i) {
			looks[i].Among = true
			looks[i].Here = r.passage.from == tokenPlace{at, i}
		}
		switch {
		case id == "":
		case r.view.Name == facingView:
			looks[i].URL = r.onScan(t)
		case marked[i] != "":
			looks[i].URL = wordURL(r.part.Entry.ID, id)
		}
	}
	r.underlay(at, looks)
	return looks
}

// onScan is the address of a word on its scan. It is relative to the part's own
// address: there is one for each word of a paper.
func (r *reader) onScan(t corpus.Token) string {
	p, ok := r.pages[t.Page]
	if !ok {
		return wordURL(r.part.Entry.ID, t.ID())
	}
	key, ok := r.keys[t.Page]
	if !ok {
		key = pageURL(r.part.Entry.ID, keyOf(p, r.part.Pages), r.view.Query)
		key = strings.TrimPrefix(key, "/papers/") + queryMark(key) + "word="
		r.keys[t.Page] = key
	}
	return key + t.ID()
}

// mark is a run over tokens.
type mark struct {
	run      run
	from, to int
}

// marks are a block's links by the token they begin at. Headings and the head
// of a paper carry none, references are not searched for terms.
func (r *reader) marks(b corpus.Block, looks []look) map[int]mark {
	marks := map[int]mark{}
	taken := make([]bool, len(b.Tokens))
	for _, c := range b.Citations {
		if c.Reference == "" || !free(taken, c.From, c.To) {
			continue
		}
		r.cites++
		id := "cite-" + strconv.Itoa(r.cites)
		r.cited[c.Reference] = append(r.cited[c.Reference], id)
		marks[c.From] = mark{run{Kind: citeRun, URL: "#" + c.Reference, ID: id}, c.From, c.To}
		fill(taken, c.From, c.To)
	}
	if !glossed(b.Kind) || r.view.Terms == noMarks {
		return marks
	}
	for _, m := range b.Mentions {
		concept, ok := r.glossary.Concept(m.Concept)
		if !ok || r.seen[m.Concept] && r.view.Terms != allMarks || !free(taken, m.From, m.To) {
			continue
		}
		r.seen[m.Concept] = true
		r.glosses++
		g := &gloss{ID: "gloss-" + strconv.Itoa(r.glosses), Term: concept.Preferred, Definition: concept.Definition}
		for i := m.From; i < m.To && g.Doubt == ""; i++ {
			g.Doubt = looks[i].URL
		}
		if r.last != nil {
			r.last.Next = termID(r.glosses)
		}
		r.last = g
		marks[m.From] = mark{run{Kind: termRun, ID: termID(r.glosses), URL: conceptURL(concept.ID), Gloss: g}, m.From, m.To}
		fill(taken, m.From, m.To)
	}
	return marks
}

// termID is the anchor of the n-th term of a page.
func termID(n int) string { return "term-" + strconv.Itoa(n) }

func glossed(k corpus.BlockKind) bool {
	switch k {
	case corpus.AbstractBlock, corpus.Paragraph, corpus.Quotation, corpus.ListItem, corpus.Note, corpus.Caption:
		return true
	}
	return false
}

// free reports whether a range is sound and nothing in it is taken.
func free(taken []bool, from, to int) bool {
	if from < 0 || to > len(taken) || from >= to {
		return false
	}
	for _, t := range taken[from:to] {
		if t {
			return false
		}
	}
	return true
}

func fill(marked []bool, from, to int) {
	for i := max(0, from); i < min(to, len(marked)); i++ {
		marked[i] = true
	}
}
