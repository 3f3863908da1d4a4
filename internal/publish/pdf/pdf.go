// Package pdf writes facsimiles: PDF files whose pages are pictures of printed
// pages under an invisible layer of text, with bookmarks, page labels, links,
// notes, a structure for screen readers and metadata.
//
// It writes as it goes, a page at a time, by ISO 32000-1 (PDF 1.7) with object
// streams, so that a file is little more than its pictures, which go in as they
// are. The same calls write the same bytes. It reads no PDF, sets no visible
// type and knows nothing of papers and concepts.
package pdf

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Info describes a document. What is empty is left out.
type Info struct {
	ID        string // whatever names the content; the same name for the same content
	Title     string
	Authors   []string
	Subject   string
	Keywords  []string
	Language  string // BCP 47
	Publisher string
	Rights    string
	Date      string // when the original was published, as "2007"
	Source    string // address of the original
	Producer  string // the program
	Modified  time.Time
}

// Rect is a rectangle in points, origin at the lower left of the page.
type Rect struct{ X1, Y1, X2, Y2 float64 }

// Page is one page of the document.
type Page struct {
	Width, Height float64 // points
	Label         string  // printed on it; shown by viewers as the page's number
	Picture       Picture
	Blocks        []Block // in reading order
	Links         []Link
	Notes         []Note
}

// Place is a height on a page, for links and bookmarks.
type Place struct {
	Page int     // 0-based
	Top  float64 // points above the foot of the page
}

// Link is a place to click: it leads to an address or, if that is empty, to a place.
type Link struct {
	Box  Rect
	URL  string
	To   Place
	Text string // what it leads to, for those who cannot see it
}

// Note is a line under some words, and a text that pops up there.
type Note struct {
	Box   Rect
	Title string
	Text  string
}

// Bookmark is a line of the table of contents that viewers show.
type Bookmark struct {
	Level int // 1 is the highest
	Title string
	To    Place
}

// Writer writes one document. The first error is kept and returned by Close.
type Writer struct {
	objects
	info      Info
	root      ref
	tree      ref   // of pages
	pages     []ref // reserved where a link leads ahead
	written   int   // pages
	labels    []string
	pictures  map[string]ref
	font      font
	structure structure
	underline ref // appearance of notes
	bookmarks []Bookmark
}

// New begins a document.
func New(w io.Writer, info Info) *Writer {
	d := &Writer{objects: objects{w: w}, info: info, pictures: map[string]ref{}}
	d.write("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	d.root, d.tree = d.reserve(), d.reserve()
	d.font = newFont(d.reserve())
	d.structure = newStructure(&d.objects)
	return d
}

// Bookmark adds a line to the table of contents.
func (d *Writer) Bookmark(b Bookmark) { d.bookmarks = append(d.bookmarks, b) }

// Add writes the next page.
func (d *Writer) Add(p Page) error {
	picture, err := d.picture(p.Picture)
	if err != nil {
		return fmt.Errorf("page %d: %w", d.written+1, err)
	}
	number := d.written
	page, content := d.page(number), d.reserve()
	d.packed(content, "", d.content(p, number, page))
	var annotations []string
	for _, l := range p.Links {
		annotations = append(annotations, d.link(l).String())
	}
	for _, n := range p.Notes { // over the links, so that they are found first
		annotations = append(annotations, d.note(n, page).String())
	}
	body := fmt.Sprintf("<</Type/Page/Parent %v/MediaBox[0 0 %s %s]/Contents %v/Resources<</XObject<</Scan %v>>/Font<</Text %v>>>>/StructParents %d/Tabs/S",
		d.tree, decimal(p.Width), decimal(p.Height), content, picture, d.font.ref, number)
	if len(annotations) > 0 {
		body += "/Annots[" + strings.Join(annotations, " ") + "]"
	}
	d.set(page, body+">>")
	d.labels = append(d.labels, p.Label)
	d.written++
	return d.err
}

// page is the object of a page, written or yet to come.
func (d *Writer) page(number int) ref {
	for len(d.pages) <= number {
		d.pages = append(d.pages, d.reserve())
	}
	return d.pages[number]
}

// Close writes what belongs to the document as a whole.
func (d *Writer) Close() error {
	kids := make([]string, d.written)
	for i := range kids {
		kids[i] = d.page(i).String()
	}
	for _, unwritten := range d.pages[d.written:] {
		d.set(unwritten, "null")
	}
	d.set(d.tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", d.written, strings.Join(kids, " ")))
	d.font.write(&d.objects)
	metadata := d.reserve()
	d.stream(metadata, "/Type/Metadata/Subtype/XML", d.info.xmp())
	body := fmt.Sprintf("<</Type/Catalog/Pages %v/Metadata %v/MarkInfo<</Marked true>>/StructTreeRoot %v/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[%s]>>",
		d.tree, metadata, d.structure.write(&d.objects), labels(d.labels))
	if d.info.Language != "" {
		body += "/Lang" + text(d.info.Language)
	}
	if outline, ok := d.outline(); ok {
		body += fmt.Sprintf("/Outlines %v/PageMode/UseOutlines", outline)
	}
	d.set(d.root, body+">>")
	d.finish(d.root, d.add(d.info.dictionary()), d.info.id())
	return d.err
}

// labels is a number tree that gives each page its own label.
func labels(list []string) string {
	var b strings.Builder
	for i, l := range list {
		fmt.Fprintf(&b, "%d<</P%s>>", i, text(l))
	}
	return b.String()
}
