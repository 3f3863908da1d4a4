package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/passage"
)

// note is what the index keeps of a block beside its text.
type note struct {
	block   string
	kind    corpus.BlockKind
	section uint64 // address of its heading, plus 1; 0 for none
	turns   []turn // by word; the first is where the block begins
	spans   []span
	changed []reach // corrected stretches of the text
}

// turn is where a page begins.
type turn struct {
	at   int // byte of the text
	page int // of the volume, by its place; -1 if it is not known
}

// span is where in the reading text a concept is mentioned.
type span struct {
	concept string
	reason  corpus.Reason
	words   match.Span
}

// note describes a block whose reading text is given.
func (s *shelf) note(b corpus.Block, text string) note {
	n := note{block: b.ID, kind: b.Kind}
	places := tokenPlaces(b.Tokens)
	last := ""
	for i, t := range b.Tokens {
		if t.Page == "" || t.Page == last && len(n.turns) > 0 {
			continue
		}
		if page, ok := s.pages[t.Page]; ok {
			n.turns = append(n.turns, turn{places[i].From, page})
		}
		last = t.Page
	}
	for i, t := range b.Tokens {
		if isChanged(t) {
			n.changed = append(n.changed, places[i])
		}
	}
	if len(b.Mentions) > 0 {
		n.spans = spans(b, places, s.words.Words(text))
	}
	return n
}

// page is where the block begins, or -1.
func (n note) page() int {
	if len(n.turns) == 0 {
		return -1
	}
	return n.turns[0].page
}

// pageAt is the page on which a byte of the text stands, or -1.
func (n note) pageAt(at int) int {
	page := n.page()
	for _, t := range n.turns {
		if t.at <= at {
			page = t.page
		}
	}
	return page
}

// tokenPlaces gives the bytes of each token in the reading text.
func tokenPlaces(tokens []corpus.Token) []reach {
	places := make([]reach, len(tokens))
	at := 0
	for i := range tokens {
		n := len(tokens[i].Text)
		if tokens[i].Gap != "" {
			n = len(corpus.GapMark)
		}
		places[i] = reach{at, at + n}
		at = places[i].To + 1
	}
	return places
}

// spans finds the words of each mention in the block's reading text.
func spans(b corpus.Block, places []reach, words []match.Word) []span {
	var out []span
	for _, m := range b.Mentions {
		if m.From < 0 || m.From >= m.To || m.To > len(b.Tokens) {
			continue
		}
		from, to := wordAt(words, places[m.From].From), wordAt(words, places[m.To-1].To-1)
		if to < len(words) && words[to].From < places[m.To-1].To {
			to++
		}
		if from < to {
			out = append(out, span{m.Concept, m.Reason, match.Span{From: from, To: to}})
		}
	}
	return out
}

// wordAt is the index of the first word that ends after a byte.
func wordAt(words []match.Word, at int) int {
	i, _ := slices.BinarySearchFunc(words, at, func(w match.Word, at int) int { return w.To - at - 1 })
	return i
}

// encode writes a note. What is not a stretch of words or bytes stands first.
func (n note) encode(section uint64) []byte {
	b := appendText(nil, n.block)
	b = append(b, byte(max(0, slices.Index(kinds, n.kind))))
	b = binary.AppendUvarint(b, section)
	b = binary.AppendUvarint(b, uint64(len(n.turns)))
	for _, t := range n.turns {
		b = appendAll(b, t.at, t.page)
	}
	b = binary.AppendUvarint(b, uint64(len(n.spans)))
	for _, s := range n.spans {
		b = append(appendText(b, s.concept), byte(slices.Index(Reasons, s.reason)+1))
		b = appendAll(b, s.words.From, s.words.To-s.words.From)
	}
	b = binary.AppendUvarint(b, uint64(len(n.changed)))
	at := 0
	for _, c := range n.changed {
		b = appendAll(b, c.From-at, c.To-c.From)
		at = c.To
	}
	return b
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

func appendAll(b []byte, numbers ...int) []byte {
	for _, n := range numbers {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// decodeNote reads what encode wrote.
func decodeNote(data []byte) (note, error) {
	d := decoder{rest: data}
	n := note{block: d.text()}
	n.kind = kinds[min(int(d.byte()), len(kinds)-1)]
	n.section = uint64(d.int())
	for i := d.int(); i > 0 && !d.broken; i-- {
		n.turns = append(n.turns, turn{d.int(), d.int()})
	}
	for i := d.int(); i > 0 && !d.broken; i-- {
		s := span{concept: d.text()}
		if r := int(d.byte()) - 1; r >= 0 && r < len(Reasons) {
			s.reason = Reasons[r]
		}
		s.words.From = d.int()
		s.words.To = s.words.From + d.int()
		n.spans = append(n.spans, s)
	}
	at := 0
	for i := d.int(); i > 0 && !d.broken; i-- {
		from := at + d.int()
		at = from + d.int()
		n.changed = append(n.changed, reach{from, at})
	}
	if d.broken {
		return n, passage.ErrBroken
	}
	return n, nil
}

// decoder reads numbers and texts; after a mistake it gives zeros.
type decoder struct {
	rest   []byte
	broken bool
}

func (d *decoder) int() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > 1<<40 {
		d.rest, d.broken = nil, true
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) text() string {
	n := d.int()
	if n > len(d.rest) {
		d.rest, d.broken = nil, true
		return ""
	}
	out := strings.Clone(string(d.rest[:n]))
	d.rest = d.rest[n:]
	return out
}

func (d *decoder) byte() byte {
	if len(d.rest) == 0 {
		d.broken = true
		return 0
	}
	out := d.rest[0]
	d.rest = d.rest[1:]
	return out
}

// conceptsAt are the stretches of words at which a note has one of some
// concepts, found for other reasons than those left out.
func (n note) conceptsAt(concept string, without []corpus.Reason) []match.Span {
	var out []match.Span
	for _, s := range n.spans {
		if s.concept == concept && !slices.Contains(without, s.reason) {
			out = append(out, s.words)
		}
	}
	slices.SortFunc(out, func(a, b match.Span) int { return cmp.Compare(a.From, b.From) })
	return out
}
