package markup

import (
	"math"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

const (
	assumedDPI = 300    // of a scan whose file counts in parts of a metre or an inch
	maxSide    = 100e3  // pixels of a page that are believed
	maxPlace   = 1000e3 // a number beyond is no place on any scan

	pointsPerInch = 72
)

// builder gathers the pages of a file.
type builder struct {
	pages []page
	count int // pieces so far
}

// page is a page under way.
type page struct {
	width, height float64
	picture       string
	lines         []line
	open          bool
}

// current is the page under way; one without any size begins where there is none.
func (b *builder) current() *page {
	if n := len(b.pages); n > 0 && b.pages[n-1].open {
		return &b.pages[n-1]
	}
	return b.begin()
}

func (b *builder) begin() *page {
	b.end()
	b.pages = append(b.pages, page{open: true})
	return &b.pages[len(b.pages)-1]
}

func (b *builder) end() {
	if n := len(b.pages); n > 0 {
		b.pages[n-1].open = false
	}
}

// put adds a line, unless there are too many words already.
func (b *builder) put(l line) {
	if len(l.pieces) == 0 {
		return
	}
	b.count += len(l.pieces)
	if b.count <= maxWords {
		p := b.current()
		p.lines = append(p.lines, l)
	}
}

// putRows adds lines that are known to stand one below another in a box, which
// they share.
func (b *builder) putRows(rows []line, box corpus.Box) {
	high := box.Height() / float64(max(1, len(rows)))
	for i, row := range rows {
		row.box = corpus.Box{X1: box.X1, Y1: box.Y1 + float64(i)*high, X2: box.X2, Y2: box.Y1 + float64(i+1)*high}
		b.put(row)
	}
}

// finish gives every word its box inside the page. A page that is smaller than
// what stands on it is taken to be as large as that, up to twice its size.
func (p *page) finish() Page {
	out := Page{Width: side(p.width), Height: side(p.height), Picture: p.picture}
	var extent corpus.Box
	for i := range p.lines {
		out.Lost += p.lines[i].settle()
		for _, piece := range p.lines[i].pieces {
			extent = extent.Union(piece.box)
		}
	}
	out.Width = grown(out.Width, extent.X2)
	out.Height = grown(out.Height, extent.Y2)
	for _, l := range p.lines {
		for _, piece := range l.pieces {
			out.Words = append(out.Words, corpus.Word{
				Raw: piece.text, Box: within(piece.box, out.Width, out.Height),
				Conf: piece.conf, Size: tenth(piece.size), Face: piece.face,
			})
		}
	}
	return out
}

// side is a declared width or height, 0 if it cannot be one.
func side(v float64) float64 {
	if !(v >= 1 && v <= maxSide) {
		return 0
	}
	return math.Ceil(v)
}

func grown(declared, needed float64) float64 {
	needed = min(math.Ceil(needed), maxSide)
	if declared == 0 {
		return max(needed, 1)
	}
	return max(declared, min(needed, 2*declared))
}

// within cuts a box to the page and leaves it at least a pixel each way.
func within(b corpus.Box, width, height float64) corpus.Box {
	b.X1, b.X2 = span(b.X1, b.X2, width)
	b.Y1, b.Y2 = span(b.Y1, b.Y2, height)
	return b
}

func span(from, to, limit float64) (float64, float64) {
	from = tenth(min(max(from, 0), limit-1))
	to = tenth(min(max(to, from+1), limit))
	return from, to
}

func tenth(v float64) float64 { return math.Round(10*v) / 10 }

// boxOf is the box of two corners, zero if they cannot be ones of a box on a scan.
func boxOf(x1, y1, x2, y2 float64) corpus.Box {
	for _, v := range [4]float64{x1, y1, x2, y2} {
		if math.IsNaN(v) || math.Abs(v) > maxPlace {
			return corpus.Box{}
		}
	}
	return corpus.Box{X1: min(x1, x2), Y1: min(y1, y2), X2: max(x1, x2), Y2: max(y1, y2)}
}

// points is the box around a polygon given as pairs of numbers, parted by
// commas or white space; zero if they are none.
func points(text string) corpus.Box {
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' || r == '\r' })
	var b corpus.Box
	for i := 0; i+1 < len(fields); i += 2 {
		x, y := number(fields[i]), number(fields[i+1])
		p := boxOf(x, y, x, y)
		if i == 0 {
			b = p
			continue
		}
		b = corpus.Box{X1: min(b.X1, p.X1), Y1: min(b.Y1, p.Y1), X2: max(b.X2, p.X2), Y2: max(b.Y2, p.Y2)}
	}
	return b
}

// number reads a number, NaN if there is none.
func number(text string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// positive reads a number above 0, 0 if there is none.
func positive(text string) float64 {
	v := number(text)
	if !(v > 0 && v < maxPlace) {
		return 0
	}
	return v
}

// confidence reads one that is given as a share or in percent.
func confidence(text string) float64 {
	v := positive(text)
	if v > 1 {
		v /= 100
	}
	return min(v, 1)
}

// Fit gives the page the size of its picture, of which it may have been a
// smaller or larger copy, and moves its words along.
func (p *Page) Fit(width, height int) {
	x, y := float64(width)/p.Width, float64(height)/p.Height
	p.Width, p.Height = float64(width), float64(height)
	for i := range p.Words {
		w := &p.Words[i]
		w.Box = within(corpus.Box{X1: w.Box.X1 * x, Y1: w.Box.Y1 * y, X2: w.Box.X2 * x, Y2: w.Box.Y2 * y}, p.Width, p.Height)
		w.Size = tenth(w.Size * y)
	}
}
