package correcting

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
	"recto/internal/ingest/replay/sides"
)

// parting is the lines of a scan whose words have no places, in the order of the
// source, with the chance of each that it stands on the right page.
type parting struct {
	lines []sides.Line
	text  map[string]corpus.Line // by Word.ID of the first word
	right []float64
	said  bool // whether a person said of any line where it stands
}

// certain is the chance from which the page of a line is taken for known. Worth is
// how many words an answer must be expected to put right to be asked for on the
// way through a volume, and trifle where a person asks for more on a scan.
const (
	certain = .9
	worth   = 1.5
	trifle  = .5
)

// partingOf is nil where words have places, which tell on which page they stand.
func partingOf(e *corpus.Edition, scan int, all []corpus.Correction) *parting {
	var own []corpus.Page
	for _, p := range e.Pages {
		if p.Scan == scan {
			own = append(own, p)
		}
	}
	own, _, _ = replay.Lines(own, slices.DeleteFunc(slices.Clone(all), func(c corpus.Correction) bool {
		return c.Kind != corpus.CutLine || c.At.Scan != scan
	}))
	var reading []corpus.Line
	for _, p := range own {
		for _, l := range p.Lines {
			if l.Role.Forme() || len(l.Words) == 0 {
				continue
			}
			if p.Side != corpus.Whole || l.Words[0].HasBox() {
				return nil
			}
			reading = append(reading, l)
		}
	}
	if len(reading) == 0 {
		return nil
	}
	said := saidSides(own, scan, all)
	p := &parting{lines: sides.Of(reading, said), text: map[string]corpus.Line{}, said: len(said) > 0}
	for _, l := range reading {
		p.text[l.ID()] = l
	}
	p.right = sides.Chances(p.lines)
	return p
}

// saidSides is where people said that lines stand.
func saidSides(pages []corpus.Page, scan int, all []corpus.Correction) map[string]corpus.Side {
	said := map[string]corpus.Side{}
	for _, c := range all {
		if c.Kind != corpus.Stand || c.At.Scan != scan {
			continue
		}
		if l := lineAt(pages, c.At.First); l != nil {
			said[l.ID()] = corpus.Side(c.Name)
		}
	}
	return said
}

// ask is the line of which it is best to know the page, -1 if no answer puts so
// many words right. Before any answer nothing tells one page from the other, and what is
// to be gained is reckoned as if the first line stood on the left one: pages in
// order need no answer at all.
func (p *parting) ask(least float64, skip map[string]bool) int {
	skipped := func(i int) bool { return skip[p.lines[i].ID] }
	line, gain := sides.Ask(p.lines, p.right, skipped)
	if !p.said {
		told := slices.Clone(p.lines)
		told[0].Said = corpus.Left
		_, gain = sides.Ask(told, sides.Chances(told), skipped)
	}
	if gain < least {
		return -1
	}
	return line
}

// side is where a line stands, as far as is known, and whether that is certain.
func (p *parting) side(i int) (side corpus.Side, sure bool) {
	if p.right[i] < .5 {
		return corpus.Left, 1-p.right[i] >= certain
	}
	return corpus.Right, p.right[i] >= certain
}

// wordsInOrder counts the words of a scan, and those that stand in an order that can be
// trusted: on lines that continue the one before, or of which the page is known.
func wordsInOrder(pages []corpus.Page, p *parting) (trusted, all int) {
	known := map[string]bool{}
	if p != nil && p.said {
		for i, l := range p.lines {
			_, known[l.ID] = p.side(i)
		}
	}
	for _, leaf := range pages {
		for _, l := range leaf.Lines {
			if l.Role.Forme() || len(l.Words) == 0 {
				continue
			}
			all += len(l.Words)
			if !l.Break || known[l.ID()] {
				trusted += len(l.Words)
			}
		}
	}
	return trusted, all
}
