// Package prepare makes of a scan picture what an OCR engine reads best: one
// picture for each printed page, evenly lit, level, black on white, without the
// dark around the paper and without the page beside it.
//
// A scan that lies on its side or its head is turned first. Each prepared page
// knows the exact way back, so that what is found on it can be shown on the scan. The package recognises nothing, reads no file format and
// needs no setting: all lengths follow from the picture.
package prepare

import "image"

// Version is raised whenever a page may be prepared differently than before.
const Version = 3

// Page is one printed page, ready for an engine.
type Page struct {
	Image  *image.Gray
	ToScan Affine  // from pixels of Image to pixels of the scan, once turned
	Skew   float64 // degrees by which the lines of the scan fall to the right
	Blank  bool    // there is hardly any ink on it
}

// Result is what a scan was found to show.
type Result struct {
	Pages  []Page // left to right: two of a spread, else one
	Gutter Gutter // between the two; zero if there is one
	Turn   Turn   // what the scan was turned by before all else
}

const targetHeight = 2600 // pixels of a prepared page, about 300 dots an inch for a common book

// Scan prepares the pages of a scan picture, whose bounds begin at zero. A
// picture without ink gives its pages still, all white.
func Scan(scan *image.Gray) Result {
	even, ink := findPaper(scan)
	turn := lies(ink)
	if turn != 0 {
		scan = turn.Apply(scan)
		even, ink = findPaper(scan)
	}
	g, spread := findGutter(scan, ink)
	w, h := scan.Rect.Dx(), scan.Rect.Dy()
	if !spread {
		return Result{Pages: []Page{makePage(even, ink, strip{0, float64(w), 0, float64(h), nil})}, Turn: turn}
	}
	left, right := g.strips(w, h)
	return Result{Pages: []Page{makePage(even, ink, left), makePage(even, ink, right)}, Gutter: g, Turn: turn}
}

// findPaper is the scan in even light without its surroundings, and where its ink is.
func findPaper(scan *image.Gray) (even *image.Gray, ink reduced) {
	even = evenLight(scan)
	clearBorders(scan, even)
	clearDirt(even)
	return even, findInk(even)
}

// makePage levels and sharpens what the strip shows.
func makePage(even *image.Gray, ink reduced, s strip) Page {
	points := ink.points(s)
	skew := findSkew(points, ink.h)
	toScan, w, h := level(s, skew, enlargement(even.Rect.Dy()))
	flat := toScan.resample(even, w, h, s.keeps)
	black := binarise(flat)
	clean(black)
	return Page{Image: black, ToScan: toScan, Skew: skew / degree, Blank: len(points) < fewPoints}
}

// enlargement is by how much a page of this height is enlarged. Tesseract reads
// best where capitals are 30 pixels high or more (its documentation, "Improving
// the quality of the output").
func enlargement(height int) float64 {
	return min(max(targetHeight/float64(height), 1), 2)
}
