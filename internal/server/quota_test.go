package server_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// TestQuota has a contributor bring more than one may, by form and in pieces.
// The same file again counts once, and editors may bring more.
func TestQuota(t *testing.T) {
	s := servertest.New(t, servertest.Config{Pipeline: idle})
	s.Jobs.Quota = 100
	con, ed := s.As(t, "con", corpus.Contributor).Client, s.As(t, "ed", corpus.Editor).Client
	first, second := []byte(strings.Repeat("first ", 10)), []byte(strings.Repeat("second ", 10))
	for _, c := range []struct {
		name string
		who  *http.Client
		data []byte
		want int
	}{
		{"within the quota", con, first, http.StatusSeeOther},
		{"the same again", con, first, http.StatusSeeOther},
		{"more than the quota", con, second, http.StatusRequestEntityTooLarge},
		{"an editor", ed, second, http.StatusSeeOther},
		{"an editor who brings still more", ed, append(first, second...), http.StatusSeeOther},
	} {
		if status, _ := uploadAs(t, s, c.who, "a.txt", c.data); status != c.want {
			t.Errorf("%s: status %d, want %d", c.name, status, c.want)
		}
	}
	for length, want := range map[string]int{"40": http.StatusCreated, "41": http.StatusRequestEntityTooLarge} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/admin/uploads/", nil)
		must(t, err)
		req.Header.Set("Tus-Resumable", "1.0.0")
		req.Header.Set("Upload-Length", length)
		req.Header.Set("Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("b.txt")))
		res, err := con.Do(req)
		must(t, err)
		if body := bodyOf(t, res); res.StatusCode != want || want != http.StatusCreated && !strings.Contains(body, "Ask an editor") {
			t.Errorf("%s bytes announced: status %d, want %d: %s", length, res.StatusCode, want, body)
		}
	}
}
