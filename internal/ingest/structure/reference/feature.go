package reference

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// feature names something that is true of a word; equal things have equal names.
type feature uint32

// key is the part of a name that a model keeps it by. Names are most of a model,
// and in so many bits one in some hundreds that the model does not know falls
// together with one that it does.
func (f feature) key() feature { return f >> 6 }

// scene is a reference and what the features of its words are made of.
type scene struct {
	words  []string
	looks  []word
	chunks []chunk
	of     []int  // the chunk of each word
	quotes []byte // of each word, see quoted
	figure []int  // how many chunks further the next figures are, at most 4
	whole  string // what the reference has anywhere: editors, "in", figures, pages, a quotation, an address
	state  state
}

// features are all that is true of each word of a reference. Those of its
// letters and of its neighbours' letters come last; solid says from where on.
func features(words []string) (all [][]feature, solid []int) {
	s := &scene{words: words, looks: looked(words)}
	s.chunks, s.of = chunks(words, s.looks)
	s.quotes = quoted(s.looks)
	s.figure = nextFigures(s.chunks)
	s.whole = overall(s)
	all, solid = make([][]feature, len(words)), make([]int, len(words))
	for i := range words {
		a := adder{list: make([]feature, 0, 140)}
		s.local(&a, i)
		s.around(&a, i)
		s.chunked(&a, i)
		s.state.features(&a, i, len(words), s.looks[i], s.quotes[i])
		s.state.read(words[i], s.looks[i], s.at(i+1))
		all[i], solid[i] = append(a.list, a.letters...), len(a.list)
	}
	return all, solid
}

// nextFigures says for each chunk how far the next one with figures is.
func nextFigures(list []chunk) []int {
	out := make([]int, len(list))
	next := 4
	for i := len(list) - 1; i >= 0; i-- {
		out[i] = next
		if k := list[i].kind; k == "figures" || k == "pages" {
			next = 0
		}
		next = min(next+1, 4)
	}
	return out
}

// overall says what the reference has anywhere.
func overall(s *scene) string {
	var in, ed, figures, pages, address bool
	for i, w := range s.looks {
		in = in || w.class&cIn != 0 && i > 0 && (w.shape == "Cap" || strings.Contains(w.tail, ":") || strings.ContainsAny(s.looks[i-1].tail, ",.’”\""))
	}
	for _, c := range s.chunks {
		ed = ed || c.kind == "ed"
		figures = figures || c.kind == "figures"
		pages = pages || c.kind == "pages"
		address = address || c.kind == "address"
	}
	return flag(in, ed, figures, pages, address) + string(s.quotes[:min(1, len(s.quotes))])
}

var (
	before = word{shape: "^"}
	after  = word{shape: "$"}
)

func (s *scene) at(i int) word {
	switch {
	case i < 0:
		return before
	case i >= len(s.looks):
		return after
	}
	return s.looks[i]
}

// local are the features of the word itself.
func (s *scene) local(a *adder, i int) {
	w := s.looks[i]
	a.add("bias")
	a.spell("w", w.low)
	a.add("s", w.shape)
	a.add("t", w.tail)
	a.add("h", w.head)
	a.classes("c", w.class)
	a.classes("ph", w.phrase)
	a.add("st", w.shape, w.tail)
	a.add("sh", w.shape, w.head)
	r := []rune(w.low)
	for n := 2; n <= 4 && n <= len(r); n++ {
		a.spell("pre", string(r[:n]))
		a.spell("suf", string(r[len(r)-n:]))
	}
	a.add("len", strconv.Itoa(min(utf8.RuneCountInString(w.low), 8)), w.shape)
}

// around are those of the neighbours, and of the word together with them.
func (s *scene) around(a *adder, i int) {
	for d := -2; d <= 2; d++ {
		if d == 0 {
			continue
		}
		w, name := s.at(i+d), strconv.Itoa(d)
		a.spell("w"+name, w.low)
		a.add("s"+name, w.shape, w.tail)
		a.classes("c"+name, w.class|w.phrase)
		a.add("h"+name, w.head)
	}
	p, w, n := s.at(i-1), s.at(i), s.at(i+1)
	a.add("pw", p.shape, p.tail, w.shape)
	a.add("wn", w.shape, w.tail, n.shape)
	a.add("pwn", p.shape, w.shape, n.shape)
	a.spell("plw", p.low, w.low)
	a.spell("wln", w.low, n.low)
	a.add("ptn", p.tail, w.shape, w.tail, n.shape)
	a.add("pth", p.tail, w.head, w.shape)
}

