package replay_test

import (
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
)

// stands says of the line with some words on which page it stands.
func stands(t *testing.T, pages []corpus.Page, raw string, side corpus.Side) corpus.Correction {
	return corpus.Correction{Kind: corpus.Stand, At: place(t, pages, raw), Name: string(side)}
}

// Lines that were read across two pages are parted by what was said of some of
// them, cut ones too; what else was decided about them comes after that.
func TestStand(t *testing.T) {
	const print = "#head | left one | ~right one | ~left two | #foot | ~right two | ~left three | ~right three left four"
	pages := volume(print, false)
	all := []corpus.Correction{
		stands(t, pages, "left one", corpus.Left), stands(t, pages, "right one", corpus.Right),
		stands(t, pages, "left two", corpus.Left), stands(t, pages, "right two", corpus.Right),
		stands(t, pages, "left three", corpus.Left), stands(t, pages, "right three", corpus.Right),
		stands(t, pages, "left four", corpus.Left),
		{Kind: corpus.CutLine, At: place(t, pages, "left four")},
	}
	got, report := run(volume(print, false), all...)
	if want := "left one|left two|left three|left four|right one|right two|right three"; text(got) != want || len(report.Conflicts) > 0 {
		t.Errorf("got %s, want %s; conflicts %v", text(got), want, report.Conflicts)
	}
	var order []string
	for _, l := range got[0].Lines {
		order = append(order, l.Raw())
	}
	if order[0] != "head" || order[3] != "foot" {
		t.Errorf("forme work left the lines that it stood behind: %q", order)
	}
	last := corpus.Correction{Kind: corpus.Follow, At: corpus.FollowPlace(pages[0].Lines[5].Words, pages[0].Lines[1].Words)}
	got, _ = run(volume(print, false), append([]corpus.Correction{last}, all...)...)
	if want := "left one|right two|left two|left three|left four|right one|right three"; text(got) != want {
		t.Errorf("got %s, want %s", text(got), want)
	}
	again, _ := run(volume(print, false), append(all, stands(t, pages, "right two", corpus.Left))...)
	if want := "left one|left two|right two|left three|left four|right one|right three"; text(again) != want {
		t.Errorf("decided again: got %s, want %s", text(again), want)
	}
}

// A line that stands on the other page is no candidate any more, and what is left
// of the odds is shared among the others.
func TestStandWeighs(t *testing.T) {
	pages := volume("left one | right one | ~left two | ~right two", false)
	third := &pages[0].Lines[2]
	third.Joint, third.Candidates = .5, []corpus.Candidate{{Line: pages[0].Lines[0].Words[0].ID, Probability: .4}}
	got, _, _ := replay.Lines(pages, []corpus.Correction{
		stands(t, pages, "left one", corpus.Left), stands(t, pages, "right one", corpus.Right), stands(t, pages, "left two", corpus.Left),
	})
	if l := got[0].Lines[1]; l.Raw() != "left two" || l.Joint != .8 || l.Break || len(l.Candidates) > 0 {
		t.Errorf("got %+v, want a joint of .8", l)
	}
}

// Where words have places, these tell the page.
func TestStandWithPlaces(t *testing.T) {
	pages := volume("one | two", true)
	_, report := run(volume("one | two", true), stands(t, pages, "two", corpus.Left))
	if len(report.Conflicts) != 1 {
		t.Errorf("got %v, want a conflict", report.Conflicts)
	}
}
