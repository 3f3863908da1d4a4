package structure

import (
	"testing"

	"recto/internal/corpus"
)

// What reads like references above their own heading is a table or a list, where
// it is known how the rows are set; of woven text it may be theirs.
func TestUnlisted(t *testing.T) {
	text := `
0|Articles of 2005 in the Table, pp. 9-11
0|References
0|Other, A. (2001) On what there is. Oxford.
`
	for _, size := range []float64{0, 1} {
		rows := setRows(text, corpus.Text)
		for i := range rows {
			rows[i].kind, rows[i].start, rows[i].line.Size = corpus.ReferenceBlock, true, size
		}
		rows[1].kind = corpus.Heading
		if listed(rows) {
			unlist(rows)
		}
		want := map[float64]corpus.BlockKind{0: corpus.ReferenceBlock, 1: corpus.Paragraph}[size]
		if rows[0].kind != want || rows[2].kind != corpus.ReferenceBlock {
			t.Errorf("with lines of size %v: got %s above the heading and %s below", size, rows[0].kind, rows[2].kind)
		}
	}
	rows := setRows("0|Articles of 2005 in the Table, pp. 9-11", corpus.Text)
	rows[0].kind = corpus.ReferenceBlock
	if listed(rows) {
		t.Error("a list without a heading is taken for one that has it")
	}
}
