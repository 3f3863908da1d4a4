package publish

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"time"

	"recto/internal/corpus"
)

// DefaultLanguage is that of a text of which nobody said otherwise.
const DefaultLanguage = "en"

//go:embed epub.css
var epubStyle []byte

// EPUB is a volume, or a part of it, as EPUB 3: the reading text by parts and
// sections with the marks of printed pages, notes and references linked both
// ways, and an appendix with the concepts that are mentioned, to which the first
// mention in each section leads.
func EPUB(w io.Writer, b Book) error {
	e, err := b.chosen()
	if err != nil {
		return err
	}
	p := newEPUB(b, e)
	z := zip.NewWriter(w)
	// The type comes first, as it is and without a time, which would take an extra field.
	f, err := z.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "application/epub+zip"); err != nil {
		return err
	}
	for _, f := range p.files() {
		if err := add(z, f.name, zip.Deflate, f.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// zipTime is the time of every file in a zip, the first that the format knows,
// so that the same files are the same bytes.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func add(z *zip.Writer, name string, method uint16, data []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: zipTime})
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// epub is a publication in the making.
type epub struct {
	book     Book
	edition  *corpus.Edition
	about    about
	pages    map[string]corpus.Page
	turned   map[string]bool // pages whose beginning is marked
	marks    []pageMark
	chapters []*chapter
	uses     map[string][]use // by concept: where it is first mentioned in each chapter
}

// pageMark is where a printed page begins.
type pageMark struct{ label, href string }

// use is a place where a concept is mentioned.
type use struct{ title, href string }

type file struct {
	name      string
	mediaType string
	data      []byte
}

func newEPUB(b Book, e *corpus.Edition) *epub {
	b.Language = cmp.Or(b.Language, DefaultLanguage)
	p := &epub{book: b, edition: e, about: b.about(e), pages: pagesByID(e), turned: map[string]bool{}, uses: map[string][]use{}}
	for i, part := range e.Parts {
		p.chapters = append(p.chapters, p.chapter(i, part))
	}
	return p
}

// files are all files but the first, which says what the others are.
func (p *epub) files() []file {
	const root = "EPUB/"
	container := `<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="` + root + `package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`
	documents := []file{{"title.xhtml", xhtmlType, p.titlePage()}}
	for _, c := range p.chapters {
		documents = append(documents, file{c.name, xhtmlType, c.bytes()})
	}
	if concepts := p.concepts(); len(concepts) > 0 {
		documents = append(documents, file{glossaryName, xhtmlType, p.glossary(concepts)})
	}
	out := []file{
		{"META-INF/container.xml", "", []byte(container)},
		{root + "package.opf", "", p.packageDocument(documents)},
		{root + "nav.xhtml", xhtmlType, p.navigation()},
		{root + "style.css", "text/css", epubStyle},
	}
	for _, d := range documents {
		d.name = root + d.name
		out = append(out, d)
	}
	return out
}

const (
	xhtmlType    = "application/xhtml+xml"
	glossaryName = "glossary.xhtml"
)

// concepts are those that are mentioned, by their labels.
func (p *epub) concepts() []corpus.Concept {
	var out []corpus.Concept
	for id := range p.uses {
		if c, ok := p.book.concept(id); ok {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b corpus.Concept) int {
		return cmp.Or(cmp.Compare(a.Preferred, b.Preferred), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// identifier names the publication; the same edition has the same (RFC 9562, version 8).
func (p *epub) identifier() string {
	sum := sha256.Sum256([]byte(p.edition.ID + " " + p.book.Part))
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// document is an XHTML document around what inside writes.
func (p *epub) document(title string, inside func(x *xmlWriter)) []byte {
	var x xmlWriter
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE html>\n")
	x.section("html", []attr{
		{"xmlns", "http://www.w3.org/1999/xhtml"},
		{"xmlns:epub", "http://www.idpf.org/2007/ops"},
		{"lang", p.book.Language},
		{"xml:lang", p.book.Language},
	}, func() {
		x.section("head", nil, func() {
			x.element("title", cmp.Or(title, "Untitled"))
			x.empty("link", attr{"rel", "stylesheet"}, attr{"type", "text/css"}, attr{"href", "style.css"})
			x.line()
		})
		x.section("body", nil, func() { inside(&x) })
	})
	return x.b.Bytes()
}
