package unweave

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/ingest/layout/unweave/meet"
	"recto/internal/language"
)

// piece is a line with what decides what it may continue.
type piece struct {
	share         float64 // its length, 1 being a full line of print
	chars, words  int
	space, lead   bool // a blank line, a white space stands before it
	scan          int
	start, end    class
	opens, shuts  bool // a round bracket stays open; one is closed that was not opened
	quotes, ends  bool // a quotation stays open; it ends a sentence
	dangles       bool // it ends in a word that asks for another
	tail, head    string
	from          [2]language.ID // its last two words, the last first
	to            [2]language.ID // its first two words
	last, first   [2]string      // the same words, folded
	lastNo        [2]int32       // and as the document numbers them, 0 for none
	firstNo       [2]int32
	rare, starts  float32     // ln P of the first word, and how much likelier it is at the start of a sentence
	tailing       meet.Vector // what its last words ask for
	heading       meet.Vector // what its first words answer
	after, before []float64   // ln P of each small word after the last word, and of the first word after each
}

// class is what stands at an end of a line.
type class int

const (
	other class = iota
	lower
	upper
	digit
	stop
	comma
	hyphen
)

// dangling are words that end no sentence and hardly a phrase.
var dangling = wordSet("a an and are as at be been between but by for from has have he her his if in into is it its nor not of on or our she such than that the their then these they this those through to was we were when where which while who whose will with within you your et between may can would could should also both each other")

// small are the words that recognition loses between two pieces most often.
var small = strings.Fields("the of and in to a that is for as with by on are or be which from this at an it not their its was these they but have has were also such more can between we into other than been will may")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

func newPiece(l corpus.Line) piece {
	raw := l.Raw()
	p := piece{chars: utf8.RuneCountInString(raw), words: len(l.Words), space: l.Space, lead: l.Words[0].Col > 0, scan: l.Words[0].Scan}
	p.start, p.end = startClass(raw), endClass(raw)
	p.ends = p.end == stop
	p.opens, p.shuts = brackets(raw)
	p.quotes = strings.Count(raw, "“") > strings.Count(raw, "”")
	p.tail, p.head = l.Words[len(l.Words)-1].Raw, l.Words[0].Raw
	return p
}

func startClass(s string) class {
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return lower
		case unicode.IsLetter(r):
			return upper
		case unicode.IsDigit(r):
			return digit
		case !strings.ContainsRune("([“\"‘'", r):
			return other
		}
	}
	return other
}

func endClass(s string) class {
	bare := strings.TrimRight(s, "\"'’”)]")
	r, _ := utf8.DecodeLastRuneInString(bare)
	switch {
	case strings.ContainsRune(".?!:", r):
		return stop
	case r == ',' || r == ';':
		return comma
	case r == '-':
		if b, _ := utf8.DecodeLastRuneInString(bare[:len(bare)-1]); unicode.IsLetter(b) {
			return hyphen
		}
	case unicode.IsDigit(r):
		return digit
	case unicode.IsLower(r):
		return lower
	case unicode.IsLetter(r):
		return upper
	}
	return other
}

// brackets reports whether round brackets are left open, and closed without being opened.
func brackets(s string) (open, shut bool) {
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			shut = true
		case r == ')':
			depth--
		}
	}
	return depth > 0, shut
}
