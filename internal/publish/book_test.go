package publish_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// book is the cited volume as it is taken away, with pictures of its scans.
func book(e *corpus.Edition, part string) publish.Book {
	return publish.Book{
		Edition: e, Part: part, Site: "https://recto.example", Language: "en", Modified: time.Unix(1e9, 0), Program: "Recto test",
		Concept: func(id string) (corpus.Concept, bool) {
			return corpus.Concept{ID: id, Preferred: "boundary zone", Definition: "A place between two “activities”.", Related: []string{"knot", id}}, id != "pike"
		},
	}
}

// pictured gives the cited volume pictures, and a page without words between
// the two of its paper.
func pictured() *corpus.Edition {
	e := cited()
	e.Scans = []corpus.Scan{{Number: 2, Width: 2000, Height: 3500, Picture: "spread"}, {Number: 3, Width: 1000, Height: 1500, Picture: "last"}}
	for i := range e.Pages {
		e.Pages[i].Region = corpus.Box{X2: 990.4, Y2: 3500} // where the test's words are
	}
	figure := corpus.Page{ID: "p1a", Scan: 3, Side: corpus.Whole}
	e.Pages = []corpus.Page{e.Pages[0], figure, e.Pages[1], {ID: "p3", Scan: 3, Side: corpus.Whole, Folio: "6"}}
	return e
}

func pictures(blob string) ([]byte, error) {
	width := map[string]int{"spread": 2000, "last": 1000}[blob]
	if width == 0 {
		return nil, corpus.ErrNotFound
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, 1500)), nil)
	return b.Bytes(), err
}

func TestExcerpt(t *testing.T) {
	e := pictured()
	one, err := publish.Excerpt(e, e.Parts[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, p := range one.Pages {
		pages = append(pages, p.ID)
	}
	if got := strings.Join(pages, " "); got != "p1 p1a p2" || len(one.Parts) != 1 || len(one.Scans) != 2 {
		t.Errorf("got pages %s, %d parts and %d scans", got, len(one.Parts), len(one.Scans))
	}
	if len(e.Pages) != 4 || len(e.Scans) != 2 {
		t.Error("the edition itself was altered")
	}
	if _, err := publish.Excerpt(e, "nowhere"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("got %v, want %v", err, corpus.ErrNotFound)
	}
}

func TestPDF(t *testing.T) {
	e := pictured()
	var b bytes.Buffer
	if err := publish.PDF(&b, book(e, e.Parts[1].ID), pictures); err != nil {
		t.Fatal(err)
	}
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(b.Bytes()), conf); err != nil {
		t.Fatal(err)
	}
	info, err := api.PDFInfo(bytes.NewReader(b.Bytes()), "", nil, false, conf)
	if err != nil {
		t.Fatal(err)
	}
	if info.PageCount != 3 || info.Title != "Learning <together>: DWR in 100% of cases" || info.Author != "Jo Ñandú; R. O. Pike" || !strings.HasSuffix(info.Subject, "Invented Press, 2007, pp. 5–9.") {
		t.Errorf("got %d pages, %q by %q, %q", info.PageCount, info.Title, info.Author, info.Subject)
	}
	marks, err := api.Bookmarks(bytes.NewReader(b.Bytes()), conf)
	if err != nil || len(marks) != 1 || len(marks[0].Kids) == 0 || marks[0].Kids[0].Title != "1. Boundary zones" {
		t.Errorf("bookmarks %+v, %v", marks, err)
	}
	notes, err := api.Annotations(bytes.NewReader(b.Bytes()), nil, conf)
	if err != nil {
		t.Fatal(err)
	}
	if links, under := len(notes[3][model.AnnLink].Map), len(notes[3][model.AnnUnderline].Map); links < 2 || under != 1 {
		t.Errorf("%d links and %d notes on the last page, want a reference, a concept and 1 note", links, under)
	}
}

// The emended words are found, and not what was read for them; a word that goes
// on in the next line is whole.
func TestPDFText(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext, of Debian's package poppler-utils, is not installed")
	}
	e := pictured()
	var b bytes.Buffer
	if err := publish.PDF(&b, book(e, ""), pictures); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "-raw", "-", "-")
	cmd.Stdin = &b
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{"Ñandú", "collaborative", "of the", "boundary", "zone", "This volume [draft] was made for a test_case.", "practice.3"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	for _, wrong := range []string{"zoue", "cfthe", "collab-"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%q is in %s", wrong, text)
		}
	}
}

func TestPDFOfText(t *testing.T) {
	if err := publish.PDF(io.Discard, book(woven(), ""), pictures); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("got %v, want %v", err, corpus.ErrNotFound)
	}
}

