package page

import (
	"compress/gzip"
	"html/template"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPressed puts pieces into pages and reads them as browsers do.
func TestPressed(t *testing.T) {
	long := strings.Repeat("<p>Where the boundary was, people met.</p>\n", 3000)
	for _, c := range []struct {
		name, page string
		pieces     []string
	}{
		{"one", "<main>|</main>", []string{long}},
		{"alone", "|", []string{long}},
		{"several", "<main>|<hr>|||</main>", []string{"<p>First.</p>", long, "", "<p>Last.</p>"}},
		{"the like of it around", long + "|" + long + "|" + long, []string{long, long}},
		{"letters of several bytes", "é|Ł", []string{"“ \u2028 ”"}},
	} {
		s, frame := &Site{}, &Frame{}
		page, want := c.page, c.page
		for _, piece := range c.pieces {
			page = strings.Replace(page, "|", string(frame.Insert(s.Press(template.HTML(piece)))), 1)
			want = strings.Replace(want, "|", piece, 1)
		}
		for range 2 { // the second time with a writer that was used
			if got := sent(t, s, page, frame.pressed, "br, gzip"); got != want {
				t.Errorf("%s, compressed: %d bytes, want %d", c.name, len(got), len(want))
			}
		}
		if got := sent(t, s, page, frame.pressed, ""); got != want {
			t.Errorf("%s, as it is: %d bytes, want %d", c.name, len(got), len(want))
		}
	}
}

func sent(t *testing.T, s *Site, page string, pieces []Pressed, accept string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	if err := s.send(w, r, http.StatusOK, []byte(page), pieces); err != nil {
		t.Fatal(err)
	}
	body := io.Reader(w.Body)
	if accept != "" {
		unpacked, err := gzip.NewReader(body)
		if err != nil {
			t.Fatal(err)
		}
		body = unpacked
	}
	got, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// TestStrangeMark gives no page rather than half of one.
func TestStrangeMark(t *testing.T) {
	for _, page := range []string{"a\x00b", "a\x007\x00b", "a\x00-1\x00b", "\x00\x00"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		s := &Site{}
		if err := s.send(w, r, http.StatusOK, []byte(page), []Pressed{s.Press("p")}); err == nil || w.Body.Len() > 0 {
			t.Errorf("%q: %v, and %d bytes sent", page, err, w.Body.Len())
		}
	}
}
