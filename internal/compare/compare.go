// Package compare tells what differs between two editions of a volume: which
// words, in which parts, and which passages only stand elsewhere now.
//
// The reading texts of both are compared word by word as one sequence each, so
// that a boundary between parts that was moved is no change of words. The package
// looks at what readers read and at descriptions; evidence, boxes and mentions
// are no matter to it.
package compare

import (
	"slices"

	"znkr.io/diff"

	"recto/internal/corpus"
)

// Difference is what differs between an edition and a later one.
type Difference struct {
	Words   int      // of the later one
	Added   int      // words that only the later one has, and that were nowhere before
	Removed int      // words that only the earlier one has
	Moved   int      // words that stand elsewhere
	Changes []Change // in the order of the later text
	Parts   []Part   // of the later one in order, then those that are gone
	Fields  []Field  // of the volume
}

// Change is a stretch in which the texts differ.
type Change struct {
	Before string // what it read; empty where words were added
	After  string // what it reads; empty where words were removed
	Left   string // the words before it
	Right  string // and after
	Part   string // Part.ID, of the later edition unless words were removed at its end
	Word   string // Word.ID of the first word
	Scan   int
	Moved  bool // the words are in both, at different places
}

// Field is a field of a description that changed.
type Field struct{ Name, Before, After string }

// Status is what became of a part.
type Status string

// The statuses.
const (
	Same    Status = "same"
	Changed Status = "changed"
	New     Status = "new"
	Gone    Status = "gone"
)

// Part is what became of one part.
type Part struct {
	ID     string // Part.ID, in the later edition unless it is gone
	Title  string
	Kind   corpus.PartKind
	Status Status
	Moved  bool // it stands before or behind other parts than it did
	Cut    bool // it begins or ends elsewhere
	Words  int  // that changed in it
	Fields []Field
}

// context is how many words are shown on either side of a change.
const context = 6

// word is one word of the reading text.
type word struct {
	token *corpus.Token
	part  int // index of Edition.Parts
}

// Editions compares two editions of a volume.
func Editions(before, after *corpus.Edition) Difference {
	old, now := wordsOf(before), wordsOf(after)
	edits := diff.EditsFunc(old, now, func(a, b word) bool { return text(a) == text(b) })
	c := comparison{before: before, after: after, old: old, now: now}
	c.read(edits)
	c.markMoved()
	d := Difference{Words: len(now), Changes: c.changes(), Parts: c.parts(), Fields: volumeFields(before.Volume, after.Volume)}
	for _, h := range c.hunks {
		d.Removed += h.oldTo - h.oldFrom
		d.Added += h.nowTo - h.nowFrom
	}
	for _, moved := range c.movedNow {
		if moved {
			d.Moved++
		}
	}
	d.Added -= d.Moved
	d.Removed -= count(c.movedOld)
	return d
}

func wordsOf(e *corpus.Edition) []word {
	var all []word
	for p := range e.Parts {
		for b := range e.Parts[p].Blocks {
			tokens := e.Parts[p].Blocks[b].Tokens
			for t := range tokens {
				all = append(all, word{&tokens[t], p})
			}
		}
	}
	return all
}

func text(w word) string {
	if w.token.Gap != "" {
		return corpus.GapMark
	}
	return w.token.Text
}

// comparison is two texts side by side.
type comparison struct {
	before, after *corpus.Edition
	old, now      []word
	hunks         []hunk
	pairs         map[[2]int]int // words in common, by part of both
	movedOld      []bool         // by index of old
	movedNow      []bool
}

// hunk is a stretch of each text that is not in the other there.
type hunk struct{ oldFrom, oldTo, nowFrom, nowTo int }

// read gathers the stretches that differ, and counts what parts have in common.
func (c *comparison) read(edits []diff.Edit[word]) {
	c.pairs = map[[2]int]int{}
	i, j, open := 0, 0, false
	for _, e := range edits {
		if e.Op == diff.Match {
			c.pairs[[2]int{c.old[i].part, c.now[j].part}]++
			i, j, open = i+1, j+1, false
			continue
		}
		if !open {
			c.hunks = append(c.hunks, hunk{i, i, j, j})
			open = true
		}
		h := &c.hunks[len(c.hunks)-1]
		if e.Op == diff.Delete {
			i++
			h.oldTo = i
		} else {
			j++
			h.nowTo = j
		}
	}
}

func (c *comparison) changes() []Change {
	var out []Change
	for _, h := range c.hunks {
		ch := Change{
			Before: join(c.old[h.oldFrom:h.oldTo]), After: join(c.now[h.nowFrom:h.nowTo]),
			Left:  join(c.now[max(0, h.nowFrom-context):h.nowFrom]),
			Right: join(c.now[h.nowTo:min(len(c.now), h.nowTo+context)]),
			Moved: !slices.Contains(c.movedOld[h.oldFrom:h.oldTo], false) && !slices.Contains(c.movedNow[h.nowFrom:h.nowTo], false),
		}
		at, parts := c.now, c.after.Parts
		n := h.nowFrom
		if h.nowFrom == h.nowTo && h.oldTo > h.oldFrom {
			at, parts, n = c.old, c.before.Parts, h.oldFrom
		}
		w := at[n]
		ch.Part, ch.Word = parts[w.part].ID, w.token.ID()
		if len(w.token.Words) > 0 {
			ch.Scan = w.token.Words[0].Scan
		}
		out = append(out, ch)
	}
	return out
}

func join(words []word) string {
	tokens := make([]corpus.Token, len(words))
	for i, w := range words {
		tokens[i] = *w.token
	}
	return corpus.Join(tokens)
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}
