package replay

import (
	"slices"

	"recto/internal/corpus"
)

// arranger moves lines about. Each line is one value of its own, which stays the
// same wherever it goes.
type arranger struct {
	before []corpus.Page
	opened bool          // what follows is there
	pages  []corpus.Page // their lines are those below
	lines  [][]*corpus.Line
	holder map[string]*corpus.Line // by Word.ID
	page   map[*corpus.Line]int
	said   map[*corpus.Line]corpus.Side // on which page of its scan a line stands
}

func newArranger(pages []corpus.Page) *arranger {
	return &arranger{before: pages}
}

// open copies the lines, once there is something to do to them.
func (a *arranger) open() {
	if a.opened {
		return
	}
	a.opened = true
	a.pages, a.lines = slices.Clone(a.before), make([][]*corpus.Line, len(a.before))
	a.holder, a.page, a.said = map[string]*corpus.Line{}, map[*corpus.Line]int{}, map[*corpus.Line]corpus.Side{}
	for i, p := range a.before {
		for _, l := range p.Lines {
			a.add(&l, i, len(a.lines[i]))
		}
	}
}

// add puts a line into a page.
func (a *arranger) add(l *corpus.Line, page, at int) {
	a.lines[page] = slices.Insert(a.lines[page], at, l)
	a.page[l] = page
	l.Page = a.pages[page].ID
	for _, w := range l.Words {
		a.holder[w.ID] = l
	}
}

func (a *arranger) result() []corpus.Page {
	if !a.opened {
		return a.before
	}
	for i := range a.pages {
		a.pages[i].Lines = nil
		for _, l := range a.lines[i] {
			a.pages[i].Lines = append(a.pages[i].Lines, *l)
		}
	}
	return a.pages
}

// replay does a correction if it is about lines, and says why it cannot be done.
func (a *arranger) replay(c corpus.Correction, report *corpus.Report) (why string) {
	switch c.Kind {
	case corpus.Follow, corpus.PartLine, corpus.CutLine, corpus.Stand:
	default:
		return ""
	}
	a.open()
	l := a.holder[c.At.First]
	if l == nil {
		return "its line is not found any more; decide again"
	}
	did := "replay.lines"
	switch c.Kind {
	case corpus.Stand:
		if why := a.stand(l, corpus.Side(c.Name)); why != "" {
			return why
		}
	case corpus.PartLine:
		a.part(l)
	case corpus.CutLine:
		if l.ID() == c.At.First {
			did = "replay.fulfilled" // the layout has cut it by itself
		}
		a.cut(l, c.At.First)
	case corpus.Follow:
		if why := a.follow(l, a.holder[c.At.End()]); why != "" {
			return why
		}
	}
	report.Add(did, 1)
	return ""
}

// part marks that a line continues none that is known.
func (a *arranger) part(l *corpus.Line) {
	l.Break, l.Joint, l.Candidates = true, 0, nil
}

// cut makes two lines of one; the second begins with a word.
func (a *arranger) cut(l *corpus.Line, word string) {
	i := slices.IndexFunc(l.Words, func(w corpus.Word) bool { return w.ID == word })
	if i <= 0 {
		return
	}
	second := &corpus.Line{Words: l.Words[i:], Role: l.Role, Size: l.Size, Face: l.Face, Short: l.Short, Break: true}
	l.Words = slices.Clip(l.Words[:i])
	l.Box, second.Box = wordsBox(l.Words), wordsBox(second.Words)
	l.Center = false
	page := a.page[l]
	a.add(second, page, slices.Index(a.lines[page], l)+1)
}

func wordsBox(words []corpus.Word) (b corpus.Box) {
	for _, w := range words {
		b = b.Union(w.Box)
	}
	return b
}

// follow puts a line, and those that are known to continue it on its page,
// behind another.
func (a *arranger) follow(l, other *corpus.Line) (why string) {
	switch {
	case other == nil:
		return "the line that it was to follow is not found any more; put it in its place again"
	case l == other:
		return "both are in one line now; decide again"
	}
	if a.next(other) != l {
		chain := a.chain(l)
		switch {
		case slices.Contains(chain, other):
			return "the line that it was to follow comes after it by another decision; decide again"
		case a.page[l] != a.page[other] && l.Box != corpus.Box{} && l.Words[0].Scan != other.Words[0].Scan:
			return "the line that it was to follow stands on another scan; decide again"
		}
		a.move(chain, other)
	}
	l.Break, l.Joint, l.Candidates = false, 1, nil
	return ""
}

// chain is a line with those after it on its page, as far as each is taken to
// continue the one before.
func (a *arranger) chain(l *corpus.Line) []*corpus.Line {
	on := a.lines[a.page[l]]
	chain := []*corpus.Line{l}
	for _, m := range on[slices.Index(on, l)+1:] {
		if m.Role.Forme() {
			continue
		}
		if m.Break {
			break
		}
		chain = append(chain, m)
	}
	return chain
}

// move takes lines out and puts them behind another. What came after them, and
// what came after the other, continues no line that is known any more.
func (a *arranger) move(chain []*corpus.Line, other *corpus.Line) {
	for _, after := range []*corpus.Line{a.next(chain[len(chain)-1]), a.next(other)} {
		if after != nil && after != chain[0] {
			after.Break, after.Joint = true, 0
		}
	}
	from := a.page[chain[0]]
	a.lines[from] = slices.DeleteFunc(a.lines[from], func(m *corpus.Line) bool { return slices.Contains(chain, m) })
	to := a.page[other]
	at := slices.Index(a.lines[to], other) + 1
	for i, m := range chain {
		a.add(m, to, at+i)
	}
}

// next is the line of the text that comes after one, nil after the last.
func (a *arranger) next(l *corpus.Line) *corpus.Line {
	page := a.page[l]
	rest := a.lines[page][slices.Index(a.lines[page], l)+1:]
	for {
		for _, m := range rest {
			if !m.Role.Forme() {
				return m
			}
		}
		if page++; page == len(a.lines) {
			return nil
		}
		rest = a.lines[page]
	}
}
