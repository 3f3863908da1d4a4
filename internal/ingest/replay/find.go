package replay

import (
	"strings"

	"recto/internal/corpus"
)

// spot is a word where it stands.
type spot struct {
	word corpus.Word
	line int // of the whole volume, in reading order
}

// finder finds places.
type finder struct {
	scans map[int][]spot // in reading order
	at    map[string]int // index in its scan, by Word.ID
	scan  map[string]int // scan, by Word.ID
}

func newFinder(pages []corpus.Page) *finder {
	f := &finder{scans: map[int][]spot{}, at: map[string]int{}, scan: map[string]int{}}
	line := 0
	for _, p := range pages {
		for _, l := range p.Lines {
			line++
			for _, w := range l.Words {
				f.at[w.ID], f.scan[w.ID] = len(f.scans[w.Scan]), w.Scan
				f.scans[w.Scan] = append(f.scans[w.Scan], spot{w, line})
			}
		}
	}
	return f
}

// How a place was found, as the report counts it.
const (
	byID   = "replay.found-by-id"
	byBox  = "replay.found-by-place"
	byText = "replay.found-by-text"
	noNeed = "replay.without-place"
)

// find gives a correction with the words that stand at its place now, and how
// they were found, or why they were not.
func (f *finder) find(c corpus.Correction) (now corpus.Correction, how, why string) {
	switch {
	case c.At.First == "":
		return c, noNeed, ""
	case c.Kind == corpus.Follow:
		return f.findBoth(c)
	}
	run, how := f.findRun(c.At)
	if run == nil {
		return c, "", "its words are not found any more; look at the scan and decide again"
	}
	now = c
	now.At.First, now.At.Last = run[0].word.ID, run[len(run)-1].word.ID
	if how == byBox && c.Kind == corpus.Reread && c.Text != "" {
		text, ok := grown(run, c)
		if !ok {
			return c, "", "“" + rawOf(run) + "” stands there now; look at the scan and decide again"
		}
		now.Text = text
	}
	return now, how, ""
}

// findBoth finds the line that continues another, and that other, whose last
// words are what stands before.
func (f *finder) findBoth(c corpus.Correction) (now corpus.Correction, how, why string) {
	line := c.At
	line.Last, line.Before, line.After = f.endOf(c.At), "", ""
	run, how := f.findRun(line)
	if run == nil {
		return c, "", "the line that was to follow another is not found any more; put it in its place again"
	}
	other, _ := f.findRun(corpus.Place{First: c.At.Last, Raw: lastWord(c.At.Before), Scan: c.At.Scan, Before: allButLast(c.At.Before)})
	if other == nil {
		return c, "", "the line that it was to follow is not found any more; put it in its place again"
	}
	now = c
	now.At.First, now.At.Last = run[0].word.ID, other[0].word.ID
	return now, how, ""
}

// endOf is the last of the words from the first one of a place on that read as
// the place did, or empty if they read otherwise.
func (f *finder) endOf(p corpus.Place) string {
	i, ok := f.at[p.First]
	if !ok {
		return ""
	}
	all, left := f.scans[f.scan[p.First]], squash(p.Raw)
	for ; i < len(all); i++ {
		if left, ok = strings.CutPrefix(left, all[i].word.Raw); !ok {
			return ""
		}
		if left == "" {
			return all[i].word.ID
		}
	}
	return ""
}

// findRun finds the words of a place.
func (f *finder) findRun(p corpus.Place) (run []spot, how string) {
	if scan, ok := f.scan[p.First]; ok && p.Scan == 0 {
		p.Scan = scan
	}
	if run := f.byID(p); run != nil {
		return run, byID
	}
	if run := f.byBox(p); run != nil {
		return run, byBox
	}
	if run := f.byText(p); run != nil {
		return run, byText
	}
	return nil, ""
}

// longestRun is how many words a place may have.
const longestRun = 200

// byID finds the words by their ids, if they still read the same, and, where
// they have boxes, still stand where they stood.
func (f *finder) byID(p corpus.Place) []spot {
	i, ok := f.at[p.First]
	j, there := f.at[p.End()]
	if !ok || !there || f.scan[p.First] != p.Scan || f.scan[p.End()] != p.Scan || j < i || j-i >= longestRun {
		return nil
	}
	run := f.scans[p.Scan][i : j+1]
	if p.Raw != "" && !same(rawOf(run), p.Raw) {
		return nil
	}
	if (p.Box != corpus.Box{}) && run[0].word.HasBox() && across(boxOf(run), p.Box) == 0 {
		return nil
	}
	if !run[0].word.HasBox() && p.Before+p.After != "" && p.Raw != "" && f.around(p, i, j+1) < .25 {
		return nil
	}
	return run
}

// byBox finds the words that stand where those of the place stood: those that
// have more than half a letter of it, or of which it has half, on the line that
// has most of it.
func (f *finder) byBox(p corpus.Place) []spot {
	if (p.Box == corpus.Box{}) {
		return nil
	}
	all, letter := f.scans[p.Scan], letterOf(p)
	from, to, best := 0, 0, 0.0
	for i := 0; i < len(all); {
		if !within(all[i].word.Box, p.Box, letter) {
			i++
			continue
		}
		j, sum := i, 0.0
		for j < len(all) && all[j].line == all[i].line && within(all[j].word.Box, p.Box, letter) {
			sum += overlap(all[j].word.Box, p.Box)
			j++
		}
		if sum > best {
			from, to, best = i, j, sum
		}
		i = j
	}
	if best == 0 || across(boxOf(all[from:to]), p.Box) < .3 {
		return nil
	}
	return all[from:to]
}

// letterOf is about how wide a letter of a place is.
func letterOf(p corpus.Place) float64 {
	return p.Box.Width() / float64(max(1, len([]rune(p.Raw))))
}

// within reports whether enough of a word stands in a place.
func within(word, place corpus.Box, letter float64) bool {
	high := min(word.Y2, place.Y2) - max(word.Y1, place.Y1)
	wide := min(word.X2, place.X2) - max(word.X1, place.X1)
	return high > min(word.Height(), place.Height())/2 && (wide > letter/2 || wide > word.Width()/2)
}

// grown is what the words at a place read by a correction: its text, and where
// they reach beyond the place, since they stand together with others now, what
// these read.
func grown(run []spot, c corpus.Correction) (text string, ok bool) {
	box, old, raw := boxOf(run), c.At.Box, rawOf(run)
	letter := letterOf(c.At)
	left, right := old.X1-box.X1 > .7*letter, box.X2-old.X2 > .7*letter
	if !left && !right || same(raw, c.At.Raw) || same(raw, c.Text) {
		return c.Text, true
	}
	for _, read := range []string{c.At.Raw, c.Text} {
		if before, after, found := cut(raw, read, left, right); found {
			return strings.Join(strings.Fields(before+" "+c.Text+" "+after), " "), true
		}
	}
	return "", false
}

// cut finds a text in a longer one that has more on one side or on both.
func cut(raw, read string, left, right bool) (before, after string, found bool) {
	switch {
	case left && right:
		return strings.Cut(raw, read)
	case left:
		before, found = strings.CutSuffix(raw, read)
	default:
		after, found = strings.CutPrefix(raw, read)
	}
	return before, after, found
}

func rawOf(run []spot) string {
	raw := make([]string, len(run))
	for i, s := range run {
		raw[i] = s.word.Raw
	}
	return strings.Join(raw, " ")
}

func boxOf(run []spot) corpus.Box {
	var b corpus.Box
	for _, s := range run {
		b = b.Union(s.word.Box)
	}
	return b
}
