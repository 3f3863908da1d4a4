package segment

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// listRows are lines of reference lists: names that begin entries, and - for the
// lines that go on with the entry two lines before.
func listRows(names string) []row {
	var rows []row
	for i, name := range strings.Fields(names) {
		r := row{text: name + ", A. (2001). On what there", line: corpus.Line{Words: []corpus.Word{{ID: fmt.Sprint("w", i), Line: i}}}}
		if name == "-" {
			r.text = "is and is not. Oxford"
			r.line.Candidates = []corpus.Candidate{{Line: fmt.Sprint("w", i-2), Probability: 0.9}}
		}
		rows = append(rows, r)
	}
	return rows
}

func ids(rows []row) (out []string) {
	for _, r := range rows {
		out = append(out, r.line.ID())
	}
	return out
}

func TestTurned(t *testing.T) {
	tests := []struct{ name, list, want string }{
		{
			"two runs", "Abe Kim Bell Lee Carr May Dunn Nagy Ede Ong - - Fox Park Gray Rao Hill Sun",
			"w0 w2 w4 w6 w8 w10 w12 w14 w16 w1 w3 w5 w7 w9 w11 w13 w15 w17",
		},
		{"one run", "Abe Bell Carr Dunn Ede Fox Gray Hill Kim Lee May Nagy", ""},
		{"any order", "Sun Abe Nagy Kim Bell Rao Carr Ong Lee Dunn Park May", ""},
		{"few", "Abe Kim Bell Lee", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := listRows(tt.list)
			want := strings.Fields(tt.want)
			if tt.want == "" {
				want = ids(rows)
			}
			turned(rows)
			if got := ids(rows); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// A row that comes behind another one has the chance that was known of the two.
func TestRelinked(t *testing.T) {
	rows := listRows("Abe Kim -")
	rows[1].line.Joint = 0.4
	relinked(rows, []row{rows[0], rows[2], rows[1]})
	if got := rows[1].line; got.ID() != "w2" || got.Joint != 0.9 || got.Break {
		t.Errorf("the row that goes on from the first has chance %v, break %t", got.Joint, got.Break)
	}
	if got := rows[2].line; got.Joint != corpus.LeastCandidate || !got.Break {
		t.Errorf("the row put last has chance %v, break %t", got.Joint, got.Break)
	}
}
