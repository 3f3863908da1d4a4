package server_test

import (
	"html"
	"regexp"
	"testing"
)

var example = regexp.MustCompile(`<a class="quiet" href="([^"]+)"><code>(.+?)</code>`)

// examples asks for every example of the help page: each has to find something
// in the demonstration volume, and none is corrected.
func examples(t *testing.T, s *site) {
	_, help := get(t, s, "/help")
	all := example.FindAllStringSubmatch(help, -1)
	if len(all) < 15 {
		t.Fatalf("the help page has %d examples", len(all))
	}
	for _, e := range all {
		_, page := get(t, s, html.UnescapeString(e[1]))
		if !regexp.MustCompile(`class="found" role="status">\d+ passage`).MatchString(page) {
			t.Errorf("%s finds nothing", html.UnescapeString(e[2]))
		}
		if regexp.MustCompile(`It was read as|Did you mean`).MatchString(page) {
			t.Errorf("%s is not taken as it stands", html.UnescapeString(e[2]))
		}
	}
}
