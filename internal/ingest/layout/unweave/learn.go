package unweave

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
	"recto/internal/language"
)

// Example is lines of a text and for each of them the line that continues it, -1
// where none does and -2 where that is not known. Examples of one group are
// learnt from together or not at all.
type Example struct {
	Name  string
	Group int
	Woven bool // from clean pages, for the purpose
	Lines []corpus.Line
	Next  []int
}

// example is a prepared one; its evidence is bare until it is seen, see [example.seen].
type example struct {
	*evidence
	name  string
	group int
	next  []int
	prev  []int

	weight float32
}

// wovenWeight is what a line of clean pages counts for against one of a real text layer.
const wovenWeight = .4

func prepare(m *language.Model, x Example) (example, error) {
	r, err := newReader(m)
	if err != nil {
		return example{}, err
	}
	e := example{evidence: bare(r, r.read(x.Lines)), name: x.Name, group: x.Group, next: x.Next, prev: make([]int, len(x.Next)), weight: 1}
	if x.Woven {
		e.weight = wovenWeight
	}
	for i := range e.prev {
		e.prev[i] = -1
		if x.Next[i] == -2 {
			e.prev[i] = -2
		}
	}
	for i, j := range x.Next {
		if j >= 0 {
			e.prev[j] = i
		}
	}
	return e, nil
}

// seen is an example with all its evidence, by what tells how words meet.
func (x example) seen(words *forest) example {
	x.evidence = newEvidence(x.reader, x.pieces, words)
	return x
}

// judged reports whether it is known that j continues i, or that it does not.
func (x *example) judged(i, j int) (yes, known bool) {
	if x.next[i] == j {
		return true, true
	}
	return false, x.next[i] != -2 || x.prev[j] >= 0
}

var (
	growWords   = boosting{trees: 80, depth: 5, rate: .2, rows: .5, features: .7, ridge: 5, least: 8, seed: 1}
	growPairs   = boosting{trees: 100, depth: 5, rate: .15, rows: .5, features: .5, ridge: 5, least: 8, seed: 1}
	growContext = growPairs
)

// Learn fits weights to examples, and packs them: held are those learnt without
// each group, and whole those learnt from all.
func Learn(m *language.Model, examples []Example, groups int) (whole []byte, held [][]byte, err error) {
	xs := make([]example, len(examples))
	for k, x := range examples {
		if xs[k], err = prepare(m, x); err != nil {
			return nil, nil, err
		}
	}
	for g := range groups {
		held = append(held, fit(without(xs, g)).pack())
	}
	return fit(xs).pack(), held, nil
}

// fit learns all forests from examples, the last from what the one before says
// of those that it has not seen.
func fit(xs []example) *weights {
	w := &weights{words: learnWords(xs)}
	xs = slices.Clone(xs)
	for k := range xs {
		xs[k] = xs[k].seen(&w.words)
	}
	w.pair = learnPairs(xs)
	unseen := map[int]*forest{}
	for _, x := range xs {
		if unseen[x.group] == nil {
			f := learnPairs(without(xs, x.group))
			unseen[x.group] = &f
		}
	}
	w.context = learnContext(xs, unseen)
	return w
}

// without is the examples that are not of a group.
func without(xs []example, group int) []example {
	return slices.DeleteFunc(slices.Clone(xs), func(x example) bool { return x.group == group })
}

// Calibrate gives packed weights the curve of what was right on what was said.
func Calibrate(packed []byte, judged []Judgement) ([]byte, error) {
	w, err := parse(packed)
	if err != nil {
		return nil, err
	}
	w.curve = curve(judged)
	return w.pack(), nil
}

// oneIn says of how many pairs of lines that do not meet one is learnt from.
const oneIn = 5

