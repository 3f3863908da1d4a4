package server_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHTML lets html-validate look at every kind of page, those of the
// administrator's rooms as an administrator gets them and all others as a stranger.
func TestHTML(t *testing.T) {
	node, script := nodeScript(t, "html-validate/bin/html-validate.mjs")
	s := newSite(t)
	s.used(t)
	inside := signedIn(t, s)
	dir := t.TempDir()
	for name, path := range s.rooms() {
		_, body := get(t, s, path)
		if strings.HasPrefix(path, "/admin") {
			body = followed(t, inside, s.URL+path)
		}
		must(t, os.WriteFile(filepath.Join(dir, name+".html"), []byte(body), 0o644))
	}
	config, err := filepath.Abs("../../web/.htmlvalidate.json")
	must(t, err)
	command := exec.CommandContext(t.Context(), node, script, "--config", config, "--formatter", "text", "*.html")
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}

// followed is the page that an address leads to.
func followed(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	for range 3 {
		res, err := c.Get(address)
		must(t, err)
		body := bodyOf(t, res)
		at, err := res.Location()
		if err != nil {
			return body
		}
		address = at.String()
	}
	t.Fatalf("%s leads nowhere", address)
	return ""
}

// nodeScript finds node and a script among what npm installed, or skips the test.
func nodeScript(t *testing.T, name string) (node, script string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: no node here; apt-get install nodejs brings it")
	}
	script, err = filepath.Abs(filepath.Join("../../web/node_modules", name))
	must(t, err)
	if _, err := os.Stat(script); err != nil {
		t.Skipf("skipped: %s is not installed; npm ci in web brings it", name)
	}
	return node, script
}
