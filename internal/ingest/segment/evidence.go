package segment

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	referenceLike = regexp.MustCompile(`[(\[ ](?:19|20)\d\d[a-z]?[)\],.;:]|\bpp?\.\s?\d|\d+\s?[-–]\s?\d+\.?$|\bdoi\b`)
	editedBy      = regexp.MustCompile(`(?i)^\(?(?:edited\s+by|editors?\b|eds?\.)`)
	numbered      = regexp.MustCompile(`^(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2})*\.?\s+\p{Lu}`)
	prose         = regexp.MustCompile(`\p{Ll}[.;]$|^\p{Ll}`)
)

// weigh gathers the evidence that rows start to end are the title of a paper.
func weigh(b *book, lists []list, start, end int) candidate {
	c := candidate{start: start, end: end, page: b.rows[start].page, text: b.text(start, end)}
	if r := b.rows[start]; r.line.Size < 1.2 && !shouted(c.text) && (r.names == 2 || r.seat && !listedWords(lists, r)) {
		return c
	}
	c.byList(b, lists)
	c.byFolio(b, lists)
	c.byType(b)
	c.byPlace(b)
	c.byPeople(b)
	c.byHeads(b)
	c.byText(b)
	return c
}

func (c *candidate) add(score float64, why string) {
	c.score += score
	if why != "" {
		c.evidence = append(c.evidence, why)
	}
}

// byList looks the title up in the lists of papers.
func (c *candidate) byList(b *book, lists []list) {
	folded := b.folded(c.start, c.end)
	text := []rune(folded)
	if len(text) < 8 || len(text) < 12 && !b.sized {
		return
	}
	floor := 0.75
	if shouted(c.text) {
		floor = 0.6 // capitals are read worse
	} else if b.rows[c.start].line.Size >= large {
		floor = 0.62 // type speaks for it as well
	}
	for i, l := range lists {
		if c.start < l.from || !listedWords(lists[i:i+1], row{fold: folded, text: c.text}) {
			continue
		}
		m := find(text, l.runes)
		if floor := b.floorOn(l, m, b.rows[c.start].page, floor); m.similar < floor {
			continue
		}
		c.listed, c.list, c.place, c.until = true, i, m.from, m.to
		weight := 1.5 + 0.75*max(0, m.similar-floor)/(1-floor)
		weight += 1.5 * min(1, max(0, float64(len(text)-2*m.errors)/70))
		if len(text) < 14 {
			weight--
		}
		c.add(weight, fmt.Sprintf("%s names this title (%s)", l.name, b.at(l.from)))
		return
	}
}

// expected is the likeness to an entry that is enough for a title on the page
// that the entry gives; the rest of the entry may be lost.
const expected = 0.45

// floorOn is the least likeness that a match needs for a title on a page.
func (b *book) floorOn(l list, m match, page int, usual float64) float64 {
	if b.sized {
		return usual
	}
	if e := l.entryAt(m.from, m.to); e != nil && e.folio > 0 && b.count.page(e.folio) == page {
		return expected
	}
	return usual
}

// byFolio compares the page with the number that the contents list gives, where
// nothing is known of the type: a title that is repeated on other pages, as heads
// are, begins a paper on one of them alone.
func (c *candidate) byFolio(b *book, lists []list) {
	if b.sized || !c.listed {
		return
	}
	e := lists[c.list].entryOf(*c)
	if e == nil || e.folio == 0 {
		return
	}
	switch page := b.count.page(e.folio); {
	case page == b.rows[c.start].page:
		c.add(2, "the contents list gives this page")
	case page >= 0 && page < len(b.pages):
		c.add(-1, "")
	}
}

// byType looks at the size and face of the letters.
func (c *candidate) byType(b *book) {
	line := b.rows[c.start].line
	switch {
	case line.Size >= 1.2:
		c.add(2, "the line is set in larger type")
	case line.Size >= 1.1:
		c.add(1, "the line is set in slightly larger type")
	case b.sized:
		c.add(-1.5, "")
	}
	if b.rows[c.start].names > 0 && line.Size < 1.2 && c.end == c.start+1 {
		c.add(-1, "")
	}
	if shouted(c.text) {
		c.add(1, "the line is set in capitals")
	}
	if line.Center && b.sized {
		c.add(0.5, "the line is centred")
	}
}

