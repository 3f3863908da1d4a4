// Package anchor finds words of a text again that somebody marked in another
// edition of it: by the ids of the words, by what they read, and where both fail
// by the likest place, with the words around it.
//
// It is pure, and says so where nothing is alike enough: then the mark is an
// orphan, and what becomes of it is for others to decide.
package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// Place is a token of a text: the index of its block and its own in there.
type Place struct{ Block, Token int }

// Range is a run of tokens over the ends of blocks, the last included.
type Range struct{ From, To Place }

// Fate is what became of marked words.
type Fate int

// The fates.
const (
	Orphan  Fate = iota // they are not in the text
	Stands              // they stand where they did and read as they did
	Changed             // they stand where they did and read a little otherwise
	Moved               // they, or words much like them, stand elsewhere
)

// context is how many words around a mark are kept.
const context = 6

// Text is the tokens of all blocks of a text in a row. It may be used by one
// goroutine at a time.
type Text struct {
	blocks []corpus.Block
	tokens []corpus.Token
	places []Place
	start  []int    // of each token, in characters of the whole
	bare   []string // the letters of each token; nil until they are asked for
}

// Read makes the text of some blocks, in which many anchors can be looked up.
func Read(blocks []corpus.Block) *Text {
	t := &Text{blocks: blocks}
	at := 0
	for i, b := range blocks {
		for j, token := range b.Tokens {
			t.tokens = append(t.tokens, token)
			t.places = append(t.places, Place{i, j})
			t.start = append(t.start, at)
			at += utf8.RuneCountInString(corpus.Join(b.Tokens[j:j+1])) + 1 // a space, or the line feed after a block
		}
		if len(b.Tokens) == 0 {
			at++
		}
	}
	return t
}

// Of describes a run of tokens so that Find finds it again. The range must lie
// within the text.
func (t *Text) Of(r Range) corpus.Anchor {
	from, to := t.index(r.From), t.index(r.To)+1
	a := corpus.Anchor{
		Block: t.blocks[r.From.Block].ID, Exact: t.read(from, to),
		Prefix: t.read(max(0, from-context), from), Suffix: t.read(to, min(len(t.tokens), to+context)),
	}
	for i := from; i < to; i++ {
		if words := t.tokens[i].Words; len(words) > 0 {
			if a.First == "" {
				a.First = words[0].ID
			}
			a.Last = words[len(words)-1].ID
		}
	}
	a.Start = t.start[from]
	a.End = t.start[to-1] + utf8.RuneCountInString(corpus.Join(t.tokens[to-1:to]))
	return a
}

// Find looks an anchor up in a text: where its words' ids stand and read the
// same, else there, if it reads much the same, or where its quotation stands,
// whichever has more of the words around it, else where the text is most alike.
// A few words that are found by what they read alone must have their neighbours
// with them: else every "learning" would do for any other.
func (t *Text) Find(a corpus.Anchor) (Range, Fate) {
	from, to, ok := t.byWords(a.First, a.Last)
	same := ok && letters(t.read(from, to)) == letters(a.Exact)
	if same {
		return t.between(from, to), Stands
	}
	first, beyond, around := t.quoted(a)
	if ok && alike(t.read(from, to), a.Exact) && t.around(from, to, a) >= around {
		return t.between(from, to), Changed
	}
	if beyond > first && around+len(strings.Fields(a.Exact)) >= context {
		return t.between(first, beyond), Moved
	}
	if first, beyond, is := t.likest(a); is {
		return t.between(first, beyond), Moved
	}
	return Range{}, Orphan
}

// Words is the run of tokens from the word with one id to the word with another.
func (t *Text) Words(first, last string) (Range, bool) {
	from, to, ok := t.byWords(first, last)
	if !ok {
		return Range{}, false
	}
	return t.between(from, to), true
}

// Quote is where a text reads as quoted, the first place of several. Marks, case
// and the spaces between words do not count.
func (t *Text) Quote(quote string) (Range, bool) {
	from, to, _ := t.quoted(corpus.Anchor{Exact: quote})
	if to == 0 {
		return Range{}, false
	}
	return t.between(from, to), true
}

// word is the letters of the i-th token.
func (t *Text) word(i int) string {
	if t.bare == nil {
		t.bare = make([]string, len(t.tokens))
		for j, token := range t.tokens {
			t.bare[j] = letters(token.Text)
		}
	}
	return t.bare[i]
}

func (t *Text) index(p Place) int {
	for i, q := range t.places {
		if q == p {
			return i
		}
	}
	return 0
}

func (t *Text) read(from, to int) string { return corpus.Join(t.tokens[from:to]) }

func (t *Text) between(from, to int) Range { return Range{t.places[from], t.places[to-1]} }

// byWords is where the words with these ids stand, all tokens that share the
// last among them.
func (t *Text) byWords(first, last string) (from, to int, ok bool) {
	from = -1
	for i, token := range t.tokens {
		for _, w := range token.Words {
			if w.ID == first && from < 0 {
				from = i
			}
			if w.ID == last {
				to = i + 1
			}
		}
	}
	return from, to, first != "" && from >= 0 && to > from
}

// letters are those of a text and its digits, in lower case: what is left of it
// when marks, case and the spaces between words do not count.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
