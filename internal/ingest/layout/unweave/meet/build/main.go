// Command build learns the model of package meet from running text.
//
//	go run ./internal/ingest/layout/unweave/meet/build -in DIR -out internal/ingest/layout/unweave/meet/words.model
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"recto/internal/ingest/layout/unweave/meet"
)

func main() {
	in := flag.String("in", "", "folder that holds text/*.txt.gz")
	out := flag.String("out", "words.model", "file to write")
	rounds := flag.Int("rounds", 8, "times to go over the texts")
	flag.Parse()
	if err := build(*in, *out, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "learn how lines meet:", err)
		os.Exit(1)
	}
}

// The texts that the model is learnt from, all of them free to use so; see NOTICE.
var names = []string{"openstax-ccby", "dh-abstracts-2015-2016", "plos-articles", "norvig-big"}

const vocabulary = 18_000

func build(in, out string, rounds int) error {
	var texts [][]string
	for _, n := range names {
		words, err := read(filepath.Join(in, "text", n+".txt.gz"))
		if err != nil {
			return err
		}
		texts = append(texts, words)
	}
	m := meet.Learn(texts, vocabulary, rounds, 1, func(round int, loss float64) {
		fmt.Printf("round %d: %.3f nats a line\n", round+1, loss)
	})
	return os.WriteFile(out, m.Pack(), 0o644)
}

func read(name string) ([]string, error) {
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
	return strings.Fields(string(data)), nil
}
