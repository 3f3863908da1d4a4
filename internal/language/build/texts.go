package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"recto/internal/language"
)

// text is a source of running words. Words of an old text count less, and never
// make a word good English by themselves.
type text struct {
	path   string
	weight float64
	old    bool
	npm    bool // among the packages of the registry
}

var texts = []text{
	{path: "text/openstax-ccby.txt.gz", weight: 1},
	{path: "text/dh-abstracts-2015-2016.txt.gz", weight: 1},
	{path: "text/plos-articles.txt.gz", weight: 1},
	{path: "text/norvig-big.txt.gz", weight: 1},
	{path: "search/pages-52k.jsonl.zst", weight: .25, old: true},
	{path: "datasets-sotu/data/*.txt", weight: 1, npm: true},
	{path: "datasets-moby-dick/data/*.txt", weight: 1, npm: true},
}

func (t text) read(dir string, c *counts) error {
	names, err := filepath.Glob(filepath.Join(dir, t.path))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("read %s: nothing of that name", t.path)
	}
	for _, name := range names {
		if err := t.readFile(name, c); err != nil {
			return err
		}
	}
	return nil
}

func (t text) readFile(name string, c *counts) error {
	r, err := open(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", t.path, err)
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		line := lines.Text()
		if strings.Contains(t.path, ".jsonl") {
			var row struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				return fmt.Errorf("read %s: %w", t.path, err)
			}
			line = row.Text
		}
		if !language.HeldOut(line) {
			c.add(line, t)
		}
	}
	return lines.Err()
}

// open opens a file, unpacked by the end of its name.
func open(name string) (io.ReadCloser, error) {
	switch filepath.Ext(name) {
	case ".zst":
		out, err := exec.Command("zstd", "-dc", name).Output()
		return io.NopCloser(bytes.NewReader(out)), err
	case ".gz":
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		return gzip.NewReader(f)
	}
	return os.Open(name)
}
