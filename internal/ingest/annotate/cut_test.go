package annotate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/annotate"
)

// A label that a break cuts is found where a line that may go on completes it,
// and marked on the words before the cut.
func TestCutLabels(t *testing.T) {
	tests := []struct {
		name           string
		second, fourth float64 // that the second line goes on from the third, and the fourth from the first
		want           []string
	}{
		{"a line before goes on", .5, .1, []string{"1 activity-theory activity"}},
		{"a later line goes on", .1, .5, []string{"0 expansive-learning expansive"}},
		{"none is likely to", .1, .1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := []corpus.Line{
				line("a", "They spoke of expansive"), line("b", "theory at work"),
				line("c", "a kind of activity"), line("d", "learning and of"),
			}
			for i := range lines[1:] {
				lines[i+1].Break = true
			}
			lines[1].Candidates = []corpus.Candidate{{Line: "c0", Probability: tt.second}}
			lines[3].Candidates = []corpus.Candidate{{Line: "a0", Probability: tt.fourth}}
			p := corpus.Part{Lines: lines}
			for _, half := range [][]corpus.Line{lines[:2], lines[2:]} {
				b := corpus.Block{Kind: corpus.Paragraph}
				b.Tokens = append(append(slices.Clone(half[0].Tokens), corpus.Token{Gap: "unknown"}), half[1].Tokens...)
				p.Blocks = append(p.Blocks, b)
			}
			parts, _ := annotate.Annotate([]corpus.Part{p}, own(t))
			var got []string
			for i, b := range parts[0].Blocks {
				for _, m := range b.Mentions {
					got = append(got, fmt.Sprint(i, " ", m.Concept, " ", corpus.Join(b.Tokens[m.From:m.To])))
					if m.Confidence > .5 || m.Reason != corpus.Hyphenation {
						t.Errorf("%q is %s and sure to %.2f", got[len(got)-1], m.Reason, m.Confidence)
					}
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Lines of any text and joints of any kind, those of unknown lines and of the
// line itself too, give mentions in order and within their block.
func FuzzCutLabels(f *testing.F) {
	g := own(f)
	f.Add("They spoke of expansive\ntheory at work\na kind of activity\nlearning and of", uint16(0x0203), uint8(60))
	f.Add("activity\nactivity\ntheory", uint16(0xffff), uint8(255))
	f.Add("expansive\n\nlearning", uint16(0x0020), uint8(100))
	f.Fuzz(func(t *testing.T, text string, joints uint16, chance uint8) {
		p := corpus.Part{Blocks: []corpus.Block{{Kind: corpus.Paragraph}}}
		for i, s := range strings.Split(text, "\n") {
			l := line(fmt.Sprintf("%c", 'a'+i%26), s)
			l.Break = joints>>(i%16)&1 > 0
			l.Joint = float64(chance) / 255
			l.Candidates = []corpus.Candidate{{Line: fmt.Sprintf("%c0", 'a'+int(joints>>(i%13))%26), Probability: float64(chance) / 100}}
			p.Lines = append(p.Lines, l)
			last := &p.Blocks[len(p.Blocks)-1]
			last.Tokens = append(last.Tokens, l.Tokens...)
			if int(chance)>>(i%8)&1 > 0 {
				p.Blocks = append(p.Blocks, corpus.Block{Kind: corpus.Paragraph})
			}
		}
		parts, _ := annotate.Annotate([]corpus.Part{p}, g)
		for _, b := range parts[0].Blocks {
			end := 0
			for _, m := range b.Mentions {
				if m.From < end || m.To <= m.From || m.To > len(b.Tokens) {
					t.Fatalf("mention %+v out of order in %d tokens", m, len(b.Tokens))
				}
				end = m.To
			}
		}
	})
}

func line(id, text string) corpus.Line {
	l := corpus.Line{Tokens: block(corpus.Paragraph, text).Tokens}
	for i := range l.Tokens {
		w := corpus.Word{ID: fmt.Sprint(id, i), Raw: l.Tokens[i].Text}
		l.Tokens[i].Words = []corpus.Word{w}
		l.Words = append(l.Words, w)
	}
	return l
}