// What goes in as an edition comes out as an EPUB that epubcheck finds no fault with.
func TestEPUB(t *testing.T) {
	e := cited()
	hostile := cited()
	spoil(hostile, "a\x00b <p id=\"x\">&amp; \u0085 \U0010ffff \xff")
	for name, b := range map[string]publish.Book{
		"paper": book(e, e.Parts[1].ID), "text": {Edition: woven(), Modified: time.Unix(1e9, 0)}, "empty": book(&corpus.Edition{}, ""), "hostile": book(hostile, ""),
	} {
		t.Run(name, func(t *testing.T) {
			var out, again bytes.Buffer
			for _, w := range []io.Writer{&out, &again} {
				if err := publish.EPUB(w, b); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(out.Bytes(), again.Bytes()) {
				t.Error("the same book is other bytes")
			}
			epubcheck(t, out.Bytes())
		})
	}
}

// epubcheck wants the validator of Debian's package of that name, a Java program.
func epubcheck(t *testing.T, data []byte) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: epubcheck starts a Java machine for every book, which is long")
	}
	java, err := exec.LookPath("java")
	const jar = "/usr/share/java/epubcheck.jar"
	if _, missing := os.Stat(jar); err != nil || missing != nil {
		t.Skip("skipped: epubcheck, of Debian's package of that name, is not installed")
	}
	file := filepath.Join(t.TempDir(), "book.epub")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "--failonwarnings", file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestEPUBText looks for what a reader of the paper needs.
func TestEPUBText(t *testing.T) {
	e := cited()
	var b bytes.Buffer
	if err := publish.EPUB(&b, book(e, e.Parts[1].ID)); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, b.Bytes())
	for name, wants := range map[string][]string{
		"mimetype":         {"application/epub+zip"},
		"EPUB/package.opf": {"<dc:creator id=\"author-1\">Jo Ñandú</dc:creator>", "Ñandú, Jo", "<dc:language>en</dc:language>", "2001-09-09T01:46:40Z", "printPageNumbers", "urn:isbn:9780000000002"},
		"EPUB/nav.xhtml":   {"1. Boundary zones", `epub:type="page-list"`, ">5</a>", "Glossary"},
		"EPUB/part-001.xhtml": {
			"collaborative of <a", `epub:type="glossref"`, `href="glossary.xhtml#concept-boundary-zone"`,
			`epub:type="pagebreak"`, `aria-label="5"`,
			`practice.<sup><a id="call-1" epub:type="noteref" role="doc-noteref" href="#note-1">3</a></sup> In 1998`,
			`<aside id="note-1" epub:type="footnote" role="doc-footnote">`, "As the minutes say.", "A note whose mark was lost.",
			`epub:type="biblioref"`, `class="gap"`, "<td>reef</td><td>sails</td>",
		},
		"EPUB/glossary.xhtml": {"A place between two “activities”.", `href="part-001.xhtml#term-boundary-zone"`, "https://recto.example/concepts/boundary-zone"},
	} {
		for _, want := range wants {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s: no %s in\n%s", name, want, files[name])
			}
		}
	}
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

// TestArchive holds every file of the bag against its checksum.
func TestArchive(t *testing.T) {
	e := pictured()
	for name, scans := range map[string]publish.Pictures{"text": nil, "scans": pictures} {
		t.Run(name, func(t *testing.T) {
			var b, again bytes.Buffer
			for _, w := range []io.Writer{&b, &again} {
				if err := publish.Archive(w, book(e, ""), scans); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Error("the same book is other bytes")
			}
			files := unzip(t, b.Bytes())
			const root = "knots-boundaries-proceedings-of-a-seminar-0123456789/"
			payload := map[string]bool{}
			for name := range files {
				if strings.HasPrefix(name, root+"data/") {
					payload[name] = true
				}
			}
			for line := range strings.Lines(files[root+"manifest-sha256.txt"]) {
				sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
				if got := fmt.Sprintf("%x", sha256.Sum256([]byte(files[root+name]))); got != sum {
					t.Errorf("%s has the sum %s, the manifest says %s", name, got, sum)
				}
				delete(payload, root+name)
			}
			for name := range payload {
				t.Errorf("the manifest does not name %s", name)
			}
			if !strings.Contains(files[root+"data/papers/01-learning-together-dwr-in-100-of/citation.bib"], "url       = {https://recto.example/papers/") {
				t.Errorf("no citation among %d files", len(files))
			}
			if _, ok := files[root+"data/scans/0003.jpg"]; ok != (scans != nil) {
				t.Errorf("scans in the bag: %v", ok)
			}
		})
	}
	lost := func(string) ([]byte, error) { return nil, corpus.ErrBroken }
	if err := publish.Archive(io.Discard, book(e, ""), lost); !errors.Is(err, corpus.ErrBroken) {
		t.Errorf("got %v, want %v", err, corpus.ErrBroken)
	}
}

func TestPartsAsText(t *testing.T) {
	e := cited()
	md, err := publish.MarkdownPart(e, e.Parts[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# Learning \\<together\\>: DWR in 100% of cases\n\nJo Ñandú, University of Nowhere\n\nR. O. Pike\n\nIn: Ada Field and Ludwig van Brook (eds) Knots \\& Boundaries: Proceedings of a seminar. Invented Press, 2007, pp. 5–9.\n"; !strings.HasPrefix(string(md), want) {
		t.Errorf("got %s\nwant it to begin with %s", md, want)
	}
	if want := "\n## 1\\. Boundary zones\n"; !strings.Contains(string(md), want) {
		t.Errorf("no %q in %s", want, md)
	}
	text, err := publish.TextPart(e, e.Parts[0].ID)
	if err != nil || !strings.HasPrefix(string(text), "Introduction\n\n* This volume") || strings.Contains(string(text), "together") {
		t.Errorf("got %s, %v", text, err)
	}
	for _, f := range []func(*corpus.Edition, string) ([]byte, error){publish.MarkdownPart, publish.TextPart} {
		if _, err := f(e, "nowhere"); !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("got %v, want %v", err, corpus.ErrNotFound)
		}
	}
}
