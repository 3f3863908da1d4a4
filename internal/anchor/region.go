package anchor

import (
	"math"

	"recto/internal/corpus"
)

// OnScan finds a region again on the scans that some pages stand on: on the same
// picture, whatever the scan's number is now, or else on the scan of that number,
// if its picture has the same proportions and so can be the same scan in another
// size. The page is the index of the one that the middle of the region lies on.
func OnScan(pages []corpus.PageEntry, r corpus.Region) (page int, now corpus.Region, fate Fate) {
	same := func(p corpus.PageEntry) bool { return p.Blob == r.Picture && p.Scan == r.Scan }
	renumbered := func(p corpus.PageEntry) bool { return p.Blob == r.Picture }
	resized := func(p corpus.PageEntry) bool { return p.Scan == r.Scan && proportions(p, r) }
	for _, try := range []struct {
		is   func(corpus.PageEntry) bool
		fate Fate
	}{{same, Stands}, {renumbered, Moved}, {resized, Changed}} {
		if page, now := onPage(pages, r, try.is); page >= 0 {
			return page, now, try.fate
		}
	}
	return 0, corpus.Region{}, Orphan
}

// onPage is the page that a region lies on of those whose scan it can be on, by
// its middle, or else the first of them; -1 if there is none.
func onPage(pages []corpus.PageEntry, r corpus.Region, is func(corpus.PageEntry) bool) (page int, now corpus.Region) {
	page = -1
	for i, p := range pages {
		if p.Blob == "" || p.Width <= 0 || p.Height <= 0 || !is(p) {
			continue
		}
		scaled := scaledTo(r, p)
		x, y := (scaled.Box.X1+scaled.Box.X2)/2, (scaled.Box.Y1+scaled.Box.Y2)/2
		inside := x >= p.Region.X1 && x < p.Region.X2 && y >= p.Region.Y1 && y < p.Region.Y2
		if page < 0 || inside {
			page, now = i, scaled
		}
		if inside {
			break
		}
	}
	return page, now
}

// proportions reports whether the picture of a page's scan is as high for its
// width as that of a region, to one part in a hundred.
func proportions(p corpus.PageEntry, r corpus.Region) bool {
	then, now := float64(r.Height)*float64(p.Width), float64(p.Height)*float64(r.Width)
	return r.Width > 0 && r.Height > 0 && math.Abs(now-then) <= then/100
}

func scaledTo(r corpus.Region, p corpus.PageEntry) corpus.Region {
	x, y := 1.0, 1.0
	if r.Width > 0 && r.Height > 0 {
		x, y = float64(p.Width)/float64(r.Width), float64(p.Height)/float64(r.Height)
	}
	box := corpus.Box{X1: r.Box.X1 * x, Y1: r.Box.Y1 * y, X2: r.Box.X2 * x, Y2: r.Box.Y2 * y}
	return corpus.Region{Scan: p.Scan, Picture: p.Blob, Width: p.Width, Height: p.Height, Box: box}
}
