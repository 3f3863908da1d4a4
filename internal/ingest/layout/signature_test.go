package layout

import (
	"fmt"
	"testing"

	"recto/internal/corpus"
)

// Signatures move on by a letter a gathering; a capital that stands alone
// elsewhere is text.
func TestSignatures(t *testing.T) {
	var scans []corpus.Scan
	marks := map[int]string{1: "B", 3: "B2", 9: "C", 11: "C2", 17: "D", 5: "X"}
	for i := range 20 {
		d := newDrawing(i+1, 1000, 1400)
		d.column(100, 200, 750, fmt.Sprintf("p%d-", i), 20)
		if m := marks[i]; m != "" {
			d.line(480, 860, m)
		}
		scans = append(scans, d.scan)
	}
	leaves, pages := make([]leaf, len(scans)), make([]corpus.Page, len(scans))
	for i, s := range scans {
		leaves[i] = straighten(s).leaves()[0]
		leaves[i].readLines(0, scale{})
		pages[i].Lines = leaves[i].lines()
	}
	markSignatures(pages, findEdges(pages, leaves))
	for i, p := range pages {
		last := p.Lines[len(p.Lines)-1]
		if want := marks[i] != "" && i != 5; want != (last.Role == corpus.Signature) {
			t.Errorf("page %d: %q is %q", i, last.Raw(), last.Role)
		}
	}
}
