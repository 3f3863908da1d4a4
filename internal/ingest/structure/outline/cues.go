package outline

import (
	"math"
	"strconv"

	"recto/internal/cores"
)

// cues gives what speaks for one label or another of a line: each cue begins with
// the kind of text, since what is seen of a scan and of plain text differs. Its
// bytes are good until the next.
func (t *text) cues(i int, take func(cue []byte)) {
	c := &collector{prefix: t.kind.prefix(), take: take}
	t.settingCues(c, i)
	t.endingCues(c, i)
	t.wordingCues(c, i)
	t.listCues(c, i)
	t.orderCues(c, i)
	t.linkCues(c, i)
	t.phraseCues(c, i)
}

// kind is what is known of the lines of a text.
type kind int

const (
	bare  kind = iota // their words alone
	boxed             // how they are set
	kinds = 2
)

func (k kind) prefix() string { return [kinds]string{"t", "b"}[k] }

// text is a sequence of lines with what is seen of each.
type text struct {
	rows  []Row
	looks []look
	style
	kind      kind
	least     []float64 // the least indent of the lines about each
	hanging   []float64 // the share of lines about each that stand further in than that
	marks     []float64 // the share of lines about each that look like references
	headed    []bool    // a heading of a reference list stands before
	followed  []float64 // how surely another line goes on from each
	remaining []int     // lines after it on its page
}

const reach = 6 // lines before and after that are about a line

func newText(rows []Row) *text {
	t := &text{rows: rows, looks: make([]look, len(rows))}
	cores.Share(len(rows), func() func(int) {
		return func(i int) { t.looks[i] = newLook(rows[i]) }
	})
	t.style = newStyle(rows, t.looks)
	if t.sized {
		t.kind = boxed
	}
	n := len(rows)
	t.least, t.hanging, t.marks = make([]float64, n), make([]float64, n), make([]float64, n)
	t.headed, t.remaining = make([]bool, n), make([]int, n)
	for i := range rows {
		t.about(i)
		t.headed[i] = i > 0 && (t.headed[i-1] || t.looks[i-1].references)
	}
	t.follow()
	for i := n - 2; i >= 0; i-- {
		if !rows[i+1].Top {
			t.remaining[i] = t.remaining[i+1] + 1
		}
	}
	return t
}

// about measures the lines around one.
func (t *text) about(i int) {
	from, to := max(0, i-reach), min(len(t.rows), i+reach+1)
	least, marks, hanging := math.Inf(1), 0, 0
	for j := from; j < to; j++ {
		least = min(least, t.rows[j].Line.Indent)
		if t.looks[j].referenceLike() {
			marks++
		}
	}
	for j := from; j < to; j++ {
		if t.rows[j].Line.Indent > least+0.5 {
			hanging++
		}
	}
	n := float64(to - from)
	t.least[i], t.marks[i], t.hanging[i] = least, float64(marks)/n, float64(hanging)/n
}

// settingCues are how the line is set.
func (t *text) settingCues(c *collector, i int) {
	r, p, n := t.rows[i].Line, t.before(i).Line, t.after(i).Line
	top, space := t.rows[i].Top, flag(r.Space && !t.rows[i].Top)
	nextSpace := flag(n.Space && !t.after(i).Top)
	short, wordCount := flag(r.Short), bucket(float64(len(t.rows[i].Words)), 2, 4, 7, 10)
	filled := bucket(t.looks[i].length/t.full, 0.3, 0.6, 0.85, 0.95)
	c.add("bias")
	c.add("filled", filled)
	c.add("words", wordCount)
	c.add("space", space, flag(top), flag(t.spaced), flag(t.indented))
	c.add("space short", space, flag(top), short, nextSpace)
	c.add("space words", space, flag(top), nextSpace, wordCount)
	c.add("space filled", space, flag(top), flag(p.Short), filled)
	if !t.sized {
		return
	}
	size := sizeOf(r.Size)
	c.add("size", size)
	c.add("size space", size, space, flag(top))
	c.add("size short", size, short, nextSpace)
	c.add("size words", size, wordCount)
	c.add("size before", ratio(r.Size, p.Size), space)
	c.add("size after", ratio(r.Size, n.Size), nextSpace)
	c.add("sizes", size, sizeOf(p.Size), sizeOf(n.Size))
	c.add("size foot", size, bucket(float64(t.remaining[i]), 1, 2, 4, 8), space)
	c.add("face", strconv.Itoa(int(r.Face)), short, space)
	step, next := indents(r.Indent-p.Indent), indents(n.Indent-r.Indent)
	own := indents(r.Indent - t.least[i])
	c.add("indent", indents(r.Indent), flag(t.indented), flag(r.Center))
	c.add("indent step", step, flag(t.indented), flag(top))
	c.add("indent next", next, step)
	c.add("indent own", own, next)
	c.add("indent step space", step, space, flag(p.Short))
	c.add("indent hanging", own, bucket(t.hanging[i], 0.01, 0.2, 0.4, 0.6, 0.8))
	c.add("center", flag(r.Center), short, space)
}

