package segment

import (
	"slices"
	"strings"
	"testing"
)

// Names and institutions come right behind a title. The prose of the page beside
// comes behind the opening of what stands below, which keeps its order where
// nothing tells its page.
func TestHeadFirst(t *testing.T) {
	prose := func(text string) row { return row{text: text} }
	below := []row{}
	for _, text := range []string{"l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w"} {
		r := prose(text + " line of the text that goes on as it did")
		r.line.Break = true
		below = append(below, r)
	}
	opening := 1 + openingWords/len(strings.Fields(below[0].text))
	other, elsewhere := row{text: "Ann Other", names: 2}, row{text: "University of Elsewhere", seat: true}
	introduction := row{text: "Introduction", fold: "introduction", opens: true}
	first, second := prose("and so it went on for a while, as"), prose("had been said before by many others")
	abstract := row{text: "Abstract", fold: "abstract", opens: true}
	cited := row{text: "Other, A. (2001). On what", names: 2, cites: true}
	tests := []struct {
		name         string
		given, want  []row
		beside, then []row // what comes behind the opening
	}{
		{name: "woven", given: []row{other, first, elsewhere, second}, want: []row{other, elsewhere}, beside: []row{first}, then: []row{second}},
		{name: "introduced", given: []row{introduction, first, other, elsewhere}, want: []row{other, elsewhere}, beside: []row{introduction, first}},
		{name: "after the opening", given: []row{abstract, first, other}, want: []row{abstract, first, other}},
		{name: "references", given: []row{first, cited}, want: []row{first, cited}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := &book{rows: slices.Concat([]row{prose("A Title")}, tt.given, below)}
			b.headFirst(candidate{start: 0, end: 1}, 0, len(b.rows))
			got := textsOf(b.rows[1:])
			want := textsOf(slices.Concat(tt.want, below))
			if tt.beside != nil {
				open := append(slices.Clone(tt.then), below...)
				want = textsOf(slices.Concat(tt.want, open[:opening], tt.beside, open[opening:]))
			}
			if !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func textsOf(rows []row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.text)
	}
	return out
}
