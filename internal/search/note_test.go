package search

import (
	"reflect"
	"testing"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

func FuzzNote(f *testing.F) {
	f.Add(note{
		block: "ab-1-2", kind: corpus.Heading, turns: []turn{{0, 3}, {41, 4}}, changed: []reach{{2, 5}, {300, 320}},
		spans: []span{{"boundary-zone", corpus.Variant, match.Span{From: 2, To: 4}}},
	}.encode(18))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := decodeNote(data)
		if err != nil {
			return
		}
		again, err := decodeNote(n.encode(n.section))
		if err != nil || !reflect.DeepEqual(n, again) {
			t.Errorf("read %+v, written and read again %+v, %v", n, again, err)
		}
	})
}

func TestPageOfTheWordsFound(t *testing.T) {
	n := note{turns: []turn{{0, 3}, {41, 4}}}
	for at, want := range map[int]int{0: 3, 40: 3, 41: 4, 500: 4} {
		if got := n.pageAt(at); got != want {
			t.Errorf("byte %d: got page %d, want %d", at, got, want)
		}
	}
	if got := (note{}).pageAt(7); got != -1 {
		t.Errorf("a block of no page: got %d", got)
	}
}
