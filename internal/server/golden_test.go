package server_test

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestReadingText holds the reading text of the sample paper, marks and all,
// against the one that was looked at and found good.
func TestReadingText(t *testing.T) {
	s := newSite(t)
	const golden = "testdata/reading.golden.html"
	_, body := get(t, s, "/papers/"+s.edition.Papers()[0].ID+"?q=expansive+learning")
	_, body, _ = strings.Cut(body, `<div class="text">`)
	got, _, _ := strings.Cut(body, `<section class="citebox"`)
	if *update {
		must(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if g, w := at(gotLines, i), at(wantLines, i); g != w {
			t.Fatalf("line %d:\n got %s\nwant %s\n(-update writes it anew)", i+1, g, w)
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
