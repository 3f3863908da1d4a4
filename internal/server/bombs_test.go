package server_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/jobs"
	"recto/internal/server/servertest"
)

// zeros is a stream of so many zero bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zeroReader{}, n) }

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// packedZeros are so many zeros, deflated: a thousandth of it.
func packedZeros(t *testing.T, n int64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, err := io.Copy(w, zeros(n))
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

// zipOf packs files: name, content, name, content …
func zipOf(t *testing.T, files ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i].(string))
		must(t, err)
		_, err = io.Copy(w, files[i+1].(io.Reader))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// pngClaiming is a picture that says to be so wide and high, and is not.
func pngClaiming(width, height uint32, data []byte) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		body := append([]byte(kind), data...)
		b.Write(body)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0)) // 8 bits of grey
	chunk("IDAT", data)
	chunk("IEND", nil)
	return b.Bytes()
}

// pdfOf is a PDF of objects, without a cross-reference table, which readers make anew.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n", len(objects)+1)
	return b.Bytes()
}

func stream(dict string, data []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// bombPageTime is how long one page of a bomb may take: some would never end, and
// what is to be seen is how they are ended.
const bombPageTime = 10 * time.Second

// TestBombs uploads what means harm, as a contributor may, and has it processed
// by the real pipeline. Each ends with words for who looks after the library,
// and the site goes on.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: unpacks much, which is long under the race detector")
	}
	const catalog, onePage = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	inner := zipOf(t, "a.txt", zeros(64<<20))
	var many []any
	for n := range 20000 {
		many = append(many, fmt.Sprintf("%05d.png", n), strings.NewReader("x"))
	}
	bombs := []struct {
		name string
		data []byte
	}{
		{"zip: a picture of 400 MB", zipOf(t, "a.png", io.MultiReader(bytes.NewReader(pngClaiming(20000, 20000, nil)), zeros(400<<20)))},
		{"zip: text of 400 MB", zipOf(t, "a.txt", zeros(400<<20))},
		{"zip: zips in it", zipOf(t, "a.zip", bytes.NewReader(zipOf(t, "b.zip", bytes.NewReader(inner))))},
		{"zip: 20,000 files", zipOf(t, many...)},
		{"zip: paths that lead out", zipOf(t, "../../../../tmp/recto-was-here.png", strings.NewReader("x"), "/etc/recto-was-here.xml", strings.NewReader("<x/>"))},
		{"zip: its end alone", []byte("PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00")},
		{"PNG: 60,000 × 60,000", pngClaiming(60000, 60000, packedZeros(t, 1<<26))},
		{"PNG: as large as numbers go", pngClaiming(1<<31-1, 1<<31-1, nil)},
		{"TIFF: pictures in a ring", []byte("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00")},
		{"XML: a billion laughs", []byte(`<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT="&c;" HPOS="1" VPOS="1" WIDTH="1" HEIGHT="1"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>`)},
		{"XML: a file of the machine", []byte(`<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a SYSTEM "file:///etc/passwd">]><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT="&a;" HPOS="1" VPOS="1" WIDTH="1" HEIGHT="1"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>`)},
		{"XML: 300,000 deep", []byte(`<?xml version="1.0"?><alto>` + strings.Repeat("<a>", 300000))},
		{"PDF: a page of 300 MB", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>", stream("/Filter /FlateDecode", packedZeros(t, 300<<20)))},
		{"PDF: a page of 14,400 × 14,400 points", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] >>")},
		{"PDF: a page without bounds", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99999999 99999999] >>")},
		{"PDF: pages in a ring", pdfOf(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>")},
		{"PDF: a form that draws itself", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /XObject << /F 4 0 R >> >> >>",
			stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 4 0 R >> >>", []byte("/F Do /F Do")), stream("", []byte("/F Do")))},
		{"PDF: a picture of 4 GB", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /XObject << /F 4 0 R >> >> >>",
			stream("/Type /XObject /Subtype /Image /Width 65000 /Height 65000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode", packedZeros(t, 1<<26)), stream("", []byte("600 0 0 800 0 0 cm /F Do")))},
		{"PDF: brackets 1,000,000 deep", pdfOf(catalog, onePage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /X "+strings.Repeat("[", 1000000)+" >>")},
		{"text: one line of 1 MB", []byte(strings.Repeat("a", 1<<20))},
		{"text: a million pages", bytes.Repeat([]byte("\f"), 1<<20)},
	}
	s := servertest.New(t, servertest.Config{Pipeline: func(words *glossary.Shelf) jobs.Pipeline {
		return servertest.Hurried(t, words, bombPageTime)
	}})
	con := s.As(t, "con", corpus.Contributor)
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "what was uploaded\tbytes\tanswer\tjob\ttook\tin words")
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			began := time.Now()
			status, job := uploadAs(t, s, con.Client, b.name, b.data)
			if job.ID != 0 {
				var err error
				job, err = s.Jobs.Run(t.Context(), job.ID, nil)
				must(t, err)
			}
			if job.State == corpus.Failed && job.Error == "" || strings.Contains(job.Error, "The program broke") {
				t.Errorf("the job says %q", job.Error)
			}
			if status >= http.StatusInternalServerError {
				t.Errorf("status %d", status)
			}
			if res, err := s.Client().Get(s.URL + "/healthz"); err != nil || res.StatusCode != http.StatusOK {
				t.Fatalf("the site does not go on: %v", err)
			}
			fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%v\t%.70s\n", b.name, len(b.data), status, job.State, time.Since(began).Round(10*time.Millisecond), job.Error)
		})
	}
	table.Flush()
	t.Log("\n" + out.String())
}

// uploadAs uploads a file by the form, and gives its job if it was taken.
func uploadAs(t *testing.T, s *servertest.Site, c *http.Client, name string, data []byte) (status int, job corpus.Job) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("source", name)
	must(t, err)
	_, err = part.Write(data)
	must(t, err)
	must(t, form.Close())
	res, err := c.Post(s.URL+"/admin/sources", form.FormDataContentType(), &b)
	must(t, err)
	bodyOf(t, res)
	var id int64
	if _, err := fmt.Sscanf(res.Header.Get("Location"), "/admin/jobs/%d", &id); err != nil {
		return res.StatusCode, job
	}
	job, err = s.Jobs.Job(t.Context(), id)
	must(t, err)
	return res.StatusCode, job
}

