package main

// shape says how a paragraph is set; lengths are in points.
type shape struct {
	style   style
	measure float64 // width of the column
	left    float64 // kept free at the left
	right   float64
	first   float64 // further indent of the first line; negative lets it hang out
	lead    float64 // from baseline to baseline
	before  float64 // space above
	ragged  bool    // not justified, not hyphenated
	centred bool    // and its lines of like length
	even    bool    // lines of like length
}

// placed is a printed word of a line, x in points from the column's left edge.
type placed struct {
	chars    []char
	x, width float64
}

// line is a line of a paragraph.
type line struct {
	words  []placed
	lead   float64
	before float64
	size   float64
	block  string
	notes  []int // numbers of the notes that are marked in it
	keep   bool  // must not be the last of its page
}

// composer breaks paragraphs into lines.
type composer struct {
	faces    *faces
	patterns patterns
}

// paragraph sets marked-up text in a shape.
func (c *composer) paragraph(block, marked string, s shape) []line {
	parts := c.parts(chars(marked, s.style), s.ragged)
	width := func(n int) float64 {
		w := s.measure - s.left - s.right
		if n == 0 {
			w -= s.first
		}
		return w
	}
	var lines []line
	from := 0
	for n, to := range c.breaks(parts, s, width) {
		words, notes := c.set(parts[from:to], s, width(n), to == len(parts))
		shift := s.left
		if n == 0 {
			shift += s.first
		}
		for i := range words {
			words[i].x += shift
		}
		lines = append(lines, line{words: words, lead: s.lead, size: s.style.size, block: block, notes: notes})
		from = to
	}
	lines[0].before = s.before
	if len(lines) > 1 { // neither orphans nor widows
		lines[0].keep, lines[len(lines)-2].keep = true, true
	}
	return lines
}

// set places the words of one line.
func (c *composer) set(parts []part, s shape, width float64, last bool) ([]placed, []int) {
	words, notes := c.join(parts, s, last)
	natural := 0.0
	for _, w := range words {
		natural += w.width
	}
	gap := c.space(s.style)
	slack := width - natural - gap*float64(len(words)-1)
	x := 0.0
	switch {
	case s.centred:
		x = slack / 2
	case slack < 0 || !s.ragged && !last:
		gap += slack / float64(max(1, len(words)-1))
	}
	for i := range words {
		words[i].x = x
		x += words[i].width + gap
	}
	return words, notes
}

// join makes printed words of parts; the last gets its hyphen.
func (c *composer) join(parts []part, s shape, last bool) ([]placed, []int) {
	var words []placed
	var notes []int
	var word []char
	for i, p := range parts {
		word = append(word, p.chars...)
		if p.note > 0 {
			notes = append(notes, p.note)
		}
		if i < len(parts)-1 && p.after != space {
			continue
		}
		if i == len(parts)-1 && p.after == hyphen && !last {
			word = append(word, char{"-", '-', word[len(word)-1].style})
		}
		words = append(words, placed{chars: word, width: c.faces.advance(word)})
		word = nil
	}
	return words, notes
}

func (c *composer) space(s style) float64 {
	return c.faces.advance([]char{{" ", ' ', s}})
}
