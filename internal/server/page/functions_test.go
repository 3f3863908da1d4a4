package page_test

import (
	"testing"

	"recto/internal/server/page"
)

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1023: "1023 bytes", 1 << 10: "1 KB", 512 << 20: "512 MB", 1 << 30: "1 GB", 3 << 29: "1.5 GB", 34_130 << 20: "33 GB", 2 << 40: "2\u2009048 GB",
	} {
		if got := page.Bytes(n); got != want {
			t.Errorf("%d bytes are written %q, want %q", n, got, want)
		}
	}
}
