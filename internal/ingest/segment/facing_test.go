package segment

import (
	"slices"
	"testing"
)

// Names and institutions come right behind a title, the prose of the page beside
// after them, and what stands below keeps its order where nothing tells its page.
func TestHeadFirst(t *testing.T) {
	prose := func(text string) row { return row{text: text} }
	below := []row{}
	for _, text := range []string{"l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w"} {
		below = append(below, prose(text+" line of the text that goes on as it did"))
	}
	tests := []struct {
		name string
		head []row
		want []string
	}{
		{
			"woven",
			[]row{{text: "Ann Other", names: 2}, prose("and so it went on for a while, as"), {text: "University of Elsewhere", seat: true}, prose("had been said before by many others")},
			[]string{"Ann Other", "University of Elsewhere", "and so it went on for a while, as", "had been said before by many others"},
		},
		{
			"after the opening",
			[]row{{text: "Abstract", opens: true}, prose("and so it went on for a while, as"), {text: "Ann Other", names: 2}},
			[]string{"Abstract", "and so it went on for a while, as", "Ann Other"},
		},
		{
			"references",
			[]row{prose("and so it went on for a while, as"), {text: "Other, A. (2001). On what", names: 2, cites: true}},
			[]string{"and so it went on for a while, as", "Other, A. (2001). On what"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := &book{rows: slices.Concat([]row{prose("A Title")}, tt.head, below)}
			b.headFirst(candidate{start: 0, end: 1}, 0, len(b.rows))
			var got []string
			for _, r := range b.rows[1 : 1+len(tt.head)] {
				got = append(got, r.text)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if last := b.rows[len(b.rows)-1].text; last != below[len(below)-1].text {
				t.Errorf("the last line is %q", last)
			}
		})
	}
}