func learnWords(xs []example) forest {
	var s samples
	for k := range xs {
		x := &xs[k]
		n := 0
		for i := range x.pieces {
			for j := max(0, i-reachBack); j < min(len(x.pieces), i+reachAhead+1); j++ {
				yes, known := x.judged(i, j)
				n++
				if i == j || !known || !yes && n%oneIn != 0 {
					continue
				}
				v := make([]float32, ofWords)
				x.wordVector(i, j, v)
				s.add(v, yes, x.weight)
			}
		}
	}
	return growWords.grow(newTable(s.rows, s.target, s.weight))
}

func learnPairs(xs []example) forest {
	var s samples
	for k := range xs {
		x := &xs[k]
		x.candidates(func(i, j int) {
			if yes, known := x.judged(i, j); known {
				var v vector
				x.vector(i, j, &v)
				s.add(v[:], yes, x.weight)
			}
		})
	}
	return growPairs.grow(newTable(s.rows, s.target, s.weight))
}

func learnContext(xs []example, unseen map[int]*forest) forest {
	var s samples
	for k := range xs {
		x := &xs[k]
		c := newPairs(x.evidence, unseen[x.group])
		c.shortlist(func(i, j int) {
			if yes, known := x.judged(i, j); known {
				var v wide
				x.context(c, i, j, &v)
				s.add(v[:], yes, x.weight)
			}
		})
	}
	return growContext.grow(newTable(s.rows, s.target, s.weight))
}

type samples struct {
	rows           [][]float32
	target, weight []float32
}

func (s *samples) add(v []float32, yes bool, weight float32) {
	s.rows, s.target, s.weight = append(s.rows, v), append(s.target, truth(yes)), append(s.weight, weight)
}

// Judgement is how weights did on an example that they were not learnt from.
type Judgement struct {
	Name               string
	Joints, File, Made int // known joints; how many the order of the file has; how many were made
	Said               []Said
}

// Said is a joint that was made, and whether it is right.
type Said struct {
	Chance float32
	Right  bool
}

func (w *weights) judge(x *example) Judgement {
	c := second(x.evidence, newPairs(x.evidence, &w.pair), &w.context)
	order := c.arrange(x.evidence)
	r := Judgement{Name: x.name}
	for i, j := range x.next {
		if j >= 0 {
			r.Joints++
		}
		if j == i+1 {
			r.File++
		}
	}
	for k := 1; k < len(order); k++ {
		i, j := order[k-1], order[k]
		if yes, known := x.judged(i, j); known {
			r.Said = append(r.Said, Said{c.chance(i, j), yes})
			if yes {
				r.Made++
			}
		}
	}
	return r
}

// Judge says how packed weights do on an example that they were not learnt from.
func Judge(m *language.Model, packed []byte, x Example) (Judgement, error) {
	w, err := parse(packed)
	if err != nil {
		return Judgement{}, err
	}
	p, err := prepare(m, x)
	if err != nil {
		return Judgement{}, err
	}
	p = p.seen(&w.words)
	return w.judge(&p), nil
}

// curve is the isotonic regression of what is right on what was said, by pooling
// of adjacent violators.
func curve(judged []Judgement) []point {
	var all []Said
	for _, j := range judged {
		all = append(all, j.Said...)
	}
	slices.SortStableFunc(all, func(a, b Said) int { return cmp.Compare(a.Chance, b.Chance) })
	type pool struct{ said, right, n float32 }
	const least = 100 // joints in a pool
	var pools []pool
	for from := 0; from < len(all); from += least {
		var p pool
		for _, s := range all[from:min(from+least, len(all))] {
			p.said, p.right, p.n = p.said+s.Chance, p.right+truth(s.Right), p.n+1
		}
		pools = append(pools, p)
		for k := len(pools) - 1; k > 0 && pools[k].right*pools[k-1].n <= pools[k-1].right*pools[k].n; k-- {
			q := pools[k]
			pools[k-1] = pool{pools[k-1].said + q.said, pools[k-1].right + q.right, pools[k-1].n + q.n}
			pools = pools[:k]
		}
	}
	points := make([]point, len(pools))
	for k, p := range pools {
		points[k] = point{p.said / p.n, p.right / p.n}
	}
	return points
}
