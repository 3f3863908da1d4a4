package server_test

import (
	"bytes"
	"image"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

var (
	sourceSet = regexp.MustCompile(`srcset="([^"]+)"`)
	sized     = regexp.MustCompile(`<img src="[^"]+" [^>]*width="(\d+)" height="(\d+)"`)
)

// TestCopies follows the pictures of a page, alone and with the other page of
// its spread: each is as wide as the page says, of one shape, to be kept for
// good, and grey.
func TestCopies(t *testing.T) {
	s := newSite(t)
	page := "/papers/" + s.edition.Parts[1].ID + "/pages/8"
	wide := map[string]int{}
	for _, path := range []string{page, page + "?view=spread"} {
		_, body := get(t, s, path)
		set, size := sourceSet.FindStringSubmatch(body), sized.FindStringSubmatch(body)
		if set == nil || size == nil {
			t.Fatalf("%s has no picture:\n%s", path, body)
		}
		w, _ := strconv.Atoi(size[1])
		h, _ := strconv.Atoi(size[2])
		for _, one := range strings.Split(set[1], ", ") {
			address, width, _ := strings.Cut(one, " ")
			m := copyAt(t, s, address)
			if want, _ := strconv.Atoi(strings.TrimSuffix(width, "w")); m.Dx() != want {
				t.Errorf("%s is %d wide, want %d", address, m.Dx(), want)
			}
			if off := m.Dy()*w - m.Dx()*h; off > w || off < -w {
				t.Errorf("%s is %v, of another shape than %d by %d", address, m, w, h)
			}
			wide[path] = max(wide[path], m.Dx())
		}
	}
	if one, both := wide[page], wide[page+"?view=spread"]; one == 0 || both <= one {
		t.Errorf("the spread is %d wide, its page %d", both, one)
	}
}

// copyAt is the size of the picture at an address.
func copyAt(t *testing.T, s *site, address string) image.Rectangle {
	t.Helper()
	res, body := get(t, s, address)
	if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != "image/webp" {
		t.Fatalf("%s: status %d, %s", address, res.StatusCode, got)
	}
	if got := res.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("%s: %s", address, got)
	}
	m, err := webp.Decode(bytes.NewReader([]byte(body)))
	must(t, err)
	return m.Bounds()
}

// TestNoCopies asks for copies that are not offered.
func TestNoCopies(t *testing.T) {
	s := newSite(t)
	scan := "/scans/" + s.edition.Volume.ID
	for path, want := range map[string]int{
		"/1/whole/800":      http.StatusOK,
		"/1/whole/801":      http.StatusNotFound,
		"/1/whole/1e3":      http.StatusNotFound,
		"/1/top/800":        http.StatusNotFound,
		"/999/whole/800":    http.StatusNotFound,
		"/1/whole/800?v=no": http.StatusOK,
	} {
		res, _ := get(t, s, scan+path)
		if res.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, res.StatusCode, want)
		}
		if strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s is kept for good", path)
		}
	}
}
