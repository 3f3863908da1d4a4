package structure

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// pair is a note, by its place among the blocks, with its mark.
type pair struct {
	note int
	mark sign
	odds float64 // as logarithm
}

// linkNotes finds the marks of the notes of all parts, numbers the notes, and
// links them. It returns how many were linked.
func linkNotes(parts []corpus.Part) (linked int) {
	numberNotes(parts, nil)
	l := learnLooks(parts)
	marked := map[string]int{}
	for _, p := range parts {
		for _, m := range l.findMarks(p.Blocks) {
			if n, err := strconv.Atoi(m.mark.read); err == nil {
				marked[p.Blocks[m.note].ID] = n
			}
		}
	}
	numberNotes(parts, marked)
	numberUnread(parts)
	for _, p := range parts {
		found := l.findMarks(p.Blocks)
		link(p.Blocks, found)
		linked += len(found)
	}
	return linked
}

// looks are for each form how likely a sign on a page is the mark of a note
// there, as logarithm of odds, and how many pages there are.
type looks struct {
	odds  [forms]float64
	pages int
}

const usualPages = 5 // that weigh as much as those seen

// learnLooks counts the signs of each form on pages without notes, where none is
// a mark: a form that dirt often has, or the author, tells little.
func learnLooks(parts []corpus.Part) looks {
	noted, bare := map[string]bool{}, map[string]bool{}
	for _, p := range parts {
		for _, b := range p.Blocks {
			if calls(b) {
				noted[b.Page()] = true
			}
		}
	}
	var seen [forms]float64
	for _, p := range parts {
		for _, b := range p.Blocks {
			if !marking[b.Kind] {
				continue
			}
			for t, token := range b.Tokens {
				if noted[token.Page] {
					continue
				}
				bare[token.Page] = true
				for _, s := range signsIn(b.Tokens, t) {
					seen[s.form]++
				}
			}
		}
	}
	l := looks{pages: len(noted) + len(bare)}
	l.odds[unmarked] = math.Inf(-1)
	for f := unmarked + 1; f < forms; f++ {
		u := usualForms[f]
		stray := (seen[f] + usualPages*u.stray) / float64(len(bare)+usualPages)
		l.odds[f] = math.Log(u.share / stray)
	}
	return l
}

// findMarks pairs the notes of a part with their marks in its text. A note at
// the foot of a page is marked on that page, one of a list anywhere before it,
// and marks come in the order of their notes. Small raised figures are often
// misread, so all that could be one is weighed by its looks and by the label of
// the note, and of all ways to pair them in order the likeliest is taken. A note
// with two marks that are as likely has none.
func (l looks) findMarks(blocks []corpus.Block) []pair {
	var found []pair
	feet, lists := gatherNotes(blocks)
	for _, notes := range feet {
		found = append(found, l.align(blocks, notes, signs(blocks, blocks[notes[0]].Page(), found), leastMark)...)
	}
	for _, notes := range lists {
		found = append(found, l.align(blocks, notes, signs(blocks[:notes[0]], "", found), leastMark+math.Log(float64(1+l.pages)))...)
	}
	return found
}

// gatherNotes are the notes at the foot of each page, and those of each list,
// which stands under a heading.
func gatherNotes(blocks []corpus.Block) (feet, lists [][]int) {
	page, list := "", false
	for i, b := range blocks {
		switch {
		case b.Beside != "" && !calls(b):
		case b.Kind != corpus.Note:
			list = b.Kind == corpus.Heading
		case list && blocks[i-1].Kind == corpus.Heading:
			lists = append(lists, []int{i})
		case list:
			lists[len(lists)-1] = append(lists[len(lists)-1], i)
		case len(feet) > 0 && b.Page() == page:
			feet[len(feet)-1] = append(feet[len(feet)-1], i)
		default:
			feet, page = append(feet, []int{i}), b.Page()
		}
	}
	return feet, lists
}

// marking are the kinds of block that bear marks of notes.
var marking = map[corpus.BlockKind]bool{
	corpus.TitleBlock: true, corpus.SubtitleBlock: true, corpus.AuthorBlock: true, corpus.AbstractBlock: true, corpus.Heading: true,
	corpus.Paragraph: true, corpus.Quotation: true, corpus.ListItem: true, corpus.Caption: true,
}

// signs are what may be marks on a page, or on any, in the order of the text;
// those that are marks already are left out.
func signs(blocks []corpus.Block, page string, taken []pair) []sign {
	used := map[[2]int]bool{}
	for _, p := range taken {
		used[[2]int{p.mark.block, p.mark.token}] = true
	}
	var out []sign
	for b, block := range blocks {
		if !marking[block.Kind] {
			continue
		}
		for t, token := range block.Tokens {
			if page != "" && token.Page != page || used[[2]int{b, t}] {
				continue
			}
			for _, s := range signsIn(block.Tokens, t) {
				s.block = b
				out = append(out, s)
			}
		}
	}
	return out
}

const (
	leastMark   = 0.3  // odds from which a sign is taken for a mark, as logarithm
	exactMark   = 2.0  // more where it reads as the label of the note
	alikeMark   = 0.5  // more where the label's last figure is often read so
	otherNumber = -1.0 // where it is another number of as many figures
)

