package store

import (
	"encoding/json"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// decodePart reads the JSON of a part as encoding/json does, several times as
// fast: a paper of forty pages has a hundred thousand values, and a reader waits
// for it. It reads by hand what a text has most of; any other field goes to
// encoding/json, and so does the whole part where it is not written as pack
// writes it.
func decodePart(data []byte) (corpus.Part, error) {
	r := partReader{data: string(data)}
	var part corpus.Part
	if r.part(&part); !r.odd && r.at == len(r.data) {
		return part, nil
	}
	part = corpus.Part{}
	err := json.Unmarshal(data, &part)
	return part, err
}

// partReader goes through the JSON of a part. Its strings are pieces of the
// data, and its short lists lie side by side, so that little is left to collect.
type partReader struct {
	data string
	at   int
	odd  bool // something stands there that pack does not write

	words       slab[corpus.Word]
	tokens      slab[corpus.Token]
	emendations slab[corpus.Emendation]
}

func (r *partReader) part(p *corpus.Part) {
	r.take('{')
	for n := 0; r.another('}', n); n++ {
		switch key := r.key(); key {
		case "id":
			p.ID = r.text()
		case "blocks":
			var all slab[corpus.Block]
			p.Blocks = list(r, &all, (*partReader).block)
		default:
			r.other(key, p)
		}
	}
}

func (r *partReader) block(b *corpus.Block) {
	r.take('{')
	for n := 0; r.another('}', n); n++ {
		switch key := r.key(); key {
		case "id":
			b.ID = r.text()
		case "kind":
			b.Kind = corpus.BlockKind(r.text())
		case "tokens":
			b.Tokens = list(r, &r.tokens, (*partReader).token)
		default:
			r.other(key, b)
		}
	}
}

func (r *partReader) token(t *corpus.Token) {
	r.take('{')
	for n := 0; r.another('}', n); n++ {
		switch key := r.key(); key {
		case "text":
			t.Text = r.text()
		case "words":
			t.Words = list(r, &r.words, (*partReader).word)
		case "page":
			t.Page = r.text()
		case "emendation":
			one := r.emendations.room(1)
			r.emendation(&one[0])
			t.Emendation = &one[0]
		default:
			r.other(key, t)
		}
	}
}

func (r *partReader) word(w *corpus.Word) {
	r.take('{')
	for n := 0; r.another('}', n); n++ {
		switch key := r.key(); key {
		case "id":
			w.ID = r.text()
		case "raw":
			w.Raw = r.text()
		case "scan":
			w.Scan = r.whole()
		case "box":
			r.box(&w.Box)
		case "line":
			w.Line = r.whole()
		case "col":
			w.Col = r.whole()
		case "size":
			w.Size = r.number()
		case "conf":
			w.Conf = r.number()
		case "face":
			w.Face = corpus.Face(r.whole())
		default:
			r.other(key, w)
		}
	}
}

func (r *partReader) box(b *corpus.Box) {
	r.take('[')
	for i, side := range []*float64{&b.X1, &b.Y1, &b.X2, &b.Y2} {
		if i > 0 {
			r.take(',')
		}
		*side = r.number()
	}
	r.take(']')
}

func (r *partReader) emendation(e *corpus.Emendation) {
	r.take('{')
	for n := 0; r.another('}', n); n++ {
		switch key := r.key(); key {
		case "kind":
			e.Kind = corpus.Emending(r.text())
		case "rule":
			e.Rule = r.text()
		case "confidence":
			e.Confidence = r.number()
		default:
			r.other(key, e)
		}
	}
}

// take passes over one byte that must stand there.
func (r *partReader) take(c byte) {
	if r.at >= len(r.data) || r.data[r.at] != c {
		r.odd, r.at = true, len(r.data)
		return
	}
	r.at++
}

// another reports whether an object or a list goes on after n of its members,
// and passes over what parts them, or else over its end.
func (r *partReader) another(end byte, n int) bool {
	if r.at < len(r.data) && r.data[r.at] == end {
		r.at++
		return false
	}
	if n > 0 {
		r.take(',')
	}
	return !r.odd
}

func (r *partReader) key() string {
	key := r.text()
	r.take(':')
	return key
}

// text reads a string. What has escapes in it is left to encoding/json.
func (r *partReader) text() string {
	from := r.at
	r.take('"')
	end := strings.IndexByte(r.data[r.at:], '"')
	if end < 0 {
		r.take(0)
		return ""
	}
	s := r.data[r.at : r.at+end]
	if strings.IndexByte(s, '\\') < 0 {
		r.at += end + 1
		return s
	}
	r.at = from
	var unescaped string
	if json.Unmarshal([]byte(r.value()), &unescaped) != nil {
		r.odd = true
	}
	return unescaped
}

func (r *partReader) digits() string {
	from := r.at
	for r.at < len(r.data) && r.data[r.at] != ',' && r.data[r.at] != '}' && r.data[r.at] != ']' {
		r.at++
	}
	return r.data[from:r.at]
}

func (r *partReader) whole() int {
	n, err := strconv.Atoi(r.digits())
	r.odd = r.odd || err != nil
	return n
}

func (r *partReader) number() float64 {
	f, err := strconv.ParseFloat(r.digits(), 64)
	r.odd = r.odd || err != nil
	return f
}

// other has encoding/json read one field into what it belongs to.
func (r *partReader) other(key string, into any) {
	value := r.value()
	if r.odd {
		return
	}
	name, err := json.Marshal(key)
	if err != nil || json.Unmarshal([]byte("{"+string(name)+":"+value+"}"), into) != nil {
		r.odd = true
	}
}

// value passes over a value of any kind and gives it as it is written.
func (r *partReader) value() string {
	from, depth, quoted := r.at, 0, false
	for ; r.at < len(r.data); r.at++ {
		switch c := r.data[r.at]; {
		case quoted && c == '\\':
			r.at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == ',' || c == '}' || c == ']'):
			return r.data[from:r.at]
		case c == '}' || c == ']':
			depth--
		}
	}
	r.at = len(r.data)
	return r.data[from:]
}

// slab has room for the items of many short lists. No item may have a list of
// its own kind in it.
type slab[T any] struct {
	free  []T
	given []T // of lists that are being read, the innermost last
}

// slabRoom is how many items are made room for at once.
const slabRoom = 512

func (s *slab[T]) room(n int) []T {
	if s.free == nil || len(s.free) < n {
		s.free = make([]T, max(n, slabRoom))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// list reads a list of items, nil where null is written.
func list[T any](r *partReader, s *slab[T], item func(*partReader, *T)) []T {
	if strings.HasPrefix(r.data[r.at:], "null") {
		r.at += len("null")
		return nil
	}
	r.take('[')
	from := len(s.given)
	for n := 0; r.another(']', n); n++ {
		var none T
		s.given = append(s.given, none)
		item(r, &s.given[len(s.given)-1])
	}
	out := s.room(len(s.given) - from)
	copy(out, s.given[from:])
	s.given = s.given[:from]
	return out
}