// byPlace looks at what stands before, and whether text stands below: a page
// without, at the beginning of a volume, is its title page.
func (c *candidate) byPlace(b *book) {
	if c.page == b.rows[0].page && c.page+1 < len(b.pages) && !b.reads(c.page) {
		c.add(-3, "")
	}
	if b.rows[c.start].place <= 1 {
		c.add(1, "it stands at the top of a page")
	} else if before := b.rows[c.start-1].text; !endsSentence(before) && !b.rows[c.start].line.Space {
		c.add(-1, "")
	}
	n := 0
	for i := max(0, c.start-6); i < c.start; i++ {
		if b.rows[i].cites {
			n++
		}
	}
	if n >= 2 {
		c.add(1, "a list of references ends before it")
	}
}

// titlePage is how many rows the title page of a volume has at most.
const titlePage = 24

// reads reports whether a page is full, or a quarter of its rows are running text,
// which goes on in small letters or ends a sentence.
func (b *book) reads(page int) bool {
	from, to := b.pageRows(page)
	if to-from > titlePage {
		return true
	}
	n := 0
	for _, r := range b.rows[from:to] {
		if prose.MatchString(r.text) && len(strings.Fields(r.text)) >= proseWords {
			n++
		}
	}
	return 4*n >= to-from
}

// byPeople looks for authors and institutions below.
func (c *candidate) byPeople(b *book) {
	names, places := 0, 0
	near, far := 3, 8
	if !b.sized {
		near, far = 14, 26 // lines of two pages may be woven
	}
	for i := c.end; i < min(c.end+far, len(b.rows)) && b.rows[i].page == b.rows[c.start].page; i++ {
		r := b.rows[i]
		if i < c.end+near {
			names = max(names, r.names)
			if r.led {
				names = 2
			}
			if editedBy.MatchString(r.text) {
				c.add(-3, "")
			}
		}
		if r.seat {
			places++
		}
	}
	switch names {
	case 2:
		c.add(2, "a line of names follows")
	case 1:
		c.add(1, "a line that may be a name follows")
	}
	if places > 0 && names > 0 {
		c.add(1.5, "the name of an institution follows")
	}
}

// byHeads looks for running heads with the same words on this page or the next ones.
func (c *candidate) byHeads(b *book) {
	title, page := foldedHead(c.text, b.folded(c.start, c.end)), b.rows[c.start].page
	same := func(h head) bool {
		short, long := h, title
		if len(h.fold) > len(title.fold) {
			short, long = title, h
		}
		return len(short.fold) >= 8 && short.sought.similar(long.sought.text) >= 0.75
	}
	after, before := 0, 0
	for p := max(0, page-3); p < min(page+6, len(b.heads)); p++ {
		for _, h := range b.heads[p] {
			switch {
			case !same(h):
			case p < page:
				before++
			case p > page:
				after++
			}
		}
	}
	if after > 0 && before == 0 {
		c.add(1.5, "the running heads change to these words on the next pages")
	}
	if before > 1 {
		c.add(-1.5, "")
	}
}

// byText looks at the wording of the title and of what follows.
func (c *candidate) byText(b *book) {
	last := b.rows[c.end-1].text
	if prose.MatchString(b.rows[c.start].text) && b.rows[c.start].line.Size < large || strings.HasSuffix(last, ",") {
		c.add(-1.5, "")
	}
	if first := b.rows[c.start]; first.names == 2 && !c.listed && first.line.Size < large {
		c.add(-5, "")
	}
	if referenceLike.MatchString(c.text) || numbered.MatchString(c.text) {
		c.add(-1.5, "")
	}
	if c.end < len(b.rows) && !b.sized && b.rows[c.end].line.Joint >= joined && titleShaped(b.rows[c.end].text) && b.rows[c.end].names == 0 {
		c.add(-0.5, "") // it goes on
	}
	for i := c.end; i < min(c.end+25, len(b.rows)); i++ {
		if b.rows[i].opens || strings.HasPrefix(b.rows[i].fold, "abstract ") {
			c.add(0.5, "an abstract or an introduction follows")
			return
		}
	}
}

// joined is the chance from which a line is taken to continue the one before.
const joined = 0.7

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')]»0123456789¹²³ ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ":")
}

var sections = set("introduction methods method methodology results discussion conclusion conclusions references " +
	"bibliography acknowledgements acknowledgments abstract keywords background appendix notes summary contents")

// sectionWord reports whether a folded row is a heading that papers have inside.
func sectionWord(folded string) bool {
	folded = strings.TrimLeft(folded, "0123456789 ")
	return sections[folded] || strings.HasPrefix(folded, "appendix ") || strings.HasPrefix(folded, "supplementary ")
}