// chunked are the features of the word's chunk, and of those around it.
func (s *scene) chunked(a *adder, i int) {
	k := s.of[i]
	c := s.chunks[k]
	kind := func(d int) string {
		if k+d < 0 || k+d >= len(s.chunks) {
			return "-"
		}
		return s.chunks[k+d].kind
	}
	mark := "^"
	if k > 0 {
		mark = s.chunks[k-1].end
	}
	place := "in"
	switch i {
	case c.from:
		place = "first"
	case c.to - 1:
		place = "last"
	}
	size := strconv.Itoa(min(c.to-c.from, 7))
	quote := string(s.quotes[i])
	in := flag(c.in, k > 0 && s.chunks[k-1].in)
	a.add("kin", in, mark, quote)
	a.add("kine", in, c.kind, c.end, flag(s.state.ed))
	a.classes("k", c.holds)
	a.add("kk", c.kind, c.end)
	a.add("ks", c.kind, size)
	a.add("km", mark, c.kind, c.end)
	a.add("kn", c.kind, kind(1))
	a.add("kp", kind(-1), c.kind)
	a.add("kpn", kind(-1), c.kind, kind(1))
	a.add("knn", c.kind, c.end, kind(1), kind(2))
	a.add("kpp", kind(-2), kind(-1), c.kind)
	a.add("kpm", kind(-1), mark, c.kind, c.end, kind(1))
	a.add("kn2", kind(1), kind(2))
	a.add("kw", place, c.kind, s.looks[i].shape)
	a.add("kf", strconv.Itoa(s.figure[k]), c.end, quote)
	a.add("kfk", strconv.Itoa(s.figure[k]), c.kind, mark)
	a.spell("first", s.looks[c.from].low, place)
	a.add("firsts", s.looks[c.from].shape, size, quote)
	a.add("ki", strconv.Itoa(min(k, 8)), c.kind)
	a.add("kl", strconv.Itoa(min(len(s.chunks)-1-k, 6)), c.kind)
	a.add("kq", quote, c.kind, mark)
	a.add("g", s.whole, quote, flag(s.state.year, s.state.in))
	a.add("gk", s.whole, c.kind, flag(s.state.year, s.state.in))
	a.add("gs", s.whole, strconv.Itoa(min(s.state.stops, 3)), flag(s.state.year, s.state.in))
}

// adder collects the features of a word.
type adder struct{ list, letters []feature }

func (a *adder) add(parts ...string) { a.list = append(a.list, name(parts)) }

// spell adds a feature of the letters of words.
func (a *adder) spell(parts ...string) { a.letters = append(a.letters, name(parts)) }

// name names a feature by its parts (FNV-1a).
func name(parts []string) feature {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h *= 16777619
	}
	return feature(h)
}

// classes adds one feature for each class, and one if there is none.
func (a *adder) classes(name string, c class) {
	if c == 0 {
		a.add(name, "none")
	}
	for ; c != 0; c &= c - 1 {
		a.add(name, classNames[bits.TrailingZeros32(uint32(c))])
	}
}

// state is what was read before a word.
type state struct {
	year, in, ed, figures bool
	bracket, square       bool
	journal, publisher    bool
	sinceStop, stops      int
}

func flag(bs ...bool) string {
	out := make([]byte, len(bs))
	for i, b := range bs {
		out[i] = '0'
		if b {
			out[i] = '1'
		}
	}
	return string(out)
}

func (s *state) features(a *adder, i, n int, w word, quote byte) {
	q := string(quote)
	pos := strconv.Itoa(min(9, 10*i/n))
	a.add("pos", pos)
	a.add("nth", strconv.Itoa(min(i, 4)), w.shape)
	a.add("last", strconv.Itoa(min(n-1-i, 4)), w.shape)
	a.add("st8", flag(s.year, s.in), q, w.shape)
	a.add("yr", flag(s.year, s.bracket), q)
	a.add("br", flag(s.bracket, s.square, s.year), w.shape)
	a.add("in", flag(s.in, s.ed), w.shape)
	a.add("inq", flag(s.in, s.year), q)
	a.add("stops", strconv.Itoa(min(s.stops, 5)), flag(s.year))
	a.add("since", strconv.Itoa(min(s.sinceStop, 6)), flag(s.year, s.in))
	a.add("yearpos", flag(s.year), pos, w.shape)
	a.add("seen", flag(s.year, s.in, s.figures, s.journal, s.publisher))
	a.add("seens", flag(s.figures, s.year), w.shape, q)
}

func (s *state) read(raw string, w, next word) {
	s.sinceStop++
	s.year = s.year || w.shape == "year"
	switch {
	case strings.Contains(raw, ")"):
		s.bracket = false
	case strings.Contains(raw, "("):
		s.bracket = true
	}
	switch {
	case strings.Contains(raw, "]"):
		s.square = false
	case strings.Contains(raw, "["):
		s.square = true
	}
	if w.class&cIn != 0 && (w.shape == "Cap" || strings.HasSuffix(raw, ":")) {
		s.in = true
	}
	s.ed = s.ed || w.class&cEditor != 0
	s.figures = s.figures || w.shape == "range" || w.shape == "issue"
	s.journal = s.journal || w.class&cJournal != 0 && w.shape != "low"
	s.publisher = s.publisher || w.phrase&cPublisher != 0
	if strings.HasSuffix(raw, ".") && !abbreviated(w) || strings.ContainsAny(w.tail, "?!") && next.shape != "low" {
		s.stops++
		s.sinceStop = 0
	}
}