// oddsOf is how likely a sign is the mark of a note with a label, as logarithm.
func (l looks) oddsOf(s sign, label string) float64 {
	label = plainDigits(label)
	odds := l.odds[s.form]
	switch {
	case label == "":
		return odds
	case s.read == label:
		return odds + exactMark
	case isNumber(s.read) && len(s.read) != len(label):
		return math.Inf(-1)
	case isNumber(s.read):
		return odds + otherNumber
	case isNumber(label) && strings.Contains(misreadAs[label[len(label)-1]], lastOf(s.read)):
		return odds + alikeMark
	}
	return odds
}

// align pairs notes with signs, both in order, so that the sum of their odds is
// greatest, as in the alignment of Needleman and Wunsch (1970).
func (l looks) align(blocks []corpus.Block, notes []int, signs []sign, least float64) []pair {
	gain := make([][]float64, len(notes)) // of a note's having a sign as its mark
	best := make([][]float64, len(notes)+1)
	best[len(notes)] = make([]float64, len(signs)+1)
	for i := len(notes) - 1; i >= 0; i-- {
		gain[i], best[i] = make([]float64, len(signs)), make([]float64, len(signs)+1)
		for j := len(signs) - 1; j >= 0; j-- {
			gain[i][j] = l.oddsOf(signs[j], blocks[notes[i]].Label) - least
			best[i][j] = max(best[i+1][j], best[i][j+1], gain[i][j]+best[i+1][j+1])
		}
	}
	var at [][2]int
	for i, j := 0, 0; i < len(notes) && j < len(signs); {
		switch best[i][j] {
		case best[i][j+1]:
			j++
		case best[i+1][j]:
			i++
		default:
			at = append(at, [2]int{i, j})
			i, j = i+1, j+1
		}
	}
	var out []pair
	for k := 0; k < len(at); k++ {
		if rivalled(gain[at[k][0]], at, k) {
			at, k = slices.Delete(at, k, k+1), -1 // its sign may be a rival of those before
		}
	}
	for _, p := range at {
		out = append(out, pair{notes[p[0]], signs[p[1]], gain[p[0]][p[1]] + least})
	}
	return out
}

const likelier = 0.6 // than its rivals a mark must be at least

// rivalled reports whether another sign between the marks of the notes before
// and after could be the mark of a note as well.
func rivalled(gain []float64, at [][2]int, k int) bool {
	from, to := 0, len(gain)
	if k > 0 {
		from = at[k-1][1] + 1
	}
	if k+1 < len(at) {
		to = at[k+1][1]
	}
	for j := from; j < to; j++ {
		if j != at[k][1] && gain[j] > 0 && gain[j] > gain[at[k][1]]-likelier {
			return true
		}
	}
	return false
}

// ruleNoteMark is how emendations of misread marks are named.
const ruleNoteMark = "note-mark"

// link links notes to their marks, which then read as the notes' labels do.
func link(blocks []corpus.Block, found []pair) {
	slices.SortFunc(found, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.mark.block, b.mark.block), cmp.Compare(b.mark.token, a.mark.token))
	})
	for _, p := range found { // the last token of a block first
		b := &blocks[p.mark.block]
		if p.mark.lost {
			b.Tokens = restore(b.Tokens, &p.mark)
			for i := range b.Marks {
				b.Marks[i].Token++
			}
		}
		mark := corpus.NoteMark{Token: p.mark.token, From: p.mark.from, To: p.mark.to, Note: blocks[p.note].ID}
		if label := plainDigits(blocks[p.note].Label); isNumber(label) && label != plainDigits(b.Tokens[mark.Token].Text[mark.From:mark.To]) {
			t := &b.Tokens[mark.Token]
			sure := math.Round(100/(1+math.Exp(-p.odds))) / 100
			t.Emendation = &corpus.Emendation{Kind: corpus.Substituted, Rule: ruleNoteMark, Confidence: sure}
			t.Text = t.Text[:mark.From] + label + t.Text[mark.To:]
			mark.To = mark.From + len(label)
		}
		b.Marks = append(b.Marks, mark)
	}
	for i := range blocks {
		slices.SortFunc(blocks[i].Marks, func(a, b corpus.NoteMark) int { return a.Token - b.Token })
	}
}

// restore makes a token of its own of the last word of a token, the mark of a
// note that its text has lost.
func restore(tokens []corpus.Token, s *sign) []corpus.Token {
	t := tokens[s.token]
	last := len(t.Words) - 1
	mark := corpus.Token{Text: t.Words[last].Raw, Words: t.Words[last:], Page: t.Page}
	tokens[s.token].Words = t.Words[:last:last]
	if t.Text == tokens[s.token].Raw() {
		tokens[s.token].Emendation = nil
	}
	s.token++
	s.from, s.to = 0, len(strings.TrimRight(mark.Text, ".,;:)"))
	return slices.Insert(tokens, s.token, mark)
}

// plainDigits writes raised digits as others.
func plainDigits(text string) string { return raisedDigits.Replace(text) }

var raisedDigits = strings.NewReplacer("¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁰", "0")
