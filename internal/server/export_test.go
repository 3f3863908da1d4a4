package server_test

import (
	"archive/zip"
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recto/internal/corpus"
)

// TestTakeaway takes every file away once, and is told the second time that
// nothing has changed.
func TestTakeaway(t *testing.T) {
	s := newSite(t)
	paper, volume := "/papers/"+s.edition.Papers()[0].ID+"/", "/volumes/"+s.edition.Volume.ID+"/"
	for _, c := range []struct{ path, mediaType, file, begins string }{
		{paper + "paper.pdf", "application/pdf", "example-2004-learning-across-boundaries-how-teams-come.pdf", "%PDF-1.7"},
		{paper + "paper.epub", "application/epub+zip", "example-2004-learning-across-boundaries-how-teams-come.epub", "PK"},
		{paper + "text.xml", "application/tei+xml; charset=utf-8", "example-2004-learning-across-boundaries-how-teams-come.xml", "<?xml"},
		{paper + "text.md", "text/markdown; charset=utf-8", "example-2004-learning-across-boundaries-how-teams-come.md", "# Learning across boundaries"},
		{paper + "text.txt", "text/plain; charset=utf-8", "example-2004-learning-across-boundaries-how-teams-come.txt", "Learning across boundaries"},
		{paper + "text.json", "application/json", "example-2004-learning-across-boundaries-how-teams-come.json", "{"},
		{volume + "volume.epub", "application/epub+zip", "learning-between-services-2004.epub", "PK"},
		{volume + "volume.zip", "application/zip", "learning-between-services-2004.zip", "PK"},
	} {
		t.Run(c.path, func(t *testing.T) {
			res, body := get(t, s, c.path)
			if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != c.mediaType || !strings.HasPrefix(body, c.begins) {
				t.Errorf("%s, %s, begins with %.40q", res.Status, got, body)
			}
			_, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
			if err != nil || params["filename"] != c.file {
				t.Errorf("the file is called %q, want %q (%v)", params["filename"], c.file, err)
			}
			again := ask304(t, s, c.path, res.Header.Get("ETag"))
			if again.StatusCode != http.StatusNotModified {
				t.Errorf("asked again for the same edition: %s", again.Status)
			}
		})
	}
	for _, path := range []string{"/papers/nothing/paper.pdf", "/volumes/nothing/volume.zip"} {
		if res, body := get(t, s, path); res.StatusCode != http.StatusNotFound || !strings.Contains(body, "There is no such page") {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}

func ask304(t *testing.T, s *site, path, tag string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	must(t, err)
	req.Header.Set("If-None-Match", tag)
	res, err := s.Client().Do(req)
	must(t, err)
	must(t, res.Body.Close())
	return res
}

// The program's version and the settings go with the text.
func TestTEIMade(t *testing.T) {
	s := newSite(t)
	_, body := get(t, s, "/papers/"+s.edition.Papers()[0].ID+"/text.xml")
	if !strings.Contains(body, `<label>Recto `+s.edition.Made.Program+`</label>`) {
		t.Errorf("no version of the program in %s", body)
	}
}

func TestZipWithScans(t *testing.T) {
	s := newSite(t)
	for query, want := range map[string]int{"": 0, "?scans=1": len(s.edition.Scans)} {
		_, body := get(t, s, "/volumes/"+s.edition.Volume.ID+"/volume.zip"+query)
		z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
		must(t, err)
		got := 0
		for _, f := range z.File {
			if strings.Contains(f.Name, "/data/scans/") {
				got++
			}
		}
		if got != want {
			t.Errorf("%q: %d scans, want %d", query, got, want)
		}
	}
}

// A page of figures within a paper, with no word on it, is in its PDF; pages of
// which only the text is there make none.
func TestPDFPages(t *testing.T) {
	for name, scanned := range map[string]bool{"scans": true, "text": false} {
		t.Run(name, func(t *testing.T) {
			s, _ := openSite(t, sampleGlossary(), idle)
			e := longEdition(t, noPicture)
			picture, err := s.library.Blobs.Put(t.Context(), samplePicture(t, e, 1))
			must(t, err)
			for i := range e.Scans {
				if scanned {
					e.Scans[i].Picture = picture
				}
			}
			part := &e.Parts[1]
			part.Blocks = slices.DeleteFunc(part.Blocks, func(b corpus.Block) bool { return b.Page() == "5a5a5a5a5a-30" })
			must(t, s.library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
			res, body := get(t, s, "/papers/"+part.ID+"/paper.pdf")
			if !scanned {
				if res.StatusCode != http.StatusNotFound || !strings.Contains(body, "There is no PDF of this text") {
					t.Errorf("%s: %s", res.Status, body)
				}
				return
			}
			api.DisableConfigDir()
			pages, err := api.PageCount(bytes.NewReader([]byte(body)), nil)
			must(t, err)
			shown, err := s.library.Part(t.Context(), part.ID)
			must(t, err)
			if slices.ContainsFunc(shown.Pages, func(p corpus.PageEntry) bool { return p.Scan == 30 }) {
				t.Fatal("scan 30 has words")
			}
			if last := shown.Pages[len(shown.Pages)-1]; last.Scan != 49 || pages < 41 {
				t.Errorf("%d pages up to scan %d, want those of scans 10 to 49 and the ones before", pages, last.Scan)
			}
			if want := len(shown.Pages) + 1; pages < want {
				t.Errorf("%d pages, want at least %d", pages, want)
			}
		})
	}
}

// BenchmarkTakeaway makes the PDF and the EPUB of a paper of forty pages.
func BenchmarkTakeaway(b *testing.B) {
	s, _ := openSite(b, sampleGlossary(), idle)
	e := longEdition(b, noPicture)
	picture, err := s.library.Blobs.Put(b.Context(), samplePicture(b, e, 1))
	must(b, err)
	for i := range e.Scans {
		e.Scans[i].Picture = picture
	}
	must(b, s.library.Publish(b.Context(), e, 0, "", time.Unix(0, 0)))
	for _, file := range []string{"paper.pdf", "paper.epub"} {
		b.Run(file, func(b *testing.B) {
			for b.Loop() {
				if res, _ := get(b, s, "/papers/"+e.Parts[1].ID+"/"+file); res.StatusCode != http.StatusOK {
					b.Fatal(res.Status)
				}
			}
		})
	}
}