// endingCues are how the line before ends and this one begins.
func (t *text) endingCues(c *collector, i int) {
	l, b := t.looks[i], t.lookBefore(i)
	p := t.before(i).Line
	r := t.rows[i]
	space, short := flag(r.Line.Space && !r.Top), flag(p.Short)
	filled := bucket(b.length/t.full, 0.5, 0.8, 0.92)
	step := indents(r.Line.Indent - p.Indent)
	c.add("first", l.first)
	c.add("last before", b.last)
	c.add("meet", b.last, l.first)
	c.add("meet short", b.last, l.first, short)
	c.add("meet filled", b.last, l.first, filled)
	c.add("meet top", flag(b.ends()), l.first, flag(r.Top), short)
	c.add("meet space", flag(b.ends()), l.first, space, short, flag(t.spaced))
	c.add("meet number", flag(b.ends()), b.last, l.number)
	if t.sized {
		c.add("meet indent", flag(b.ends()), l.first, step, flag(t.indented))
		c.add("meet style", flag(b.ends()), short, step, space, flag(t.indented), flag(t.spaced), flag(r.Top))
	}
	c.add("joint", bucket(r.Line.Joint, 0.01, 0.3, 0.5, 0.7, 0.9), flag(r.Line.Break), l.first)
}

// wordingCues are what the line reads like.
func (t *text) wordingCues(c *collector, i int) {
	r, l := t.rows[i], t.looks[i]
	short := flag(r.Line.Short)
	few := bucket(float64(len(r.Words)), 3, 6, 10)
	c.add("last", l.last)
	c.add("last short", l.last, short, few)
	c.add("capitals", l.capitals, few, l.last)
	c.add("common", flag(l.common), few, short)
	c.add("references", flag(l.references), few)
	c.add("number", l.number, short, few)
	c.add("number capitals", l.number, l.capitals, l.last)
	c.add("number first", l.number, l.first)
	c.add("caption", flag(l.captioned))
	c.add("next first", t.lookAfter(i).first, short, few)
	c.add("next number", t.lookAfter(i).number, l.number)
	if t.sized {
		c.add("size number", sizeOf(r.Line.Size), l.number)
		c.add("size last", sizeOf(r.Line.Size), l.last, flag(l.first == "lower"))
		c.add("size capitals", sizeOf(r.Line.Size), l.capitals, flag(r.Line.Space))
	}
}

// listCues tell reference lists from prose, and their entries from each other.
func (t *text) listCues(c *collector, i int) {
	l, b, a := t.looks[i], t.lookBefore(i), t.lookAfter(i)
	marks, headed := bucket(t.marks[i], 0.1, 0.25, 0.4, 0.6, 0.8), flag(t.headed[i])
	c.add("marks", marks, headed)
	c.add("marks place", marks, bucket(float64(i)/float64(len(t.rows)), 0.5, 0.75, 0.9), headed)
	c.add("inverted", flag(l.inverted), marks, headed)
	c.add("inverted last", flag(l.inverted), b.last, headed)
	c.add("inverted dated", flag(l.inverted), flag(l.dated), flag(a.dated), headed)
	c.add("entry meet", b.last, l.first, marks)
	c.add("entry located", flag(b.located), b.last, flag(l.inverted), headed)
	c.add("entry number", l.number, marks, headed)
	c.add("entry short", flag(t.before(i).Line.Short), flag(l.inverted), flag(b.ends()), headed)
	c.add("entry space", flag(t.rows[i].Line.Space), flag(t.spaced), headed, marks)
	if t.sized {
		own := indents(t.rows[i].Line.Indent - t.least[i])
		c.add("entry hanging", own, bucket(t.hanging[i], 0.01, 0.2, 0.4, 0.6, 0.8), headed)
		c.add("entry own", own, flag(l.inverted), flag(b.ends()), headed)
		c.add("entry size", sizeOf(t.rows[i].Line.Size), headed, marks)
	}
}

// orderCues are where in the text the line stands.
func (t *text) orderCues(c *collector, i int) {
	c.add("beginning", bucket(float64(i), 0.5, 3, 20))
	c.add("end", bucket(float64(len(t.rows)-1-i), 0.5, 3))
}

func (t *text) before(i int) Row {
	if i == 0 {
		return Row{}
	}
	return t.rows[i-1]
}

func (t *text) after(i int) Row {
	if i+1 == len(t.rows) {
		return Row{}
	}
	return t.rows[i+1]
}

func (t *text) lookBefore(i int) look {
	if i == 0 {
		return nothing
	}
	return t.looks[i-1]
}

func (t *text) lookAfter(i int) look {
	if i+1 == len(t.looks) {
		return nothing
	}
	return t.looks[i+1]
}

// nothing is the look of what stands before the first line and after the last.
var nothing = look{first: "none", last: "none", number: "none", capitals: "none", phrase: "none", usual: "none"}

// collector puts the cues of a line together, one after the other.
type collector struct {
	prefix string
	cue    []byte
	take   func(cue []byte)
}

func (c *collector) add(name string, values ...string) {
	c.cue = append(append(append(c.cue[:0], c.prefix...), ' '), name...)
	for _, v := range values {
		c.cue = append(append(c.cue, '/'), v...)
	}
	c.take(c.cue)
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// bucket is the number of limits that v reaches.
func bucket(v float64, limits ...float64) string {
	n := 0
	for _, l := range limits {
		if v >= l {
			n++
		}
	}
	return strconv.Itoa(n)
}

func sizeOf(size float64) string {
	return bucket(size, 0.01, 0.86, 0.92, 0.955, 1.045, 1.09, 1.14, 1.22, 1.35)
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return "none"
	}
	return bucket(a/b, 0.85, 0.92, 0.96, 1.04, 1.08, 1.14, 1.25)
}

func indents(v float64) string { return bucket(v, -2.5, -0.9, -0.4, 0.35, 0.55, 0.9, 1.5, 2.5, 4) }
