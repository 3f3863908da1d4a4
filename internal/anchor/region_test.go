package anchor_test

import (
	"testing"

	"recto/internal/anchor"
	"recto/internal/corpus"
)

func TestOnScan(t *testing.T) {
	spread := func(scan int, blob string, width, height int) []corpus.PageEntry {
		half := float64(width) / 2
		left := corpus.PageEntry{Scan: scan, Side: corpus.Left, Blob: blob, Width: width, Height: height, Region: corpus.Box{X2: half, Y2: float64(height)}}
		right := left
		right.Side, right.Region = corpus.Right, corpus.Box{X1: half, X2: float64(width), Y2: float64(height)}
		return []corpus.PageEntry{left, right}
	}
	made := corpus.Region{Scan: 4, Picture: "a", Width: 2000, Height: 1400, Box: corpus.Box{X1: 1200, Y1: 100, X2: 1800, Y2: 300}}
	for _, c := range []struct {
		name  string
		pages []corpus.PageEntry
		page  int
		scan  int
		left  float64
		fate  anchor.Fate
	}{
		{"as it was", append(spread(3, "z", 2000, 1400), spread(4, "a", 2000, 1400)...), 3, 4, 1200, anchor.Stands},
		{"a scan was put in before it", append(spread(4, "z", 2000, 1400), spread(5, "a", 2000, 1400)...), 3, 5, 1200, anchor.Moved},
		{"drawn half as large", spread(4, "b", 1000, 700), 1, 4, 600, anchor.Changed},
		{"another picture", spread(4, "b", 1400, 2000), 0, 0, 0, anchor.Orphan},
		{"no picture", []corpus.PageEntry{{Scan: 4}}, 0, 0, 0, anchor.Orphan},
	} {
		page, now, fate := anchor.OnScan(c.pages, made)
		if page != c.page || now.Scan != c.scan || now.Box.X1 != c.left || fate != c.fate {
			t.Errorf("%s: page %d, scan %d, left %v, fate %d", c.name, page, now.Scan, now.Box.X1, fate)
		}
	}
}
