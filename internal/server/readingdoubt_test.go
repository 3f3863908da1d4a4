package server

import (
	"testing"

	"recto/internal/corpus"
)

// What is printed and could not be read is told from lines that were read, and of
// which the order is not known.
func TestDamageOf(t *testing.T) {
	read := corpus.Token{Text: "read", Words: []corpus.Word{{ID: "w1"}}}
	unread := corpus.Token{Gap: "illegible", Words: []corpus.Word{{ID: "w2"}}}
	seam := corpus.Token{Gap: "it is not known that the next line goes on here"}
	p := corpus.Part{Blocks: []corpus.Block{
		{Tokens: []corpus.Token{read, seam, read, unread, seam}},
		{Tokens: []corpus.Token{read}, Broken: true},
	}}
	if got, want := damageOf(p), (damage{Gaps: 1, Seams: 2, Breaks: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
