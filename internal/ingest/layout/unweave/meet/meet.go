// Package meet knows how well the end of one line and the beginning of another
// go together: by the words next to the cut, and by those a few words off, for
// words get lost there.
//
// It is a log-bilinear model (Mnih and Hinton, 2007) of two towers: every word
// has a vector for each place before and after a cut, the vectors of a side are
// added, bent and turned, and the product of both sides is, but for a constant,
// ln of how much likelier the two are together than by chance. It was learnt by
// telling the true beginning from those of other lines near it in the text.
package meet

import (
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed words.model
var packed []byte

// Default is the embedded model, loaded once.
var Default = sync.OnceValues(func() (*Model, error) { return Parse(packed) })

const (
	dim     = 40
	reach   = 5 // words looked at on either side
	places  = 3 // next to the cut, second, further off
	buckets = 2048
)

// Vector is what one side of a cut amounts to.
type Vector [dim]float32

// tower is one side of the cut.
type tower struct {
	rows [places][]float32 // one vector a word
	bias Vector
	turn [dim]Vector
}

// Model is a learnt model. It is never changed once loaded.
type Model struct {
	words       map[string]int32
	ends, heads tower
}

// Line is a line as the model sees it, see [Model.Read].
type Line []int32

// Read names the words and signs of a line.
func (m *Model) Read(words []string) Line {
	var out Line
	for _, w := range words {
		for _, t := range split(w) {
			out = append(out, m.id(t))
		}
	}
	return out
}

// End is the vector of a line that is to be continued.
func (m *Model) End(l Line) Vector {
	var near [reach]int32
	return m.ends.see(l.last(&near), nil)
}

// Head is the vector of a line that is to continue another.
func (m *Model) Head(l Line) Vector { return m.heads.see(l[:min(reach, len(l))], nil) }

// Score says how much likelier than by chance the line with one vector is
// continued by the line with the other: a logarithm, but for a constant.
func Score(end, head *Vector) float32 {
	sum := float32(0)
	for k := range end {
		sum += end[k] * head[k]
	}
	return sum
}

// last is the last words of a line, the last first.
func (l Line) last(near *[reach]int32) []int32 {
	n := min(reach, len(l))
	for k := range n {
		near[k] = l[len(l)-1-k]
	}
	return near[:n]
}

// see gives the vector of the words from the cut on; bent, if not nil, becomes
// what it is before the turn.
func (t *tower) see(ids []int32, bent *Vector) Vector {
	h := t.bias
	for k, id := range ids {
		row := t.rows[min(k, places-1)][int(id)*dim : int(id+1)*dim]
		for d := range h {
			h[d] += row[d]
		}
	}
	for d := range h {
		h[d] = tanh(h[d])
	}
	if bent != nil {
		*bent = h
	}
	var out Vector
	for d := range out {
		sum := float32(0)
		for k := range h {
			sum += t.turn[d][k] * h[k]
		}
		out[d] = sum
	}
	return out
}

func tanh(x float32) float32 {
	if x > 4 {
		return 1
	}
	if x < -4 {
		return -1
	}
	return float32(math.Tanh(float64(x)))
}

func (m *Model) id(token string) int32 {
	if id, ok := m.words[token]; ok {
		return id
	}
	h := uint32(2166136261)
	for i := max(0, len(token)-3); i < len(token); i++ {
		h = (h ^ uint32(token[i])) * 16777619
	}
	return int32(len(m.words)) + int32(h%buckets)
}

// split parts a printed word into the signs before it, the word and the signs behind it.
func split(raw string) []string {
	var out []string
	letter := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	start := strings.IndexFunc(raw, letter)
	if start < 0 {
		return signs(nil, raw)
	}
	end := strings.LastIndexFunc(raw, letter)
	_, size := utf8.DecodeRuneInString(raw[end:])
	end += size
	out = signs(out, raw[:start])
	core := raw[start:end]
	if strings.ContainsFunc(core, unicode.IsDigit) {
		if len(core) == 4 && (core[0] == '1' || core[0] == '2') {
			core = "#year"
		} else {
			core = "#"
		}
	} else {
		core = strings.ToLower(strings.ReplaceAll(core, "’", "'"))
	}
	return signs(append(out, core), raw[end:])
}

func signs(out []string, s string) []string {
	for _, r := range s {
		switch {
		case strings.ContainsRune(".?!", r):
			out = append(out, ".")
		case strings.ContainsRune(",;:()-", r):
			out = append(out, string(r))
		}
	}
	return out
}
