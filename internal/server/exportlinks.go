package server

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// takeaway is a file that a reader can take away.
type takeaway struct {
	Name string
	What string // it is for
	URL  string
}

// teiType is what TEI is served as (RFC 6129).
const teiType = "application/tei+xml"

func teiURL(part string) string { return "/papers/" + part + "/text.xml" }

// pdfURL is the address of a part as PDF; empty where it has no scans.
func pdfURL(part corpus.PartText) string {
	if !slices.ContainsFunc(part.Pages, func(p corpus.PageEntry) bool { return p.Blob != "" }) {
		return ""
	}
	return "/papers/" + part.Entry.ID + "/paper.pdf"
}

// Takeaways are the files of the paper.
func (p *paperPage) Takeaways() []takeaway {
	at := "/papers/" + p.Part.Entry.ID + "/"
	all := []takeaway{
		{"EPUB", "for e-readers and phones", at + "paper.epub"},
		{"Markdown", "for notes", at + "text.md"},
		{"Plain text", "for programs that count words", at + "text.txt"},
		{"TEI", "with scans, emendations and concepts marked up", at + "text.xml"},
		{"JSON", "by sections and paragraphs", at + "text.json"},
	}
	if url := pdfURL(p.Part); url != "" {
		all = append([]takeaway{{"PDF", "the scanned pages, with text to search and the glossary’s notes", url}}, all...)
	}
	return all
}

// Takeaways are the files of the volume.
func (p *volumePage) Takeaways() []takeaway {
	at := "/volumes/" + p.Entry.Volume.ID + "/volume."
	all := []takeaway{
		{"EPUB", "the whole volume for e-readers and phones", at + "epub"},
		{"Zip", "every paper in every form, with checksums", at + "zip"},
	}
	if len(p.Scans) > 0 {
		all = append(all, takeaway{"Zip with scans", "the same, with the pictures of the scans", at + "zip?scans=1"})
	}
	return all
}

// partName names the files of a part: author, year and the first words of the title.
func partName(p corpus.PartEntry) string {
	var words []string
	if p.Paper != nil && len(p.Paper.Authors) > 0 {
		words = append(words, p.Paper.Authors[0].Family)
	}
	if p.Year != 0 {
		words = append(words, fmt.Sprint(p.Year))
	}
	return cmp.Or(corpus.Slug(strings.Join(append(words, fileName(p)), " ")), p.ID)
}

// volumeName names the files of a volume.
func volumeName(v corpus.Volume) string {
	words := strings.Split(corpus.Slug(v.Title), "-")
	name := strings.Join(words[:min(len(words), 6)], "-")
	if v.Year != 0 {
		name += fmt.Sprintf("-%d", v.Year)
	}
	return cmp.Or(strings.Trim(name, "-"), "volume-"+v.ID)
}

// pdfOf is the whole address of a part as PDF, for the head of its page.
func (s *server) pdfOf(part corpus.PartText, c publish.Cited) publish.Cited {
	if url := pdfURL(part); url != "" {
		c.PDF = s.absolute(url)
	}
	return c
}