// TestUploadTricks asks for uploads in pieces with headers that mean harm.
func TestUploadTricks(t *testing.T) {
	s := servertest.New(t, servertest.Config{Pipeline: idle})
	con := s.As(t, "con", corpus.Contributor)
	b64 := func(v string) string { return base64.StdEncoding.EncodeToString([]byte(v)) }
	name := "filename " + b64("a.txt")
	ask := func(method, path string, body io.Reader, headers ...string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, body)
		must(t, err)
		req.Header.Set("Tus-Resumable", "1.0.0")
		for i := 0; i < len(headers); i += 2 {
			if headers[i] == "Tus-Resumable" {
				req.Header.Del(headers[i])
			}
			req.Header[headers[i]] = append(req.Header[headers[i]], headers[i+1])
		}
		res, err := con.Client.Do(req)
		must(t, err)
		bodyOf(t, res)
		return res
	}
	place := func() string {
		res := ask(http.MethodPost, "/admin/uploads/", nil, "Upload-Length", "4", "Upload-Metadata", name)
		return "/admin/uploads/" + strings.Trim(res.Header.Get("Location")[strings.LastIndex(strings.TrimRight(res.Header.Get("Location"), "/"), "/"):], "/") + "/"
	}
	const octets = "application/offset+octet-stream"
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "what was tried\tanswer")
	for _, c := range []struct {
		name, method string
		path         string // empty: the uploads; "one": an upload of four bytes
		body         io.Reader
		headers      []string
	}{
		{"larger than the limit", "POST", "", nil, []string{"Upload-Length", "99999999999", "Upload-Metadata", name}},
		{"longer than numbers go", "POST", "", nil, []string{"Upload-Length", "99999999999999999999999", "Upload-Metadata", name}},
		{"of a negative length", "POST", "", nil, []string{"Upload-Length", "-1", "Upload-Metadata", name}},
		{"of no length", "POST", "", nil, []string{"Upload-Metadata", name}},
		{"of two lengths", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Length", "99999999999", "Upload-Metadata", name}},
		{"of a length to be told later", "POST", "", nil, []string{"Upload-Defer-Length", "1", "Upload-Metadata", name}},
		{"metadata that is no base64", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Metadata", "filename ???"}},
		{"without a name", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Metadata", "filename " + b64("")}},
		{"a name that leads out", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Metadata", "filename " + b64("../../../etc/passwd\x00\r\nSet-Cookie: a=b")}},
		{"metadata of 60 KB", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Metadata", "filename " + b64(strings.Repeat("a", 40<<10))}},
		{"pieces to be put together", "POST", "", nil, []string{"Upload-Concat", "final;/admin/uploads/1 /admin/uploads/2", "Upload-Metadata", name}},
		{"another's name in the metadata", "POST", "", nil, []string{"Upload-Length", "4", "Upload-Metadata", name + ",person " + b64("1")}},
		{"more than it said", "PATCH", "one", strings.NewReader(strings.Repeat("x", 9<<20)), []string{"Content-Type", octets, "Upload-Offset", "0"}},
		{"at a negative place", "PATCH", "one", strings.NewReader("text"), []string{"Content-Type", octets, "Upload-Offset", "-4"}},
		{"beyond its end", "PATCH", "one", strings.NewReader("text"), []string{"Content-Type", octets, "Upload-Offset", "4000000000"}},
		{"at no place", "PATCH", "one", strings.NewReader("text"), []string{"Content-Type", octets}},
		{"another kind of content", "PATCH", "one", strings.NewReader("text"), []string{"Content-Type", "text/html", "Upload-Offset", "0"}},
		{"a length that changes", "PATCH", "one", strings.NewReader("text"), []string{"Content-Type", octets, "Upload-Offset", "0", "Upload-Length", "99999999999"}},
		{"an upload that is none", "PATCH", "/admin/uploads/" + strings.Repeat("0", 32) + "/", strings.NewReader("text"), []string{"Content-Type", octets, "Upload-Offset", "0"}},
		{"a path that leads out", "PATCH", "/admin/uploads/..%2f..%2frecto.db/", strings.NewReader("text"), []string{"Content-Type", octets, "Upload-Offset", "0"}},
		{"another method in a header", "POST", "one", nil, []string{"X-HTTP-Method-Override", "DELETE"}},
		{"another version of the protocol", "POST", "", nil, []string{"Tus-Resumable", "9.9.9", "Upload-Length", "4", "Upload-Metadata", name}},
	} {
		path := c.path
		switch path {
		case "":
			path = "/admin/uploads/"
		case "one":
			path = place()
		}
		res := ask(c.method, path, c.body, c.headers...)
		fmt.Fprintf(table, "%s\t%d\n", c.name, res.StatusCode)
		unknown := res.StatusCode == http.StatusNotImplemented // a piece of the protocol that the site does without
		if res.StatusCode >= http.StatusInternalServerError && !unknown || len(res.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("%s: status %d, %v", c.name, res.StatusCode, res.Header)
		}
		if c.method == http.MethodPatch && res.StatusCode < http.StatusBadRequest {
			t.Errorf("%s: taken, with status %d", c.name, res.StatusCode)
		}
	}
	table.Flush()
	t.Log("\n" + out.String())
	all, err := s.Jobs.Jobs(t.Context())
	must(t, err)
	for _, j := range all {
		if j.Source.Size > 4 {
			t.Errorf("something larger than it said was taken: %+v", j)
		}
	}
}
