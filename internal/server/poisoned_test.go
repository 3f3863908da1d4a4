package server_test

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// textPage is a page of a PDF with lines of text, in the font /F.
func textPage(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F 12 Tf 60 740 Td 16 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&b, "(%s) Tj T*\n", l)
	}
	b.WriteString("ET")
	return b.String()
}

// TestPoisonedPage uploads volumes of which one page is poisoned, between two
// that are sound. The job does what can be done, the job and the review say what
// is wrong with the page, and nothing of the others is lost.
func TestPoisonedPage(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: starts PDFium again and again, which is long under the race detector")
	}
	const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 4 0 R >> /XObject << /X 9 0 R >> >> /Contents %d 0 R >>"
	const first, last = "The seminar met in May and read two papers on learning at work.", "In the afternoon it met again and read what had been written."
	image := "/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /%s"
	draw := stream("", []byte("600 0 0 800 0 0 cm /X Do"))
	s := servertest.New(t, servertest.Config{})
	ed := s.As(t, "ed", corpus.Editor)
	for _, c := range []struct {
		name             string
		page, content, x string // objects 6, 8 and 9
		says             string
	}{
		{"no page", "42", "null", "null", "the page is broken and could not be read"},
		{"no bounds", strings.Replace(fmt.Sprintf(page, 7), "600 800", "99999999 99999999", 1), "null", "null", "more than is read safely"},
		{"a damaged stream", fmt.Sprintf(page, 8), stream("/Filter /FlateDecode", []byte("no zlib at all")), "null", "OCR is needed"},
		{"a damaged picture", fmt.Sprintf(page, 8), draw, stream(fmt.Sprintf(image, 600, 800, "DCTDecode"), []byte("no picture")), "OCR is needed"},
		{"a picture of 4 GB", fmt.Sprintf(page, 8), draw, stream(fmt.Sprintf(image, 65000, 65000, "FlateDecode"), packedZeros(t, 1<<20)), "the picture of this scan could not be made"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, job := uploadAs(t, s, ed.Client, c.name+".pdf", pdfOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 6 0 R 5 0 R] /Count 3 >>",
				fmt.Sprintf(page, 7), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", fmt.Sprintf(page, 10), c.page,
				stream("", []byte(textPage(first))), c.content, c.x, stream("", []byte(textPage(last, c.name)))))
			job, err := s.Jobs.Run(t.Context(), job.ID, nil)
			must(t, err)
			if job.State != corpus.Review {
				t.Fatalf("the job is %s: %s", job.State, job.Error)
			}
			e, err := s.Library.Edition(t.Context(), job.Edition)
			must(t, err)
			if text := editionText(e); !strings.Contains(text, "learning at work") || !strings.Contains(text, "what had been written") {
				t.Errorf("the edition reads %q", text)
			}
			if len(e.Scans) != 3 || e.Scans[1].Problem == "" || e.Scans[0].Problem+e.Scans[2].Problem != "" || e.Scans[0].Picture == "" || e.Scans[2].Picture == "" {
				t.Errorf("scans %+v", e.Scans)
			}
			for _, path := range []string{fmt.Sprint("/admin/jobs/", job.ID), "/admin/volumes/" + job.Volume + "/review"} {
				res, err := ed.Client.Get(s.URL + path)
				must(t, err)
				if body := bodyOf(t, res); !strings.Contains(body, c.says) || !strings.Contains(strings.ToLower(body), "scan 2") {
					t.Errorf("%s does not say that of scan 2 %s", path, c.says)
				}
			}
		})
	}
}

func editionText(e *corpus.Edition) string {
	var b strings.Builder
	for _, part := range e.Parts {
		for _, block := range part.Blocks {
			b.WriteString(block.Text() + "\n")
		}
	}
	return b.String()
}
