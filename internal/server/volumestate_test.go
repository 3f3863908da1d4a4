package server

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestStateOf(t *testing.T) {
	token := func(confidence float64) corpus.Token {
		return corpus.Token{Text: "word", Emendation: &corpus.Emendation{Kind: corpus.Unchanged, Confidence: confidence}}
	}
	p := corpus.Part{Blocks: []corpus.Block{
		{Tokens: []corpus.Token{{Text: "one"}, {Text: "two"}, token(0.5), {Gap: "lost"}}, Mentions: []corpus.Mention{{Concept: "tool"}, {Concept: "tool"}}},
		{Tokens: []corpus.Token{token(0.99), token(0.2)}},
	}}
	s := stateOf(p)
	if s.Words != 5 || s.Doubtful != 2 || s.Gaps != 1 || s.Concepts["tool"] != 2 {
		t.Errorf("the state is %+v", s)
	}
	if got, want := s.text(), "40.0\u00a0% doubtful words, 1 gap"; got != want {
		t.Errorf("it reads %q, want %q", got, want)
	}
	if got, want := (partState{Words: 9}).text(), "no doubtful words"; got != want {
		t.Errorf("it reads %q, want %q", got, want)
	}
}

func TestTimeline(t *testing.T) {
	volume := func(year, papers int) corpus.VolumeEntry {
		v := corpus.VolumeEntry{Volume: corpus.Volume{ID: "v", Title: "A <title>", Year: year}}
		for range papers {
			v.Parts = append(v.Parts, corpus.PartEntry{Paper: &corpus.Paper{}})
		}
		return v
	}
	if timelineOf([]corpus.VolumeEntry{volume(2001, 1), volume(2002, 1), volume(0, 1)}) != nil {
		t.Error("two volumes with a year are drawn")
	}
	line := timelineOf([]corpus.VolumeEntry{volume(2004, 100), volume(2001, 5), volume(2004, 50), volume(2001, 0)})
	if len(line.Years) != 2 || line.Years[0].Year != "2001" || len(line.Years[1].Volumes) != 2 {
		t.Fatalf("the years are %+v", line.Years)
	}
	for _, y := range line.Years {
		below := line.Base
		for _, v := range y.Volumes {
			if v.Y < 0 || v.H < 2 || v.Y+v.H > below {
				t.Errorf("%s: a block from %d, %d high, does not stand on %d", v.Label, v.Y, v.H, below)
			}
			below = v.Y
		}
	}
	if label := line.Years[1].Volumes[0].Label; !strings.HasSuffix(label, "A <title>, 100 papers") {
		t.Errorf("a block is called %q", label)
	}
}
