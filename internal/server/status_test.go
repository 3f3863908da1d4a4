package server_test

import (
	"testing"

	"recto/internal/corpus"
)

// TestStatus reads how the library fares as those who look after it do.
func TestStatus(t *testing.T) {
	s := emptySite(t)
	s.As(t, "ada", corpus.Administrator).See("/admin/status", 200,
		"no OCR engine", "1 published volume is not in the search index", "1 job has failed",
		"3 volumes", " passages, version 2, 1 volume behind", "9 GB of 100 GB", "1.2", "1 Mar 2026")
	s.As(t, "eve", corpus.Editor).See("/admin/status", 403)
}
