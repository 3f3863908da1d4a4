package publish

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strings"

	"recto/internal/corpus"
)

// Archive is a volume as a zip that is a bag (BagIt 1.0, RFC 8493): the volume
// as EPUB, TEI, Markdown, text and neutral JSON, each paper as TEI, Markdown and
// text with its citation, and the checksums of all of it, which
// `sha256sum -c manifest-sha256.txt` verifies. The scan pictures are in it where
// pictures are given. It is written file by file, and the same book always gives
// the same bytes.
func Archive(w io.Writer, b Book, pictures Pictures) error {
	b.Part = ""
	a := &archive{z: zip.NewWriter(w), root: slugOf(b.about(b.Edition).title) + "-" + b.Edition.Volume.ID + "/"}
	a.volume(b)
	for i, p := range b.Edition.Papers() {
		a.paper(b, i+1, p)
	}
	if pictures != nil {
		a.scans(b.Edition.Scans, pictures)
	}
	a.tags(b)
	if a.err != nil {
		return a.err
	}
	return a.z.Close()
}

// archive is a bag in the making; the first error is kept.
type archive struct {
	z        *zip.Writer
	root     string
	manifest strings.Builder // of the payload
	bytes    int64           // of the payload
	files    int             // in the payload
	err      error
}

// payload puts a file in, and into the manifest.
func (a *archive) payload(name string, method uint16, data []byte) {
	name = "data/" + name
	fmt.Fprintf(&a.manifest, "%x  %s\n", sha256.Sum256(data), name)
	a.bytes += int64(len(data))
	a.files++
	a.put(name, method, data)
}

func (a *archive) put(name string, method uint16, data []byte) {
	if a.err == nil {
		a.err = add(a.z, a.root+name, method, data)
	}
}

func (a *archive) volume(b Book) {
	var epub bytes.Buffer
	a.keep(EPUB(&epub, b))
	a.payload("volume.epub", zip.Store, epub.Bytes())
	a.payload("volume.tei.xml", zip.Deflate, TEI(b.Edition))
	a.payload("volume.md", zip.Deflate, Markdown(b.Edition))
	a.payload("volume.txt", zip.Deflate, Text(b.Edition))
	neutral, err := Neutral(b.Edition)
	a.keep(err)
	a.payload("volume.json", zip.Deflate, neutral)
}

func (a *archive) paper(b Book, n int, p *corpus.Part) {
	dir := fmt.Sprintf("papers/%02d-%s/", n, slugOf(partTitle(*p)))
	for _, f := range []struct {
		name  string
		write func(*corpus.Edition, string) ([]byte, error)
	}{{"text.tei.xml", TEIPart}, {"text.md", MarkdownPart}, {"text.txt", TextPart}} {
		data, err := f.write(b.Edition, p.ID)
		a.keep(err)
		a.payload(dir+f.name, zip.Deflate, data)
	}
	c := Cited{Paper: *p.Paper, Volume: b.Edition.Volume}
	if b.Site != "" {
		c.URL = b.Site + "/papers/" + p.ID
	}
	csl, err := CSL(c)
	a.keep(err)
	a.payload(dir+"citation.bib", zip.Deflate, []byte(BibTeX(c)))
	a.payload(dir+"citation.ris", zip.Deflate, []byte(RIS(c)))
	a.payload(dir+"citation.json", zip.Deflate, csl)
}

func (a *archive) scans(scans []corpus.Scan, pictures Pictures) {
	for _, s := range scans {
		if s.Picture == "" || a.err != nil {
			continue
		}
		data, err := pictures(s.Picture)
		a.keep(err)
		a.payload(fmt.Sprintf("scans/%04d%s", s.Number, pictureEnding(data)), zip.Store, data)
	}
}

func pictureEnding(data []byte) string {
	switch http.DetectContentType(data) {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	}
	return ".bin"
}

// tags writes the files that describe the bag.
func (a *archive) tags(b Book) {
	about := b.about(b.Edition)
	var info, sums strings.Builder
	for _, line := range []struct{ name, value string }{
		{"External-Description", about.title},
		{"External-Identifier", b.Edition.ID},
		{"Internal-Sender-Identifier", b.Edition.Volume.ID},
		{"Internal-Sender-Description", about.address},
		{"Bag-Software-Agent", b.Program},
		{"Bagging-Date", b.Modified.UTC().Format("2006-01-02")},
		{"Payload-Oxum", fmt.Sprintf("%d.%d", a.bytes, a.files)},
	} {
		if value := strings.Join(strings.Fields(line.value), " "); value != "" {
			info.WriteString(line.name + ": " + value + "\n")
		}
	}
	for _, f := range []struct{ name, text string }{
		{"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
		{"bag-info.txt", info.String()},
		{"manifest-sha256.txt", a.manifest.String()},
	} {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256([]byte(f.text)), f.name)
		a.put(f.name, zip.Deflate, []byte(f.text))
	}
	a.put("tagmanifest-sha256.txt", zip.Deflate, []byte(sums.String()))
}

func (a *archive) keep(err error) {
	if a.err == nil {
		a.err = err
	}
}

// slugOf is the first words of a title as a name for a file on any disk.
func slugOf(title string) string {
	words := strings.Split(asciiSlug(title), "-")
	return or(strings.Join(words[:min(len(words), 6)], "-"), "untitled")
}

// asciiSlug is a slug without the letters that some file systems garble.
func asciiSlug(title string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		return -1
	}, corpus.Slug(title)), "-")
}
