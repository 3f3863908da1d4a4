package correcting

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
)

// joint is where it is not known which line a line continues.
type joint struct {
	Number     int    // of those of its scan that are open
	Line       string // Word.ID of its first word
	Text       string
	Candidates []jointCandidate
	Words      []cutPlace
}

// jointCandidate is a line that the one at the joint may continue.
type jointCandidate struct {
	Line    string // Word.ID of its first word
	Text    string
	Here    bool // the line stands after it now
	Percent int
	Key     int
	weight  float64
}

// cutPlace is a word before which a line can be cut.
type cutPlace struct{ Word, Text string }

// taken are the last words of the lines that another was said to follow: they are
// no candidates any more.
func taken(log []corpus.CorrectionEntry) map[string]bool {
	all := map[string]bool{}
	for _, c := range log {
		if c.Kind == corpus.Follow {
			all[c.At.End()] = true
		}
	}
	return all
}

// isOpen reports whether it is in doubt which line a line continues.
func isOpen(l corpus.Line) bool {
	return !l.Role.Forme() && l.Break && (l.Joint > 0 || len(l.Candidates) > 0) && len(l.Words) > 0
}

// openJoints are the joints of a scan at which there is something to choose, in
// the order of its lines.
func openJoints(pages []corpus.Page, taken map[string]bool) (open []joint) {
	lines := map[string]corpus.Line{}
	for _, leaf := range pages {
		for _, l := range leaf.Lines {
			if len(l.Words) > 0 {
				lines[l.ID()] = l
			}
		}
	}
	var before *corpus.Line
	for _, leaf := range pages {
		for _, l := range leaf.Lines {
			if l.Role.Forme() || len(l.Words) == 0 {
				continue
			}
			if isOpen(l) {
				if j := jointOf(l, before, lines, taken); len(j.Candidates) > 0 {
					j.Number = len(open) + 1
					open = append(open, j)
				}
			}
			before = &l
		}
	}
	return open
}

// least is the chance under which a line is not named as one that another may
// continue: an answer that is all but known is not asked for.
const least = .05

// jointOf ranks the lines that one may continue: the one before it and those that
// layout took into account, but none that is taken. What is left of the odds is
// shared out anew, so that decisions bear on the joints that are open still.
func jointOf(l corpus.Line, before *corpus.Line, lines map[string]corpus.Line, taken map[string]bool) joint {
	j := joint{Line: l.ID(), Text: l.Raw()}
	left := 1.0
	add := func(other corpus.Line, weight float64, here bool) {
		if last := other.Words[len(other.Words)-1].ID; taken[last] {
			left -= weight
			return
		}
		if weight < least || other.ID() == j.Line || slices.ContainsFunc(j.Candidates, func(c jointCandidate) bool { return c.Line == other.ID() }) {
			return
		}
		j.Candidates = append(j.Candidates, jointCandidate{Line: other.ID(), Text: other.Raw(), Here: here, weight: weight})
	}
	if before != nil {
		add(*before, l.Joint, true)
	}
	for _, c := range l.Candidates {
		if other, ok := lines[c.Line]; ok {
			add(other, c.Probability, false)
		}
	}
	slices.SortStableFunc(j.Candidates, func(a, b jointCandidate) int { return cmp.Compare(b.weight, a.weight) })
	const most = 8
	j.Candidates = j.Candidates[:min(len(j.Candidates), most)]
	sum := 0.0
	for _, c := range j.Candidates {
		sum += c.weight
	}
	for i := range j.Candidates {
		j.Candidates[i].Key = i + 1
		j.Candidates[i].Percent = int(100 * j.Candidates[i].weight / max(left, sum))
	}
	for _, w := range l.Words[1:] {
		j.Words = append(j.Words, cutPlace{w.ID, w.Raw})
	}
	return j
}

// nextJoint is the anchor of the open joint after that of a line, so that one
// that was set aside does not come up again at once.
func nextJoint(open []joint, line string) string {
	i := slices.IndexFunc(open, func(j joint) bool { return j.Line == line })
	if i < 0 || i+1 == len(open) {
		return "state"
	}
	return "j-" + open[i+1].Line
}
